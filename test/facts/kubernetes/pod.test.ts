import assert from 'node:assert/strict';
import { factsOf } from '../../kit/facts';

const pods = (text: string) => factsOf('kubernetes.pod', 'yaml', text);
const pod = (spec: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${spec}  containers:\n  - name: web\n    image: web:1\n`;

const affinity = (strength: 'required' | 'preferred', expression: string) =>
  strength === 'required'
    ? `  affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [${expression}]}]}}}\n`
    : `  affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [${expression}]}}]}}\n`;

describe('pods', () => {
  const systems: readonly (readonly [name: string, text: string, os: string, by: string | undefined])[] = [
    ['os.name', pod('  os: {name: windows}\n  nodeSelector: {kubernetes.io/os: linux}\n'), 'windows', 'os.name'],
    ['a node selector', pod('  nodeSelector:\n    kubernetes.io/os: windows\n'), 'windows', 'nodeSelector'],
    ['the old label', pod('  nodeSelector: {beta.kubernetes.io/os: windows}\n'), 'windows', 'nodeSelector'],
    [
      'a build of Windows',
      pod('  nodeSelector: {node.kubernetes.io/windows-build: 10.0.20348}\n'),
      'windows',
      'nodeSelector',
    ],
    [
      'node affinity',
      pod(
        '  affinity:\n    nodeAffinity:\n      requiredDuringSchedulingIgnoredDuringExecution:\n        nodeSelectorTerms:\n        - matchExpressions:\n          - {key: kubernetes.io/os, operator: In, values: [windows]}\n',
      ),
      'windows',
      'nodeSelector',
    ],
    [
      'affinity that allows both',
      pod(
        '  affinity:\n    nodeAffinity:\n      requiredDuringSchedulingIgnoredDuringExecution:\n        nodeSelectorTerms:\n        - matchExpressions:\n          - {key: kubernetes.io/os, operator: In, values: [windows, linux]}\n',
      ),
      'unknown',
      undefined,
    ],
    ['a runtime class', pod('  runtimeClassName: runhcs-wcow-process\n'), 'windows', 'runtimeClassName'],
    [
      'a toleration',
      pod('  tolerations:\n  - {key: os, operator: Equal, value: windows, effect: NoSchedule}\n'),
      'windows',
      'toleration',
    ],
    [
      'Windows options',
      pod('  securityContext: {windowsOptions: {runAsUserName: ContainerUser}}\n'),
      'windows',
      'windowsOptions',
    ],
    [
      'options that switch something off',
      pod('  securityContext: {windowsOptions: {hostProcess: false}}\n'),
      'unknown',
      undefined,
    ],
    ['an image', pod('').replace('web:1', 'mcr.microsoft.com/windows/nanoserver:ltsc2022'), 'windows', 'image'],
    [
      'the label of a cloud',
      pod('  nodeSelector: {kubernetes.azure.com/os-sku: Windows2022}\n'),
      'windows',
      'nodeSelector',
    ],
    ['another label of a cloud', pod('  nodeSelector: {kubernetes.azure.com/os-sku: Ubuntu}\n'), 'unknown', undefined],
    [
      'a selector before a toleration',
      pod('  nodeSelector: {kubernetes.io/os: linux}\n  tolerations: [{key: os, value: windows}]\n'),
      'linux',
      'nodeSelector',
    ],
    [
      'affinity against Linux',
      pod(affinity('required', '{key: kubernetes.io/os, operator: NotIn, values: [linux]}')),
      'windows',
      'nodeSelector',
    ],
    [
      'affinity for a build',
      pod(
        affinity('required', '{key: node.kubernetes.io/windows-build, operator: In, values: [10.0.20348, 10.0.26100]}'),
      ),
      'windows',
      'nodeSelector',
    ],
    [
      'preferred affinity',
      pod(affinity('preferred', '{key: kubernetes.io/os, operator: In, values: [windows]}')),
      'unknown',
      undefined,
    ],
    ['the toleration of OpenShift', pod('  tolerations: [{key: os, value: Windows}]\n'), 'windows', 'toleration'],
    [
      'a toleration of a Linux image',
      pod('  tolerations: [{key: os, value: windows}]\n').replace('web:1', 'nginx:1-alpine'),
      'unknown',
      undefined,
    ],
    [
      'a toleration beside a selector of a template',
      pod('  nodeSelector: {{- toYaml .x | nindent 4 }}\n  tolerations: [{key: os, value: windows}]\n'),
      'unknown',
      undefined,
    ],
    [
      'an image beside a selector of a template',
      pod('  nodeSelector: {{- toYaml .x | nindent 4 }}\n').replace('web:1', 'x/app:1-ltsc2022'),
      'windows',
      'image',
    ],
    ['os.name of a template', pod('  os: {name: "{{ .os }}"}\n'), 'unknown', undefined],
    ['a Linux selector', pod('  nodeSelector: {kubernetes.io/os: linux}\n'), 'linux', 'nodeSelector'],
    ['nothing', pod(''), 'unknown', undefined],
    ['a template', pod('  nodeSelector:\n    {{- toYaml .Values.nodeSelector | nindent 4 }}\n'), 'unknown', undefined],
  ];
  for (const [name, text, os, by] of systems) {
    it(`tells the system by ${name}`, async () => {
      const [found] = await pods(text);
      assert.equal(found?.place.os, os);
      assert.equal(found?.osFrom?.by, by);
    });
  }

  const kinds: readonly (readonly [kind: string, path: readonly string[]])[] = [
    ['Deployment', ['spec', 'template']],
    ['DaemonSet', ['spec', 'template']],
    ['StatefulSet', ['spec', 'template']],
    ['Job', ['spec', 'template']],
    ['Rollout', ['spec', 'template']],
    ['CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
    ['PodTemplate', ['template']],
  ];
  for (const [kind, path] of kinds) {
    it(`finds the pods of ${kind}`, async () => {
      const inner = '{spec: {containers: [{name: a}], initContainers: [{name: b}]}}';
      const body = path.reduceRight((it, key) => `{${key}: ${it}}`, inner).slice(1, -1);
      const [found] = await pods(`apiVersion: x/v1\nkind: ${kind}\nmetadata: {name: n, namespace: s}\n${body}\n`);
      assert.equal(found?.resource, `${kind} n`);
      assert.equal(found?.namespace, 's');
      assert.deepEqual(
        found?.containers.map(it => `${it.kind} ${it.name}`),
        ['init b', 'container a'],
      );
    });
  }

  it('unrolls lists and reads several documents', async () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${pod('').trimEnd().replace(/\n/g, '\n  ')}\n---\n${pod('')}`;
    assert.equal((await pods(list)).length, 2);
  });

  it('lets a container overrule its pod', async () => {
    const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  hostNetwork: on\n  securityContext:\n    windowsOptions: {hostProcess: true, runAsUserName: "NT AUTHORITY\\\\SYSTEM"}\n  containers:\n  - name: a\n  - name: b\n    securityContext:\n      windowsOptions: {hostProcess: false, runAsUserName: ContainerUser}\n  - name: c\n    securityContext:\n      windowsOptions: {hostProcess: {{ .Values.x }}}\n`;
    const [found] = await pods(text);
    assert.deepEqual(
      found?.containers.map(it => [it.hostProcess, it.user?.value, it.user?.level]),
      [
        [true, 'NT AUTHORITY\\SYSTEM', 'pod'],
        [false, 'ContainerUser', 'container'],
        [undefined, 'NT AUTHORITY\\SYSTEM', 'pod'],
      ],
    );
    assert.equal(found?.hostNetwork, true);
    assert.equal(found?.hostProcess.length, 2);
  });

  it('does not take what a template may add for absent', async () => {
    const [found] = await pods(pod('  {{- include "network" . | nindent 2 }}\n'));
    assert.equal(found?.hostNetwork, undefined);
  });

  it('reads paths of the node, and whether they can be written', async () => {
    const text = `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    volumeMounts:\n    - {name: x, mountPath: 'C:\\x', readOnly: true}\n    - {name: y, mountPath: 'C:\\y'}\n  volumes:\n  - {name: x, hostPath: {path: 'C:\\x'}}\n  - {name: y, hostPath: {path: 'C:\\y'}}\n  - {name: z, emptyDir: {}}\n`;
    const [found] = await pods(text);
    assert.deepEqual(
      found?.hostPaths.map(it => [it.path, it.readOnly]),
      [
        ['C:\\x', true],
        ['C:\\y', false],
      ],
    );
  });
});

describe('exposure in Kubernetes', () => {
  const service = (spec: string, metadata = '') =>
    `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n${metadata}spec:\n${spec}  ports:\n  - {port: 3389, protocol: TCP}\n`;
  const cases: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
    ['a cluster address', service(''), []],
    ['a node port', service('  type: NodePort\n'), ['service 3389 anyone']],
    ['a load balancer', service('  type: LoadBalancer\n'), ['service 3389 anyone']],
    [
      'source ranges',
      service('  type: LoadBalancer\n  loadBalancerSourceRanges: [10.0.0.0/8]\n'),
      ['service 3389 limited'],
    ],
    [
      'ranges for all',
      service('  type: LoadBalancer\n  loadBalancerSourceRanges: [0.0.0.0/0]\n'),
      ['service 3389 anyone'],
    ],
    [
      'ranges of a template',
      service('  type: LoadBalancer\n  loadBalancerSourceRanges: {{ .x }}\n'),
      ['service 3389 unknown'],
    ],
    [
      'an internal load balancer',
      service(
        '  type: LoadBalancer\n',
        '  annotations:\n    service.beta.kubernetes.io/azure-load-balancer-internal: "true"\n',
      ),
      ['service 3389 limited'],
    ],
    ['external addresses', service('  externalIPs: [203.0.113.5]\n'), ['service 3389 anyone']],
    [
      'a port of the node',
      pod('').replace('image: web:1', 'ports: [{containerPort: 5985, hostPort: 15985}]'),
      ['host port 5985 anyone'],
    ],
    [
      'a loopback port',
      pod('').replace('image: web:1', 'ports: [{containerPort: 80, hostPort: 80, hostIP: 127.0.0.1}]'),
      ['host port 80 loopback'],
    ],
  ];
  for (const [name, text, expected] of cases) {
    it(name, async () => {
      const found = await factsOf('network.exposure', 'yaml', text);
      assert.deepEqual(
        found.map(it => `${it.via} ${it.ports[0]?.range.from} ${it.from}`),
        expected,
      );
    });
  }
});

describe('scripts in Kubernetes', () => {
  const commands = async (text: string) => (await factsOf('command', 'yaml', text)).map(it => it.name);
  it('reads command and args of containers', async () => {
    const text = pod('').replace(
      'image: web:1',
      'command: [powershell.exe, -Command]\n    args: ["Stop-Service mpssvc; netsh x"]',
    );
    assert.deepEqual(await commands(text), ['powershell', 'Stop-Service', 'netsh']);
  });
  it('reads probes and hooks', async () => {
    const text = pod('').replace(
      'image: web:1',
      'livenessProbe: {exec: {command: [cmd, /c, "ping x"]}}\n    lifecycle:\n      postStart:\n        exec:\n          command:\n          - pwsh\n          - -c\n          - |\n            Get-Date\n            net user\n',
    );
    assert.deepEqual(await commands(text), ['cmd', 'ping', 'pwsh', 'Get-Date', 'net']);
  });
  it('reads scripts of ConfigMaps at their place', async () => {
    const text =
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  a.ps1: |\n    # start\n    Stop-Service {{ .x }} -Force\n  b.cmd: |\n    @net stop x\n  c.sh: |\n    curl x\n';
    const found = await factsOf('command', 'yaml', text);
    assert.deepEqual(
      found.map(it => text.slice(it.nameSpan.start, it.nameSpan.end)),
      ['Stop-Service', 'net'],
    );
    assert.equal(found[0]?.args[0]?.value.known, false);
  });
  it('finds the password in a credential spec', async () => {
    const spec = (input: string) =>
      `apiVersion: windows.k8s.io/v1\nkind: GMSACredentialSpec\ncredspec:\n  ActiveDirectoryConfig:\n    HostAccountConfig:\n      PluginInput: ${input}\n`;
    const text = spec('"contoso.com:svc:Tr0ub4dor"');
    const [found] = await factsOf('credential', 'yaml', text);
    assert.equal(text.slice(found!.at.start, found!.at.end), 'Tr0ub4dor');
    assert.deepEqual(await factsOf('credential', 'yaml', spec('ObjectId=1;SecretUri=https://x.vault.azure.net/y')), []);
  });
  it('finds secrets in the environment, written out ones only', async () => {
    const text = pod('').replace(
      'image: web:1',
      'env:\n    - {name: DB_PASSWORD, value: Tr0ub4dor}\n    - {name: TOKEN_FILE, value: C:\\token}\n    - {name: SA_PASSWORD, value: "$(DB_PASSWORD)"}\n    - name: API_SECRET\n      valueFrom: {secretKeyRef: {name: a, key: b}}\n    - name: X_PASSWORD\n      value: {{ .Values.password }}\n    - {name: CONN, value: "Server=db;Password=Tr0ub4dor;"}',
    );
    const found = await factsOf('credential', 'yaml', text);
    assert.deepEqual(
      found.map(it => [it.form, it.name, text.slice(it.at.start, it.at.end)]),
      [
        ['environment', 'DB_PASSWORD', 'Tr0ub4dor'],
        ['connection string', 'Password', 'Tr0ub4dor'],
      ],
    );
  });
});
