import pc from 'picocolors';
import { catalog } from '../engine/all';
import { wrapped } from '../report/prose';
import { rulePage } from '../report/rule-page';
import { UsageError, write } from './output';

/** Shows the page of a rule. */
export async function runExplain(name: string, colour: boolean): Promise<number> {
  const rule = catalog.find(catalog.newName(name) ?? name);
  if (!rule) {
    const meant = catalog.suggestion(name);
    throw new UsageError(`there is no rule \`${name}\`${meant ? `; did you mean \`${meant}\`?` : ''}`);
  }
  const coloured = colour && process.stdout.isTTY === true && pc.isColorSupported;
  await write(terminalPage(rulePage(rule), pc.createColors(coloured)));
  return 0;
}

const width = 88;

/** Markdown of our own pages for a terminal: headings stand out, prose is wrapped, code is set in, tables are lists. */
export function terminalPage(markdown: string, paint: ReturnType<typeof pc.createColors>): string {
  const result: string[] = [];
  let fence: string | undefined;
  let head: readonly string[] | undefined;
  for (const line of markdown.trimEnd().split('\n')) {
    const mark = /^(`{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark === fence) fence = undefined;
      else result.push(`    ${/^\s*\^[\s^]*$/.test(line) ? paint.red(line) : line}`);
    } else if (mark) fence = mark;
    else if (line.startsWith('#')) result.push(paint.bold(line.replace(/^#+ /, '')));
    else if (line.startsWith('|')) {
      const cells = line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map(it => plain(it.trim()));
      if (!head) head = cells;
      else if (!/^[-\s]*$/.test(cells.join('')))
        result.push(...cells.map((it, at) => `  ${head![at]}: ${it}`.replace(/^ {2}: /, '  ')));
    } else {
      head = undefined;
      result.push(...(line === '' ? [''] : wrapped(plain(line), width)));
    }
  }
  return `${result.join('\n')}\n`;
}

/** Links as their text; addresses without brackets. */
const plain = (text: string): string => text.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').replace(/<(https?:[^>]+)>/g, '$1');
