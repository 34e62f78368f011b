import { contains, type Span } from '../../server/src/base/span';
import type { FactEntry, Reading } from '../../server/src/facts/source';
import { isReading, isWriting, type Place, placesOf, printing, runsText } from './places';
import { type StatementKind, statementKinds } from './statements';

/**
 * What became of a statement that a text search finds. `elsewhere`: unresolved, since what it needs does not stand in the
 * file. `missed`: neither a fact nor unresolved. `reads`: it only looks. `idle`: in an arm that never runs. `mentioned`: in a
 * text that nothing runs. Comments are left out.
 */
export const outcomes = ['understood', 'elsewhere', 'unresolved', 'missed', 'reads', 'idle', 'mentioned'] as const;
/** One of `outcomes`. */
export type Outcome = (typeof outcomes)[number];

/** A statement that was found, and what became of it. */
export interface Hit {
  readonly kind: string;
  readonly span: Span;
  readonly outcome: Outcome;
  /** Why it is unresolved, or what it stands in. */
  readonly why: string;
}

type Told = FactEntry & { readonly spans: readonly Span[] };

/** Statements of the kinds of `statementKinds` in a script, with what became of each. */
export function judge(text: string, language: 'powershell' | 'cmd', read: () => Reading): readonly Hit[] {
  const found = statementKinds.flatMap(kind =>
    [...text.matchAll(kind.pattern)].map(it => ({ kind, span: { start: it.index, end: it.index + it[0].length } })),
  );
  if (found.length === 0) return [];
  const { facts, comments } = read();
  const told = facts.map((entry): Told => ({ ...entry, spans: spansOf(entry.fact) }));
  const placeAt = placesOf(text, language);
  const hits = found.flatMap(({ kind, span }): readonly (Hit & { readonly given: number | undefined })[] => {
    if (comments.some(it => contains(it.span, span))) return [];
    const place = placeAt(span);
    const [outcome, why] = outcomeOf(kind, span, told, place, text);
    return [{ kind: kind.name, span, outcome, why, given: place.given }];
  });
  // Where an item of a list is understood the list is followed: its other items nothing writes.
  const followed = new Set(
    hits.flatMap(it => (it.outcome === 'understood' && it.given !== undefined ? [it.given] : [])),
  );
  return hits.map(({ given, ...hit }) =>
    hit.why.startsWith('carried') && given !== undefined && followed.has(given) ? { ...hit, outcome: 'reads' } : hit,
  );
}

function outcomeOf(
  kind: StatementKind,
  span: Span,
  told: readonly Told[],
  place: Place,
  text: string,
): readonly [Outcome, string] {
  const covering = told.filter(it => isAbout(kind, it) && it.spans.some(own => contains(own, span)));
  const open = covering.flatMap(it => openOf(it) ?? []);
  if (open[0] !== undefined) return [stands(open[0], text) ? 'unresolved' : 'elsewhere', open[0]];
  if (covering.length > 0) return ['understood', ''];
  const { command, isName, context, content } = place;
  if ((printing.test(command) && !isName) || /^TestRegistry:/i.test(content)) return ['mentioned', command];
  if (isReading(place, text.slice(span.end, span.end + 60))) return ['reads', command];
  const isText = kind.form !== 'key' && context === 'text' && !isName;
  if (isText) return [runsText.test(command) || place.isRunLater ? 'missed' : 'mentioned', command];
  const decides = isName || kind.form === 'member' || isWriting(place);
  if (decides && place.isConditional && !isRun(told, span)) return ['idle', command];
  if (decides) return ['missed', isRun(told, span) ? command || context : `${command}, not run`];
  return kind.form === 'key'
    ? carried(kind, place, text.slice(span.end, span.end + 20), told, text)
    : ['mentioned', command];
}

/** Whether the fact is one that the statement can be understood as, or says why it is not. */
const isAbout = (kind: StatementKind, { kind: own, fact }: Told): boolean =>
  kind.facts.includes(own) ||
  ((own === 'unresolved' || own === 'superseded') && (kind.facts as readonly string[]).includes(fact.what));

/** Why a fact says less than it might. */
function openOf({ kind, fact }: Told): string | undefined {
  if (kind === 'unresolved') return fact.why;
  return kind === 'registry.write' && !fact.data.known ? fact.data.why : undefined;
}

const isRun = (told: readonly Told[], span: Span): boolean =>
  told.some(it => it.kind === 'command' && contains(it.fact.span, span));

