import type { Span } from './span';

/** A source whose `«…»` were taken out, and where they stood. */
export interface Marked {
  readonly code: string;
  readonly spans: readonly Span[];
}

/** Takes the marks out of an example. Marks do not nest. */
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
