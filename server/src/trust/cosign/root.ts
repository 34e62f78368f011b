import { X509Certificate } from 'node:crypto';
import { TrustedRoot as TrustedRootMessage } from '@sigstore/protobuf-specs';
import { type TrustMaterial, toTrustMaterial } from '@sigstore/verify';
import { sha256 } from '../sha256';
import { member, parseStrictJson } from '../strict-json';
import { publicGoodRootData, publicGoodRootDate, publicGoodRootSha256 } from './public-good-root.data';

/** An authority that issues certificates for identities (Fulcio): whoever issues first, the root last. */
export interface Authority {
  readonly chain: readonly X509Certificate[];
  /** When it stopped. */
  readonly end?: Date;
}

/** Whom an instance of Sigstore consists of: authorities, transparency logs, timestamp authorities. */
export interface TrustedRoot {
  /** As messages name it. */
  readonly name: string;
  /** SHA-256 of the file. */
  readonly sha256: string;
  /** The day it is of: only where it is Boltseal's own copy, which can be out of date. */
  readonly published?: string;
  readonly material: TrustMaterial;
  readonly authorities: readonly Authority[];
}

const mediaTypes = /^application\/vnd\.dev\.sigstore\.trustedroot(?:\+json;version=0\.[12]|\.v0\.[12]\+json)$/;
const limits = { bytes: 1 << 20, depth: 16 };
/** Of authorities, of logs, and of certificates in a chain. */
const listLimit = 64;

/**
 * Reads a `trusted_root.json`, as `cosign trusted-root create` writes it. Never throws.
 * Source: sigstore/protobuf-specs `sigstore_trustroot.proto`.
 * @param name how messages call it: `trusted_root.json`
 * @returns the root, or what is wrong with it, as a sentence.
 */
export function readTrustedRoot(bytes: Uint8Array, name: string): TrustedRoot | string {
  const parsed = parseStrictJson(bytes, limits);
  if ('error' in parsed) return `The trusted root \`${name}\` ${parsed.error}.`;
  const type = member(parsed.value, 'mediaType');
  if (typeof type !== 'string' || !mediaTypes.test(type)) return `\`${name}\` is not a trusted root of Sigstore.`;
  try {
    return trustedRoot(parsed.value, name, sha256(bytes));
  } catch {
    return `The trusted root \`${name}\` holds a key or certificate that cannot be read.`;
  }
}

let stored: TrustedRoot | undefined;

/** Boltseal's copy of the root of Sigstore's public good instance. */
export function publicGoodRoot(): TrustedRoot {
  stored ??= {
    ...trustedRoot(publicGoodRootData, 'Sigstore public good instance', publicGoodRootSha256),
    published: publicGoodRootDate,
  };
  return stored;
}

function trustedRoot(value: unknown, name: string, sha256: string): TrustedRoot {
  const message = TrustedRootMessage.fromJSON(value);
  const logs = [...message.tlogs, ...message.ctlogs];
  if (!logs.every(it => it.publicKey?.validFor?.start))
    throw new Error('a log of which nobody knows since when it is valid');
  const authorities = message.certificateAuthorities.map(({ certChain, validFor }): Authority => {
    const chain = (certChain?.certificates ?? []).map(it => new X509Certificate(it.rawBytes));
    if (chain.length === 0 || chain.length > listLimit) throw new Error('chain');
    return { chain, ...(validFor?.end ? { end: validFor.end } : {}) };
  });
  const lists = [authorities, message.tlogs, message.ctlogs, message.timestampAuthorities];
  if (lists.some(it => it.length > listLimit)) throw new Error('lists');
  return { name, sha256, material: toTrustMaterial(message), authorities };
}

/** What to say where the root knows too little: `Boltseal's copy of the trusted root is of 2026-11-05; a newer one may.` */
export const mayBeOutdated = ({ published }: TrustedRoot): string =>
  published === undefined ? '' : ` Boltseal's copy of that root is of ${published}; a newer one may know it.`;
