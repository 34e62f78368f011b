import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Ajv } from 'ajv';
import type { Log, Result } from 'sarif';
import { LineIndex } from '../../server/src/base/lines';
import { artifact, sarifReport } from '../../server/src/report/sarif';
import { fullReport, reportOf } from './kit';

/** The official schema speaks draft 4; nothing in it but the names of two keys differs for the validator. */
function validator() {
  const home = dirname(createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json'));
  const schema = JSON.parse(readFileSync(`${home}/lib/schemas/sarif-2.1.0-rtm.5.json`, 'utf8'));
  const { id: $id, $schema: _, ...rest } = schema;
  return new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile({
    $id,
    ...rest,
  });
}

const logOf = (text: string): Log => JSON.parse(text) as Log;

describe('SARIF', () => {
  const validate = validator();

  for (const [name, report] of [
    ['with everything in it', fullReport],
    ['of nothing', () => reportOf([])],
  ] as const) {
    it(`is valid against the schema of SARIF 2.1.0, ${name}`, async () => {
      const valid = validate(logOf(sarifReport(await report())));
      assert.deepEqual(validate.errors ?? [], []);
      assert.ok(valid);
    });
  }

  it('places findings by line, column and offset', async () => {
    const text = 'fine\r\n\tä bad\nbad';
    const results = logOf(sarifReport(await reportOf([['a.ps1', text]]))).runs[0]!.results!;
    const lines = new LineIndex(text);
    for (const result of results) {
      const region = result.locations![0]!.physicalLocation!.region!;
      const from = lines.offsetOf(region.startLine! - 1, region.startColumn! - 1);
      const to = lines.offsetOf(region.endLine! - 1, region.endColumn! - 1);
      assert.equal(text.slice(from, to), 'bad');
      assert.equal(text.slice(region.charOffset!, region.charOffset! + region.charLength!), 'bad');
    }
    assert.deepEqual(
      results.map(it => it.locations![0]!.physicalLocation!.region!.startLine),
      [2, 3],
    );
  });

  it('makes no links of text in files and certificates', async () => {
    const written = async (message: string): Promise<string> => {
      const report = await reportOf([['a.ps1', 'bad']]);
      for (const { analysis } of report.files) for (const it of analysis.findings) Object.assign(it, { message });
      return logOf(sarifReport(report)).runs[0]!.results![0]!.message.text!;
    };
    for (const message of ['Signed by [Acme](https://evil.example).', 'Signed by [A\\]](https://evil.example).']) {
      assert.doesNotMatch(await written(message), /(?<!\\)(?:\\\\)*[[\]]/);
    }
    const plain = '[Net.ServicePointManager]::X (a)';
    assert.equal(await written(plain), plain);
  });

  it('names rules by index, with tags and grades', async () => {
    const run = logOf(sarifReport(await fullReport())).runs[0]!;
    for (const result of run.results!) assert.equal(run.tool.driver.rules![result.ruleIndex!]!.id, result.ruleId);
    const rule = run.tool.driver.rules!.find(it => it.id === 'toy/bad')!;
    assert.deepEqual(rule.properties!.tags, ['security', 'toy', 'external/cwe/cwe-001']);
    assert.equal(rule.properties!['security-severity'], '8.0');
  });

  it('marks what is suppressed, and says of all else that it is not', async () => {
    const results = logOf(sarifReport(await fullReport())).runs[0]!.results!;
    const suppressed = results.filter(it => it.suppressions!.length > 0);
    assert.deepEqual(
      suppressed.map(it => it.suppressions![0]!.justification),
      ['it must be'],
    );
  });

  it('carries fixes that can be made', async () => {
    const text = 'x bad';
    const results = logOf(sarifReport(await reportOf([['a.ps1', text]]))).runs[0]!.results as Result[];
    const [change] = results[0]!.fixes![0]!.artifactChanges;
    const { deletedRegion, insertedContent } = change!.replacements[0]!;
    assert.equal(
      text.slice(0, deletedRegion.charOffset) + insertedContent!.text + text.slice(deletedRegion.charOffset! + 3),
      'x good',
    );
  });

  it('tells of files not read, of failures and of settings', async () => {
    const [invocation] = logOf(sarifReport(await fullReport())).runs[0]!.invocations!;
    assert.equal(invocation!.executionSuccessful, false);
    assert.deepEqual(
      invocation!.toolExecutionNotifications!.map(it => `${it.level} ${it.descriptor!.id}`),
      ['note syntax', 'error failure', 'warning not-read/binary'],
    );
    assert.equal(invocation!.toolConfigurationNotifications!.length, 1);
  });

  const addresses: readonly (readonly [path: string, uri: string, base: string | undefined])[] = [
    ['a/b.ps1', 'a/b.ps1', '%SRCROOT%'],
    ['a b/ü#?%.ps1', 'a%20b/%C3%BC%23%3F%25.ps1', '%SRCROOT%'],
    ['c:d.ps1', 'c%3Ad.ps1', '%SRCROOT%'],
    ['/x/a b.ps1', 'file:///x/a%20b.ps1', undefined],
    ['C:/x/a b.ps1', 'file:///C:/x/a%20b.ps1', undefined],
  ];
  for (const [path, uri, base] of addresses) {
    it(`writes ${path} as an address`, () => {
      const { uri: own, uriBaseId } = artifact(path);
      assert.deepEqual([own, uriBaseId], [uri, base]);
    });
  }
});
