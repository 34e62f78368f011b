import { defineRule, examples } from '../rule';

const pod = (labels: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    metadata:\n${labels}    spec:\n      nodeSelector:\n        kubernetes.io/os: windows\n      containers:\n      - name: web\n        image: registry.example.com/web:1.0\n`;

const within = (injection: string, labels: string) =>
  `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels: {istio-injection: ${injection}}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  template:\n    metadata:\n      labels: ${labels}\n    spec:\n      nodeSelector: {kubernetes.io/os: windows}\n      containers:\n      - name: web\n        image: web:1\n`;

export default defineRule({
  name: 'mesh/no-windows-data-plane',
  title: 'A proxy of the mesh is asked for on a Windows pod, where there is none',
  severity: 'low',
  confidence: 'high',
  cwe: [311],
  tags: ['mesh', 'istio', 'windows'],
  fixable: 'unsafe',
  messages: {
    none: '`{text}` asks for a proxy of Istio, which has none for Windows: no mutual TLS will protect this pod.',
    injected:
      '{namespace} puts the sidecar of Istio, a Linux container, into the pods of {resource}, which run on Windows: they do not start, or start unprotected.',
  },
  rationale: `
    The sidecar is a Linux container, and ztunnel runs on Linux nodes only. On a Windows node the pod does not start, or starts
    without; policies of the mesh that are written for it protect nothing.`,
  remedy:
    'Switch injection off for this pod. Let the program itself speak TLS (Schannel, Kestrel) or put a Linux gateway in front of it.',
  exceptions:
    'Linkerd has a proxy for Windows that one installs beside the other; what a file asks of it is left alone.',
  references: ['https://github.com/istio/istio/issues/27893'],
  bad: [
    {
      language: 'yaml',
      code: pod('      labels:\n        app: web\n        «sidecar.istio.io/inject: "true"»\n'),
      fixed: pod('      labels:\n        app: web\n        sidecar.istio.io/inject: "false"\n'),
    },
    {
      language: 'yaml',
      code: pod("      annotations: { «sidecar.istio.io/inject: 'true'» }\n"),
      fixed: pod("      annotations: { sidecar.istio.io/inject: 'false' }\n"),
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels: {«sidecar.istio.io/inject: "true"»}\nspec:\n  os: {name: windows}\n  containers:\n  - name: web\n',
      fixed:
        'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels: {sidecar.istio.io/inject: "false"}\nspec:\n  os: {name: windows}\n  containers:\n  - name: web\n',
    },
    {
      language: 'yaml',
      code: pod('      labels:\n        «istio.io/dataplane-mode: ambient»\n'),
      fixed: pod('      labels:\n        istio.io/dataplane-mode: none\n'),
    },
    {
      language: 'yaml',
      code: within('enabled', '{app: web}').replace('name: web\n  namespace', 'name: «web»\n  namespace'),
    },
  ],
  good: examples(
    'yaml',
    pod(
      '      annotations: {linkerd.io/inject: windows, config.linkerd.io/proxy-image: ghcr.io/buoyantio/proxy-win}\n',
    ),
    pod('      annotations: {linkerd.io/inject: enabled}\n'),
    within('enabled', '{app: web, sidecar.istio.io/inject: "false"}'),
    within('disabled', '{app: web}'),
    within('enabled', '{app: web}').replace('os: windows', 'os: linux'),
    pod('      labels:\n        istio.io/dataplane-mode: none\n'),
    pod('      labels:\n        sidecar.istio.io/inject: "false"\n'),
    pod('      labels:\n        sidecar.istio.io/inject: "true"\n').replace('os: windows', 'os: linux'),
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels: {sidecar.istio.io/inject: "true"}\nspec:\n  containers:\n  - name: web\n    image: nginx\n',
  ),
  visit: {
    'cluster.injected-windows'({ at, resource, namespace }, { report }) {
      const related = [{ span: namespace.span, message: 'The namespace asks for it here.', elsewhere: namespace }];
      report('injected', at, { resource, namespace: namespace.resource }, { related });
    },
    'kubernetes.pod'({ place, injection }, { report }) {
      if (place.os !== 'windows' || !injection) return;
      const { at, text, off } = injection;
      report('none', at, { text }, { fixes: [off && { title: 'Ask for no proxy', edits: [off] }] });
    },
  },
});
