import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import { parseJson } from '../../syntax/json/parse';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import type { Fix } from '../fix';
import { kindOfPolicy, policyFacts } from './reader';

/** Whether a text may be a trust policy. */
export const looksLikeTrustPolicy = (text: string): boolean =>
  text.includes('"trustPolicies"') && /"(?:registryScopes|trustStores|trustedIdentities)"/.test(text);

/** Reads a trust policy that stands in another file: in a ConfigMap, in what a script writes. */
export function readTrustPolicyText(name: string, text: MappedText, place: Place, emit: Emit): void {
  const tree = parseJson(text.text);
  const kind = kindOfPolicy(tree.root, name);
  if (!kind) return;
  const span = ({ start, end }: Span): Span => text.span(start, end);
  const word = <T extends { readonly at: Span }>(it: T): T => ({ ...it, at: span(it.at) });
  const { issues, statements } = policyFacts(tree, kind, text.text);
  for (const it of issues) {
    const other = it.other ? { other: span(it.other) } : {};
    const fixes = it.fixes.flatMap(fix => movedFix(fix, span));
    emit('trust-policy.issue', { ...word(it), span: span(it.span), place, fixes, ...other });
  }
  for (const it of statements)
    emit('trust-policy.statement', {
      ...it,
      span: span(it.span),
      place,
      levelAt: span(it.levelAt),
      scopes: it.scopes.map(word),
      overrides: it.overrides.map(word),
      stores: it.stores.map(word),
      identities: it.identities.map(word),
      ...(it.timestamp ? { timestamp: word(it.timestamp) } : {}),
    });
}

/** A fix at its place; none where the text stands there in another way, or would go over several lines. */
function movedFix({ title, edits }: Fix, span: (inner: Span) => Span): readonly Fix[] {
  const own = edits.map(it => ({ ...it, span: span(it.span) }));
  const isPlain = own.every(({ span: at, text }, index) => {
    const before = edits[index]!.span;
    return at.end - at.start === before.end - before.start && !text.includes('\n');
  });
  return isPlain ? [{ title, edits: own }] : [];
}
