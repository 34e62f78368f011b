import { type BaseBlock, BaseStringBlock } from 'asn1js';
import { attributeTypes } from '../../facts/trust-policy/identity';
import { identifier, parts, sequence, whole } from './der';
import { must } from './refused';

/** A distinguished name. */
export interface DistinguishedName {
  /** Type (`2.5.4.6`) and value, in the order of the certificate. */
  readonly attributes: readonly (readonly [type: string, value: string])[];
  /** Some part has several attributes, so that no trust policy can name it. */
  readonly isMultiValued: boolean;
  /** As RFC 4514 writes it: `CN=Signer,O=Acme,ST=WA,C=US`. */
  readonly text: string;
}

/** Names are shown to people: longer ones are cut. */
const longest = 500;

export function distinguishedName(node: BaseBlock | undefined): DistinguishedName {
  const attributes: (readonly [string, string])[] = [];
  const written: string[] = [];
  let isMultiValued = false;
  for (const set of sequence(node, 'A name')) {
    const pairs = parts(set, 'A part of a name').map(pair => {
      const [type, value, ...rest] = sequence(pair, 'A part of a name');
      must(rest.length === 0, 'A part of a name is not what is expected there.');
      return [identifier(type, 'The type of a name'), textOf(value)] as const;
    });
    if (pairs.length !== 1) isMultiValued = true;
    attributes.push(...pairs);
    written.unshift(pairs.map(([type, value]) => `${attributeTypes[type] ?? type}=${escaped(value)}`).join('+'));
  }
  return { attributes, isMultiValued, text: written.join(',').slice(0, longest) };
}

/** Values that are no text are written in hexadecimal (RFC 4514 section 2.4). */
function textOf(node: BaseBlock | undefined): string {
  must(node !== undefined, 'A part of a name has no value.');
  return node instanceof BaseStringBlock ? node.getValue() : `#${Buffer.from(whole(node)).toString('hex')}`;
}

/** RFC 4514 section 2.4; also characters that text before people must not have: controls, those that turn the line, the back-tick. */
const escaped = (value: string): string =>
  value
    .replace(/^[ #]|[,+"\\<>;=]| $/g, '\\$&')
    .replace(/[\0-\x1f`\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, character =>
      [...Buffer.from(character)].map(byte => `\\${byte.toString(16).padStart(2, '0')}`).join(''),
    );
