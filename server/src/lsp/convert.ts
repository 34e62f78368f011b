import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Location, Position, Range, TextEdit } from 'vscode-languageserver/node';
import type { Edit } from '../base/edit';
import type { LineIndex } from '../base/lines';
import type { Span } from '../base/span';
import type { Origin } from '../facts/cluster/fact';

/** The only place that turns offsets into line and character, and addresses into paths. Characters are UTF-16 code units. */

export function toPosition(lines: LineIndex, offset: number): Position {
  const { line, column } = lines.positionOf(offset);
  return { line, character: column };
}

export const toRange = (lines: LineIndex, { start, end }: Span): Range => ({
  start: toPosition(lines, start),
  end: toPosition(lines, end),
});

export const toOffset = (lines: LineIndex, { line, character }: Position): number => lines.offsetOf(line, character);

export const toSpan = (lines: LineIndex, { start, end }: Range): Span => ({
  start: toOffset(lines, start),
  end: toOffset(lines, end),
});

export const toTextEdit = (lines: LineIndex, { span, text }: Edit): TextEdit => ({
  range: toRange(lines, span),
  newText: text,
});

/**
 * The absolute path of a `file:` address, with forward slashes; `undefined` for any other address. Editors write one
 * address in several ways, so files are told apart by their paths.
 */
export function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri)
      .replaceAll('\\', '/')
      .replace(/^[A-Z]:/, drive => drive.toLowerCase());
  } catch {
    return undefined;
  }
}

/** What follows the scheme and the authority of any address: good enough to know a file by its name. */
export function nameOf(uri: string): string {
  const path = uri.replace(/^[\w+.-]+:(?:\/\/[^/]*)?/, '').replace(/[?#].*$/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** A place in another file, without reading it: names and values stand on one line. */
export const locationOf = ({ path, line, column, span }: Origin): Location => ({
  uri: uriOf(path),
  range: { start: { line, character: column }, end: { line, character: column + span.end - span.start } },
});

/** The address of a path. */
export const uriOf = (path: string): string => pathToFileURL(path).href;
