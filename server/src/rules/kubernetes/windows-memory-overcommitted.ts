import { defineRule, examples } from '../rule';

const pod = (resources: string, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  nodeSelector:\n    kubernetes.io/os: windows\n${more}  containers:\n  - name: web\n    image: web:1\n${resources}`;
const amounts = (request: string, limit: string) =>
  `    resources:\n      requests:\n        memory: ${request}\n      limits:\n        memory: ${limit}\n`;

export default defineRule({
  name: 'kubernetes/windows-memory-overcommitted',
  title: 'A Windows container may take more memory than its node has set aside for it',
  severity: 'low',
  confidence: 'high',
  optIn: true,
  cwe: [770],
  tags: ['kubernetes', 'windows', 'availability'],
  fixable: 'unsafe',
  messages: {
    unlimited:
      '`{name}` has no memory limit: Windows ends no process that takes too much, and the whole node slows down as it pages to disk.',
    apart:
      '`{request}` is set aside for a container that may take `{limit}`: Windows ends no process that takes too much, and the node pages to disk.',
  },
  rationale: `
    Linux ends a process when memory runs out; Windows pages. One container that is made to grow takes the node, and with it
    all others, without any being restarted.`,
  remedy: 'Set `limits.memory`, and `requests.memory` to the same; leave 2 GiB or more of each node to Windows.',
  exceptions:
    'Off by default: many clusters overcommit on purpose. Silent for init containers and where a template decides.',
  references: [
    'https://kubernetes.io/docs/concepts/configuration/windows-resource-management/#resource-management-memory',
  ],
  bad: [
    { language: 'yaml', code: pod('').replace('- name: web', '- name: «web»') },
    {
      language: 'yaml',
      code: pod('    resources:\n      limits: {cpu: 1}\n').replace('- name: web', '- name: «web»'),
    },
    { language: 'yaml', code: pod(amounts('«256Mi» # usual', '1Gi')), fixed: pod(amounts('1Gi # usual', '1Gi')) },
    {
      language: 'yaml',
      code: pod('    resources: {requests: {memory: "«1000M»"}, limits: {memory: 2G}}\n'),
      fixed: pod('    resources: {requests: {memory: "2G"}, limits: {memory: 2G}}\n'),
    },
  ],
  good: examples(
    'yaml',
    pod(amounts('1Gi', '1Gi')),
    pod(amounts('1Gi', '1024Mi')),
    pod('    resources: {limits: {memory: 1Gi}}\n'),
    pod('    resources:\n      {{- toYaml .Values.resources | nindent 6 }}\n'),
    pod(amounts('{{ .Values.request }}', '1Gi')),
    pod('').replace('os: windows', 'os: linux'),
    pod('    resources: {limits: {memory: 1Gi}}\n', '  initContainers:\n  - {name: wait, image: w:1}\n'),
  ),
  visit: {
    'kubernetes.container'({ memory, kind, name, image, place }, { report }) {
      if (!memory || kind !== 'container' || image === undefined || place.os !== 'windows') return;
      const { limit, request, text, at, setRequest } = memory;
      // A limit alone is the request as well.
      if (limit === undefined) report('unlimited', at, { name: name ?? 'container' });
      else if (request !== undefined && request < limit) {
        const edit = setRequest?.(text.limit ?? '');
        const fixes = [edit && { title: 'Set aside as much as the limit', edits: [edit] }];
        report('apart', at, { request: text.request ?? '', limit: text.limit ?? '' }, { fixes });
      }
    },
  },
});
