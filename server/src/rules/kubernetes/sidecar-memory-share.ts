import { memoryQuantity } from '../../facts/kubernetes/quantity';
import type { SidecarMemory } from '../../facts/kubernetes/sidecar';
import { defineRule, examples, type Fix } from '../rule';

const pod = (annotations: string, body: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations: ${annotations}\nspec:\n${body}`;
const web = (limit: string, more = '') =>
  `  containers:\n  - name: web\n    resources:\n      limits: { memory: ${limit} }\n${more}`;
const envoy = (request: string, limit: string) =>
  `  - name: envoy\n    resources:\n      requests: { memory: ${request} }\n      limits: { memory: ${limit} }\n`;

/** What the containers of the pod may use together; a proxy without a limit counts with what is set aside for it. */
const totalOf = ({ request, limit, others }: SidecarMemory): number => others + (limit ?? request);

/** The quantity that makes the share right, where the limit of the proxy leaves room for it. */
function mend(sidecar: SidecarMemory, target: number): Fix | undefined {
  const part = target / 100;
  const bytes = sidecar.limit === undefined ? (part * sidecar.others) / (1 - part) : part * totalOf(sidecar);
  const quantity = memoryQuantity(bytes);
  const edit = bytes <= (sidecar.limit ?? bytes) && bytes > 0 ? sidecar.setTo(quantity) : undefined;
  return edit && { title: `Set aside ${quantity}, ${target} % of the pod`, edits: [edit] };
}

/** What becomes of a proxy that needs more than was set aside. */
const beyond = {
  windows: 'what it needs beyond that is paged',
  linux: 'when the node runs short, it is among the first to be stopped',
  unknown: 'less than the proxies of a mesh usually need',
} as const;

export default defineRule({
  name: 'kubernetes/sidecar-memory-share',
  title: 'The proxy of a mesh is given an unusual share of the memory of its pod',
  severity: 'low',
  confidence: 'low',
  cwe: [400],
  tags: ['kubernetes', 'mesh', 'resources'],
  fixable: 'suggestion',
  messages: {
    little: '`{text}` sets aside {share} % of the memory of {resource} for {proxy}: {beyond}.',
    much: '`{text}` sets aside {share} % of the memory of {resource} for {proxy}, which its own containers lack.',
    other: {
      severity: 'info',
      text: '`{text}` sets aside {share} % of the memory of {resource} for {proxy}, not {target} %.',
    },
  },
  rationale: `
    Without its proxy a pod is cut off, or talks past its mesh; with too large a proxy the application has too little. The
    share is what is set aside for the proxy, of the limits of all containers together. The 28 % that it is compared with are
    a figure of the house, which no mesh documents: measure, and set what is right for yours. On Linux a proxy without memory
    is killed; Windows has no such killer, there the node begins to page and everything on it slows down.`,
  remedy: 'Set aside what the proxy was measured to need, and give every container of the pod a limit.',
  exceptions:
    'Only where the file says what is set aside and every container has a limit. What the injector adds by default is not known.',
  references: [
    'https://istio.io/latest/docs/reference/config/annotations/',
    'https://linkerd.io/2/reference/proxy-configuration/',
    'https://kubernetes.io/docs/concepts/configuration/windows-resource-management/',
  ],
  options: {
    target: { default: 28, description: 'The share that is wanted, in percent.' },
    lowest: { default: 15, description: 'A smaller share is too little, in percent.' },
    highest: { default: 40, description: 'A larger share is too much, in percent.' },
  },
  bad: [
    {
      language: 'yaml',
      code: pod("{ sidecar.istio.io/proxyMemory: '«64Mi»' }", web('1Gi')),
      fixed: pod("{ sidecar.istio.io/proxyMemory: '398Mi' }", web('1Gi')),
    },
    {
      language: 'yaml',
      code: pod('{}', web('512M', `${envoy('«512M»', '512M')}  nodeSelector: { kubernetes.io/os: windows }\n`)),
      fixed: pod('{}', web('512M', `${envoy('273Mi', '512M')}  nodeSelector: { kubernetes.io/os: windows }\n`)),
    },
    {
      language: 'yaml',
      code: pod(
        '{ config.linkerd.io/proxy-memory-request: «20Mi», config.linkerd.io/proxy-memory-limit: 0.25Gi }',
        web('64Mi'),
      ),
      fixed: pod(
        '{ config.linkerd.io/proxy-memory-request: 91750Ki, config.linkerd.io/proxy-memory-limit: 0.25Gi }',
        web('64Mi'),
      ),
    },
    {
      language: 'yaml',
      code: pod('{ consul.hashicorp.com/sidecar-proxy-memory-request: «300Mi» }', web('1Gi')),
      fixed: pod('{ consul.hashicorp.com/sidecar-proxy-memory-request: 398Mi }', web('1Gi')),
    },
    {
      language: 'yaml',
      code: pod('{ sidecar.istio.io/proxyMemory: «280Mi» }', web('720Mi')),
      fixed: pod('{ sidecar.istio.io/proxyMemory: 80Mi }', web('720Mi')),
      options: { target: 10, lowest: 5, highest: 20 },
    },
  ],
  good: examples(
    'yaml',
    pod('{ sidecar.istio.io/proxyMemory: 280Mi }', web('720Mi')),
    pod('{ sidecar.istio.io/proxyMemory: 64Mi }', '  containers:\n  - name: web\n'),
    pod('{ sidecar.istio.io/proxyMemory: "{{ .Values.memory }}" }', web('1Gi')),
    pod('{ sidecar.istio.io/proxyMemory: 64Mi }', web('"{{ .Values.memory }}"')),
    pod('{ sidecar.istio.io/proxyCPU: 100m }', web('1Gi')),
    pod('{}', web('720M', envoy('280M', '280M'))),
    pod('{}', web('1Gi', '  - name: envoy\n')),
    pod('{}', `  containers:\n${envoy('10Mi', '10Mi')}`),
    pod('{}', `  containers:\n${envoy('512Mi', '512Mi')}${web('64Mi').replace('  containers:\n', '')}`),
    pod('{}', web('1Gi', `  initContainers:\n${envoy('10Mi', '10Mi')}`)),
  ),
  visit: {
    'kubernetes.sidecar'(sidecar, { options, report }) {
      const { target, lowest, highest } = options;
      const share = Math.round((sidecar.request / totalOf(sidecar)) * 100);
      if (share === target) return;
      const message = share < lowest ? 'little' : share > highest ? 'much' : 'other';
      const { text, proxy, resource, at, place } = sidecar;
      const data = { text, share: `${share}`, resource, proxy, target: `${target}`, beyond: beyond[place.os] };
      report(message, at, data, { fixes: [mend(sidecar, target)] });
    },
  },
});
