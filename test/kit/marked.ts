import type { Span } from '../../server/src/base/span';

/** A source whose `«…»` were taken out, and where they stood. Marks do not nest. */
export interface Marked {
  readonly code: string;
  readonly spans: readonly Span[];
}

/** Takes the marks out of a test source. */
export function unmark(marked: string): Marked {
  const spans: Span[] = [];
  let code = '';
  let open = -1;
  for (const char of marked) {
    if (char === '«') open = code.length;
    else if (char === '»') {
      if (open < 0) throw new Error(`» without « in ${marked}`);
      spans.push({ start: open, end: code.length });
      open = -1;
    } else code += char;
  }
  if (open >= 0) throw new Error(`« without » in ${marked}`);
  return { code, spans };
}

/** Puts marks in, for a readable difference. */
export function mark(code: string, spans: readonly Span[]): string {
  let result = code;
  for (const { start, end } of [...spans].sort((a, b) => b.start - a.start)) {
    result = `${result.slice(0, start)}«${result.slice(start, end)}»${result.slice(end)}`;
  }
  return result;
}
