import { defineRule, examples } from '../rule';

const pod = (annotation: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations:\n    team: a\n${annotation ? `    ${annotation}\n` : ''}spec:\n  containers:\n  - name: web\n`;

export default defineRule({
  name: 'mesh/traffic-shown',
  title: 'What passes the proxy of a mesh is recorded in plain text',
  severity: 'low',
  confidence: 'high',
  cwe: [532, 489],
  tags: ['mesh', 'linkerd', 'logging'],
  fixable: 'unsafe',
  messages: {
    container: '`{text}` puts a container with tshark beside {resource} that sees all of its traffic in plain text.',
    headers: '`{text}` lets the proxy of {resource} log headers: tokens and cookies of its callers among them.',
  },
  rationale: `
    Mutual TLS ends in the proxy. A recorder beside it, or a log of headers, gives passwords, tokens and cookies to everyone
    who may open a shell in the pod or read its log, long after the fault that it was meant for is mended.`,
  remedy: 'Take it out when the fault is found.',
  references: [
    'https://linkerd.io/2-edge/tasks/using-the-debug-container/',
    'https://linkerd.io/2-edge/reference/proxy-log-level/',
  ],
  bad: [
    { language: 'yaml', code: pod('«config.linkerd.io/enable-debug-sidecar: "true"»'), fixed: pod('') },
    { language: 'yaml', code: pod('«config.linkerd.io/proxy-log-http-headers: insecure»'), fixed: pod('') },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  annotations: {«config.linkerd.io/enable-debug-sidecar: "true"», team: a}\n',
      fixed: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  annotations: {team: a}\n',
    },
  ],
  good: examples(
    'yaml',
    pod('config.linkerd.io/enable-debug-sidecar: "false"'),
    pod('config.linkerd.io/proxy-log-http-headers: "off"'),
    pod('config.linkerd.io/proxy-log-level: warn,linkerd=debug'),
    pod('config.linkerd.io/debug-image: registry.example/debug'),
  ),
  visit: {
    'mesh.bypass'({ what, text, resource, at, removal }, { report }) {
      if (what !== 'debugging' && what !== 'headers') return;
      const fix = removal && { title: 'Take it out', edits: [removal] };
      report(what === 'headers' ? 'headers' : 'container', at, { text, resource }, { fixes: [fix] });
    },
  },
});
