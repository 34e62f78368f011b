import { defineRule, examples } from '../rule';

const namespace = (labels: string, more = '') =>
  `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n${more}  labels:\n    app: shop\n${labels}`;

export default defineRule({
  name: 'kubernetes/pod-security-misspelt',
  title: 'A label for Pod Security admission is misspelt',
  severity: 'medium',
  confidence: 'high',
  cwe: [1173],
  tags: ['kubernetes', 'isolation'],
  fixable: 'unsafe',
  messages: {
    unread: '`{text}` is read by nothing: what it asks for is not enforced in {resource}.',
    refused: { severity: 'low', text: '`{text}` is no value that the API server takes: it refuses {resource}.' },
  },
  rationale: `
    Kubernetes keeps any label. One that Pod Security admission does not know changes nothing, and the namespace that looks
    protected admits whatever the default of the cluster admits, which is everything.`,
  remedy:
    'Write `pod-security.kubernetes.io/` with `enforce`, `audit` or `warn`, as a label, with a level or version that exists.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/'],
  bad: [
    {
      language: 'yaml',
      code: namespace('    «pod-security.kubernetes.io/enforced»: restricted\n'),
      fixed: namespace('    pod-security.kubernetes.io/enforce: restricted\n'),
    },
    {
      language: 'yaml',
      code: namespace('    «podsecurity.kubernetes.io/enforce»: baseline # all\n'),
      fixed: namespace('    pod-security.kubernetes.io/enforce: baseline # all\n'),
    },
    {
      language: 'yaml',
      code: namespace('    pod-security.kubernetes.io/enforce: "«Restricted»"\n'),
      fixed: namespace('    pod-security.kubernetes.io/enforce: "restricted"\n'),
    },
    {
      language: 'yaml',
      code: namespace(
        '    pod-security.kubernetes.io/enforce: baseline\n    pod-security.kubernetes.io/enforce-version: «1.30.2»\n',
      ),
      fixed: namespace(
        '    pod-security.kubernetes.io/enforce: baseline\n    pod-security.kubernetes.io/enforce-version: v1.30\n',
      ),
    },
    {
      language: 'yaml',
      code: namespace('', '  annotations:\n    «pod-security.kubernetes.io/enforce: restricted»\n'),
    },
  ],
  good: examples(
    'yaml',
    namespace(
      '    pod-security.kubernetes.io/enforce: restricted\n    pod-security.kubernetes.io/enforce-version: v1.30\n    pod-security.kubernetes.io/warn: baseline\n    pod-security.kubernetes.io/warn-version: latest\n',
    ),
    namespace('    pod-security.kubernetes.io/enforce: {{ .Values.level }}\n'),
    namespace('    security.openshift.io/scc.podSecurityLabelSync: "false"\n'),
    namespace('    # pod-security.kubernetes.io/enforced: restricted\n'),
  ),
  visit: {
    'kubernetes.pod-security'({ mistakes, resource }, { report }) {
      for (const { effect, at, text, fix } of mistakes) report(effect, at, { text, resource }, { fixes: [fix] });
    },
  },
});
