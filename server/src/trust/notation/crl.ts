import type { BaseBlock } from 'asn1js';
import { sameAlgorithm, signatureAlgorithm, verifySigned } from './algorithms';
import { type Certificate, type Extension, extension, extensionList, uris } from './certificate';
import { isAuthority } from './chain';
import {
  bits,
  content,
  context,
  decode,
  type Element,
  element,
  elements,
  hasBit,
  isOf,
  number,
  parts,
  same,
  sequence,
  time,
  timeOf,
  whole,
} from './der';
import { must, refuse } from './refused';

/** Larger lists are not read; that of notation-core-go. */
const largestList = 32 * 1024 * 1024;

const oid = {
  reason: '2.5.29.21',
  invalidityDate: '2.5.29.24',
  deltaIndicator: '2.5.29.27',
  issuingPoint: '2.5.29.28',
  certificateIssuer: '2.5.29.29',
  freshest: '2.5.29.46',
  keyUsage: '2.5.29.15',
} as const;
const certificateHold = 6;
const removeFromList = 8;

/** What a list says of a certificate. */
export type Standing =
  | { readonly kind: 'good' }
  /** `invalid`: the day from which on the key was not to be trusted, where that is told. */
  | { readonly kind: 'revoked'; readonly at: Date; readonly invalid?: Date };

const what = 'The list of revoked certificates';

/**
 * Asks a list for a certificate (RFC 5280 sections 5 and 6.3; trust-store-trust-policy.md, Revocation Checking with CRL). Refused are
 * lists of others than the issuer, lists of changes (delta), indirect ones, and those that do not speak for the certificate.
 * @param points the addresses in the distribution point of the certificate that the list was found at
 */
export function askList(
  bytes: Uint8Array,
  one: Certificate,
  issuer: Certificate,
  points: readonly string[],
  now: Date,
): Standing {
  must(bytes.length <= largestList, `${what} is larger than ${largestList} bytes.`);
  const whole = element(bytes, what);
  const [tbs, outer, signature, ...rest] = elements(whole.content);
  must(
    whole.tag === 0x30 && tbs?.tag === 0x30 && outer !== undefined && signature !== undefined && rest.length === 0,
    `${what} cannot be read.`,
  );
  const list = readList(tbs);
  const named = decode(outer.bytes, what);
  must(sameAlgorithm(list.algorithm, named), `${what} names two signature algorithms.`);
  must(same(list.issuer, issuer.subject), `${what} is not by the issuer of \`${one.name.text}\`.`);
  const usage = issuer.extensions.get(oid.keyUsage);
  must(usage === undefined || hasBit(extension(usage), 6), `${what} is signed with a key that may not (keyUsage).`);
  must(
    verifySigned(
      signatureAlgorithm(named, 'the list'),
      issuer.key,
      tbs.bytes,
      bits(decode(signature.bytes, what), what),
    ),
    `${what} has a signature that does not hold.`,
  );
  checkScope(list.extensions, one, points);
  must(list.thisUpdate <= now, `${what} is not valid yet.`);
  const entry = entryOf(list.entries, one.serial);
  const isOutdated = list.nextUpdate === undefined || list.nextUpdate < now;
  const isRevoked = entry !== undefined && entry.reason !== removeFromList;
  if (isRevoked && !(isOutdated && entry.reason === certificateHold))
    return { kind: 'revoked', at: entry.at, ...(entry.invalid === undefined ? {} : { invalid: entry.invalid }) };
  must(!isOutdated, `${what} is out of date.`);
  must(!list.extensions.has(oid.freshest), `${what} has a list of later changes, which is not read.`);
  return { kind: 'good' };
}

interface List {
  readonly algorithm: BaseBlock;
  readonly issuer: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  /** Undecoded: there may be very many. */
  readonly entries: Uint8Array;
  readonly extensions: ReadonlyMap<string, Extension>;
}

