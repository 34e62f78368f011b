import { defineRule } from '../rule';

const mesh = (value: string) =>
  `apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  meshConfig:\n    pathNormalization:\n      normalization: ${value}\n`;

export default defineRule({
  name: 'mesh/path-not-normalized',
  title: 'Policies look at paths as they come, not at what they mean',
  severity: 'medium',
  confidence: 'high',
  cwe: [22, 41, 863],
  tags: ['mesh', 'istio', 'consul', 'authorization'],
  fixable: 'unsafe',
  messages: { none: '`{text}` in {resource} lets `/a/../admin` pass where a policy denies `/admin`.' },
  rationale: `
    Policies compare paths as text. A path that is written another way, and that the program behind takes for the same, goes
    past every policy that denies it.`,
  remedy: 'Normalize as the programs behind do: `BASE` is the default, `MERGE_SLASHES` fits most.',
  references: [
    'https://istio.io/latest/docs/reference/config/security/normalization/',
    'https://istio.io/latest/docs/ops/best-practices/security/#customize-your-system-on-path-normalization',
    'https://developer.hashicorp.com/consul/docs/reference/config-entry/mesh',
  ],
  bad: [
    { language: 'yaml', code: mesh('«NONE»  # raw'), fixed: mesh('MERGE_SLASHES  # raw') },
    {
      language: 'yaml',
      file: 'values.yaml',
      code: 'meshConfig: {pathNormalization: {normalization: "«NONE»"}}\n',
      fixed: 'meshConfig: {pathNormalization: {normalization: "MERGE_SLASHES"}}\n',
    },
    {
      language: 'yaml',
      code: 'apiVersion: consul.hashicorp.com/v1alpha1\nkind: Mesh\nmetadata: {name: mesh}\nspec:\n  http:\n    incoming:\n      requestNormalization:\n        «insecureDisablePathNormalization: true»\n',
      fixed:
        'apiVersion: consul.hashicorp.com/v1alpha1\nkind: Mesh\nmetadata: {name: mesh}\nspec:\n  http:\n    incoming:\n      requestNormalization:\n        insecureDisablePathNormalization: false\n',
    },
    {
      language: 'yaml',
      file: 'values.yaml',
      code: 'replicas: 1\nistiod:\n  meshConfig:\n    pathNormalization:\n      normalization: «NONE»\n',
      fixed: 'replicas: 1\nistiod:\n  meshConfig:\n    pathNormalization:\n      normalization: MERGE_SLASHES\n',
    },
  ],
  good: [
    {
      language: 'hcl',
      code: 'Kind = "mesh"\nHTTP {\n  Incoming {\n    RequestNormalization {\n      InsecureDisablePathNormalization = false\n      MergeSlashes = true\n    }\n  }\n}\n',
    },
    { language: 'yaml', code: mesh('BASE') },
    { language: 'yaml', code: mesh('DECODE_AND_MERGE_SLASHES') },
    { language: 'yaml', code: mesh('{{ .Values.paths }}') },
    { language: 'yaml', file: 'values.yaml', code: 'pathNormalization: {normalization: NONE}\n' },
  ],
  visit: {
    'mesh.protection-off'({ what, text, at, resource, mend }, { report }) {
      if (what === 'paths') report('none', at, { text, resource }, { fixes: [mend] });
    },
  },
});
