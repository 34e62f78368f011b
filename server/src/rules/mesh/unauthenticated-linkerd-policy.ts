import { defineRule } from '../rule';

const server = 'apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata:\n  name: web\nspec:\n  port: http\n';

/** Whoever asks for a path is let in, as probes have to be. */
const probe =
  'apiVersion: policy.linkerd.io/v1alpha1\nkind: NetworkAuthentication\nmetadata: {name: any}\nspec:\n  networks: [{cidr: «0.0.0.0/0»}]\n---\napiVersion: policy.linkerd.io/v1beta3\nkind: HTTPRoute\nmetadata: {name: live}\nspec:\n  rules:\n  - matches: [{path: {value: /ping}}]\n---\napiVersion: policy.linkerd.io/v1alpha1\nkind: AuthorizationPolicy\nmetadata: {name: live}\nspec:\n  targetRef: {group: policy.linkerd.io, kind: HTTPRoute, name: live}\n  requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: NetworkAuthentication, name: any}]\n';

export default defineRule({
  name: 'mesh/unauthenticated-linkerd-policy',
  title: 'A Linkerd policy lets callers in without an identity',
  severity: 'medium',
  confidence: 'high',
  cwe: [306],
  tags: ['mesh', 'linkerd', 'authorization'],
  fixable: 'unsafe',
  messages: {
    anyone:
      '`{text}` in {resource} lets callers in that have no identity of the mesh, wherever no other policy speaks.',
    granted: { severity: 'low', text: '`{text}` in {resource} lets callers in that have no identity of the mesh.' },
    audited: '`audit` in {resource} logs callers without an identity, but lets them in.',
    identity: { severity: 'low', text: '`{text}` in {resource} stands for every workload of the mesh.' },
  },
  rationale: `
    Traffic between proxies of Linkerd is encrypted, but unless a policy asks for an identity, the proxy also takes plain
    text from anything that reaches the pod.`,
  remedy: 'Ask for an identity (`all-authenticated`), or deny by default and authorize callers by name.',
  exceptions: 'A public front end is open to callers without an identity by intention; limit it to that server.',
  references: [
    'https://linkerd.io/2-edge/reference/authorization-policy/',
    'https://linkerd.io/2-edge/tasks/restricting-access/',
  ],
  bad: [
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  annotations:\n    config.linkerd.io/default-inbound-policy: «all-unauthenticated»\n',
      fixed:
        'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  annotations:\n    config.linkerd.io/default-inbound-policy: all-authenticated\n',
    },
    {
      language: 'yaml',
      code: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    metadata:\n      annotations:\n        config.linkerd.io/default-inbound-policy: "«cluster-unauthenticated»"\n    spec:\n      containers:\n      - name: web\n',
      fixed:
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    metadata:\n      annotations:\n        config.linkerd.io/default-inbound-policy: "cluster-authenticated"\n    spec:\n      containers:\n      - name: web\n',
    },
    {
      language: 'yaml',
      file: 'values.yaml',
      code: 'clusterDomain: cluster.local\nproxy:\n  defaultInboundPolicy: "«all-unauthenticated»"\n',
      fixed: 'clusterDomain: cluster.local\nproxy:\n  defaultInboundPolicy: "all-authenticated"\n',
    },
    {
      language: 'yaml',
      code: 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: linkerd\nspec:\n  values:\n    proxy: { defaultInboundPolicy: «audit» }\n',
      fixed:
        'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: linkerd\nspec:\n  values:\n    proxy: { defaultInboundPolicy: all-authenticated }\n',
    },
    {
      language: 'yaml',
      code: `${server}  accessPolicy: «audit»\n`,
      fixed: `${server}  accessPolicy: all-authenticated\n`,
    },
    {
      language: 'yaml',
      code: 'apiVersion: policy.linkerd.io/v1beta1\nkind: ServerAuthorization\nmetadata: {name: web}\nspec:\n  client:\n    «unauthenticated: true»\n',
      fixed:
        'apiVersion: policy.linkerd.io/v1beta1\nkind: ServerAuthorization\nmetadata: {name: web}\nspec:\n  client:\n    unauthenticated: false\n',
    },
    {
      language: 'yaml',
      code: 'apiVersion: policy.linkerd.io/v1beta1\nkind: ServerAuthorization\nmetadata: {name: web}\nspec:\n  client:\n    meshTLS:\n      «unauthenticatedTLS: true»\n',
      fixed:
        'apiVersion: policy.linkerd.io/v1beta1\nkind: ServerAuthorization\nmetadata: {name: web}\nspec:\n  client:\n    meshTLS:\n      unauthenticatedTLS: false\n',
    },
    {
      language: 'yaml',
      code: 'apiVersion: policy.linkerd.io/v1alpha1\nkind: AuthorizationPolicy\nmetadata: {name: web}\nspec:\n  «requiredAuthenticationRefs: []»\n',
    },
    {
      language: 'yaml',
      code: 'apiVersion: policy.linkerd.io/v1alpha1\nkind: MeshTLSAuthentication\nmetadata: {name: web}\nspec:\n  identities:\n  - "«*»"\n',
      fixed:
        'apiVersion: policy.linkerd.io/v1alpha1\nkind: MeshTLSAuthentication\nmetadata: {name: web}\nspec:\n  identities:\n  - "<sa>.<ns>.serviceaccount.identity.linkerd.cluster.local"\n',
    },
    {
      language: 'yaml',
      code: 'apiVersion: policy.linkerd.io/v1alpha1\nkind: NetworkAuthentication\nmetadata: {name: web}\nspec:\n  networks:\n  - cidr: «0.0.0.0/0»\n  - cidr: ::/0\n',
    },
    { language: 'yaml', code: probe.replace('/ping', '/') },
    { language: 'yaml', code: probe.replace('HTTPRoute, name: live', 'Server, name: web') },
  ],
  good: [
    {
      language: 'yaml',
      code: 'apiVersion: policy.linkerd.io/v1alpha1\nkind: NetworkAuthentication\nmetadata: {name: web}\nspec:\n  networks:\n  - cidr: 10.0.0.0/8\n',
    },
    { language: 'yaml', code: probe.replace(/[«»]/g, '') },
    {
      language: 'yaml',
      code: `${probe.replace(/[«»]/g, '').replace('HTTPRoute, name: live', 'Server, name: web').replace('Refs: [', 'Refs: [{kind: ServiceAccount, name: a}, ')}`,
    },
    { language: 'yaml', code: `${server}  accessPolicy: deny\n` },
    { language: 'yaml', file: 'values.yaml', code: 'proxy:\n  defaultInboundPolicy: deny\n' },
    // Only the annotations of a pod and of a namespace count.
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  annotations:\n    config.linkerd.io/default-inbound-policy: all-unauthenticated\n',
    },
    { language: 'yaml', code: `${server}  accessPolicy: {{ .Values.policy }}\n` },
    {
      language: 'yaml',
      code: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: linkerd-identity\nspec:\n  template:\n    metadata:\n      annotations:\n        config.linkerd.io/default-inbound-policy: all-unauthenticated\n      labels:\n        linkerd.io/control-plane-component: identity\n    spec:\n      containers:\n      - name: identity\n',
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  annotations:\n    config.linkerd.io/default-inbound-policy: deny\n',
    },
    {
      language: 'yaml',
      code: 'apiVersion: policy.linkerd.io/v1alpha1\nkind: MeshTLSAuthentication\nmetadata: {name: web}\nspec:\n  identities:\n  - "*.shop.serviceaccount.identity.linkerd.cluster.local"\n',
    },
  ],
  visit: {
    'mesh.authorization'({ by, grants, byDefault, at, text, resource, mend }, { report }) {
      if (by !== 'Linkerd') return;
      const isOpen = grants === 'any identity';
      const more = { fixes: [mend && { ...mend, ...(isOpen && { safety: 'suggestion' as const }) }] };
      if (grants === 'anyone') report(byDefault ? 'anyone' : 'granted', at, { text, resource }, more);
      else if (grants === 'audited') report('audited', at, { resource }, more);
      else if (isOpen) report('identity', at, { text, resource }, more);
    },
  },
});
