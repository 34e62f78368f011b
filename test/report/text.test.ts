import assert from 'node:assert/strict';
import { LineIndex } from '../../server/src/base/lines';
import { frameOf } from '../../server/src/report/frame';
import { jsonReport } from '../../server/src/report/json';
import { textReport } from '../../server/src/report/text';
import { fullReport, reportOf } from './kit';

const plain = (text: string): string => text;
const palette = { bold: plain, dim: plain, red: plain, yellow: plain, cyan: plain };

describe('report for a person', () => {
  it('shows place, message, source, remedy and fix', async () => {
    const text = textReport(await reportOf([['a.ps1', 'one\n\tbad two']]), { palette, quiet: false });
    assert.equal(
      text,
      [
        'a.ps1:2:2  high  toy/bad',
        '  `bad` is here.',
        '  2 |     bad two',
        '    |     ^^^',
        '      remedy Remove the word.',
        '      fix    Write good (safe)',
        '',
        '1 finding (1 high) in 1 file. Can be mended: 1 with --fix.',
        '',
      ].join('\n'),
    );
  });

  it('has a word on everything', async () => {
    const text = textReport(await fullReport(), { palette, quiet: false });
    for (const part of [
      '.boltseal.yaml:1:1  settings',
      'a.ps1:3:1  syntax',
      'failure in toy/broken on dir/ü b.ps1',
      'it broke',
      '2 findings (1 high, 1 medium) in 2 files. 1 suppressed. 1 syntax problem.',
      'Can be mended: 1 with --fix, 1 with --fix-unsafe.',
      '2 images: 1 trusted, 1 unknown.\n',
      '1 file not read:\n  c.ps1 (binary: holds zero bytes)',
    ]) {
      assert.ok(text.includes(part), `${part}\n\nis not in\n\n${text}`);
    }
  });

  it('quiet is one line a finding', async () => {
    assert.equal(
      textReport(await reportOf([['a.ps1', 'bad']]), { palette, quiet: true }),
      'a.ps1:1:1: high `bad` is here. [toy/bad]\n',
    );
  });

  it('lets no control character of a file reach the terminal', async () => {
    const text = textReport(await reportOf([['a\u001B[2J.ps1', 'bad \u001B[31m \u202E \u0007\u009B']]), {
      palette,
      quiet: false,
    });
    assert.doesNotMatch(text, /[\u001B\u202E\u0007\u009B]/);
  });
});

describe('code frame', () => {
  const cases: readonly (readonly [name: string, text: string, part: string, source: string, carets: string])[] = [
    ['tabs', '\ta\tbad', 'bad', '    a    bad', '         ^^^'],
    ['wide letters', '漢字 bad', 'bad', '漢字 bad', '     ^^^'],
    ['several lines', 'x bad\nbad', 'bad\nbad', 'x bad', '  ^^^'],
    ['nothing', 'bad', '', 'bad', '^'],
  ];
  for (const [name, text, part, source, carets] of cases) {
    it(name, () => {
      const start = text.indexOf(part);
      const frame = frameOf(new LineIndex(text), { start, end: start + part.length });
      assert.equal(frame.source, source);
      assert.equal(' '.repeat(frame.indent) + '^'.repeat(frame.width), carets);
    });
  }

  it('cuts long lines around the part', () => {
    const text = `${'x'.repeat(5000)}bad${'y'.repeat(5000)}`;
    const { source, indent, width } = frameOf(new LineIndex(text), { start: 5000, end: 5003 });
    assert.ok(source.length < 170);
    assert.equal(source.slice(indent, indent + width), 'bad');
  });
});

describe('report for programs', () => {
  it('has everything', async () => {
    const report = JSON.parse(jsonReport(await fullReport()));
    assert.equal(report.version, 1);
    assert.deepEqual(report.summary, {
      files: 2,
      findings: 2,
      bySeverity: { critical: 0, high: 1, medium: 1, low: 0, info: 0 },
      suppressed: 1,
      fixed: 0,
      failing: 1,
    });
    const [first] = report.findings;
    assert.deepEqual(first.start, { line: 1, column: 2, offset: 1 });
    assert.deepEqual(first.end, { line: 1, column: 5, offset: 4 });
    assert.equal(first.rule, 'toy/bad');
    assert.equal(first.fixes[0].edits[0].text, 'good');
    assert.equal(report.findings[2].suppressed.reason, 'it must be');
    assert.equal(report.problems.length, 1);
    assert.equal(report.settings.length, 1);
    assert.equal(report.skipped.length, 1);
    assert.equal(report.failures[0].rule, 'toy/broken');
    assert.deepEqual(
      report.images.map((it: Record<string, string>) => [it.reference, it.digest?.slice(7, 9), it.locked?.slice(7, 9)]),
      [
        ['registry.example/app:1', 'aa', undefined],
        ['registry.example/tool:2', 'bb', 'bb'],
        [`registry.example/pin@sha256:${'c'.repeat(64)}`, 'cc', undefined],
      ],
    );
    assert.deepEqual(report.images[0].paths, ['Dockerfile', 'dir/Dockerfile']);
    assert.equal(report.images[1].status.reason, 'offline');
  });
});
