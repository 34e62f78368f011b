import type { BaseBlock } from 'asn1js';
import { digest, hashOf, signatureAlgorithm, verifySigned } from './algorithms';
import {
  type Certificate,
  certificate,
  type Extension,
  extension,
  extensionsOf,
  isIssuedBy,
  isValidAt,
} from './certificate';
import { entryExtensions, type Standing } from './crl';
import {
  bits,
  content,
  context,
  decode,
  hasBit,
  identifier,
  isOf,
  number,
  octets,
  parts,
  same,
  sequence,
  tagged,
  time,
  whole,
} from './der';
import { must, refuse } from './refused';

/** Larger answers are not read; that of notation-core-go. Real ones have some 2 kB. */
export const largestAnswer = 20 * 1024;

const basic = '1.3.6.1.5.5.7.48.1.1';
const noCheck = '1.3.6.1.5.5.7.48.1.5';
const ocspSigning = '1.3.6.1.5.5.7.3.9';

const what = 'The answer of the OCSP responder';

/** Clocks differ: an answer may be from a little later than now. */
const skew = 5 * 60 * 1000;

/** What a responder said, and the certificate that it signed with when that must be checked for revocation as well. */
export type OcspStanding = (Standing | { readonly kind: 'unknown' }) & { readonly responder?: Certificate };

/**
 * Reads what an answer says of a certificate (RFC 6960; trust-store-trust-policy.md, Revocation Checking with OCSP). It must be signed by
 * the issuer, or by a responder that the issuer made one. A nonce is not asked for: answers are kept.
 * @returns nothing when the answer is about other certificates
 */
export function askAnswer(
  bytes: Uint8Array,
  one: Certificate,
  issuer: Certificate,
  now: Date,
): OcspStanding | undefined {
  must(bytes.length <= largestAnswer, `${what} is larger than ${largestAnswer} bytes.`);
  const [tbs, algorithm, signature, certificates] = basicResponse(bytes);
  const fields = [...sequence(tbs, what)];
  if (context(fields[0]) === 0) fields.shift();
  const [responder, produced, responses, extensions] = fields;
  const single = parts(responses, what).find(node => isAbout(sequence(node, what)[0], one, issuer));
  if (single === undefined) return undefined;
  const signer = signerOf(responder, certificates, issuer, now);
  must(
    verifySigned(signatureAlgorithm(algorithm, 'the answer'), signer.key, whole(tbs!), bits(signature, what)),
    `${what} has a signature that does not hold.`,
  );
  checkUnderstood(extensionsOf(extensions, 1));
  must(time(produced, what).getTime() <= now.getTime() + skew, `${what} is from the future.`);
  const needsCheck = signer !== issuer && !signer.extensions.has(noCheck);
  return { ...singleResponse(single, now), ...(needsCheck ? { responder: signer } : {}) };
}

function basicResponse(bytes: Uint8Array): readonly (BaseBlock | undefined)[] {
  const [status, wrapped, ...rest] = sequence(decode(bytes, what), what);
  must(isOf(status, 'enumerated') && content(status)[0] === 0 && rest.length === 0, `${what} is an error.`);
  const [type, response, ...none] = sequence(tagged(wrapped, 0, what), what);
  must(identifier(type, what) === basic && none.length === 0, `${what} is of an unknown kind.`);
  const fields = sequence(decode(octets(response, what), what), what);
  must(fields.length <= 4, `${what} holds more than is expected.`);
  return fields;
}

/** Whether a CertID is that of the certificate. SHA-1 is usual here, and good enough to name what is named beside in a signed answer. */
function isAbout(id: BaseBlock | undefined, one: Certificate, issuer: Certificate): boolean {
  const [hashName, name, key, serial] = sequence(id, what);
  const hash = hashOf(hashName, 'The hash of the OCSP answer', true);
  return (
    same(number(serial, what), one.serial) &&
    same(octets(name, what), digest(hash, issuer.subject)) &&
    same(octets(key, what), digest(hash, issuer.keyBits))
  );
}

/** RFC 6960 section 4.2.2.2: the issuer itself, or whom it gave the right. */
function signerOf(id: BaseBlock | undefined, sent: BaseBlock | undefined, issuer: Certificate, now: Date): Certificate {
  const [value] = parts(id, what);
  const isSigner = (candidate: Certificate): boolean =>
    context(id) === 1
      ? same(whole(value!), candidate.subject)
      : context(id) === 2 && same(octets(value, what), digest('sha1', candidate.keyBits));
  if (isSigner(issuer)) return issuer;
  const list = sent === undefined ? [] : sequence(tagged(sent, 0, what), what);
  must(list.length <= 10, `${what} holds too many certificates.`);
  const signer = list.map(node => certificate(whole(node))).find(isSigner);
  must(signer !== undefined, `${what} does not hold the certificate of its signer.`);
  const purposes = signer.extensions.get('2.5.29.37');
  const usage = signer.extensions.get('2.5.29.15');
  const may =
    purposes !== undefined && sequence(extension(purposes), what).some(node => identifier(node, what) === ocspSigning);
  must(
    may && isIssuedBy(signer, issuer) && (usage === undefined || hasBit(extension(usage), 0)),
    `${what} is signed by \`${signer.name.text}\`, which may not.`,
  );
  must(isValidAt(signer, now), `${what} is signed with a certificate that is not valid now.`);
  return signer;
}

function singleResponse(node: BaseBlock, now: Date): OcspStanding {
  const [, status, thisUpdate, ...optional] = sequence(node, what);
  const next = optional.find(part => context(part) === 0);
  const found = extensionsOf(
    optional.find(part => context(part) === 1),
    1,
  );
  must(time(thisUpdate, what).getTime() <= now.getTime() + skew, `${what} is not valid yet.`);
  must(next !== undefined && time(tagged(next, 0, what), what) >= now, `${what} is out of date.`);
  switch (context(status)) {
    case 0:
      checkUnderstood(found);
      return { kind: 'good' };
    case 1: {
      const { invalid } = entryExtensions(found);
      return { kind: 'revoked', at: time(parts(status, what)[0], what), ...(invalid === undefined ? {} : { invalid }) };
    }
    case 2:
      return { kind: 'unknown' };
    default:
      refuse(`${what} says something odd.`);
  }
}

function checkUnderstood(found: ReadonlyMap<string, Extension>): void {
  for (const { critical } of found.values())
    must(!critical, `${what} has a critical extension that is not understood.`);
}

/** What to ask a responder (RFC 6960 section 4.1.1). The hash is SHA-1, as most responders know no other. */
export function ocspRequest(one: Certificate, issuer: Certificate): Uint8Array {
  const sha1 = Uint8Array.of(0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00);
  const id = tlv(
    0x30,
    sha1,
    tlv(0x04, digest('sha1', issuer.subject)),
    tlv(0x04, digest('sha1', issuer.keyBits)),
    tlv(0x02, one.serial),
  );
  return tlv(0x30, tlv(0x30, tlv(0x30, tlv(0x30, id))));
}

function tlv(tag: number, ...inner: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(inner);
  const length = body.length < 0x80 ? [body.length] : [0x81, body.length];
  return Buffer.concat([Uint8Array.of(tag, ...length), body]);
}
