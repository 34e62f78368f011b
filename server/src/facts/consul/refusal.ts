import { replace } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import type { Table } from '../../base/value';
import type { Emit } from '../facts';
import { configuration } from '../yaml/context';
import { type Found, find, tableAt, tablesOf, textAt } from './found';

/** Words that a setting of an entry takes. */
interface Words {
  readonly path: readonly string[];
  readonly known: RegExp;
  /** How a word that is meant for a known one is spelt right. */
  readonly right: (word: string) => string | undefined;
  readonly why: string;
}

const version = (direction: string, key: string): Words => ({
  path: ['tls', direction, key],
  known: /^(?:TLS_AUTO|TLSv1_[0-3])?$/,
  right: word => /^(?:tls)?[ _-]?v?1[._]?([0-3])$/i.exec(word)?.[1],
  why: 'versions are written `TLSv1_2`',
});

const words: Readonly<Record<string, readonly Words[]>> = {
  mesh: ['incoming', 'outgoing'].flatMap(it => [version(it, 'TLSMinVersion'), version(it, 'TLSMaxVersion')]),
  ...Object.fromEntries(
    ['proxy-defaults', 'service-defaults'].map(kind => [
      kind,
      [
        {
          path: ['mutualTLSMode'],
          known: /^(?:strict|permissive)?$/,
          right: (word: string) => (/^strict$/i.test(word) ? 'strict' : undefined),
          why: 'the modes are `strict` and `permissive`',
        },
      ],
    ]),
  ),
};

/** Reads what makes Consul refuse an entry. Source: hashicorp/consul agent/structs (Validate of each entry). */
export function readRefusals(root: Table, kind: string, resource: string, emit: Emit): void {
  const refuse = (found: Found, why: string, right?: string): void => {
    const { value } = found;
    const literal = value.known ? value.literal : undefined;
    emit('mesh.without-effect', {
      span: found.span,
      place: configuration(),
      by: 'Consul',
      resource,
      text: value.known && typeof value.value === 'string' ? value.value : found.key,
      at: literal ?? found.keySpan,
      fate: 'refused',
      why,
      ...(literal && right !== undefined
        ? { mend: { title: `Replace it by ${right}`, edits: [replace(literal, right)] } }
        : {}),
    });
  };
  for (const { path, known, right, why } of lookUp(words, kind) ?? []) {
    const word = textAt(root, ...path);
    if (word === undefined || known.test(word)) continue;
    const better = right(word);
    refuse(find(root, ...path)!, why, better !== undefined && /^\d$/.test(better) ? `TLSv1_${better}` : better);
  }
  if (kind !== 'service-intentions') return;
  const destination = textAt(tableAt(root, 'destination') ?? root, 'name');
  for (const source of tablesOf(find(root, 'sources')?.value)) {
    const action = find(source, 'action');
    const permissions = find(source, 'permissions');
    const name = find(source, 'name');
    const word = textAt(source, 'action');
    if (action && permissions) refuse(action, 'a source has an action or permissions, not both');
    else if (permissions && destination === '*') refuse(permissions, 'permissions need a destination with a name');
    else if (action && word !== undefined && word !== 'allow' && word !== 'deny') {
      const right = word.toLowerCase();
      refuse(action, 'the actions are `allow` and `deny`', /^(?:allow|deny)$/.test(right) ? right : undefined);
    } else if (name && /.\*|\*./.test(textAt(source, 'name') ?? '')) refuse(name, '`*` stands for a whole name only');
  }
}
