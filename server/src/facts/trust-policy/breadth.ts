import { openEnds } from './pattern';

/**
 * How much wider than it looks a pattern of identities is. `anybody`: everyone with an account at the issuer or at a public host of
 * code; `namesakes`: also accounts whose names begin alike; `anywhere`: also identities in the middle of which the text stands, as the
 * name of a branch may.
 */
export type Breadth = 'anybody' | 'namesakes' | 'anywhere';

/** Hosts where everybody may have an account, as patterns write them. */
const publicHost = /^https?:\/\/(?:www\\?\.)?(?:github|gitlab)\\?\.com/;

/** What matches any text: `.*`, `[^/]+`, `\S*`. */
const anything = /^(?:\(\??:?)?(?:\.|\[[^\]]*\]|\\[wWsSdD])[*+]\)?/;

/** Longer texts are no patterns of identities. */
const longest = 2000;

/** Identities of workflows end in a branch or tag, which may be called anything. */
const hasBranches = /(?:github|gitlab)[^/]*\//i;

/** How wide a pattern is, in the notation of Go's regular expressions, found anywhere in an identity. */
export function breadthOf(pattern: string): Breadth | undefined {
  if (pattern.length > longest) return undefined;
  const ends = openEnds(pattern);
  const bare = pattern
    .replace(/^(?:\(\?i\))?\^?/, '')
    .replace(/(?<!\\)\$$/, '')
    .trim();
  const rest = bare.replace(/^(?:\.[*+])+/, '');
  if (rest === '') return 'anybody';
  const host = publicHost.exec(rest) ?? /^(?:github|gitlab)\\?\.com/.exec(rest);
  if (host) {
    const path = rest.slice(host[0].length).replace(/^\\?\//, '');
    if (path === '' || anything.test(path)) return 'anybody';
    // A name, and behind it neither a slash nor the end.
    const after = /^(?:[\w-]|\\[-.])+(.*)$/s.exec(path);
    if (after && (after[1] === '' ? ends.end : anything.test(after[1]!))) return 'namesakes';
  }
  const isLoose = rest !== bare || (ends.start && !/^https?:/.test(bare));
  return isLoose && hasBranches.test(rest) ? 'anywhere' : undefined;
}

/** The same of a glob of Kyverno, which must match the whole of an identity. */
export function breadthOfGlob(glob: string): Breadth | undefined {
  if (/^\*+$/.test(glob)) return 'anybody';
  const [, path] = /^(?:https?:\/\/|\*)(?:github|gitlab)\.com\/(.*)$/s.exec(glob) ?? [];
  if (path !== undefined) {
    if (path === '' || path.startsWith('*')) return 'anybody';
    if (/^[\w-]+\*/.test(path)) return 'namesakes';
  }
  return glob.startsWith('*') && hasBranches.test(glob) ? 'anywhere' : undefined;
}