/** A path or name that other statements are given by a variable, a table or a function: found by what they do with it. */
function carried(
  kind: StatementKind,
  { content, command, context, variable }: Place,
  behind: string,
  told: readonly Told[],
  text: string,
): readonly [Outcome, string] {
  const own = told.filter(it => isAbout(kind, it));
  const part = content
    .replace(/^.*?(?=SYSTEM|SOFTWARE|WSMan)/i, '')
    .replace(/[$%].*$/s, '')
    .replaceAll('/', '\\')
    .replace(/[\\*]+$/, '')
    .toLowerCase();
  const where = command || context;
  for (const it of own) {
    if (it.kind !== 'registry.write') continue;
    const key = it.fact.key.replaceAll('/', '\\').toLowerCase();
    if ((part.length > 3 && key.includes(part)) || it.fact.name.toLowerCase() === part) {
      const why = openOf(it);
      return why === undefined ? ['understood', where] : [stands(why, text) ? 'unresolved' : 'elsewhere', why];
    }
  }
  if (/^wsman/.test(part) && own.some(it => it.kind === 'setting' && it.fact.area === 'winrm'))
    return ['understood', where];
  const called = /^[a-z]+-\w/.test(command) && !new RegExp(`function\\s+(?:\\w+:)?${command}\\b`, 'i').test(text);
  if (called) return ['elsewhere', `what ${command} does stands elsewhere`];
  // Only a statement that goes to a place unknown may go to this one.
  const placed = new Set(own.flatMap(it => (it.kind === 'unresolved' ? [] : [it.fact.span.start])));
  const open = own.find(it => it.kind === 'unresolved' && !placed.has(it.fact.span.start));
  if (open?.kind === 'unresolved') return [stands(open.fact.why, text) ? 'unresolved' : 'elsewhere', open.fact.why];
  // A key of a table that shows what was found; a sentence about the value.
  if (/^\s*=/.test(behind) || (!part.includes('\\') && /\S\s+\S/.test(content))) return ['mentioned', where];
  const writes = told.some(
    ({ kind: fact, fact: it }) =>
      fact === 'command' &&
      !placed.has(it.span.start) &&
      isWriting({ command: it.name, words: it.args[0]?.text ?? '' }),
  );
  const calls = [...text.matchAll(/\.(?:SetValue|CreateSubKey)\(/gi)];
  const unread = calls.some(({ index: at }) => !own.some(it => contains(it.fact.span, { start: at, end: at + 1 })));
  if (!writes && !unread) return ['reads', where];
  const uses = text.split('\n').filter(line => variable === '' || new RegExp(`[$@]${variable}\\b`, 'i').test(line));
  return uses.some(line => changes.test(line)) ? ['missed', `carried by ${where}`] : ['reads', where];
}

/** What changes something, as far as a line of text tells. */
const changes =
  /\b(?:set|new|add|remove|clear|enable|disable|write|update|ensure)-(?!(?:object|variable|host|output|verbose|log)\b)|\breg(?:\.exe)?["']? (?:add|delete)|\.(?:SetValue|CreateSubKey)\(/i;

/** Reasons that a value stands outside the file: given by who runs it, by the machine, by another file. */
const outside =
  /parameter \$?\w* ?(?:without a|has no) known value|a parameter without|is not set here|(?:the|its) output|Read-Host|read from|prompt|environment|is not known at the call|is computed|no position|comes from elsewhere|whatever [\w-]+ finds|an item that is not known|no such item|NewGuid/i;

/** Whether the value that is missing stands in the file. */
function stands(why: string, text: string): boolean {
  const variable = /[$%!](?:\w+:)?(\w+)[%!]? is not set here/.exec(why)?.[1];
  const sets = `\\$(?:\\w+:)?${variable}\\s*\\+?=[^=]|foreach\\s*\\(\\s*\\$${variable}\\b|set +(?:/[ap] +)?"?${variable}=`;
  if (variable && new RegExp(`${sets}|Set-Variable.*\\b${variable}\\b`, 'i').test(text)) return true;
  const called = /the output of ([\w-]+)/.exec(why)?.[1];
  if (called && new RegExp(`function\\s+(?:\\w+:)?${called}\\b`, 'i').test(text)) return true;
  return !outside.test(why);
}

/** All places that a fact names. */
function spansOf(fact: object): readonly Span[] {
  const spans: Span[] = [];
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 5 || value instanceof Map || value instanceof Set)
      return;
    if ('start' in value && 'end' in value) spans.push(value as Span);
    else
      for (const [key, it] of Object.entries(value))
        if (!/^(?:place|fixes|mend|without|input|origin|gap)$/.test(key)) visit(it, depth + 1);
  };
  visit(fact, 0);
  return spans;
}
