/** Tokens and certificates put together element by element and signed by Node, for what no program would make. */
import { createHash, sign } from 'node:crypto';
import { Certificate } from 'pkijs';
import type { Pki } from './pki';
import { tlv } from './tokens';

/** DER of object identifiers and algorithms. */
export const der = {
  signedData: Buffer.from('06092a864886f70d010702', 'hex'),
  data: Buffer.from('06092a864886f70d010701', 'hex'),
  tstInfo: Buffer.from('060b2a864886f70d0109100104', 'hex'),
  contentType: Buffer.from('06092a864886f70d010903', 'hex'),
  messageDigest: Buffer.from('06092a864886f70d010904', 'hex'),
  signingTime: Buffer.from('06092a864886f70d010905', 'hex'),
  signingCertificateV2: Buffer.from('060b2a864886f70d010910022f', 'hex'),
  sha1: Buffer.from('300906052b0e03021a0500', 'hex'),
  sha256: Buffer.from('300d06096086480165030402010500', 'hex'),
  sha384: Buffer.from('300d06096086480165030402020500', 'hex'),
  sha512: Buffer.from('300d06096086480165030402030500', 'hex'),
} as const;

/** The last byte of the OID of ECDSA with a hash. */
const ecdsa = { sha1: '06072a8648ce3d0401', sha256: '02', sha384: '03', sha512: '04' } as const;
const ecdsaWith = (hash: keyof typeof ecdsa): Buffer =>
  tlv(0x30, Buffer.from(hash === 'sha1' ? ecdsa.sha1 : `06082a8648ce3d0403${ecdsa[hash]}`, 'hex'));

/** What is special of a token. Attributes of `undefined` are left out. */
export interface TokenSpec {
  /** The names of the certificate that signs, of the one whose key does, and of those that are sent. */
  readonly signer: string;
  readonly keyOf?: string;
  readonly sent: readonly string[];
  readonly hash?: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  /** Replaces the value of an attribute. */
  readonly contentType?: Buffer | null;
  readonly messageDigest?: Buffer | null;
  readonly signingCertificate?: Buffer | null;
  readonly signingTime?: Buffer;
  /** What the content is said to be. */
  readonly type?: Buffer;
  readonly version?: number;
  /** The name of the certificate that is named as the one that signed. */
  readonly named?: string;
  readonly signers?: number;
  /** Hashes that the message names. */
  readonly hashes?: readonly Buffer[];
}

const serialOf = (one: Certificate): Buffer => Buffer.from(one.serialNumber.toBER());
export const issuerAndSerial = (certificate: Uint8Array): Buffer => {
  const one = Certificate.fromBER(certificate);
  return tlv(0x30, Buffer.from(one.issuer.toSchema().toBER()), serialOf(one));
};

/** ESSCertIDv2 (RFC 5035 section 4) of a certificate, by SHA-256. */
export const essOf = (certificate: Uint8Array, ...further: readonly Buffer[]): Buffer =>
  tlv(0x30, tlv(0x30, tlv(0x30, tlv(0x04, createHash('sha256').update(certificate).digest()), ...further)));

/** IssuerSerial (RFC 5035) of a certificate. */
export function issuerSerial(certificate: Uint8Array): Buffer {
  const one = Certificate.fromBER(certificate);
  return tlv(0x30, tlv(0x30, tlv(0xa4, Buffer.from(one.issuer.toSchema().toBER()))), serialOf(one));
}

/** A token over a TSTInfo, by a key on a curve. */
export function composedToken(pki: Pki, info: Uint8Array, spec: TokenSpec): Buffer {
  const { hash = 'sha256', type = der.tstInfo } = spec;
  const certificate = pki.der(spec.signer);
  const attribute = (name: Buffer, value: Buffer | null | undefined): Buffer[] =>
    value == null ? [] : [tlv(0x30, name, tlv(0x31, value))];
  const attributes = Buffer.concat(
    [
      ...attribute(der.contentType, spec.contentType === undefined ? der.tstInfo : spec.contentType),
      ...attribute(
        der.messageDigest,
        spec.messageDigest === undefined ? tlv(0x04, createHash(hash).update(info).digest()) : spec.messageDigest,
      ),
      ...attribute(
        der.signingCertificateV2,
        spec.signingCertificate === undefined ? essOf(certificate) : spec.signingCertificate,
      ),
      ...attribute(der.signingTime, spec.signingTime),
    ].sort(Buffer.compare),
  );
  const signature = sign(hash, tlv(0x31, attributes), pki.issued.get(spec.keyOf ?? spec.signer)!.key);
  const signer = tlv(
    0x30,
    Buffer.of(2, 1, 1),
    issuerAndSerial(pki.der(spec.named ?? spec.signer)),
    der[hash],
    tlv(0xa0, attributes),
    ecdsaWith(hash),
    tlv(0x04, signature),
  );
  return tlv(
    0x30,
    der.signedData,
    tlv(
      0xa0,
      tlv(
        0x30,
        Buffer.of(2, 1, spec.version ?? 3),
        tlv(0x31, ...(spec.hashes ?? [der[hash]])),
        tlv(0x30, type, tlv(0xa0, tlv(0x04, info))),
        tlv(0xa0, ...pki.chain(...spec.sent)),
        tlv(0x31, ...Array<Buffer>(spec.signers ?? 1).fill(signer)),
      ),
    ),
  );
}

