import { defineRule } from '../rule';

const istio = 'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: default\n';
const proxies = 'apiVersion: consul.hashicorp.com/v1alpha1\nkind: ProxyDefaults\nmetadata:\n  name: global\nspec:\n';

export default defineRule({
  name: 'mesh/permissive-mtls',
  title: 'The mesh accepts connections without mutual TLS',
  severity: 'medium',
  confidence: 'high',
  cwe: [319, 306],
  tags: ['mesh', 'istio', 'consul', 'mtls'],
  fixable: 'unsafe',
  messages: {
    disabled: {
      severity: 'high',
      text: '`{mode}` switches mutual TLS off for {covers}: all traffic to it is plain text without an identity.',
    },
    permissive: '`{mode}` lets {covers} accept plain text from callers without an identity.',
    unset: 'The mesh-wide {resource} states no mode, which means PERMISSIVE: plain text is accepted everywhere.',
    portDisabled: '`{mode}` switches mutual TLS off for {covers}: traffic to it is plain text without an identity.',
    portPermissive: {
      severity: 'low',
      text: '`{mode}` lets {covers} accept plain text from callers without an identity.',
    },
    ignored: { severity: 'low', text: '`{mode}` has no effect: {reason}.' },
  },
  rationale: `
    Without a demand for mutual TLS, whoever reaches the network of the pods can call the workload and read its traffic.
    Policies that go by the identity of the caller see none.`,
  remedy:
    'Set the mode to STRICT once every caller is part of the mesh. While callers move, keep PERMISSIVE for the one workload that needs it.',
  exceptions:
    'PERMISSIVE is the right mode while workloads move into the mesh. A port that a load balancer probes from outside may stay without mutual TLS.',
  references: [
    'https://istio.io/latest/docs/reference/config/security/peer_authentication/',
    'https://istio.io/latest/docs/tasks/security/authentication/mtls-migration/',
    'https://developer.hashicorp.com/consul/docs/reference/config-entry/proxy-defaults',
  ],
  bad: [
    {
      language: 'yaml',
      code: `${istio}  namespace: istio-system\nspec:\n  mtls:\n    mode: «PERMISSIVE»  # for now\n`,
      fixed: `${istio}  namespace: istio-system\nspec:\n  mtls:\n    mode: STRICT  # for now\n`,
    },
    {
      language: 'yaml',
      code: `${istio}  namespace: shop\nspec: { mtls: { mode: "«DISABLE»" } }\n`,
      fixed: `${istio}  namespace: shop\nspec: { mtls: { mode: "STRICT" } }\n`,
    },
    {
      language: 'yaml',
      code: `${istio}spec:\n  selector:\n    matchLabels:\n      app: web\n  mtls:\n    mode: STRICT\n  portLevelMtls:\n    8080:\n      mode: «DISABLE»\n    "9090":\n      mode: '«PERMISSIVE»'\n`,
      fixed: `${istio}spec:\n  selector:\n    matchLabels:\n      app: web\n  mtls:\n    mode: STRICT\n  portLevelMtls:\n    8080:\n      mode: STRICT\n    "9090":\n      mode: 'STRICT'\n`,
    },
    {
      language: 'yaml',
      code: `${istio}spec:\n  portLevelMtls:\n    8080:\n      mode: «DISABLE»\n`,
    },
    {
      language: 'yaml',
      code: `${istio}  namespace: istio-system\nspec:\n  selector:\n    matchLabels: {app: web}\n  mtls:\n    mode: «STRICT»\n`,
    },
    { language: 'yaml', code: `${istio}spec:\n  portLevelMtls:\n    8080: {mode: «STRICT»}\n` },
    {
      language: 'yaml',
      code: 'apiVersion: security.istio.io/v1beta1\nkind: «PeerAuthentication»\nmetadata:\n  name: default\n  namespace: istio-system\n',
      fixed:
        'apiVersion: security.istio.io/v1beta1\nkind: PeerAuthentication\nmetadata:\n  name: default\n  namespace: istio-system\nspec:\n  mtls:\n    mode: STRICT\n',
    },
    {
      language: 'yaml',
      code: `${istio}  namespace: istio-system\n«spec: {}»\n`,
      fixed: `${istio}  namespace: istio-system\nspec: { mtls: { mode: STRICT } }\n`,
    },
    {
      language: 'yaml',
      code: `${istio}  namespace: istio-system\nspec:\n  «mtls: {}» # all\n`,
      fixed: `${istio}  namespace: istio-system\nspec:\n  mtls: { mode: STRICT } # all\n`,
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: security.istio.io/v1\n  kind: PeerAuthentication\n  metadata: {name: a, namespace: b}\n  spec:\n    mtls:\n      mode: «DISABLE»\n',
      fixed:
        'apiVersion: v1\nkind: List\nitems:\n- apiVersion: security.istio.io/v1\n  kind: PeerAuthentication\n  metadata: {name: a, namespace: b}\n  spec:\n    mtls:\n      mode: STRICT\n',
    },
    {
      language: 'yaml',
      code: `${proxies}  mutualTLSMode: «permissive»\n`,
      fixed: `${proxies}  mutualTLSMode: strict\n`,
    },
    {
      language: 'yaml',
      code: 'apiVersion: consul.hashicorp.com/v1alpha1\nkind: Mesh\nmetadata:\n  name: mesh\nspec:\n  «allowEnablingPermissiveMutualTLS: true»\n',
      fixed:
        'apiVersion: consul.hashicorp.com/v1alpha1\nkind: Mesh\nmetadata:\n  name: mesh\nspec:\n  allowEnablingPermissiveMutualTLS: false\n',
    },
    {
      language: 'hcl',
      code: 'Kind = "service-defaults"\nName = "web"\nMutualTLSMode = "«permissive»"\n',
      fixed: 'Kind = "service-defaults"\nName = "web"\nMutualTLSMode = "strict"\n',
    },
    {
      language: 'json',
      code: '{ "Kind": "mesh", «"AllowEnablingPermissiveMutualTLS": true» }',
      fixed: '{ "Kind": "mesh", "AllowEnablingPermissiveMutualTLS": false }',
    },
    {
      language: 'hcl',
      code: 'server = true\nretry_join = ["a"]\nconfig_entries {\n  bootstrap = [\n    {\n      kind = "proxy-defaults"\n      name = "global"\n      mutual_tls_mode = "«permissive»"\n    }\n  ]\n}\n',
      fixed:
        'server = true\nretry_join = ["a"]\nconfig_entries {\n  bootstrap = [\n    {\n      kind = "proxy-defaults"\n      name = "global"\n      mutual_tls_mode = "strict"\n    }\n  ]\n}\n',
    },
  ],
  good: [
    { language: 'hcl', code: 'Kind = "service-defaults"\nName = "web"\nMutualTLSMode = "strict"\n' },
    { language: 'yaml', code: `${istio}  namespace: istio-system\nspec:\n  mtls:\n    mode: STRICT\n` },
    { language: 'yaml', code: `${istio}  namespace: shop\nspec:\n  mtls:\n    mode: UNSET\n` },
    { language: 'yaml', code: `${istio}  namespace: shop\nspec: {}\n` },
    { language: 'yaml', code: `${istio}spec:\n  mtls:\n    mode: {{ .Values.mode | default "PERMISSIVE" }}\n` },
    {
      language: 'yaml',
      code: `${istio}  namespace: istio-system\nspec:\n  mtls:\n    {{- toYaml .Values.mtls | nindent 4 }}\n`,
    },
    { language: 'yaml', code: `${istio}spec:\n  mtls:\n    # mode: PERMISSIVE\n    mode: STRICT\n` },
    { language: 'yaml', code: `${proxies}  mutualTLSMode: strict\n` },
    { language: 'yaml', code: 'kind: PeerAuthentication\nspec:\n  mtls:\n    mode: PERMISSIVE\n' },
    {
      language: 'yaml',
      code: 'apiVersion: example.test/v1\nkind: PeerAuthentication\nspec:\n  mtls:\n    mode: PERMISSIVE\n',
    },
  ],
  visit: {
    'mesh.mtls'(it, { report }) {
      const { covers, at, scope, resource } = it;
      const mode = it.text;
      if (it.ignored) return report('ignored', at, { mode, reason: it.ignored });
      if (it.mode === 'STRICT') return;
      const more = { fixes: [it.mend] };
      if (it.mode === 'UNSET') {
        if (scope === 'mesh') report('unset', at, { resource }, more);
      } else if (it.mode === 'DISABLE') {
        report(scope === 'port' ? 'portDisabled' : 'disabled', at, { mode, covers }, more);
      } else report(scope === 'port' ? 'portPermissive' : 'permissive', at, { mode, covers }, more);
    },
  },
});
