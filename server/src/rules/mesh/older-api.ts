import { defineRule, examples } from '../rule';

const rule = (version: string) =>
  `apiVersion: networking.istio.io/${version}\nkind: VirtualService\nmetadata:\n  name: web\nspec:\n  hosts: [web]\n`;

export default defineRule({
  name: 'mesh/older-api',
  title: 'An object is written for an older version of an API',
  severity: 'info',
  confidence: 'high',
  optIn: true,
  cwe: [477],
  tags: ['mesh', 'istio', 'linkerd', 'lifecycle'],
  fixable: 'unsafe',
  messages: { older: '`{text}` of {resource} is an older version; `{successor}` is the one that stays.' },
  rationale: 'Fields that protect come to the newest version first, and older ones are given up one day.',
  remedy:
    'Write the newer version: `v1` of Istio since 1.22, `v1beta3` of a Server of Linkerd. The fields are the same.',
  references: [
    'https://istio.io/latest/blog/2024/v1-apis/',
    'https://linkerd.io/2-edge/reference/authorization-policy/',
  ],
  bad: [
    { language: 'yaml', code: rule('v1alpha3').replace(/(?<=: )net.*3/, '«$&»'), fixed: rule('v1') },
    {
      language: 'yaml',
      code: 'apiVersion: "«networking.istio.io/v1alpha3»" # 2019\nkind: Gateway\nmetadata: {name: a}\nspec: {servers: []}\n',
      fixed: 'apiVersion: "networking.istio.io/v1" # 2019\nkind: Gateway\nmetadata: {name: a}\nspec: {servers: []}\n',
    },
    {
      language: 'yaml',
      code: 'apiVersion: «policy.linkerd.io/v1beta1»\nkind: Server\nmetadata: {name: a}\nspec: {port: 80}\n',
      fixed: 'apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: a}\nspec: {port: 80}\n',
    },
  ],
  good: examples(
    'yaml',
    'apiVersion: policy.linkerd.io/v1beta2\nkind: Server\nmetadata: {name: a}\nspec: {port: 80}\n',
    rule('v1'),
    rule('v1beta1'),
    'apiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nmetadata: {name: a}\nspec: {configPatches: []}\n',
  ),
  visit: {
    'mesh.api'({ state, text, at, resource, successor, setTo }, { report }) {
      if (state !== 'older') return;
      const edit = setTo?.(successor);
      const fix = edit && { title: `Write ${successor}`, edits: [edit] };
      report('older', at, { text, resource, successor }, { fixes: [fix] });
    },
  },
});
