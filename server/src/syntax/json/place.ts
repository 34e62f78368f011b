import { getLocation } from 'jsonc-parser';
import type { Span } from '../../base/span';

/** What stands at an offset of a JSON text, half-written or not. */
export interface JsonPlace {
  /** The way to the value: keys and indexes; at a key the way to the object that it belongs to. */
  readonly path: readonly (string | number)[];
  readonly isKey: boolean;
  /** The text, number or word at the offset, quotes included; empty where there is none yet. */
  readonly word: Span;
}

/** Finds out where an offset is. Never throws. */
export function placeIn(text: string, offset: number): JsonPlace {
  const body = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const { path, isAtPropertyKey, previousNode: node } = getLocation(body, offset);
  const isAt = node && node.offset <= offset && offset <= node.offset + node.length;
  const word = isAt ? { start: node.offset, end: endOf(body, node, offset) } : { start: offset, end: offset };
  return { path: isAtPropertyKey ? path.slice(0, -1) : path, isKey: isAtPropertyKey, word };
}

/** A text without its closing quote would take the rest of the line. */
function endOf(text: string, { offset: start, length }: { offset: number; length: number }, at: number): number {
  const end = start + length;
  const isOpen = text[start] === '"' && (length < 2 || text[end - 1] !== '"');
  return isOpen ? at : end;
}
