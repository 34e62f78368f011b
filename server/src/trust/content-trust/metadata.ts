import { createHash } from 'node:crypto';
import { strictBase64 } from '../base64';
import { member, members, parseStrictJson } from '../strict-json';
import { canonicalJson } from './canonical-json';
import { holds, readKey, type TufKey } from './keys';
import { Refusal, shown } from './refusal';

/** One role's metadata as it was served. Sources: notary `tuf/data/*.go`. */
export interface Metadata {
  readonly role: string;
  readonly bytes: Uint8Array;
  readonly signed: Readonly<Record<string, unknown>>;
  /** What its signatures cover. */
  readonly message: Uint8Array;
  readonly signatures: readonly { readonly keyId: string; readonly method: string; readonly bytes: Uint8Array }[];
  readonly version: number;
  readonly expires: Date;
}

/** Who may sign for a role, and how many of them must. */
export interface Signers {
  readonly keys: readonly TufKey[];
  readonly threshold: number;
}

/** Length and hashes of other metadata, or of a manifest. */
export interface FileMeta {
  readonly length: number;
  readonly sha256: Uint8Array;
  readonly sha512?: Uint8Array;
}

/** How many bytes metadata may have: a tag takes some 170 of `targets`. */
export const metadataLimit = (role: string): number => (role.startsWith('targets') ? 4 : 1) * 1024 * 1024;

const most = { signatures: 64, keys: 256, delegations: 256, paths: 1024 };

/** The `_type` that metadata of a role must have. */
const typeOf = (role: string): string => {
  const [first = ''] = role.split('/');
  return first.charAt(0).toUpperCase() + first.slice(1);
};

/** Reads the envelope of a role and what all roles have. Says nothing of its signatures. */
export function readMetadata(role: string, bytes: Uint8Array | undefined): Metadata {
  if (bytes === undefined) throw new Refusal(`The metadata of the role \`${role}\` were not found.`, 'unknown');
  const parsed = parseStrictJson(bytes, { bytes: metadataLimit(role) });
  if ('error' in parsed) throw new Refusal(`The metadata of the role \`${role}\` cannot be read: it ${parsed.error}.`);
  const signed = members(member(parsed.value, 'signed'));
  const listed = member(parsed.value, 'signatures');
  if (signed === undefined || !Array.isArray(listed)) throw malformed(role, 'it has no signed part, or no signatures');
  if (listed.length > most.signatures) throw malformed(role, `it has more than ${most.signatures} signatures`);
  if (member(signed, '_type') !== typeOf(role)) {
    throw malformed(role, `its type is ${shown(String(member(signed, '_type')))}, not \`${typeOf(role)}\``);
  }
  const version = positive(member(signed, 'version'));
  if (version === undefined) throw malformed(role, 'its version is no number above 0');
  const expires = readTime(member(signed, 'expires'));
  if (expires === undefined) throw malformed(role, 'it does not say when it expires');
  const message = canonicalJson(signed);
  if (message === undefined) throw malformed(role, 'it has numbers that canonical JSON cannot hold');
  const signatures = listed.flatMap(each => {
    const [keyId, method, sig] = ['keyid', 'method', 'sig'].map(name => member(each, name));
    const decoded = strictBase64(sig);
    return typeof keyId === 'string' && typeof method === 'string' && decoded
      ? [{ keyId, method, bytes: decoded }]
      : [];
  });
  return { role, bytes, signed, message, signatures, version, expires };
}

export const malformed = (role: string, what: string): Refusal =>
  new Refusal(`The metadata of the role \`${role}\` cannot be used: ${what}.`);

/** Ids of the keys that signed, of those that may. Two ids of one key count once. */
export function signersOf({ message, signatures }: Metadata, keys: readonly TufKey[]): readonly TufKey[] {
  const valid = new Map<string, TufKey>();
  for (const { keyId, method, bytes } of signatures) {
    const key = keys.find(({ id }) => id === keyId);
    if (key && !valid.has(key.canonicalId) && holds(key, method, message, bytes)) valid.set(key.canonicalId, key);
  }
  return [...valid.values()];
}

