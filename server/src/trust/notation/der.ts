import {
  type BaseBlock,
  Constructed,
  fromBER,
  Integer,
  ObjectIdentifier,
  Primitive,
  Sequence,
  Set as SetNode,
} from 'asn1js';
import { must, refuse } from './refused';

/**
 * ASN.1 that must be DER (X.690 section 10): definite and shortest lengths, no constructed strings, no bytes left over. `asn1js` reads
 * BER; what it is given has been found to be DER before, so that there is one way only to write what it reads.
 */
export interface Element {
  readonly tag: number;
  /** With tag and length. */
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
}

const deepest = 32;

/** The elements one after the other in `bytes`, not what is in them. */
export function elements(bytes: Uint8Array): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const element = elementAt(bytes, at);
    found.push(element);
    at += element.bytes.length;
  }
  return found;
}

/** The only element of `bytes`. */
export function element(bytes: Uint8Array, what: string): Element {
  const first = elementAt(bytes, 0);
  must(first.bytes.length === bytes.length, `${what} has bytes behind its end.`);
  return first;
}

function elementAt(bytes: Uint8Array, at: number): Element {
  const tag = bytes[at]!;
  const first = bytes[at + 1];
  if (first === undefined || (tag & 0x1f) === 0x1f) refuse('The ASN.1 has a tag that is not expected.');
  let start = at + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first - 0x80;
    if (count === 0 || count > 4 || start + count > bytes.length)
      refuse('The ASN.1 is not DER: a length is not definite.');
    length = 0;
    for (let index = 0; index < count; index++) length = length * 256 + bytes[start + index]!;
    if (length < 0x80 || length < 256 ** (count - 1)) refuse('The ASN.1 is not DER: a length is not the shortest.');
    start += count;
  }
  const end = start + length;
  if (end > bytes.length) refuse('The ASN.1 ends too early.');
  return { tag, bytes: bytes.subarray(at, end), content: bytes.subarray(start, end) };
}

/** SEQUENCE and SET are constructed, other universal types never are. */
const isList = (tag: number): boolean => (tag & 0x1f) === 0x10 || (tag & 0x1f) === 0x11;

function check(bytes: Uint8Array, depth: number): void {
  if (depth > deepest) refuse('The ASN.1 is nested too deeply.');
  for (const { tag, content } of elements(bytes)) {
    const isConstructed = (tag & 0x20) !== 0;
    if (tag < 0x40 && (tag === 0 || isConstructed !== isList(tag)))
      refuse(`The ASN.1 is not DER: an element has the tag ${tag}.`);
    if (isConstructed) check(content, depth + 1);
    else if (!isCanonical(tag, content)) refuse('The ASN.1 is not DER: a value is not written in the shortest way.');
  }
}

