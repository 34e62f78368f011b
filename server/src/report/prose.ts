/** Prose as it stands in a rule file: paragraphs, each on one line, indentation gone. */
export const paragraphs = (text: string): readonly string[] =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map(it => it.trim().replace(/\s+/g, ' '));

/** Prose on one line. */
export const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');
