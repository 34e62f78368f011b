import { type Encode, MappedText } from '../../base/mapped-text';

/** What stands for a text that something else puts in before a shell sees it: a variable that no shell has. */
export const hole = (size: number): string => `$${'_'.repeat(Math.max(1, size - 1))}`;

/**
 * The text with a variable of the same length for each match, which another program replaces; the text itself where there is
 * none. @param encode how text is written into what is left, where that is not as it was
 */
export function withHoles(text: MappedText, pattern: RegExp, encode?: Encode): MappedText {
  const builder = MappedText.builder(text, encode);
  let at = 0;
  for (const { 0: match, index } of text.text.matchAll(pattern)) {
    builder.copy(at, index).put(hole(match.length), index, index + match.length);
    at = index + match.length;
  }
  return at === 0 ? text : builder.copy(at, text.text.length).build(text.text.length);
}
