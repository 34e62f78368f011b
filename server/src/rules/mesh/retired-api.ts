import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'mesh/retired-api',
  title: 'An object is written for a mesh that is gone',
  severity: 'low',
  confidence: 'high',
  cwe: [1104, 477],
  tags: ['mesh', 'istio', 'osm', 'lifecycle'],
  fixable: false,
  messages: { gone: '`{text}` of {resource} was read by {by} and by nothing since: what it asks for does not happen.' },
  rationale: `
    What the object forbids stays allowed: a cluster of today has nothing that reads it. Whoever still runs what does read it
    gets no security fixes.`,
  remedy: 'Write it for what took its place, or delete it.',
  references: [
    'https://istio.io/latest/news/releases/1.6.x/announcing-1.6/upgrade-notes/',
    'https://istio.io/latest/news/releases/1.8.x/announcing-1.8/upgrade-notes/',
    'https://github.com/openservicemesh/osm',
  ],
  bad: examples(
    'yaml',
    'apiVersion: «config.openservicemesh.io/v1alpha2»\nkind: MeshConfig\nmetadata:\n  name: osm\n',
    'apiVersion: "«rbac.istio.io/v1alpha1»"\nkind: ServiceRole\nmetadata: {name: viewer}\nspec:\n  rules:\n  - services: ["*"]\n',
    'apiVersion: «authentication.istio.io/v1alpha1»\nkind: MeshPolicy\nmetadata:\n  name: default\nspec:\n  peers:\n  - mtls: {}\n',
    'apiVersion: «config.istio.io/v1alpha2»\nkind: handler\nmetadata:\n  name: deny\n',
    'apiVersion: «config.istio.io/v1alpha2»\nkind: instance\nmetadata: {name: a}\n---\napiVersion: config.istio.io/v1alpha2\nkind: rule\nmetadata: {name: b}\n',
    'apiVersion: v1\nkind: List\nitems:\n- apiVersion: «policy.openservicemesh.io/v1alpha1»\n  kind: Egress\n  metadata: {name: out}\n',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    «openservicemesh.io/monitored-by»: osm\n  annotations: {openservicemesh.io/sidecar-injection: enabled}\n',
  ),
  good: examples(
    'yaml',
    'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: a}\nspec: {}\n',
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a}\nrules: []\n',
    'apiVersion: {{ .Values.api }}\nkind: ServiceRole\nmetadata: {name: a}\n',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  note: rbac.istio.io/v1alpha1\n',
  ),
  visit: {
    'mesh.api'({ state, text, at, by, resource }, { report }) {
      if (state === 'gone') report('gone', at, { text, by, resource });
    },
  },
});
