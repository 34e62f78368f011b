import { defineRule, examples } from '../rule';

const deployment = (annotation: string, os = 'linux') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    metadata:\n      annotations:\n        app: web\n${annotation ? `        ${annotation}\n` : ''}    spec:\n      nodeSelector:\n        kubernetes.io/os: ${os}\n      containers:\n      - name: web\n`;
const namespace = (metadata: string) => `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n${metadata}`;

export default defineRule({
  name: 'mesh/proxy-bypassed',
  title: 'Traffic is led past the proxy of the mesh',
  severity: 'low',
  confidence: 'high',
  cwe: [311, 923],
  tags: ['mesh', 'istio', 'linkerd', 'consul', 'mtls'],
  fixable: 'unsafe',
  messages: {
    inbound:
      '`{text}` lets these connections to {resource} past the proxy of {mesh}: no mutual TLS, no policy holds there.',
    outbound:
      '`{text}` lets these connections of {resource} past the proxy of {mesh}, which then encrypts nothing of them.',
    everything: {
      severity: 'medium',
      text: '`{text}` leads all connections past the proxy of {mesh}: its mutual TLS and its policies protect nothing of {resource}.',
    },
    redirection:
      '`{text}` leaves {resource} reachable past the proxy of {mesh}: connections that do not choose it are plain text without a policy.',
    injection: {
      severity: 'info',
      text: '`{text}` gives {resource} no proxy of {mesh}: no mutual TLS, no policy holds there.',
    },
  },
  rationale: `
    What does not go through the proxy is not encrypted by the mesh, has no identity, and no policy of the mesh is asked about
    it. Whoever reaches the network of the pods can call such a port or read what is sent.`,
  remedy:
    'Take it out. Where a protocol needs it because the server speaks first, mark the port as opaque instead: the proxy then encrypts it without looking inside.',
  exceptions:
    'Ports whose programs speak TLS with certificates of their own. Pods on Windows: they have no proxy, or one that does not heed these annotations.',
  references: [
    'https://istio.io/latest/docs/reference/config/annotations/',
    'https://istio.io/latest/docs/ops/best-practices/security/#understand-traffic-capture-limitations',
    'https://linkerd.io/2-edge/reference/proxy-configuration/',
    'https://linkerd.io/2-edge/features/protocol-detection/',
    'https://developer.hashicorp.com/consul/docs/k8s/annotations-and-labels',
  ],
  bad: [
    {
      language: 'yaml',
      code: deployment('«config.linkerd.io/skip-inbound-ports: "8080,9000-9010"»'),
      fixed: deployment(''),
    },
    {
      language: 'yaml',
      code: deployment("«config.linkerd.io/skip-outbound-ports: '5432'» # the database"),
      fixed: deployment(''),
    },
    {
      language: 'yaml',
      code: deployment('«config.linkerd.io/skip-inbound-ports: 1-65535»'),
      fixed: deployment(''),
    },
    {
      language: 'yaml',
      code: namespace('  annotations: { linkerd.io/inject: enabled, «config.linkerd.io/skip-subnets: 10.0.0.0/8» }\n'),
      fixed: namespace('  annotations: { linkerd.io/inject: enabled }\n'),
    },
    {
      language: 'yaml',
      code: namespace('  annotations:\n    «linkerd.io/inject: disabled»\n'),
      fixed: namespace(''),
    },
    {
      language: 'yaml',
      code: deployment('«consul.hashicorp.com/transparent-proxy-exclude-inbound-ports: "8200, 8201"»'),
      fixed: deployment(''),
    },
    {
      language: 'yaml',
      code: namespace('  labels: {«consul.hashicorp.com/transparent-proxy: "false"», team: a}\n'),
      fixed: namespace('  labels: {team: a}\n'),
    },
    {
      language: 'yaml',
      code: deployment('«traffic.sidecar.istio.io/excludeInboundPorts: "15020,9090"»'),
      fixed: deployment(''),
    },
    {
      language: 'yaml',
      code: deployment("«traffic.sidecar.istio.io/includeInboundPorts: ''»"),
      fixed: deployment(''),
    },
    {
      language: 'yaml',
      code: deployment('«traffic.sidecar.istio.io/excludeOutboundIPRanges: 0.0.0.0/0»'),
      fixed: deployment(''),
    },
    { language: 'yaml', code: deployment('«sidecar.istio.io/interceptionMode: NONE»'), fixed: deployment('') },
    { language: 'yaml', code: deployment('«sidecar.istio.io/inject: "false"»'), fixed: deployment('') },
    {
      language: 'yaml',
      code: namespace('  labels:\n    team: a\n    «istio-injection: disabled»\n'),
      fixed: namespace('  labels:\n    team: a\n'),
    },
    {
      language: 'yaml',
      code: deployment('proxy.istio.io/config: |\n          concurrency: 2\n          «interceptionMode: NONE»'),
      fixed: deployment('proxy.istio.io/config: |\n          concurrency: 2'),
    },
    {
      language: 'yaml',
      file: 'values.yaml',
      code: 'global:\n  proxy:\n    «excludeInboundPorts: "8080"»\n    includeInboundPorts: "*"\n    excludeIPRanges: ""\n',
      fixed: 'global:\n  proxy:\n    includeInboundPorts: "*"\n    excludeIPRanges: ""\n',
    },
    {
      language: 'yaml',
      file: 'values.yaml',
      code: 'replicas: 2\npodAnnotations:\n  team: a\n  «consul.hashicorp.com/transparent-proxy-exclude-outbound-cidrs: 0.0.0.0/0»\n',
      fixed: 'replicas: 2\npodAnnotations:\n  team: a\n',
    },
  ],
  good: examples(
    'yaml',
    deployment('config.linkerd.io/opaque-ports: "8080"'),
    deployment('config.linkerd.io/skip-inbound-ports: ""'),
    deployment('config.linkerd.io/skip-inbound-ports: "9443"'),
    deployment('config.linkerd.io/skip-inbound-ports: {{ .Values.skip | quote }}'),
    deployment('traffic.sidecar.istio.io/excludeInboundPorts: "15020,15090"'),
    deployment('traffic.sidecar.istio.io/includeInboundPorts: "*"'),
    deployment('traffic.sidecar.istio.io/excludeOutboundIPRanges: 169.254.169.254/32'),
    deployment('sidecar.istio.io/interceptionMode: TPROXY'),
    deployment("proxy.istio.io/config: '{holdApplicationUntilProxyStarts: true}'"),
    deployment('sidecar.istio.io/inject: "false"', 'windows'),
    deployment('sidecar.istio.io/inject: "{{ .Values.inject }}"'),
    namespace('  labels: {istio-injection: enabled}\n'),
    namespace('  labels: {istio-injection: disabled, istio.io/dataplane-mode: ambient}\n'),
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: test\n  annotations: {helm.sh/hook: test, sidecar.istio.io/inject: "false"}\nspec:\n  containers:\n  - name: a\n',
    deployment('config.linkerd.io/skip-outbound-ports: "443, 6443" # "25"'),
    deployment('linkerd.io/inject: disabled', 'windows'),
    deployment('consul.hashicorp.com/connect-inject: "false"'),
    'apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n  template:\n    metadata:\n      annotations: {linkerd.io/inject: disabled}\n    spec:\n      containers:\n      - name: a\n',
    namespace('  annotations:\n    linkerd.io/inject: ingress\n'),
    // Of an object that has no pods it says nothing.
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  annotations:\n    config.linkerd.io/skip-inbound-ports: "80"\n',
  ),
  visit: {
    'mesh.bypass'({ by, what, whole, text, resource, place, at, removal }, { report }) {
      if (what === 'debugging' || what === 'headers' || place.os === 'windows') return;
      const fix = removal && { title: 'Let the proxy have it', edits: [removal] };
      const message = whole && what === 'inbound' ? 'everything' : what;
      report(message, at, { text, mesh: by, resource }, { fixes: [fix] });
    },
  },
});
