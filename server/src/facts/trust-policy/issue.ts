import { nearest } from '../../base/nearest';

/** The way to a value: keys and indexes. */
export type PolicyPath = readonly (string | number)[];

export interface PolicyIssue {
  /** The value at fault; of something that is missing, what lacks it. */
  readonly path: PolicyPath;
  /** The key at the end of the path is at fault, not its value. */
  readonly key?: true;
  /** A sentence; names the text at fault in back-ticks. */
  readonly message: string;
  /** The member that is not there. */
  readonly missing?: string;
  /** What should stand there instead, where that is known: several texts take the place of one in a list. */
  readonly instead?: readonly string[];
  /** The member at the end of the path is to be taken out. */
  readonly drop?: true;
  /** Another value that takes part in it. */
  readonly other?: PolicyPath;
  /** Notation reads over it: the document can be used all the same. */
  readonly tolerated?: true;
}

/** States an issue. */
export type State = (path: PolicyPath, message: string, more?: Omit<PolicyIssue, 'path' | 'message'>) => void;

/** A list of texts, each with its place. */
export interface Texts {
  readonly path: PolicyPath;
  readonly texts: readonly { readonly text: string; readonly at: PolicyPath }[];
}

/** A value as the beginning of a sentence. */
export const quoted = (text: unknown): string => (text === '' ? 'An empty text' : `\`${String(text).slice(0, 200)}\``);

/** Names as the end of a sentence. */
export const oneOf = (names: readonly string[]): string =>
  `${names
    .slice(0, -1)
    .map(it => `\`${it}\``)
    .join(', ')} or \`${names.at(-1)}\``;

/** The one of some words that was meant: in another case, or with a slip behind its first letter. */
export function meantWord(word: unknown, words: readonly string[]): string | undefined {
  if (typeof word !== 'string' || word === '' || word.length > 40) return undefined;
  return nearest(
    word,
    words.filter(it => it[0]!.toLowerCase() === word[0]!.toLowerCase()),
  );
}

/** What should stand instead of a word, where one of some was meant. */
export const insteadOf = (word: unknown, words: readonly string[]): Pick<PolicyIssue, 'instead'> => {
  const meant = meantWord(word, words);
  return meant === undefined ? {} : { instead: [meant] };
};

/** Tells once of a member whose name is misspelt: not also that it is missing. Without it the document cannot be used. */
export function withoutEchoes(issues: readonly PolicyIssue[]): readonly PolicyIssue[] {
  const nameOf = (path: PolicyPath, member: string | undefined): string => [...path, member].join('\n');
  const missing = new Set(issues.flatMap(it => (it.missing ? nameOf(it.path, it.missing) : [])));
  const misspelt = new Set(issues.filter(it => it.key && missing.has(nameOf(it.path.slice(0, -1), it.instead?.[0]))));
  const told = new Set([...misspelt].map(it => nameOf(it.path.slice(0, -1), it.instead?.[0])));
  return issues.flatMap(it => {
    if (it.missing && told.has(nameOf(it.path, it.missing))) return [];
    const { tolerated: _, ...grave } = it;
    return misspelt.has(it) ? grave : it;
  });
}