/** Whether enough of those who may have signed. */
export const isSigned = (metadata: Metadata, { keys, threshold }: Signers): boolean =>
  signersOf(metadata, keys).length >= threshold;

/**
 * Who may sign for a role, of `{"keyids":["..."],"threshold":1}` and the keys beside it.
 * @param holder the role whose metadata say so
 */
export function readSigners(holder: string, role: string, value: unknown, keys: unknown): Signers {
  const ids = member(value, 'keyids');
  const threshold = positive(member(value, 'threshold'));
  if (!Array.isArray(ids) || threshold === undefined)
    throw malformed(holder, `it does not say who signs for ${shown(role)}`);
  if (ids.length > most.keys) throw malformed(holder, `it names more than ${most.keys} keys for ${shown(role)}`);
  const known = [...new Set(ids)].flatMap(id => {
    if (typeof id !== 'string' || member(keys, id) === undefined) {
      throw malformed(holder, `it lacks a key that it names for ${shown(role)}`);
    }
    return readKey(id, member(keys, id)) ?? [];
  });
  return { keys: known, threshold };
}

/** A role that `targets` hands some of its tags to. */
export interface Delegation extends Signers {
  /** Tags begin with one of these. */
  readonly paths: readonly string[];
}

/** The delegation of that name, where there is one. Sources: notary `tuf/data/roles.go`. */
export function readDelegation({ role, signed }: Metadata, name: string): Delegation | undefined {
  const delegations = member(signed, 'delegations');
  const roles = member(delegations, 'roles') ?? [];
  if (!Array.isArray(roles) || roles.length > most.delegations)
    throw malformed(role, 'its delegations are no list, or too long');
  const named = roles.filter(each => member(each, 'name') === name);
  if (named.length === 0) return undefined;
  if (named.length > 1) throw malformed(role, `it delegates to ${shown(name)} twice`);
  const paths = member(named[0], 'paths') ?? [];
  if (!Array.isArray(paths) || paths.length > most.paths)
    throw malformed(role, `its paths for ${shown(name)} are no list, or too long`);
  const texts = paths.filter(path => typeof path === 'string');
  return { ...readSigners(role, name, named[0], member(delegations, 'keys')), paths: texts };
}

/** What is said of other metadata (`meta`) or of a tag (`targets`). */
export function readFileMeta({ role, signed }: Metadata, list: 'meta' | 'targets', name: string): FileMeta | undefined {
  const entry = member(member(signed, list), name);
  if (entry === undefined) return undefined;
  const length = member(entry, 'length');
  const hashes = member(entry, 'hashes');
  const sha256 = strictBase64(member(hashes, 'sha256'));
  const written = member(hashes, 'sha512');
  const sha512 = strictBase64(written);
  const isWhole = sha256?.length === 32 && (written === undefined || sha512?.length === 64);
  if (!isWhole || typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0) {
    throw malformed(role, `length and hashes of ${shown(name)} are missing or of no use`);
  }
  return { length, sha256, ...(sha512 ? { sha512 } : {}) };
}

/** Whether bytes are those that other metadata speak of. */
export const isOf = (bytes: Uint8Array, { length, sha256, sha512 }: FileMeta): boolean =>
  bytes.length === length &&
  createHash('sha256').update(bytes).digest().equals(sha256) &&
  (sha512 === undefined || createHash('sha512').update(bytes).digest().equals(sha512));

const positive = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 ? value : undefined;

/** RFC 3339, with any number of decimals, as Go writes times. */
function readTime(value: unknown): Date | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.exec(
    typeof value === 'string' ? value : '',
  );
  const time = match ? new Date(`${match[1]}${match[2]}`) : undefined;
  return time && !Number.isNaN(time.getTime()) ? time : undefined;
}
