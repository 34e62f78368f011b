import assert from 'node:assert/strict';
import { factsOf } from '../../kit/facts';

const monitor = (group: string, kind: string, spec: string) =>
  `apiVersion: ${group}\nkind: ${kind}\nmetadata: {name: a}\nspec:\n${spec}`;
const scrape = (tls: string) =>
  `scrape_configs:\n- job_name: nodes\n  scheme: https\n  tls_config:\n    ca_file: /ca.crt\n${tls}`;
const carried = (name: string, text: string) =>
  `apiVersion: v1\nkind: ConfigMap\ndata:\n  ${name}: |\n${text.replace(/^/gm, '    ')}\n`;

// Sources: prometheus-operator.dev api-reference (TLSConfig, SafeTLSConfig), docs.victoriametrics.com operator/api, kiali.io
// configuration/kialis.kiali.io, kubernetes.io apiservice-v1, prometheus.io configuration (tls_config).
const cases: readonly (readonly [title: string, text: string, ...found: string[]])[] = [
  [
    'a monitor',
    monitor(
      'monitoring.coreos.com/v1',
      'PodMonitor',
      '  podMetricsEndpoints: [{tlsConfig: {insecureSkipVerify: true}}]\n',
    ),
    'Prometheus',
  ],
  [
    'a monitor that checks',
    monitor('monitoring.coreos.com/v1', 'ServiceMonitor', '  endpoints: [{tlsConfig: {insecureSkipVerify: false}}]\n'),
  ],
  [
    'a monitor of a template',
    monitor(
      'monitoring.coreos.com/v1',
      'ServiceMonitor',
      '  endpoints: [{tlsConfig: {insecureSkipVerify: {{ .x }}}}]\n',
    ),
  ],
  [
    'a scrape of VictoriaMetrics',
    monitor(
      'operator.victoriametrics.com/v1beta1',
      'VMServiceScrape',
      '  endpoints:\n  - tlsConfig:\n      insecureSkipVerify: true\n',
    ),
    'VictoriaMetrics',
  ],
  [
    'Kiali',
    monitor('kiali.io/v1alpha1', 'Kiali', '  external_services: {tracing: {auth: {insecure_skip_verify: true}}}\n'),
    'Kiali',
  ],
  [
    'an API service',
    monitor('apiregistration.k8s.io/v1', 'APIService', '  insecureSkipTLSVerify: true\n'),
    'the API server',
  ],
  ['an object of another maker', monitor('example.test/v1', 'Probe', '  insecureSkipVerify: true\n')],
  ['a configuration', scrape('    insecure_skip_verify: true\n'), 'Prometheus'],
  ['a configuration that checks', scrape('')],
  [
    'a configuration in a ConfigMap',
    carried('prometheus.yml', scrape('    insecure_skip_verify: true\n')),
    'Prometheus',
  ],
  ['a text in a ConfigMap', carried('README.md', scrape('    insecure_skip_verify: true\n'))],
];

describe('what watches a cluster', () => {
  for (const [title, text, ...expected] of cases) {
    it(title, async () => {
      const found = await factsOf('tls.validation-off', 'yaml', text);
      assert.deepEqual(
        found.map(it => (it.weight === 'figures' ? it.who : it.weight)),
        expected,
      );
    });
  }
});

describe('pods of objects of other makers', () => {
  const marks: readonly (readonly [title: string, spec: string, ...found: string[]])[] = [
    ['annotations', '  podAnnotations: {config.linkerd.io/skip-outbound-ports: "443,5432"}\n', 'outbound'],
    ['labels', '  deployment:\n    pod_labels:\n      sidecar.istio.io/inject: "false"\n', 'injection'],
    [
      'metadata',
      '  podMetadata:\n    annotations:\n      traffic.sidecar.istio.io/includeInboundPorts: ""\n',
      'inbound',
    ],
    ['a pattern of a policy', '  rules: [{pattern: {metadata: {annotations: {linkerd.io/inject: disabled}}}}]\n'],
  ];
  for (const [title, spec, ...expected] of marks) {
    it(title, async () => {
      const found = await factsOf('mesh.bypass', 'yaml', monitor('example.test/v1', 'Collector', spec));
      assert.deepEqual(
        found.map(it => it.what),
        expected,
      );
    });
  }
});
