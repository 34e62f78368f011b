import assert from 'node:assert/strict';
import { analyse } from '../../../server/src/engine/analyse';
import { Catalog } from '../../../server/src/engine/catalog';
import { Settings } from '../../../server/src/engine/settings/settings';
import { valuesOf } from '../../../server/src/facts/helm/values';
import { read } from '../../../server/src/facts/yaml/file';
import rule from '../../../server/src/rules/kubernetes/linux-only-fields';

const settings = new Settings(new Catalog([rule])).for('x');

const pod = (fields: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  os: {name: windows}\n${fields}  containers: [{name: a, image: x}]\n`;

/** Templates of a pod for Windows, the text at fault, and how many fixes there are. */
const cases: readonly (readonly [name: string, fields: string, at: string, fixes: number])[] = [
  ['a field of the template', '  hostPID: {{ .Values.pid }}\n', 'hostPID', 1],
  [
    'a field of the values',
    '  {{- with .Values.context }}\n  securityContext:\n    {{- toYaml . | nindent 4 }}\n  {{- end }}\n',
    '{{- toYaml . | nindent 4 }}',
    0,
  ],
];

describe('fixes in templates of charts', () => {
  const values = valuesOf('pid: true\ncontext: {runAsUser: 1000, runAsGroup: 1000}\n', 'name: a\n', '/w/values.yaml')!;
  for (const [name, fields, at, fixes] of cases) {
    it(`has ${fixes || 'none'} for ${name}`, () => {
      const text = pod(fields);
      const { findings } = analyse({ path: 'templates/pod.yaml', language: 'yaml', text, values }, settings, read);
      assert.ok(findings.length > 0);
      for (const it of findings) {
        assert.ok(text.slice(it.span.start, it.span.end).startsWith(at));
        assert.equal(it.fixes.length, fixes);
        const [related] = it.related;
        assert.deepEqual([related?.elsewhere?.path, related?.elsewhere?.line], ['/w/values.yaml', fixes > 0 ? 0 : 1]);
      }
    });
  }
});
