import assert from 'node:assert/strict';
import type { Language } from '../../../server/src/facts/source';
import { factsOf } from '../../kit/facts';

const ids = '-spiffeID spiffe://a.test/b -parentID spiffe://a.test/n';

describe('SPIRE entries', () => {
  const entries: readonly (readonly [name: string, language: Language, text: string, expected: string])[] = [
    [
      'a command',
      'powershell',
      `spire-server.exe entry create ${ids} -selector k8s:ns:c -admin`,
      'workload k8s:ns:c +admin',
    ],
    [
      'an equals sign',
      'cmd',
      `spire-server entry create ${ids} --selector=k8s:ns:c -downstream=true`,
      'workload k8s:ns:c +downstream',
    ],
    [
      'a switch that is off',
      'cmd',
      `spire-server entry create ${ids} -selector=k8s:ns:c -admin=false`,
      'workload k8s:ns:c',
    ],
    ['nodes', 'cmd', `spire-server entry create ${ids} -node -selector k8s_psat:cluster:c`, 'node k8s_psat:cluster:c'],
    [
      'a pod, behind a container of the same name',
      'powershell',
      `docker compose exec -T spire-server /opt/spire/bin/spire-server entry update ${ids} -selector unix:uid:1`,
      'workload unix:uid:1',
    ],
    [
      'a variable',
      'powershell',
      `$sid = 'S-1-5-18'; & $bin\\spire-server.exe entry create ${ids} -selector "windows:user_sid:$sid" -selector "k8s:ns:$ns"`,
      'workload windows:user_sid:S-1-5-18 k8s:ns:?',
    ],
    [
      'selectors from elsewhere',
      'powershell',
      `spire-server entry create ${ids} -selector k8s:ns:c @more`,
      'workload k8s:ns:c open',
    ],
    [
      'Linux in a Dockerfile',
      'dockerfile',
      `FROM debian:12\nRUN spire-server entry create \\\n  ${ids} \\\n  -selector "k8s:ns:c"\n`,
      'workload k8s:ns:c',
    ],
    [
      'bash in a workflow',
      'yaml',
      `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n    - run: |\n        kubectl exec s-0 -- /opt/spire/bin/spire-server entry create \\\n          ${ids} -selector k8s:ns:c\n`,
      'workload k8s:ns:c',
    ],
    [
      'a resource',
      'yaml',
      'apiVersion: spire.spiffe.io/v1alpha1\nkind: ClusterStaticEntry\nmetadata: {name: b}\nspec: {spiffeID: "spiffe://a/b", parentID: "spiffe://a/spire/server", selectors: ["k8s_psat:cluster:c"], admin: true}\n',
      'node k8s_psat:cluster:c +admin',
    ],
    [
      'values of the chart',
      'yaml',
      'spire-server:\n  controllerManager:\n    identities:\n      clusterStaticEntries:\n        b:\n          spiffeID: spiffe://a/b\n          parentID: spiffe://a/n\n          selectors:\n          - k8s:ns:c\n          - {{ .more }}\n',
      'workload k8s:ns:c open',
    ],
    [
      'a file',
      'json',
      '{"entries": [{"spiffe_id": "spiffe://a/b", "parent_id": "spiffe://a/n", "selectors": [{"type": "k8s", "value": "ns:c"}], "downstream": true}]}',
      'workload k8s:ns:c +downstream',
    ],
  ];
  for (const [name, language, text, expected] of entries) {
    it(`come from ${name}`, async () => {
      const found = await factsOf('spire.entry', language, text);
      assert.deepEqual(
        found.map(({ of, selectors, open, grants }) =>
          [
            of,
            ...selectors.map(it => `${it.type}:${it.value}${it.known ? '' : '?'}`),
            ...(open ? ['open'] : []),
            ...grants.map(it => `+${it.right}`),
          ].join(' '),
        ),
        [expected],
      );
    });
  }

  for (const text of [
    `spire-server entry show -selector k8s:ns:c`,
    `Write-Host 'spire-server entry create ${ids} -selector k8s:ns:c'`,
    `spire-server healthcheck`,
    `Get-Content entry.json | spire-server entry delete -entryID x`,
  ]) {
    it(`do not come from ${text}`, async () => assert.deepEqual(await factsOf('spire.entry', 'powershell', text), []));
  }

  const identities: readonly (readonly [name: string, spec: string, expected: string])[] = [
    ['a constant for all', 'spiffeIDTemplate: spiffe://a/b', 'false none'],
    ['a trust domain only', 'spiffeIDTemplate: "spiffe://{{ .TrustDomain }}/b"', 'false none'],
    [
      'namespaces',
      'spiffeIDTemplate: "spiffe://a/{{ .PodMeta.Namespace }}"\n  namespaceSelector: {matchLabels: {a: b}}',
      'true pod',
    ],
    ['labels', 'spiffeIDTemplate: \'spiffe://a/{{ index .PodMeta.Labels "b" }}\'\n  podSelector: {}', 'false label'],
    [
      'a template',
      'spiffeIDTemplate: {{ .Values.id }}\n  podSelector: {{ toYaml .Values.select }}',
      'undefined undefined',
    ],
    ['more selectors', "spiffeIDTemplate: spiffe://a/b\n  workloadSelectorTemplates: ['k8s:sa:c']", 'undefined none'],
  ];
  for (const [name, spec, expected] of identities) {
    it(`for pods: ${name}`, async () => {
      const text = `apiVersion: spire.spiffe.io/v1alpha1\nkind: ClusterSPIFFEID\nmetadata: {name: b}\nspec:\n  ${spec}\n`;
      const [found] = await factsOf('spire.pod-identity', 'yaml', text);
      assert.equal(`${found!.selects} ${found!.template?.each}`, expected);
    });
  }
});
