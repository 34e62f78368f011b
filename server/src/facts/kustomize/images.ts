import type { Span } from '../../base/span';
import type { YamlNode, YamlScalar } from '../../syntax/yaml/model';
import { at, items, placeOf } from '../../syntax/yaml/read';
import { parseReference } from '../image/parse';
import { emitImageOfParts } from '../image/parts';
import type { YamlContext } from '../yaml/context';

/** Reads the images that a kustomization puts in the place of others: `newName`, `newTag`, `digest`. */
export function readKustomizationImages(root: YamlNode, context: YamlContext): void {
  for (const entry of items(at(root, 'images'))) readEntry(entry, context);
}

function readEntry(entry: YamlNode, context: YamlContext): void {
  const [name, newName, tag, digest] = ['name', 'newName', 'newTag', 'digest'].map(key => scalar(at(entry, key)));
  const named = newName ?? name;
  const first = newName ?? tag ?? digest;
  if (!named || !first) return;
  const text = `${named.text}${tag ? `:${tag.text}` : ''}${digest ? `@${digest.text}` : ''}`;
  const parsed = parseReference(text);
  if (!parsed) return;
  // The tag that is not named is that of the image which is replaced.
  const places = {
    span: entry.span,
    at: placeOf(first),
    nameSpan: newName && literalOf(newName),
    tagSpan: tag && placeOf(tag),
    digestSpan: digest && placeOf(digest),
  };
  emitImageOfParts(text, parsed, places, context);
}

/** Where a name alone is written: a tag that is part of it stands elsewhere than the reference says. */
const literalOf = ({ literal, text }: YamlScalar): Span | undefined =>
  literal && literal.end - literal.start === text.length && !text.includes(':') ? literal : undefined;

const scalar = (node: YamlNode | undefined): YamlScalar | undefined =>
  node?.kind === 'scalar' && node.text !== '' && !/[${}<>]/.test(node.text) ? node : undefined;
