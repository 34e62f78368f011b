import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import type { Edit } from '../../server/src/base/edit';
import type { Example } from '../../server/src/rules/rule';
import { check, fixAll } from '../kit/check';
import { unmark } from '../kit/marked';
import { allRules } from '../kit/rules';

/** Styles in which the same YAML is written. Each must leave the values as they are. */
const styles: readonly { readonly name: string; readonly wear: (text: string) => string }[] = [
  {
    name: 'steps of four',
    wear: text => text.replace(/^(?: |- )+/gm, it => it.replace(/ /g, '  ').replace(/- {2}/g, '-   ')),
  },
  { name: 'a comment on every line', wear: text => text.split('\n').map(commented).join('\n') },
  { name: 'comments between lines', wear: text => text.replace(/^( *)(?=\S)/gm, '$1# above\n$1') },
  { name: 'CRLF', wear: text => text.replace(/\n/g, '\r\n') },
  { name: 'lists below their keys', wear: indentLists },
  { name: 'anchors', wear: text => text.split('\n').map(anchored).join('\n') },
];

const commented = (line: string, index: number): string =>
  /\S/.test(line) && line !== '---' ? `${line} # c${index}` : line;

/** Names the value of a line. */
const anchored = (line: string, index: number): string =>
  line.replace(/^( *(?:- )*[\w./-]+: )(?=[\w'"])/, `$1&a${index} `);

/** Lists that stand at the column of their key move by two. */
function indentLists(text: string): string {
  const lines = text.split('\n');
  const open: { readonly from: number; readonly end: number }[] = [];
  const shifts = lines.map((line, index) => {
    const column = line.search(/\S/);
    if (column < 0) return 0;
    while (open.length > 0 && (column < open.at(-1)!.from || (column === open.at(-1)!.from && line[column] !== '-')))
      open.pop();
    const before = lines[index - 1] ?? '';
    const key = before.replace(/^( *(?:- +)*).*$/, '$1').length;
    if (line[column] === '-' && /:\s*$/.test(before) && key === column) open.push({ from: column, end: index });
    return open.length * 2;
  });
  return lines.map((line, index) => ' '.repeat(shifts[index]!) + line).join('\n');
}

/** Lines that do not stand at a multiple of four, be it from the margin or from the dash above them. */
function oddLines(text: string): readonly string[] {
  let dash = -1;
  return text.split('\n').filter(line => {
    const column = line.search(/\S/);
    if (column < 0) return false;
    if (line[column] === '-') dash = column;
    else if (column <= dash) dash = -1;
    return column % 4 !== 0 && (dash < 0 || (column - dash - 2) % 4 !== 0);
  });
}

const values = (text: string): unknown => parseAllDocuments(text).map(it => it.toJS());

/** What can be restyled: YAML that is no template and has no text of its own. */
const plain = ({ language, code, fixed }: Example): boolean =>
  language === 'yaml' && fixed !== undefined && !/\{\{|[|>][-+\d]*(?:\n|$)|^[^#\n]*"[^"\n]*$/m.test(code);

const same = (a: unknown, b: unknown): boolean => {
  try {
    assert.deepEqual(a, b);
    return true;
  } catch {
    return false;
  }
};

/** Comments of lines that an edit takes away as a whole go with them. */
function lost(text: string, edits: readonly Edit[]): ReadonlySet<string> {
  const gone = edits.flatMap(it => text.slice(it.span.start, text.indexOf('\n', it.span.end)).match(/# \S+/g) ?? []);
  return new Set(edits.some(it => /\n/.test(text.slice(it.span.start, it.span.end))) ? gone : []);
}

describe('fixes in YAML keep to the style of the file', () => {
  for (const rule of allRules()) {
    rule.bad.forEach((example, index) => {
      if (!plain(example)) return;
      const { code } = unmark(example.code);
      for (const { name, wear } of styles) {
        const text = wear(code);
        if (text === code || !same(values(text), values(code))) continue;
        it(`${rule.name}, bad ${index + 1}: ${name}`, async () => {
          const { findings } = await check([rule], 'yaml', text, example);
          const fixed = fixAll(text, findings);
          assert.deepEqual(values(fixed), values(example.fixed!), fixed);
          const edits = findings.flatMap(it => it.fixes[0]?.edits ?? []);
          const expected = (text.match(/# \S+/g) ?? []).filter(it => it !== '# above' && !lost(text, edits).has(it));
          const anchors = text.match(/&a\d+ /g)?.length ?? 0;
          assert.ok(
            (fixed.match(/&a\d+ /g)?.length ?? 0) >=
              anchors - edits.filter(it => /&a/.test(text.slice(it.span.start, it.span.end))).length,
          );
          for (const comment of expected) assert.ok(fixed.includes(comment), `${comment} is lost:\n${fixed}`);
          // What is inserted goes in by the steps of the file.
          if (oddLines(text).length === 0) assert.deepEqual(oddLines(fixed), [], fixed);
          assert.equal(/[^\r]\n/.test(fixed) && fixed.includes('\r'), false, 'line ends are mixed');
        });
      }
    });
  }
});
