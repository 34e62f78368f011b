import { defineRule, examples } from '../rule';

const intention = (name: string, destination: string, sources: string, metadata = '') =>
  `apiVersion: consul.hashicorp.com/v1alpha1\nkind: ServiceIntentions\nmetadata: {name: ${name}${metadata}}\nspec:\n  destination: {name: ${destination}}\n  sources:\n${sources}---\n`;
const denial = intention('legacy', "'*'", '  - {name: legacy, action: deny}\n');
const open = (sources = '') => intention('web', 'web', `  - name: '*'\n    action: «allow»\n${sources}`);
const good = (code: string) => code.replace(/[«»]/g, '');

export default defineRule({
  name: 'mesh/denial-overridden',
  title: 'A service lets a caller in that another intention denies everywhere',
  severity: 'medium',
  confidence: 'medium',
  cwe: [863],
  tags: ['mesh', 'consul', 'authorization'],
  fixable: false,
  messages: {
    passed:
      '`allow` for all callers of `{service}` lets `{caller}` in, which {by} denies everywhere: a destination that is named counts more than a caller that is.',
  },
  rationale: `
    Of all intentions of Consul that fit a call, only the one with the highest precedence decides. One for a named service and
    all callers goes before one for a named caller and all services, so a caller that is to be kept out of everything gets
    in wherever a service takes everyone.`,
  remedy:
    'Name the denied caller among the sources of that service, too, or let the service name those that may call it.',
  exceptions: 'It is told where both intentions are in the files, and no intention of the service names the caller.',
  references: ['https://developer.hashicorp.com/consul/docs/secure-mesh/intention#precedence-and-match-order'],
  bad: examples(
    'yaml',
    denial + open(),
    denial + open('  - {name: front, action: allow}\n'),
    denial.replace('{name: legacy, action: deny}', '{name: legacy, namespace: default, action: deny}') + open(),
  ),
  good: examples(
    'yaml',
    good(denial + open('  - {name: legacy, action: deny}\n')),
    good(denial + open('  - {name: legacy, action: allow}\n')),
    good(denial + open().replace('allow', 'deny')),
    good(denial.replace('deny', 'allow') + open()),
    good(denial + intention('web', 'web', '  - {name: legacy, action: allow}\n')),
    good(denial + intention('all', "'*'", "  - {name: '*', action: allow}\n")),
    good(denial.replace('name: legacy,', "name: '*',") + open()),
    good(denial + open().replace('name: web}', 'name: web, namespace: shop}')),
    good(denial.replace('name: legacy,', 'name: {{ .Values.legacy }},') + open()),
  ),
  visit: {
    'cluster.overridden-denial'({ at, service, caller, by }, { report }) {
      report(
        'passed',
        at,
        { service, caller, by: by.resource },
        { related: [{ span: by.span, message: `${by.resource} denies it here.`, elsewhere: by }] },
      );
    },
  },
});