function isCanonical(tag: number, content: Uint8Array): boolean {
  const [first, second] = content;
  switch (tag) {
    case 0x01:
      return content.length === 1 && (first === 0 || first === 0xff);
    case 0x02:
    case 0x0a:
      if (first === undefined) return false;
      return second === undefined || !((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
    case 0x03: {
      const last = content.at(-1)!;
      if (first === undefined || first > 7) return false;
      return content.length === 1 ? first === 0 : (last & ((1 << first) - 1)) === 0;
    }
    case 0x05:
      return content.length === 0;
    case 0x06:
      // No part of it begins with a byte that adds nothing (X.690 section 8.19.2).
      return (
        first !== undefined &&
        content.at(-1)! < 0x80 &&
        content.every((byte, index) => byte !== 0x80 || (index > 0 && content[index - 1]! >= 0x80))
      );
    default:
      return true;
  }
}

/** One element with all in it. */
export function decode(bytes: Uint8Array, what: string): BaseBlock {
  element(bytes, what);
  check(bytes, 0);
  const { offset, result } = fromBER(bytes, { maxDepth: deepest + 2, parseEmbedded: false });
  must(offset === bytes.length && result.error === '', `${what} cannot be read as ASN.1.`);
  return result;
}

/** Whether a node is of a universal type. `instanceof` does not tell: the classes of some types extend those of others. */
export const isOf = (node: BaseBlock | undefined, type: keyof typeof types): node is BaseBlock =>
  node !== undefined && node.idBlock.tagClass === 1 && node.idBlock.tagNumber === types[type];

const types = {
  boolean: 1,
  integer: 2,
  bits: 3,
  octets: 4,
  null: 5,
  identifier: 6,
  enumerated: 10,
  sequence: 16,
  utcTime: 23,
  generalizedTime: 24,
} as const;

/** The parts of a SEQUENCE, SET or tagged element. */
export function parts(node: BaseBlock | undefined, what: string): BaseBlock[] {
  if (node instanceof Sequence || node instanceof SetNode || node instanceof Constructed) return node.valueBlock.value;
  refuse(`${what} is not what is expected there.`);
}

export function sequence(node: BaseBlock | undefined, what: string): BaseBlock[] {
  must(isOf(node, 'sequence'), `${what} is not what is expected there.`);
  return parts(node, what);
}

/** The bytes of an element, with tag and length. */
export const whole = (node: BaseBlock): Uint8Array => node.valueBeforeDecodeView;

/** The bytes of an element without tag and length. */
export const content = (node: BaseBlock): Uint8Array => element(whole(node), 'The ASN.1').content;

/** The number of a context-specific tag. */
export const context = (node: BaseBlock | undefined): number | undefined =>
  node instanceof Constructed || node instanceof Primitive
    ? node.idBlock.tagClass === 3
      ? node.idBlock.tagNumber
      : undefined
    : undefined;

/** What is in an explicit tag. */
export function tagged(node: BaseBlock | undefined, tag: number, what: string): BaseBlock {
  must(context(node) === tag && node instanceof Constructed, `${what} is not what is expected there.`);
  const [inner, ...rest] = node.valueBlock.value;
  must(inner !== undefined && rest.length === 0, `${what} is not what is expected there.`);
  return inner;
}

export function identifier(node: BaseBlock | undefined, what: string): string {
  must(isOf(node, 'identifier') && node instanceof ObjectIdentifier, `${what} is not an object identifier.`);
  return node.getValue();
}

export function small(node: BaseBlock | undefined, what: string): number {
  must(isOf(node, 'integer') && node instanceof Integer && content(node).length <= 5, `${what} is not a small number.`);
  return Number(node.toBigInt());
}

/** The bytes of a number as DER has them; equal bytes, equal numbers. */
export function number(node: BaseBlock | undefined, what: string): Uint8Array {
  must(isOf(node, 'integer'), `${what} is not a number.`);
  return content(node);
}

export function octets(node: BaseBlock | undefined, what: string): Uint8Array {
  must(isOf(node, 'octets'), `${what} is not a string of bytes.`);
  return content(node);
}

/** The bytes of a BIT STRING that ends with a byte. */
export function bits(node: BaseBlock | undefined, what: string): Uint8Array {
  const value = isOf(node, 'bits') ? content(node) : undefined;
  must(value !== undefined && value[0] === 0, `${what} is not a string of whole bytes.`);
  return value.subarray(1);
}

/** Whether a bit of a BIT STRING with named bits is set. */
export function hasBit(node: BaseBlock, bit: number): boolean {
  must(isOf(node, 'bits'), 'A set of bits is not what is expected there.');
  return ((content(node)[1 + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0;
}

export const isTrue = (node: BaseBlock | undefined): boolean => isOf(node, 'boolean') && content(node)[0] === 0xff;

const utc = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})()Z$/;
const generalized = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{1,9})?Z$/;

/** A time as RFC 5280 (section 4.1.2.5) and RFC 3161 (section 2.4.2) have it: in UTC, to the second; the latter with fractions. */
export function time(node: BaseBlock | undefined, what: string): Date {
  must(isOf(node, 'utcTime') || isOf(node, 'generalizedTime'), `${what} is not a time.`);
  return timeOf(Buffer.from(content(node)).toString('latin1'), isOf(node, 'generalizedTime'), what);
}

export function timeOf(text: string, isGeneralized: boolean, what: string): Date {
  const match = (isGeneralized ? generalized : utc).exec(text);
  if (match === null) refuse(`${what} is not a time.`);
  const [, years, month, day, hour, minute, second, fraction] = match;
  const year = isGeneralized ? Number(years) : Number(years) + (Number(years) < 50 ? 2000 : 1900);
  const date = new Date(Date.UTC(year, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)));
  if (year < 1000) refuse(`${what} is not a time.`);
  const said = date.toISOString().replace(/\D/g, '').slice(0, 14);
  must(said === `${year}${month}${day}${hour}${minute}${second}`, `${what} is no day and hour that there is.`);
  return new Date(date.getTime() + Math.floor(Number(`0${fraction ?? ''}`) * 1000));
}

export const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
