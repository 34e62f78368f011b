import assert from 'node:assert/strict';
import { read } from '../../../server/src/facts/powershell/file';

const problems = (text: string): readonly string[] =>
  read({ path: 'script.ps1', language: 'powershell', text }).problems.map(it => it.message);

describe('PowerShell files', () => {
  it('say where they break the grammar', () => assert.equal(problems('if ($a {').length > 0, true));

  it('may be templates, which are not PowerShell yet', () => {
    assert.deepEqual(problems('{{if UseProxy}}\n$a = {{ .Values.a }}\n{{end}}\n$b = {{GetParameter "b"}}'), []);
  });

  it('may hold doubled braces all the same', () => {
    assert.deepEqual(problems("'{{0}}' -f 1; & { { 1 } }"), []);
    assert.equal(problems("'{{0}}' -f 1; if (").length > 0, true);
  });
});
