import type { Span } from '../base/span';
import type { Emit } from './facts';
import type { CommentText, FactEntry, Problem } from './source';

/** Gathers the facts of one file, in the order in which they are emitted. */
export function gathering(): { readonly facts: readonly FactEntry[]; readonly emit: Emit } {
  const facts: FactEntry[] = [];
  return { facts, emit: (kind, fact) => facts.push({ kind, fact } as FactEntry) };
}

/** The faults that a parser met. */
export const problemsOf = (faults: readonly (Span & { readonly message: string })[]): readonly Problem[] =>
  faults.map(({ start, end, message }) => ({ span: { start, end }, message }));

/** The comments that stand at some places of a text. */
export const commentsAt = (places: readonly Span[], text: string): readonly CommentText[] =>
  places.map(({ start, end }) => ({ span: { start, end }, text: text.slice(start, end) }));
