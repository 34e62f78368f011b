import type { MappedText } from '../../base/mapped-text';
import type { Expression } from '../../syntax/expression/model';
import type { Attribute, Block, Body } from '../../syntax/hcl/model';
import { Notation, type RawSetting, type RawValue } from './notation';
import type { SpireBlock } from './settings';

/** A SPIRE configuration in HCL. @param text what the body was parsed from */
export const settingsOfHcl = (body: Body, text: MappedText): SpireBlock =>
  new Notation(text, 'hcl').block({ start: 0, end: 0 }, entriesOf(body, text.text));

const entriesOf = ({ attributes, blocks }: Body, text: string): readonly RawSetting[] =>
  [...attributes.map(attribute), ...blocks.map(it => block(it, text))].sort((a, b) => a.start - b.start);

const attribute = ({ name, at, value, start, end }: Attribute): RawSetting => ({
  key: name,
  start,
  end,
  value: rawOf(value, at),
});

/** `type "label" { ... }` says `type { label { ... } }`. */
function block({ type, labels, head: all, body, start, end }: Block, text: string): RawSetting {
  const head = { start: all.start, end: all.start + text.slice(all.start, all.end).trimEnd().length };
  const value = labels.reduceRight<RawValue>(
    (inner, key) => ({ kind: 'block', head, start, end, entries: [{ key, start, end, value: inner }] }),
    { kind: 'block', head, start, end, entries: entriesOf(body, text) },
  );
  return { key: type, start, end, value };
}

function rawOf(it: Expression, head: { readonly start: number; readonly end: number }): RawValue {
  const { start, end } = it;
  switch (it.kind) {
    case 'literal':
      return { kind: 'scalar', value: it.value, inner: { start, end }, start, end, quoted: false };
    case 'text': {
      const letters = it.parts.map(part => (part.kind === 'letters' ? part.text : undefined));
      const value = letters.includes(undefined) ? undefined : letters.join('');
      return { kind: 'scalar', value, inner: it.inner, start, end, quoted: true };
    }
    case 'items':
      return { kind: 'list', items: it.items.map(item => rawOf(item, item)), start, end };
    case 'members': {
      const entries = it.members.flatMap(({ key, value }): RawSetting[] => {
        const name = keyOf(key);
        return name === undefined ? [] : [{ key: name, start: key.start, end: value.end, value: rawOf(value, key) }];
      });
      return { kind: 'block', head, entries, start, end };
    }
    default:
      return { kind: 'scalar', value: undefined, inner: { start, end }, start, end, quoted: false };
  }
}

function keyOf(key: Expression): string | undefined {
  if (key.kind === 'name') return key.name;
  if (key.kind !== 'text') return undefined;
  return key.parts.map(it => (it.kind === 'letters' ? it.text : '')).join('');
}