/** An element, with those in it; strings are not looked into. */
interface Node {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly parts?: readonly Node[];
}

function nodes(bytes: Uint8Array): Node[] {
  const found: Node[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at]!;
    const first = bytes[at + 1]!;
    const count = first < 0x80 ? 0 : first - 0x80;
    const start = at + 2 + count;
    const length = count === 0 ? first : Buffer.from(bytes).readUIntBE(at + 2, count);
    const content = bytes.subarray(start, start + length);
    found.push({ tag, content, ...((tag & 0x20) === 0 ? {} : { parts: nodes(content) }) });
    at = start + length;
  }
  return found;
}

/** Writes one element in another way, from its tag and content; nothing where there is none. */
export type Spelling = (tag: number, content: Buffer) => Buffer | undefined;

const long = (content: Buffer, tag: number): Buffer =>
  Buffer.concat([Buffer.of(tag, 0x84, 0, 0, content.length >> 8, content.length & 0xff), content]);

/** What BER allows and DER does not (X.690 sections 8 and 10). */
export const spellings: Readonly<Record<string, Spelling>> = {
  'a length that is not the shortest': (tag, content) => long(content, tag),
  'a length that is not told': (tag, content) =>
    (tag & 0x20) === 0 ? undefined : Buffer.concat([Buffer.of(tag, 0x80), content, Buffer.of(0, 0)]),
  'another truth': (tag, content) => (tag === 1 && content[0] === 0xff ? Buffer.of(1, 1, 1) : undefined),
  'a number with a zero before it': (tag, content) =>
    tag === 2 && content[0]! < 0x80 ? tlv(2, Buffer.of(0), content) : undefined,
  'a string in pieces': (tag, content) => (tag === 4 ? tlv(0x24, tlv(4, content)) : undefined),
  'a name with a zero before it': (tag, content) =>
    tag === 6 ? tlv(6, content.subarray(0, 1), Buffer.of(0x80), content.subarray(1)) : undefined,
};

/** All ways of writing one of the elements of some DER otherwise, each with the rest as it is. */
export function* respelled(bytes: Uint8Array, spell: Spelling): Generator<Buffer> {
  const [whole] = nodes(bytes);
  const total = count(whole!);
  for (let chosen = 0; chosen < total; chosen++) {
    let index = 0;
    let isSpelled = false;
    const write = ({ tag, content, parts }: Node): Buffer => {
      const own = index++;
      const body = parts === undefined ? Buffer.from(content) : Buffer.concat(parts.map(write));
      const other = own === chosen ? spell(tag, body) : undefined;
      if (other !== undefined) isSpelled = true;
      return other ?? tlv(tag, body);
    };
    const written = write(whole!);
    if (isSpelled) yield written;
  }
}

const count = ({ parts = [] }: Node): number => parts.reduce((sum, part) => sum + count(part), 1);

/** The first element of SEQUENCE { signed, algorithm, signature }: what is signed; and the whole with another one, signed anew. */
export const signedPart = (bytes: Uint8Array): Buffer => {
  const [whole] = nodes(bytes);
  const [first] = whole!.parts!;
  return tlv(first!.tag, first!.content);
};

export function resigned(bytes: Uint8Array, part: Uint8Array, key: string): Buffer {
  const [, algorithm, , ...rest] = nodes(bytes)[0]!.parts!;
  const again = (node: Node): Buffer => tlv(node.tag, node.content);
  return tlv(0x30, part, again(algorithm!), tlv(3, Buffer.of(0), sign('sha256', part, key)), ...rest.map(again));
}
