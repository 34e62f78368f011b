import assert from 'node:assert/strict';
import type { MappedText } from '../../../server/src/base/mapped-text';
import type { Span } from '../../../server/src/base/span';
import { type DockerfileSyntax, type Instruction, parseDockerfile } from '../../../server/src/syntax/dockerfile';

/** The instructions behind `FROM x`, and what a span covers. */
export function parse(text: string): {
  file: DockerfileSyntax;
  rest: readonly Instruction[];
  at: (span: Span) => string;
} {
  const file = parseDockerfile(text);
  return { file, rest: file.instructions.slice(1), at: span => text.slice(span.start, span.end) };
}

type Kind = Instruction['kind'];
type OfKind<K extends Kind, I = Instruction> = I extends { kind: infer Own } ? (K extends Own ? I : never) : never;

/** The instruction of that kind in a file of its own. */
export function only<K extends Kind>(kind: K, text: string): OfKind<K> {
  const found = parseDockerfile(`FROM x\n${text}\n`).instructions[1];
  assert.equal(found?.kind, kind);
  return found as OfKind<K>;
}

/** Every piece of the text that is copied stands in the host at its place. */
export function assertMapped(mapped: MappedText, host: string): void {
  for (const piece of mapped.pieces(0, mapped.text.length)) {
    assert.ok(0 <= piece.host.start && piece.host.start <= piece.host.end && piece.host.end <= host.length);
    if (piece.copied) assert.equal(host.slice(piece.host.start, piece.host.end), piece.text);
  }
}

/** Calls `visit` with every span in a tree of plain data. */
export function eachSpan(data: unknown, visit: (span: Span) => void): void {
  if (typeof data !== 'object' || data === null) return;
  const { start, end } = data as Partial<Span>;
  if (typeof start === 'number' && typeof end === 'number') visit({ start, end });
  if (!('encode' in data)) for (const value of Object.values(data)) eachSpan(value, visit);
}