function readList(tbs: Element): List {
  const fields = elements(tbs.content);
  const take = (tag: readonly number[]): Element | undefined =>
    fields[0] !== undefined && tag.includes(fields[0].tag) ? fields.shift() : undefined;
  const version = take([0x02]);
  must(version?.content.length === 1 && version.content[0] === 1, `${what} is not of version 2.`);
  const [algorithm, issuer, thisUpdate] = [take([0x30]), take([0x30]), take([0x17, 0x18])];
  const nextUpdate = take([0x17, 0x18]);
  const entries = take([0x30]);
  const tagged = take([0xa0]);
  must(algorithm !== undefined && issuer !== undefined && thisUpdate !== undefined, `${what} cannot be read.`);
  must(fields.length === 0, `${what} cannot be read.`);
  return {
    algorithm: decode(algorithm.bytes, what),
    issuer: whole(decode(issuer.bytes, what)),
    thisUpdate: timeIn(thisUpdate),
    nextUpdate: nextUpdate === undefined ? undefined : timeIn(nextUpdate),
    entries: entries?.content ?? new Uint8Array(),
    extensions: tagged === undefined ? new Map() : extensionList(parts(decode(tagged.bytes, what), what)[0]),
  };
}

const timeIn = ({ tag, content }: Element): Date =>
  timeOf(Buffer.from(content).toString('latin1'), tag === 0x18, `A time in ${what.toLowerCase()}`);

interface Entry {
  readonly at: Date;
  readonly reason: number;
  readonly invalid?: Date;
}

/** What the entry of a certificate says, if there is one. */
function entryOf(entries: Uint8Array, serial: Uint8Array): Entry | undefined {
  // Most lists do not hold it, however it were written, and need not be taken apart to find that out.
  if (!Buffer.from(entries.buffer, entries.byteOffset, entries.length).includes(Buffer.from(serial))) return undefined;
  for (const entry of elements(entries)) {
    must(entry.tag === 0x30, `${what} cannot be read.`);
    const [named, at, list, ...rest] = elements(entry.content);
    must(named?.tag === 0x02 && at !== undefined && rest.length === 0, `${what} cannot be read.`);
    if (!same(named.content.subarray(-serial.length), serial)) continue;
    // It may be longer, and is refused when only zeros make it so.
    if (number(decode(named.bytes, what), what).length !== serial.length) continue;
    const found = list === undefined ? new Map<string, Extension>() : extensionList(decode(list.bytes, what));
    return { at: timeIn(at), ...entryExtensions(found) };
  }
  return undefined;
}

/** The extensions of an entry of a list, or of an answer of OCSP about one certificate. */
export function entryExtensions(found: ReadonlyMap<string, Extension>): { reason: number; invalid?: Date } {
  let reason = 0;
  let invalid: Date | undefined;
  for (const [id, one] of found) {
    if (id === oid.reason) {
      const node = extension(one);
      must(isOf(node, 'enumerated') && content(node).length === 1, `${what} gives a reason that cannot be read.`);
      reason = content(node)[0]!;
    } else if (id === oid.invalidityDate) invalid = time(extension(one), 'The day from which on a key is invalid');
    else must(!one.critical, `${what} has a critical extension that is not understood.`);
  }
  return { reason, ...(invalid === undefined ? {} : { invalid }) };
}

/** Whether the list is a whole one, of its issuer, and for such certificates (RFC 5280 section 5.2.5). */
function checkScope(found: ReadonlyMap<string, Extension>, one: Certificate, points: readonly string[]): void {
  must(!found.has(oid.deltaIndicator), `${what} holds changes only.`);
  for (const [id, { critical }] of found)
    must(!critical || id === oid.issuingPoint, `${what} has a critical extension that is not understood.`);
  const point = found.get(oid.issuingPoint);
  if (point === undefined) return;
  for (const node of sequence(extension(point), what)) {
    const isSet = content(node)[0] === 0xff;
    switch (context(node)) {
      case 0: {
        const [name] = parts(node, what);
        const addresses = context(name) === 0 ? uris(parts(name, what)) : [];
        must(
          addresses.length === 0 || addresses.some(address => points.includes(address)),
          `${what} is that of another address.`,
        );
        break;
      }
      case 1:
        must(!isSet || !isAuthority(one), `${what} does not speak for certificate authorities.`);
        break;
      case 2:
        must(!isSet || isAuthority(one), `${what} speaks for certificate authorities only.`);
        break;
      case 3:
        refuse(`${what} speaks for some reasons only.`);
        break;
      case 4:
        must(!isSet, `${what} speaks for several issuers.`);
        break;
      default:
        must(!isSet, `${what} does not speak for such certificates.`);
    }
  }
}
