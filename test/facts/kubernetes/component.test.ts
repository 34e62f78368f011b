import assert from 'node:assert/strict';
import { factsOf } from '../../kit/facts';

const kubelet = (body: string) => `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n${body}`;
const kubeconfig = (cluster: string) =>
  `apiVersion: v1\nkind: Config\nclusters:\n- name: c\n  cluster:\n    server: https://${cluster}\n    insecure-skip-tls-verify: true\n`;

describe('components', () => {
  it('reads the versions and suites of the kubelet', async () => {
    const text = kubelet(
      'tlsMinVersion: VersionTLS10\ntlsCipherSuites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_RSA_WITH_3DES_EDE_CBC_SHA]\n',
    );
    const [version] = await factsOf('tls.version', 'yaml', text);
    assert.deepEqual([version?.version, version?.by], ['TLS 1.0', 'the kubelet']);
    assert.equal(version?.mend?.edits[0]?.text, 'VersionTLS12');
    const [list] = await factsOf('tls.suites', 'yaml', text);
    assert.deepEqual([list?.naming, list?.suites.length], ['iana', 2]);
  });

  it('reads what a file for kubectl does not check', async () => {
    const found = (text: string) => factsOf('tls.validation-off', 'yaml', text);
    assert.equal((await found(kubeconfig('api.example:6443'))).length, 1);
    assert.deepEqual(await found(kubeconfig('127.0.0.1:6443')), []);
    assert.deepEqual(await found(kubeconfig('localhost')), []);
    assert.deepEqual(await found(kubeconfig('api.example').replace('verify: true', 'verify: false')), []);
  });

  it('reads flags with their values behind an equals sign or a blank', async () => {
    const text =
      'kube-apiserver --insecure-port 8080 --tls-min-version VersionTLS10 --tls-cipher-suites=TLS_RSA_WITH_RC4_128_SHA,TLS_AES_128_GCM_SHA256 --authorization-mode $mode\n';
    const found = await factsOf('kubernetes.component', 'powershell', text);
    assert.deepEqual(
      found.map(it => [it.text, text.slice(it.at.start, it.at.end)]),
      [['--insecure-port 8080', '8080']],
    );
    const [version] = await factsOf('tls.version', 'powershell', text);
    assert.equal(version?.version, 'TLS 1.0');
    const [suites] = await factsOf('tls.suites', 'powershell', text);
    assert.deepEqual(
      suites?.suites.map(it => text.slice(it.span.start, it.span.end)),
      ['TLS_RSA_WITH_RC4_128_SHA', 'TLS_AES_128_GCM_SHA256'],
    );
  });

  it('reads what a ConfigMap carries, at its place', async () => {
    const text =
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kubelet-config\ndata:\n  kubelet: |\n    apiVersion: kubelet.config.k8s.io/v1beta1\n    kind: KubeletConfiguration\n    readOnlyPort: 10255\n  config.toml: |\n    [plugins.cri.registry.configs."r.example".tls]\n    insecure_skip_verify = true\n';
    const [option] = await factsOf('kubernetes.component', 'yaml', text);
    assert.equal(option && text.slice(option.at.start, option.at.end), '10255');
    const [check] = await factsOf('tls.validation-off', 'yaml', text);
    assert.equal(check && text.slice(check.at.start, check.at.end), 'true');
  });

  it('reads what users log on with', async () => {
    const users = (user: string) => `apiVersion: v1\nkind: Config\nusers:\n- name: admin\n  user: ${user}\n`;
    const found = async (user: string) => (await factsOf('credential', 'yaml', users(user))).map(it => it.form);
    assert.deepEqual(await found('{ token: eyJhbGciOiJSUzI1NiIsImtpZCI6Il9hYmMifQ }'), ['token']);
    assert.deepEqual(await found('{ client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQo= }'), ['private key']);
    assert.deepEqual(await found('{ client-certificate-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQo= }'), []);
    assert.deepEqual(await found('{ token: "{{ .Token }}" }'), []);
    assert.deepEqual(
      await found('{ token: TOKEN, tokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token }'),
      [],
    );
  });

  it('reads flags of kubeadm in both notations, and in those of the Cluster API', async () => {
    const texts = [
      'apiVersion: kubeadm.k8s.io/v1beta3\nkind: InitConfiguration\nnodeRegistration:\n  kubeletExtraArgs: { anonymous-auth: "true" }\n',
      'apiVersion: kubeadm.k8s.io/v1beta4\nkind: JoinConfiguration\nnodeRegistration:\n  kubeletExtraArgs:\n  - { name: anonymous-auth, value: "true" }\n',
      'apiVersion: bootstrap.cluster.x-k8s.io/v1beta1\nkind: KubeadmConfigTemplate\nspec:\n  template:\n    spec:\n      joinConfiguration:\n        nodeRegistration:\n          kubeletExtraArgs:\n            anonymous-auth: "true"\n',
    ];
    for (const text of texts) {
      const found = await factsOf('kubernetes.component', 'yaml', text);
      assert.deepEqual(
        found.map(it => it.text),
        ['anonymous-auth: true'],
      );
    }
  });
});
