import { type Hover, MarkupKind } from 'vscode-languageserver/node';
import { catalog } from '../../engine/all';
import { oneLine } from '../../report/prose';
import { toRange } from '../convert';
import type { Document } from '../documents';
import { placeIn } from './place';
import { describe } from './schema';

/** What a key of a settings file means. */
export function settingsHover({ lines }: Document, offset: number): Hover | null {
  const { parents, key } = placeIn(lines, offset);
  if (!key || offset < key.span.start || offset > key.span.end) return null;
  const description = describe(parents, key.name);
  if (description === undefined) return null;
  const rule = catalog.find(key.name);
  const value = rule ? `**${description}**\n\n${oneLine(rule.rationale)}` : description;
  return { contents: { kind: MarkupKind.Markdown, value }, range: toRange(lines, key.span) };
}
