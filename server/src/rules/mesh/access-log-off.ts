import { defineRule, examples } from '../rule';

const telemetry = (logging: string) =>
  `apiVersion: telemetry.istio.io/v1\nkind: Telemetry\nmetadata:\n  name: quiet\nspec:\n  accessLogging:\n${logging}`;

export default defineRule({
  name: 'mesh/access-log-off',
  title: 'Proxies keep no record of requests',
  severity: 'info',
  confidence: 'high',
  cwe: [778],
  tags: ['mesh', 'istio', 'logging'],
  fixable: 'unsafe',
  messages: { off: '`{text}` in {resource} leaves no record of requests: an attack cannot be traced afterwards.' },
  rationale: 'Without a record nobody can tell later who called what, or notice that someone tries doors.',
  remedy: 'Record requests; a filter keeps the record small.',
  exceptions: 'Requests may be recorded elsewhere: by the program itself, by a collector of traces.',
  references: [
    'https://istio.io/latest/docs/tasks/observability/logs/access-log/',
    'https://istio.io/latest/docs/reference/config/telemetry/#AccessLogging',
  ],
  bad: [
    {
      language: 'yaml',
      code: telemetry('  - «disabled: true» # noise\n'),
      fixed: telemetry('  - disabled: false # noise\n'),
    },
    {
      language: 'yaml',
      code: telemetry('  - {match: {mode: SERVER}, «disabled: true»}\n'),
      fixed: telemetry('  - {match: {mode: SERVER}, disabled: false}\n'),
    },
    {
      language: 'yaml',
      code: 'apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  meshConfig:\n    accessLogFile: «""»\n',
    },
  ],
  good: examples(
    'yaml',
    telemetry('  - providers:\n    - name: envoy\n'),
    telemetry('  - providers:\n    - name: envoy\n    disabled: true\n'),
    telemetry('  - disabled: {{ .Values.quiet }}\n'),
    'apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  meshConfig:\n    accessLogFile: /dev/stdout\n',
    'apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  meshConfig:\n    accessLogFile: ""\n    defaultProviders:\n      accessLogging: [otel]\n',
  ),
  visit: {
    'mesh.protection-off'({ what, text, at, resource, mend }, { report }) {
      if (what === 'log') report('off', at, { text, resource }, { fixes: [mend] });
    },
  },
});
