/** Prose as it stands in a rule file: paragraphs, each on one line, indentation gone. */
export const paragraphs = (text: string): readonly string[] =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map(it => it.trim().replace(/\s+/g, ' '));

/** Prose on one line. */
export const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** Prose broken into lines of at most `width` letters, between words. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
