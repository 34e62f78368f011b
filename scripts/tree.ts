/** `npm run tree -- file`: what is read off a file: the syntax tree of PowerShell, problems, and facts with their places. */
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { LineIndex } from '../server/src/base/lines';
import type { Span } from '../server/src/base/span';
import { languageOf } from '../server/src/engine/languages';
import { readerOf } from '../server/src/facts/read';
import { decode } from '../server/src/host/decode';
import { parsePowerShell } from '../server/src/syntax/powershell';
import { printTree } from '../server/src/syntax/powershell/print';

async function main(path: string | undefined): Promise<void> {
  if (!path) throw new Error('usage: npm run tree -- <file>');
  const decoded = decode(readFileSync(path));
  if (!('text' in decoded)) throw new Error(`${path}: ${decoded.detail}`);
  const { text } = decoded;
  const language = languageOf(path, text);
  if (!language) throw new Error(`${path} is in no language that Boltseal reads`);
  if (language === 'powershell') console.log(`${printTree(parsePowerShell(text).script)}\n`);
  const lines = new LineIndex(text);
  const reading = (await readerOf(language))({ path, language, text });
  for (const it of reading.problems) console.log(`problem ${place(lines, it.span)} ${it.message}`);
  for (const { kind, fact } of reading.facts) {
    const { span, place: where, ...rest } = fact;
    console.log(`${kind} ${place(lines, span)} (${where.runs} on ${where.os})`);
    const details = inspect(brief(rest, lines), {
      depth: 8,
      breakLength: 120,
      compact: 4,
      colors: process.stdout.isTTY,
    });
    console.log(`  ${details.replaceAll('\n', '\n  ')}`);
  }
  console.log(`${reading.facts.length} facts, ${reading.comments.length} comments, ${reading.units.length} units`);
}

function place(lines: LineIndex, { start, end }: Span): string {
  const at = lines.positionOf(start);
  const text = lines.text.slice(start, end).replace(/\s+/g, ' ');
  return `${at.line + 1}:${at.column + 1} ⟨${text.length > 60 ? `${text.slice(0, 57)}…` : text}⟩`;
}

/** The fact without what repeats: spans as places, functions and stages left out. */
function brief(value: unknown, lines: LineIndex): unknown {
  if (Array.isArray(value)) return value.map(it => brief(it, lines));
  if (typeof value !== 'object' || value === null || value instanceof Map || value instanceof Set) return value;
  const keys = Object.keys(value);
  if (keys.length === 2 && 'start' in value && 'end' in value) return place(lines, value as Span);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, it]) => typeof it !== 'function' && key !== 'place' && key !== 'stage')
      .map(([key, it]) => [key, brief(it, lines)]),
  );
}

main(process.argv[2]).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 2;
});
