import assert from 'node:assert/strict';
import { factsOf } from '../../kit/facts';

const cases: readonly (readonly [name: string, file: string, text: string, expected: readonly string[]])[] = [
  [
    'a Secret',
    'a.yaml',
    'apiVersion: v1\nkind: Secret\nstringData:\n  password: Tr0ub4dor3\n  username: sa\ndata:\n  pass: bG9uZy1wYXNzdzByZC0x\n  cert: AAECAw==\n',
    ['password Tr0ub4dor3', 'pass bG9uZy1wYXNzdzByZC0x'],
  ],
  ['a Secret of a template', 'a.yaml', 'apiVersion: v1\nkind: Secret\nstringData:\n  password: {{ .Values.p }}\n', []],
  [
    'arguments of a build',
    'compose.yaml',
    'services:\n  a:\n    build:\n      context: .\n      args: {NUGET_PASSWORD: Tr0ub4dor3, VERSION: 1}\n',
    ['NUGET_PASSWORD Tr0ub4dor3'],
  ],
  [
    'a workflow',
    'ci.yml',
    'env: {A_PASSWORD: Tr0ub4dor1}\njobs:\n  a:\n    runs-on: windows-2022\n    steps:\n    - run: x\n      env: {B_PASSWORD: Tr0ub4dor2, C_PASSWORD: "${{ secrets.C }}"}\n',
    ['A_PASSWORD Tr0ub4dor1', 'B_PASSWORD Tr0ub4dor2'],
  ],
  [
    'Azure Pipelines',
    'azure-pipelines.yml',
    'variables:\n- name: adminPassword\n  value: Tr0ub4dor1\n- group: x\njobs:\n- job: a\n  variables: {b_password: Tr0ub4dor2, c_password: $(c)}\n  steps: []\n',
    ['adminPassword Tr0ub4dor1', 'b_password Tr0ub4dor2'],
  ],
  [
    'values of a chart',
    'chart/values.yaml',
    'auth:\n  password: Tr0ub4dor1\n  existingSecret: my-secret-1\n  rootPassword: ""\n  users:\n  - adminPassword: Tr0ub4dor2\nadminToken: shop-admin-2024\ntoken: shop-token-2024\n',
    ['adminToken shop-admin-2024', 'password Tr0ub4dor1', 'adminPassword Tr0ub4dor2'],
  ],
  [
    'variables in a ConfigMap, not its files',
    'a.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: db}\ndata:\n  DB_PASSWORD: Tr0ub4dor1\n  DB_USER: Tr0ub4dor2\n  password.json: Tr0ub4dor3\n  passwd: |\n    root:x:0\n    web:x:1\n',
    ['DB_PASSWORD Tr0ub4dor1'],
  ],
  [
    'AppVeyor',
    'appveyor.yml',
    'environment:\n  A_PASSWORD: Tr0ub4dor1\n  B_PASSWORD:\n    secure: rh5qkb2OkZ1sfMcb1zgYgZPV93kc8Qbt\ninstall:\n- ps: x\n',
    ['A_PASSWORD Tr0ub4dor1'],
  ],
];

describe('secrets of YAML files', () => {
  for (const [name, file, text, expected] of cases) {
    it(name, async () => {
      const found = await factsOf('credential', 'yaml', text, file);
      assert.deepEqual(
        found.map(it => `${it.name} ${text.slice(it.at.start, it.at.end)}`),
        expected,
      );
    });
  }
});
