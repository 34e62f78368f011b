import type { BaseBlock } from 'asn1js';
import type { TrustAnchors } from '../policy';
import { digest, hashOf, type SignatureAlgorithm, signatureAlgorithm, verifySigned } from './algorithms';
import { type Certificate, certificate, extensionList, isValidAt } from './certificate';
import { buildChain, checkChain } from './chain';
import {
  content,
  context,
  decode,
  element,
  elements,
  identifier,
  isOf,
  number,
  octets,
  parts,
  same,
  sequence,
  small,
  tagged,
  time,
  whole,
} from './der';
import { must, refuse } from './refused';

const oid = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  /** ETSI EN 319 421 (RFC 3628): promises a second. */
  baselinePolicy: '0.4.0.2023.1.1',
} as const;

/** Larger tokens are not read: real ones have some 6 kB. */
const largestToken = 256 * 1024;
/** More certificates than a token ever needs. */
const mostCertificates = 20;

/** An RFC 3161 time-stamp token that was decoded; nothing of it is verified. */
export interface TimestampToken {
  /** The TSTInfo as it was hashed. */
  readonly info: Uint8Array;
  readonly certificates: readonly Certificate[];
  readonly signer: SignerInfo;
}

interface SignerInfo {
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
  readonly hash: string;
  /** The signed attributes as they were signed, and by type. */
  readonly signed: Uint8Array;
  readonly attributes: ReadonlyMap<string, BaseBlock>;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
}

/** A time that a trusted authority saw the signature at: not before `earliest`, not after `latest`. */
export interface Timestamp {
  readonly at: Date;
  readonly earliest: Date;
  readonly latest: Date;
  /** The chain of the authority, up to the root that is trusted. */
  readonly chain: readonly Certificate[];
}

const what = 'The timestamp';

/**
 * Decodes a token (RFC 5652 section 5; RFC 3161 section 2.4.2). The certificates are left out of it, as they are decoded one by one. It must
 * be DER, as tokens of timestamp authorities are: CMS would allow BER, and notation reads it.
 */
export function readToken(bytes: Uint8Array): TimestampToken {
  must(bytes.length <= largestToken, `${what} is larger than ${largestToken} bytes.`);
  const [type, wrapped, ...none] = within(element(bytes, what), 0x30);
  must(wrapped !== undefined && none.length === 0, `${what} is no CMS message.`);
  must(identifier(decode(type!.bytes, what), what) === oid.signedData, `${what} is no signed CMS message.`);
  const [data, ...more] = within(wrapped, 0xa0);
  must(data !== undefined && more.length === 0, `${what} is no signed CMS message.`);
  const [version, hashes, encapsulated, ...further] = within(data, 0x30);
  must(
    version !== undefined && hashes?.tag === 0x31 && encapsulated !== undefined,
    `${what} is no signed CMS message.`,
  );
  must(small(decode(version.bytes, what), what) === 3, `${what} is a CMS message of another version than 3.`);
  const certificates = further[0]?.tag === 0xa0 ? elements(further.shift()!.content) : [];
  // Lists of revoked certificates may be there, and are not asked: they are fetched.
  if (further[0]?.tag === 0xa1) decode(further.shift()!.bytes, what);
  const [signers, ...rest] = further;
  must(signers?.tag === 0x31 && rest.length === 0, `${what} is no signed CMS message.`);
  const [signer, ...others] = parts(decode(signers.bytes, what), what);
  must(signer !== undefined && others.length === 0, `${what} is not signed by exactly one authority.`);
  must(certificates.length <= mostCertificates, `${what} holds more than ${mostCertificates} certificates.`);
  const info = signerInfo(signer);
  const named = parts(decode(hashes.bytes, what), what).map(node => hashOf(node, `A hash of the timestamp`));
  must(named.includes(info.hash), `${what} is signed with a hash that it does not name.`);
  return {
    info: encapsulatedInfo(decode(encapsulated.bytes, what)),
    certificates: certificates.map(one => certificate(one.bytes)),
    signer: info,
  };
}

