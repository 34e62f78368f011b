import { defineRule, examples } from '../rule';

const identity = (template: string, more = '') =>
  `apiVersion: spire.spiffe.io/v1alpha1\nkind: ClusterSPIFFEID\nmetadata:\n  name: web\nspec:\n  ${template}\n${more}`;
const perAccount =
  "spiffeIDTemplate: 'spiffe://{{ .TrustDomain }}/ns/{{ .PodMeta.Namespace }}/sa/{{ .PodSpec.ServiceAccountName }}'";
const select = '  podSelector:\n    matchLabels: {app: web}\n';

export default defineRule({
  name: 'spire/identity-for-every-pod',
  title: 'Pods that nobody chose get an identity',
  severity: 'medium',
  confidence: 'high',
  cwe: [863],
  tags: ['spire', 'kubernetes', 'identity'],
  fixable: 'suggestion',
  messages: {
    same: '`{text}` is given to every pod of the cluster: {resource} has no `podSelector` and no `namespaceSelector`.',
    own: {
      severity: 'info',
      text: '{resource} has no `podSelector` and no `namespaceSelector`: every pod of the cluster gets an identity by `{text}`.',
    },
    anyNamespace: {
      severity: 'low',
      text: '`{text}` goes by labels of pods alone: who may create a pod in any namespace gives it that label, and so the identity.',
    },
    label: {
      severity: 'low',
      text: '`{text}` takes the identity from labels or annotations: who may create a pod chooses which one it gets.',
    },
  },
  rationale: `
    A policy that lets the identity in lets in whoever has it. Given to all pods, or by what the creator of a pod writes
    into it, the identity says nothing about who is calling.`,
  remedy: 'Select pods and namespaces, and make the ID of what Kubernetes guards: namespace and service account.',
  exceptions: 'A resource with `fallback: true`; one with `workloadSelectorTemplates`, which ask for more.',
  references: ['https://github.com/spiffe/spire-controller-manager/blob/main/docs/clusterspiffeid-crd.md'],
  bad: [
    {
      language: 'yaml',
      code: identity('spiffeIDTemplate: «spiffe://shop.test/web»'),
      fixed: identity(
        'spiffeIDTemplate: spiffe://shop.test/web',
        '  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: web}}\n',
      ),
    },
    {
      language: 'yaml',
      code: identity(
        "spiffeIDTemplate: '«spiffe://{{ .TrustDomain }}/web»' # all",
        '  podSelector: {}\n  namespaceSelector: {}\n',
      ),
    },
    {
      language: 'yaml',
      code: identity(`«${perAccount}»`),
      fixed: identity(perAccount, '  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: web}}\n'),
    },
    {
      language: 'yaml',
      code: 'apiVersion: spire.spiffe.io/v1alpha1\nkind: ClusterSPIFFEID\nmetadata: {name: web}\nspec: {spiffeIDTemplate: "«spiffe://shop.test/web»", ttl: 1h}\n',
      fixed:
        'apiVersion: spire.spiffe.io/v1alpha1\nkind: ClusterSPIFFEID\nmetadata: {name: web}\nspec: {spiffeIDTemplate: "spiffe://shop.test/web", namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: web}}, ttl: 1h}\n',
    },
    {
      language: 'yaml',
      code: identity('spiffeIDTemplate: «spiffe://shop.test/web»', select),
    },
    {
      language: 'yaml',
      code: identity(`spiffeIDTemplate: '«spiffe://shop.test/{{ index .PodMeta.Labels "app" }}»'`, select),
    },
  ],
  good: examples(
    'yaml',
    identity(
      'spiffeIDTemplate: spiffe://shop.test/web',
      `${select}  namespaceSelector:\n    matchLabels: {kubernetes.io/metadata.name: shop}\n`,
    ),
    identity(perAccount, select),
    identity(perAccount, '  namespaceSelector:\n    matchExpressions:\n    - {key: a, operator: Exists}\n'),
    identity('spiffeIDTemplate: spiffe://shop.test/other', '  fallback: true\n'),
    identity('spiffeIDTemplate: {{ .Values.id }}'),
    identity(
      'spiffeIDTemplate: spiffe://shop.test/web',
      '  {{- with .Values.select }}\n  podSelector: {{ toYaml . }}\n  {{- end }}\n',
    ),
    identity('spiffeIDTemplate: spiffe://shop.test/web', '  workloadSelectorTemplates:\n  - k8s:sa:web\n'),
  ),
  visit: {
    'spire.pod-identity'({ resource, selects, fallback, template, at, narrow, anyNamespace }, { report }) {
      if (!template) return;
      const { each, text } = template;
      if (each === 'label') report('label', template.at, { text });
      else if (selects === false && !fallback) {
        if (each === 'none') report('same', template.at, { text, resource }, { fixes: [narrow] });
        else report('own', at, { text, resource }, { fixes: [narrow] });
      } else if (selects && anyNamespace && each === 'none') report('anyNamespace', template.at, { text });
    },
  },
});
