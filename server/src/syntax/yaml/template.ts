import type { Span } from '../../base/span';

/** A template action and what became of it in the masked text. */
export interface Hole extends Span {
  /** It stands alone on its line and writes something there: lines of YAML that cannot be known. */
  readonly adds: boolean;
  /** `${{ }}` of a pipeline. As a key it is a condition or loop over what stands below. */
  readonly pipeline: boolean;
}

/** A text whose template actions were replaced by others of the same length, so that all offsets stay. */
export interface Masked {
  readonly text: string;
  /** Sorted, not overlapping. */
  readonly holes: readonly Hole[];
  /** Actions of a template language were found; `${{ }}` of a pipeline is none: its file is YAML as it stands. */
  readonly templated: boolean;
}

interface Action extends Span {
  /** Writes nothing itself: `if`, `end`, a comment, a definition. */
  readonly silent: boolean;
  /** `${{ }}` of GitHub and Azure, which stands in a scalar or key. */
  readonly pipeline: boolean;
}

const closers: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}', '<%': '%>' };

const control =
  /^[-~+]?\s*(?:if|else|elsif|elif|end\w*|range|with|for|unless|case|when|define|block|break|continue|set|macro|import|from|extends|raw|\/\*|\$[\w.]*\s*:?=|-?%?$)/;

/** `text` with its template actions masked. */
export function maskTemplates(text: string): Masked {
  if (!/\{\{|\{%|<%|[:-][ \t]\{[\w-]+\}\S/.test(text)) return { text, holes: [], templated: false };
  const actions = findActions(text);
  const holes: Hole[] = [];
  let masked = '';
  let at = 0;
  for (let index = 0; index < actions.length; ) {
    const line = lineOf(text, actions, index);
    for (let it = index; it < line.end; it++) {
      const action = actions[it]!;
      const original = text.slice(action.start, action.end);
      masked += text.slice(at, action.start) + (line.alone ? blank(original) : filler(original));
      holes.push({
        start: action.start,
        end: action.end,
        adds: line.alone && !action.silent,
        pipeline: action.pipeline,
      });
      at = action.end;
    }
    index = line.end;
  }
  return { text: masked + text.slice(at), holes, templated: actions.some(it => !it.pipeline) };
}

/** The index of the first hole that ends after `offset`. */
export function firstAfter(holes: readonly Hole[], offset: number): number {
  let low = 0;
  let high = holes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holes[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function findActions(text: string): Action[] {
  const actions: Action[] = [];
  // `image: {registry}/web`: a value that begins like a mapping and goes on is one to be filled in by hand.
  const opener = /\{\{|\{%|\{#|<%|(?<=[:-][ \t]+)\{[\w-]+\}(?=[/\w.-]|:\S)/g;
  for (let match = opener.exec(text); match; match = opener.exec(text)) {
    const open = match[0];
    if (open.length > 2) {
      actions.push({ start: match.index, end: match.index + open.length, silent: false, pipeline: false });
      continue;
    }
    const end = closing(text, match.index + 2, open);
    if (end < 0) continue;
    const body = text.slice(match.index + 2, end - 2);
    // `{#` and `<%` occur in plain text; templates of that kind keep them on a line or two.
    if (open === '{#' && !/^[-\s]/.test(body)) continue;
    const pipeline = open === '{{' && text[match.index - 1] === '$' && text[match.index - 2] !== '$';
    const silent = open === '{#' || (open === '<%' ? !/^-?=/.test(body) : open === '{%' || control.test(body));
    actions.push({ start: match.index - (pipeline ? 1 : 0), end, silent, pipeline });
    opener.lastIndex = end;
  }
  return actions;
}

/** The offset behind the delimiter that closes an action; -1 when nothing does. Strings and comments are passed over. */
function closing(text: string, from: number, open: string): number {
  const close = closers[open]!;
  if (open !== '{{') {
    const end = text.indexOf(close, from);
    return end < 0 ? -1 : end + 2;
  }
  const comment = /[-\s]*\/\*/y;
  comment.lastIndex = from;
  if (comment.test(text)) {
    const end = text.indexOf('*/', comment.lastIndex);
    const stop = end < 0 ? -1 : text.indexOf(close, end);
    return stop < 0 ? -1 : stop + 2;
  }
  const token = /"(?:[^"\\\n]|\\.)*"|`[^`]*`|\}\}/g;
  token.lastIndex = from;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0] !== close) continue;
    const end = match.index + 2;
    return text.startsWith('{', from) && text[end] === '}' ? end + 1 : end;
  }
  return -1;
}

/** The actions that share lines with the one at `index`, and whether nothing else stands on these lines. */
function lineOf(
  text: string,
  actions: readonly Action[],
  index: number,
): { readonly end: number; readonly alone: boolean } {
  const first = actions[index]!;
  let at = text.lastIndexOf('\n', first.start - 1) + 1;
  let alone = true;
  let end = index;
  for (let action = first; ; action = actions[end]!) {
    alone &&= !action.pipeline && text.slice(at, action.start).trim() === '';
    at = action.end;
    end++;
    const stop = lineEnd(text, at);
    const next = actions[end];
    if (!next || next.start >= stop) {
      return { end, alone: alone && /^\s*(?:#.*)?$/.test(text.slice(at, stop)) };
    }
  }
}

const lineEnd = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
};

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

/** A word of the same length that YAML takes for a plain scalar and shells for a variable; later lines are blanked. */
function filler(text: string): string {
  const end = text.search(/[\r\n]/);
  const line = end < 0 ? text : text.slice(0, end);
  return '$' + '_'.repeat(line.length - 1) + (end < 0 ? '' : blank(text.slice(end)));
}
