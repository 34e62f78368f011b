/** Patterns of identities as policies of clusters have them (Go's regular expressions, found anywhere in an identity). */

/** Characters that mean something in a pattern. */
const meaning = /[\\^$.*+?()[\]{}|]/g;

/** A text as a pattern that matches just it. */
export const escaped = (text: string): string => text.replace(meaning, '\\$&');

/** A glob (`*`, `?`) as a pattern. */
export const ofGlob = (glob: string): string => escaped(glob).replaceAll('\\*', '.*').replaceAll('\\?', '.');

/** The text that a pattern stands for, where it matches just one; `^` and `$` around it do not count. */
export function literalOf(pattern: string): string | undefined {
  const inner = pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
  const text = inner.replace(/\\([^A-Za-z0-9])/g, '\0$1');
  if (/(?<!\0)[\\^$*+?()[\]{}|]/.test(text)) return undefined;
  return text.replaceAll('\0', '');
}

/** Where the alternatives of a pattern begin and end: those that no group encloses. */
function alternatives(pattern: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === '\\') at++;
    else if (char === '[') at = closing(pattern, at);
    else if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === '|' && depth === 0) {
      parts.push(pattern.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, pattern.slice(start)];
}

/** The end of a class of characters; a bracket at its beginning belongs to it. */
function closing(pattern: string, open: number): number {
  let at = open + 1;
  if (pattern[at] === '^') at++;
  if (pattern[at] === ']') at++;
  for (; at < pattern.length && pattern[at] !== ']'; at++) if (pattern[at] === '\\') at++;
  return at;
}

const startsAnchored = (part: string): boolean => part.startsWith('^') || part.startsWith('\\A');
const endsAnchored = (part: string): boolean => /(?:^|[^\\])(?:\\\\)*\$$/.test(part) || part.endsWith('\\z');

/** Which ends of an identity a pattern leaves open without saying so (`.*`): there anything may stand. */
export function openEnds(pattern: string): { readonly start: boolean; readonly end: boolean } {
  const parts = alternatives(pattern);
  return {
    start: parts.some(it => !startsAnchored(it)),
    end: parts.some(it => !endsAnchored(it) && !endsOpen.test(it)),
  };
}

/** What says that anything may follow. */
const endsOpen = /(?:^|[^\\])\.[*+]$/;

/**
 * The pattern that the whole of an identity must match, from one that was looked for anywhere in it: what it leaves open at its end is
 * kept only behind a slash or an `@`, where a path goes on; at its beginning never. What changed is told.
 */
export function anchored(pattern: string): { readonly pattern: string; readonly narrowed: boolean } {
  let narrowed = false;
  const parts = alternatives(pattern).map(part => {
    const hasStart = startsAnchored(part);
    const hasEnd = endsAnchored(part);
    const inner = part.replace(/^(?:\^|\\A)/, '').replace(hasEnd ? /(?:\$|\\z)$/ : /$^/, '');
    // Dots of a host stand for themselves.
    const body = inner.replace(/^https:\/\/[\w.-]+(?=\/)/, it => it.replaceAll('.', '\\.'));
    const goesOn = !hasEnd && /[/@]$/.test(body);
    if (!hasStart || !(hasEnd || goesOn || endsOpen.test(body))) narrowed = true;
    return goesOn ? `${body}.*` : body;
  });
  const body = parts.join('|');
  return { pattern: parts.length > 1 ? `^(?:${body})$` : `^${body}$`, narrowed };
}