function within({ tag, content }: ReturnType<typeof element>, expected: number) {
  must(tag === expected, `${what} is no CMS message.`);
  return elements(content);
}

function encapsulatedInfo(node: BaseBlock): Uint8Array {
  const [type, wrapped, ...rest] = sequence(node, what);
  must(identifier(type, what) === oid.tstInfo && rest.length === 0, `${what} is over something else than a time.`);
  return octets(tagged(wrapped, 0, what), what);
}

/** RFC 5652 section 5.3, with issuer and serial number as notation wants it (version 1). */
function signerInfo(node: BaseBlock): SignerInfo {
  const [version, identity, hashName, attributes, algorithm, signature, unsigned, ...rest] = sequence(node, what);
  must(
    small(version, what) === 1 && rest.length === 0,
    `${what} does not name its signer by issuer and serial number.`,
  );
  const [issuer, serial, ...none] = sequence(identity, what);
  must(issuer !== undefined && none.length === 0, `${what} does not name its signer.`);
  must(attributes !== undefined && context(attributes) === 0, `${what} has no signed attributes.`);
  must(unsigned === undefined || context(unsigned) === 1, `${what} has a signer that cannot be read.`);
  const hash = hashOf(hashName, 'The hash of the timestamp');
  const signed = Uint8Array.from(whole(attributes));
  // Signed is the SET, sent is the tag in its place (RFC 5652 section 5.4).
  signed[0] = 0x31;
  return {
    issuer: whole(issuer),
    serial: number(serial, 'The serial number of the signer of the timestamp'),
    hash,
    signed,
    attributes: attributesOf(parts(attributes, what)),
    algorithm: signatureAlgorithm(algorithm, 'the timestamp', hash),
    signature: octets(signature, 'The signature of the timestamp'),
  };
}

function attributesOf(nodes: readonly BaseBlock[]): ReadonlyMap<string, BaseBlock> {
  const found = new Map<string, BaseBlock>();
  for (const node of nodes) {
    const [type, values, ...rest] = sequence(node, what);
    const id = identifier(type, what);
    const [value, ...others] = parts(values, what);
    must(
      !found.has(id) && value !== undefined && rest.length + others.length === 0,
      `${what} has a signed attribute twice.`,
    );
    found.set(id, value);
  }
  return found;
}

/**
 * Verifies a token over the primitive signature of an envelope (trust-store-trust-policy.md, Steps, Validate Authentic Timestamp; RFC 3161,
 * RFC 5816). Revocation and the validity of the signing certificates are checked by the caller.
 */
export function verifyToken(token: TimestampToken, signature: Uint8Array, anchors: TrustAnchors): Timestamp {
  const { signer, info, certificates } = token;
  const stamped = readInfo(info, signature);
  const leaf = certificates.find(one => same(one.issuer, signer.issuer) && same(one.serial, signer.serial));
  must(leaf !== undefined, `${what} does not hold the certificate of its signer.`);
  checkAttributes(token, leaf);
  must(
    verifySigned(signer.algorithm, leaf.key, signer.signed, signer.signature),
    `${what} has a signature that does not hold.`,
  );
  const chain = buildChain(leaf, certificates, anchors);
  must(chain !== undefined, `${what} was made by \`${leaf.name.text}\`, which is no authority that the policy trusts.`);
  checkChain(chain, 'timestamping');
  for (const one of chain)
    must(isValidAt(one, stamped.at), `The certificate \`${one.name.text}\` was not valid when the timestamp was made.`);
  const said = signer.attributes.get(oid.signingTime);
  if (said !== undefined) {
    const at = time(said, 'The signing time of the timestamp');
    must(
      chain.every(one => isValidAt(one, at)),
      `${what} was signed when its certificates were not valid.`,
    );
  }
  return { ...stamped, chain };
}

