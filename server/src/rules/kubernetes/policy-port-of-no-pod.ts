import { defineRule, examples } from '../rule';

const shop = (port: string, service = '', ports = '{name: web, containerPort: 8080}', selector = '{}') =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: web\nspec:\n  podSelector: ${selector}\n  ingress:\n  - ports:\n${port}---\n${service && `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector: {app: web}\n  ports: [${service}]\n---\n`}apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    metadata:\n      labels: {app: web}\n    spec:\n      containers:\n      - name: web\n        ports: [${ports}]\n`;

export default defineRule({
  name: 'kubernetes/policy-port-of-no-pod',
  title: 'A network policy opens a port that its pods do not have',
  severity: 'low',
  confidence: 'medium',
  cwe: [1289],
  tags: ['kubernetes', 'network'],
  fixable: 'unsafe',
  messages: {
    service:
      '`{port}` is a port of {by}, behind which the pods listen on {target}: policies go by the port of the pod, so the rule lets nobody in.',
    name: '`{port}` names no port of the pods that {resource} selects, such as those of {by}: the rule lets nobody in.',
  },
  rationale: `
    A policy is asked for the port of the pod, after the address of the service was replaced by that of a pod. A rule for
    another port matches no connection, so calls that were to be let in fail, and what is tried next is often a rule that
    lets everyone in.`,
  remedy: 'Write the `targetPort` of the service, which is a `containerPort` of the pods, or the name of one.',
  exceptions: 'It speaks only where all pods that the policy selects state their ports, and none is one of the rule.',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
    'https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/',
  ],
  bad: [
    {
      language: 'yaml',
      code: shop('    - port: «80»\n', '{port: 80, targetPort: 8080}'),
      fixed: shop('    - port: 8080\n', '{port: 80, targetPort: 8080}'),
    },
    {
      language: 'yaml',
      code: shop('    - { protocol: TCP, port: «443» } # TLS\n', '{port: 443, targetPort: web}'),
      fixed: shop('    - { protocol: TCP, port: 8080 } # TLS\n', '{port: 443, targetPort: web}'),
    },
    {
      language: 'yaml',
      code: shop("    - port: '«http»'\n", '{name: http, port: 80, targetPort: web}'),
      fixed: shop("    - port: 'web'\n", '{name: http, port: 80, targetPort: web}'),
    },
    {
      language: 'yaml',
      code: shop('    - port: «http»\n', '{name: http, port: 80, targetPort: 80}', '{containerPort: 80}'),
    },
    { language: 'yaml', code: shop('    - port: «admin»\n') },
    { language: 'yaml', code: shop('    - {port: «web», protocol: UDP}\n') },
  ],
  good: examples(
    'yaml',
    shop('    - port: 8080\n', '{port: 80, targetPort: 8080}'),
    shop('    - port: web\n', '{port: 80, targetPort: web}'),
    shop('    - port: 80\n    - port: 8080\n', '{port: 80, targetPort: 8080}'),
    shop('    - port: 8000\n      endPort: 9000\n', '{port: 80, targetPort: 8080}'),
    shop('    - port: 80\n'),
    shop('    - port: 80\n', '{port: 80, targetPort: 8080}', ''),
    shop('    - port: admin\n', '', undefined, '{matchLabels: {app: api}}'),
    shop('    - port: {{ .Values.port }}\n', '{port: 80, targetPort: 8080}'),
    shop('    - protocol: TCP\n', '{port: 80, targetPort: 8080}'),
  ),
  visit: {
    'cluster.stray-policy-port'({ at, port, target, instead, by, resource }, { report }) {
      const related = [{ span: by.span, message: `${by.resource} is here.`, elsewhere: by }];
      const data = { port, by: by.resource, resource };
      if (target === undefined) return report('name', at, data, { related });
      const fix =
        instead === undefined ? undefined : { title: `Replace it by ${instead}`, edits: [{ span: at, text: instead }] };
      report('service', at, { ...data, target: `${target}` }, { fixes: [fix], related });
    },
  },
});
