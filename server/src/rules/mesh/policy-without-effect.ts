import { defineRule, examples } from '../rule';

const policy = (spec: string, metadata = '') =>
  `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: web\n${metadata}spec:\n${spec}`;
const gateway = (tls: string, protocol = 'HTTPS') =>
  `apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata:\n  name: front\nspec:\n  servers:\n  - port: {number: 443, name: https, protocol: ${protocol}}\n    hosts: [shop.example.com]\n${tls}`;
const mesh = (version: string) =>
  `apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  meshConfig:\n    meshMTLS:\n      minProtocolVersion: ${version}\n`;
const deployment = (labels: string, own: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n${labels}spec:\n  template:\n    metadata:\n${own}    spec:\n      containers:\n      - name: web\n`;
const peers = (mode: string) =>
  `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: web}\nspec:\n  mtls:\n    mode: ${mode}\n`;
const rules = '  rules:\n  - from:\n    - source:\n        namespaces: [shop]\n';

export default defineRule({
  name: 'mesh/policy-without-effect',
  title: 'A statement for the mesh protects nothing, although it reads as if it did',
  severity: 'low',
  confidence: 'high',
  cwe: [1188, 284],
  tags: ['mesh', 'istio', 'linkerd', 'consul', 'authorization'],
  fixable: 'unsafe',
  messages: {
    refused: '`{text}` makes {by} refuse {resource}: {why}.',
    ignored: '`{text}` has no effect in {resource}: {why}.',
    watching: { severity: 'info', text: '`{text}` keeps {resource} from deciding anything: {why}.' },
  },
  rationale: `
    What the file seems to forbid stays allowed. An object that is refused leaves the older one in force, or none; one that is
    skipped is accepted without a word.`,
  remedy: 'Write it so that the mesh enforces it, and look at what `istioctl analyze` says.',
  exceptions: 'A dry run and the action AUDIT are the way to try a policy; they are only pointed out.',
  references: [
    'https://istio.io/latest/docs/reference/config/security/authorization-policy/',
    'https://istio.io/latest/docs/tasks/security/authorization/authz-dry-run/',
    'https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings',
    'https://linkerd.io/2-edge/reference/authorization-policy/',
    'https://developer.hashicorp.com/consul/docs/reference/config-entry/service-intentions',
  ],
  bad: [
    { language: 'yaml', code: policy('  action: «DENY»\n') },
    { language: 'yaml', code: policy('  action: «DENY»\n  rules: []\n') },
    { language: 'yaml', code: policy(`  action: «CUSTOM»\n${rules}`) },
    { language: 'yaml', code: policy(`  action: "«Deny»"\n${rules}`) },
    { language: 'yaml', code: policy(`  «provider»:\n    name: sso\n${rules}`) },
    {
      language: 'yaml',
      code: policy(
        `  «selector»:\n    matchLabels: {app: web}\n  targetRefs:\n  - {kind: Service, group: "", name: web}\n${rules}`,
      ),
    },
    { language: 'yaml', code: policy(`  action: «AUDIT»\n${rules}`) },
    {
      language: 'yaml',
      code: policy(rules, '  annotations:\n    «istio.io/dry-run: "true"» # until Monday\n'),
      fixed: policy(rules, '  annotations:\n    istio.io/dry-run: "false" # until Monday\n'),
    },
    {
      language: 'yaml',
      code: policy(`  selector:\n    matchLabels:\n      «gateway.networking.k8s.io/gateway-name: waypoint»\n${rules}`),
      fixed: policy(
        `  targetRefs:\n  - kind: Gateway\n    group: gateway.networking.k8s.io\n    name: waypoint\n${rules}`,
      ),
    },
    { language: 'yaml', code: peers('«strict»'), fixed: peers('STRICT') },
    { language: 'yaml', code: peers('«SIMPLE»') },
    { language: 'yaml', code: gateway('    tls: {mode: «TLS»}\n') },
    { language: 'yaml', code: gateway('', '«HTTPS»') },
    { language: 'yaml', code: gateway('    tls: {mode: «MUTUAL», serverCertificate: /c.pem, privateKey: /k.pem}\n') },
    { language: 'yaml', code: gateway('    tls: {mode: PASSTHROUGH, «minProtocolVersion»: TLSV1_3}\n') },
    { language: 'yaml', code: gateway('    tls:\n      «credentialName»: shop\n') },
    {
      language: 'yaml',
      code: gateway('    tls: {mode: SIMPLE, credentialName: shop, minProtocolVersion: «TLSv1_2»}\n'),
      fixed: gateway('    tls: {mode: SIMPLE, credentialName: shop, minProtocolVersion: TLSV1_2}\n'),
    },
    { language: 'yaml', code: mesh('«TLSV1_1»'), fixed: mesh('TLSV1_2') },
    { language: 'yaml', code: mesh('"«1.3»"'), fixed: mesh('"TLSV1_3"') },
    {
      language: 'yaml',
      code: deployment('  labels:\n    «sidecar.istio.io/inject: "true"»\n', '      labels:\n        app: web\n'),
      fixed: deployment('', '      labels:\n        app: web\n        sidecar.istio.io/inject: "true"\n'),
    },
    {
      language: 'yaml',
      code: deployment('  annotations: {a: b, «linkerd.io/inject: enabled»}\n', '      annotations: {c: d}\n'),
      fixed: deployment('  annotations: {a: b}\n', '      annotations: {c: d, linkerd.io/inject: enabled}\n'),
    },
    {
      language: 'yaml',
      code: deployment('', '      annotations:\n        linkerd.io/inject: "«true»"\n'),
      fixed: deployment('', '      annotations:\n        linkerd.io/inject: "enabled"\n'),
    },
    {
      language: 'yaml',
      code: deployment('', '      annotations: {config.linkerd.io/default-inbound-policy: «Deny»}\n'),
      fixed: deployment('', '      annotations: {config.linkerd.io/default-inbound-policy: deny}\n'),
    },
    {
      language: 'hcl',
      code: 'Kind = "mesh"\nTLS {\n  Incoming {\n    TLSMinVersion = "«1.3»"\n  }\n}\n',
      fixed: 'Kind = "mesh"\nTLS {\n  Incoming {\n    TLSMinVersion = "TLSv1_3"\n  }\n}\n',
    },
  ],
  good: examples(
    'yaml',
    deployment('', '      annotations: {linkerd.io/inject: ingress, config.linkerd.io/default-inbound-policy: deny}\n'),
    deployment('  labels: {sidecar.istio.io/inject: "true"}\n', '      labels: {sidecar.istio.io/inject: "true"}\n'),
    deployment(
      '  labels: {sidecar.istio.io/inject: "true"}\n',
      '      labels:\n        {{- include "labels" . | nindent 8 }}\n',
    ),
    policy('  {}\n'),
    policy('  action: DENY\n  rules:\n  - {}\n'),
    policy('  action: DENY\n  rules: {{ toYaml .Values.rules | nindent 4 }}\n'),
    policy('  action: DENY\n  {{- include "rules" . | nindent 2 }}\n'),
    policy('  action: {{ .Values.action }}\n'),
    policy(`  action: CUSTOM\n  provider: {name: sso}\n${rules}`),
    policy(rules, '  annotations:\n    istio.io/dry-run: "false"\n'),
    policy(`  targetRefs:\n  - {kind: Gateway, group: gateway.networking.k8s.io, name: waypoint}\n${rules}`),
    policy(`  selector:\n    matchLabels:\n      gateway.networking.k8s.io/gateway-name: front\n${rules}`),
    gateway('    tls: {mode: MUTUAL, credentialName: shop}\n'),
    gateway('    tls: {mode: PASSTHROUGH}\n', 'TLS'),
    gateway('    tls:\n      {{- toYaml .Values.tls | nindent 6 }}\n'),
    mesh('TLSV1_3'),
    peers('{{ .Values.mode }}'),
    mesh('{{ .Values.minimum }}'),
  ),
  visit: {
    'mesh.without-effect'({ fate, text, at, by, resource, why, mend }, { report }) {
      const more = { fixes: [mend] };
      if (fate === 'refused') report('refused', at, { text, by, resource, why }, more);
      else report(fate, at, { text, resource, why }, more);
    },
  },
});