/** RFC 5652 section 11 and RFC 5035 section 4: what is signed, and by which certificate. */
function checkAttributes({ signer, info }: TimestampToken, leaf: Certificate): void {
  const { attributes, hash } = signer;
  must(identifier(attributes.get(oid.contentType), what) === oid.tstInfo, `${what} is signed as something else.`);
  must(
    same(octets(attributes.get(oid.messageDigest), `${what}'s hash`), digest(hash, info)),
    `${what} is signed over another time.`,
  );
  const attribute = attributes.get(oid.signingCertificateV2);
  must(attribute !== undefined, `${what} does not say which certificate signed it (signing-certificate-v2).`);
  const [list] = sequence(attribute, 'signing-certificate-v2');
  const [first] = sequence(list, 'signing-certificate-v2');
  const fields = [...sequence(first, 'signing-certificate-v2')];
  const named = isOf(fields[0], 'sequence') ? hashOf(fields.shift(), 'The hash of signing-certificate-v2') : 'sha256';
  const [value, issuerSerial, ...rest] = fields;
  must(
    rest.length === 0 && same(octets(value, 'signing-certificate-v2'), digest(named, leaf.bytes)),
    `${what} was signed with another certificate than it says (signing-certificate-v2).`,
  );
  if (issuerSerial === undefined) return;
  const [names, serial] = sequence(issuerSerial, 'signing-certificate-v2');
  const [general] = sequence(names, 'signing-certificate-v2');
  must(
    context(general) === 4 &&
      same(content(general!), leaf.issuer) &&
      same(number(serial, 'A serial number'), leaf.serial),
    `${what} was signed with another certificate than it says (signing-certificate-v2).`,
  );
}

/** RFC 3161 section 2.4.2. */
function readInfo(bytes: Uint8Array, signature: Uint8Array): Pick<Timestamp, 'at' | 'earliest' | 'latest'> {
  const [version, policy, imprint, serial, made, ...optional] = sequence(decode(bytes, what), what);
  must(small(version, what) === 1, `${what} is of another version than 1.`);
  const [hashName, hashed, ...rest] = sequence(imprint, what);
  const hash = hashOf(hashName, 'The hash of what was stamped');
  must(
    rest.length === 0 && same(octets(hashed, what), digest(hash, signature)),
    `${what} is for another signature than this one.`,
  );
  number(serial, 'The serial number of the timestamp');
  const at = time(made, 'The time of the timestamp');
  const accuracy = optional.find(node => isOf(node, 'sequence'));
  const extensions = optional.find(node => context(node) === 1);
  if (extensions !== undefined && [...extensionList(implicit(extensions)).values()].some(({ critical }) => critical))
    refuse(`${what} has a critical extension that is not understood.`);
  const stated = accuracy === undefined ? 0 : milliseconds(accuracy);
  const within = stated === 0 && identifier(policy, what) === oid.baselinePolicy ? 1000 : stated;
  return { at, earliest: new Date(at.getTime() - within), latest: new Date(at.getTime() + within) };
}

/** An implicitly tagged SEQUENCE under its own tag. */
function implicit(node: BaseBlock): BaseBlock {
  const bytes = Uint8Array.from(whole(node));
  bytes[0] = 0x30;
  return decode(bytes, what);
}

/** `Accuracy`: seconds, [0] milliseconds, [1] microseconds, each of them optional. Rounded up. */
function milliseconds(node: BaseBlock): number {
  let sum = 0;
  for (const part of sequence(node, 'The accuracy of the timestamp')) {
    const tagged = context(part);
    const value = Number(BigInt(`0x${Buffer.from(content(part)).toString('hex') || '0'}`));
    must(value < 2 ** 31 && (tagged === undefined || value <= 999), 'The accuracy of the timestamp is odd.');
    sum += tagged === undefined ? value * 1000 : tagged === 0 ? value : value / 1000;
  }
  return Math.ceil(sum);
}
