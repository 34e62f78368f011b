import type { Span } from '../../base/span';

/** A security template: sections of lines. Offsets are those of the parsed text. */
export interface InfFile {
  readonly sections: readonly InfSection[];
  readonly comments: readonly (Span & { readonly text: string })[];
}

/** `[Registry Values]` and the lines below it; lines before the first section are in none. */
export interface InfSection {
  readonly name: string;
  readonly lines: readonly InfLine[];
}

/** `MinimumPasswordLength = 14`, or a line of fields, `"AppIDSvc",2,""`. */
export interface InfLine extends Span {
  /** What stands before the `=`; of a line without one, all of it. */
  readonly key: InfPart;
  readonly value?: InfPart;
}

/** A part of a line, white space around it cut off. */
export interface InfPart extends Span {
  readonly text: string;
}

/** Whether a text is a security template: by sections that the files of device drivers, which end the same way, have not. */
export const isSecurityTemplate = (text: string): boolean =>
  /^\s*\[(?:System Access|Registry Values|Service General Setting|Privilege Rights)\]/im.test(text);

/** Parses a security template of `secedit`. Never throws: what is no line of one is passed over. */
export function parseInf(text: string): InfFile {
  const sections: { name: string; lines: InfLine[] }[] = [];
  const comments: (Span & { text: string })[] = [];
  for (const line of text.matchAll(/[^\r\n]+/g)) {
    const start = line.index + (line[0].length - line[0].replace(/^[\s\uFEFF]+/, '').length);
    const end = line.index + line[0].trimEnd().length;
    if (start >= end) continue;
    const written = text.slice(start, end);
    const section = /^\[([^\]]*)\]/.exec(written);
    if (/^[;#]/.test(written)) comments.push({ start, end, text: written });
    else if (section) sections.push({ name: section[1]!.trim(), lines: [] });
    else sections.at(-1)?.lines.push(lineOf(written, start));
  }
  return { sections, comments };
}

function lineOf(written: string, start: number): InfLine {
  const end = start + written.length;
  const equals = written.indexOf('=');
  if (equals < 0) return { start, end, key: { start, end, text: written } };
  const key = written.slice(0, equals).trimEnd();
  const value = written.slice(equals + 1).trimStart();
  return {
    start,
    end,
    key: { start, end: start + key.length, text: key },
    value: { start: end - value.length, end, text: value },
  };
}

/** The fields of a line, white space cut off; a comma in quotes separates nothing. */
export function fieldsOf({ text, start }: InfPart): readonly InfPart[] {
  const fields: InfPart[] = [];
  let from = 0;
  for (const match of text.matchAll(/(?:"[^"]*"?|[^",])+|,/g)) {
    if (match[0] === ',') {
      from = match.index + 1;
      if (text[from] === ',' || from === text.length) fields.push({ text: '', start: start + from, end: start + from });
      continue;
    }
    const lead = match[0].length - match[0].trimStart().length;
    const field = match[0].trim();
    const at = start + match.index + lead;
    fields.push({ text: field, start: at, end: at + field.length });
  }
  return fields;
}
