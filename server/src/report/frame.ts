import type { LineIndex } from '../base/lines';
import type { Span } from '../base/span';
import { visible, widthOf } from './visible';

/** A line of source with the part in question. */
export interface Frame {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** The line as shown: tabs widened, long lines cut. */
  readonly source: string;
  /** Spaces up to the part, then as many carets as it is wide. */
  readonly indent: number;
  readonly width: number;
}

const most = 160;
const tab = '    ';

/** The first line of a span, fit for a terminal. */
export function frameOf(lines: LineIndex, span: Span): Frame {
  const { line, column } = lines.positionOf(span.start);
  const whole = lines.textOf(line);
  const end = Math.max(column, Math.min(whole.length, column + (span.end - span.start)));
  const from = whole.length > most && column > most / 2 ? column - most / 4 : 0;
  const to = Math.min(whole.length, from + most);
  const shown = (text: string): string => visible(text.replaceAll('\t', tab));
  const lead = (from > 0 ? '…' : '') + shown(whole.slice(from, column));
  const part = shown(whole.slice(column, Math.min(end, to)));
  const tail = shown(whole.slice(Math.min(end, to), to)) + (to < whole.length ? '…' : '');
  return {
    line: line + 1,
    column: column + 1,
    source: lead + part + tail,
    indent: widthOf(lead),
    width: Math.max(1, widthOf(part)),
  };
}
