import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node';
import { toTextEdit } from '../convert';
import type { Document } from '../documents';
import { placeIn } from './place';
import { type Schema, schemasAt } from './schema';

/** What may be written at a place of a settings file: keys, rules, severities. */
export function settingsCompletion({ lines, text }: Document, offset: number): CompletionItem[] {
  const { parents, key, inValue, word } = placeIn(lines, offset);
  const item = (label: string, newText: string, kind: CompletionItemKind, schema?: Schema): CompletionItem => ({
    label,
    kind,
    textEdit: toTextEdit(lines, { span: word, text: newText }),
    filterText: newText,
    ...(schema?.description ? { documentation: schema.description } : {}),
  });
  if (inValue && key) {
    return unique(
      schemasAt([...parents, key.name]).flatMap(schema => {
        if (schema.enum) return schema.enum.map(it => item(String(it), String(it), CompletionItemKind.EnumMember));
        if (schema.type !== 'boolean') return [];
        return ['true', 'false'].map(it => item(it, it, CompletionItemKind.Value));
      }),
    );
  }
  const hasColon = /^\s*:/.test(text.slice(word.end, lines.endOf(lines.lineOf(offset))));
  return unique(
    schemasAt(parents).flatMap(schema =>
      Object.entries(schema.properties ?? {}).map(([name, it]) =>
        item(
          name,
          quoted(name) + (hasColon ? '' : ': '),
          CompletionItemKind.Property,
          typeof it === 'object' ? it : undefined,
        ),
      ),
    ),
  );
}

/** `*` begins an alias in YAML. */
const quoted = (name: string): string => (name.startsWith('*') ? `'${name}'` : name);

const unique = (items: readonly CompletionItem[]): CompletionItem[] => [
  ...new Map(items.map(it => [it.label, it])).values(),
];
