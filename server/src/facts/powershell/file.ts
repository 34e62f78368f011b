import { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import { scopeOf } from '../command/nested';
import type { ScriptEvent } from '../command/script';
import type { Place } from '../fact';
import { placeOfScript } from '../script-place';
import type { FactEntry, FileReader } from '../source';
import { namesTemplate } from '../template/name';
import { readTopics } from '../topics';
import { readPowerShell } from './script';

/** Actions of Go and Jinja templates: what they leave is PowerShell only once they have been run. */
const templateAction = /\{\{-?\s*(?:if|else|end|range|with|template|include|define|\.[A-Z]|[A-Z]\w+ ")|\{%-?\s*\w/;

export const read: FileReader = file => {
  const { path, text: source, run } = file;
  const text = MappedText.whole(source);
  const test = /\.tests\.ps1$|(?:^|\/)tests\//i.test(path);
  const place: Place = { ...placeOfScript(file, text), ...(test && { test }) };
  const { parsed, events } = readPowerShell(text, place, run && scopeOf(run.environment));
  const facts: FactEntry[] = [];
  readTopics({ text, place, events }, (kind, fact) => facts.push({ kind, fact } as FactEntry));
  return {
    facts,
    problems:
      templateAction.test(source) || namesTemplate(path)
        ? []
        : parsed.errors.map(it => ({ span: { start: it.start, end: it.end }, message: it.message })),
    comments: parsed.comments.map(it => ({ span: { start: it.start, end: it.end }, text: it.text })),
    units: commandsOverLines(source, events),
  };
};

/** Commands that span lines, as units of suppression: a comment cannot stand between their lines. None holds another. */
function commandsOverLines(source: string, events: readonly ScriptEvent[]): readonly Span[] {
  const found = new Map<number, Span>();
  for (const { kind, span } of events) {
    if (kind === 'command' && /[\r\n]/.test(source.slice(span.start, span.end))) found.set(keyOf(span), span);
  }
  if (found.size === 0) return [];
  const all = Float64Array.from(new Set(events.map(it => keyOf(it.span)))).sort();
  const units: Span[] = [];
  all.forEach((key, index) => {
    const span = found.get(key);
    const next = all[index + 1];
    const holdsAnother = span !== undefined && next !== undefined && Math.floor(next / longest) < span.end;
    if (span && !holdsAnother) units.push(span);
  });
  return units;
}

/** No text is longer. */
const longest = 2 ** 26;

/** Start and end as one number, in the order of places. */
const keyOf = ({ start, end }: Span): number => start * longest + end;
