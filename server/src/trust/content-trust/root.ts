import { member } from '../strict-json';
import type { TufKey } from './keys';
import { isSigned, type Metadata, readMetadata, readSigners, type Signers, signersOf } from './metadata';
import { Refusal, shortId, shown } from './refusal';

/** The root of trust of one repository, whole in itself: signed by the keys that it names for itself. */
export interface Root extends Metadata {
  readonly signers: Signers;
  /** Those of its keys whose certificates are made out to the repository. */
  readonly named: readonly TufKey[];
}

/**
 * Reads a root, and holds it against itself. Notary wants its keys to be in certificates whose common name is the
 * repository: so a root of one repository is none of another, though the same key signed both.
 * Sources: notary `trustpinning/certs.go`.
 *
 * @param role `root`, or `3.root` of the one that was served before
 */
export function readRoot(bytes: Uint8Array | undefined, gun: string): Root {
  const metadata = readMetadata('root', bytes);
  for (const role of ['targets', 'snapshot', 'timestamp']) readRole(metadata, role);
  const signers = readRole(metadata, 'root');
  const named = signers.keys.filter(
    ({ certificate }) => certificate && !certificate.ca && isMadeOutTo(certificate.toLegacyObject().subject, gun),
  );
  if (!isSigned(metadata, { ...signers, keys: named })) {
    const other = signers.keys.some(({ certificate }) => certificate) && named.length === 0;
    throw new Refusal(
      other
        ? `The root metadata are those of another repository than ${shown(gun)}.`
        : 'The root metadata are not signed by the keys that they name.',
    );
  }
  return { ...metadata, signers, named };
}

/** Who may sign for one of the four roles that a root speaks of. */
export const readRole = ({ signed }: Metadata, role: string): Signers =>
  readSigners('root', role, member(member(signed, 'roles'), role), member(signed, 'keys'));

/** A certificate for `registry.example/acme/*` is one for all below. */
function isMadeOutTo(subject: unknown, gun: string): boolean {
  const name = member(subject, 'CN');
  if (typeof name !== 'string') return false;
  return name.endsWith('*') ? gun.startsWith(name.replace(/\*+$/, '')) : name === gun;
}

/** The key that vouches for a root, of those that a policy names by either id; enough of them must have signed. */
export function anchorOf(root: Root, rootKeys: readonly string[]): string | undefined {
  const ids = idsOf(rootKeys);
  const signed = signersOf(root, namedBy(root, ids));
  if (signed.length === 0 || signed.length < root.signers.threshold) return undefined;
  return ids.has(signed[0]!.id) ? signed[0]!.id : signed[0]!.canonicalId;
}

const idsOf = (rootKeys: readonly string[]): ReadonlySet<string> => new Set(rootKeys.map(id => id.toLowerCase()));

const namedBy = ({ named }: Root, ids: ReadonlySet<string>): readonly TufKey[] =>
  named.filter(({ id, canonicalId }) => ids.has(id) || ids.has(canonicalId));

/**
 * Follows rotations of root keys: each root must be signed by enough keys of the one that was trusted before, as well as
 * by its own. Roots in between that do not follow are passed over; the last must.
 * @returns the roots that lead to the newest, the trusted one first; `undefined` where none do
 */
export function wayTo(newest: Root, trusted: Root, older: readonly Root[]): readonly Root[] | undefined {
  const way = [trusted];
  for (const next of older) {
    const last = way.at(-1)!;
    if (next.version > last.version && next.version < newest.version && succeeds(next, last)) way.push(next);
  }
  return succeeds(newest, way.at(-1)!) ? way : undefined;
}

/** Whether a root is signed by enough keys of another. */
export const succeeds = (next: Root, { signers, named }: Root): boolean => isSigned(next, { ...signers, keys: named });

/** A root that is whole in itself, or nothing. */
export function readable(bytes: Uint8Array, gun: string): Root | undefined {
  try {
    return readRoot(bytes, gun);
  } catch {
    return undefined;
  }
}

/** Older roots are needed to follow rotations of keys: this many at most. */
export const olderRootLimit = 32;

/** Older roots in evidence, in order: those of roles named `1.root`, `2.root` that are whole in themselves. */
export const olderRoots = (roles: Readonly<Record<string, Uint8Array>>, gun: string): readonly Root[] =>
  Object.entries(roles)
    .filter(([role]) => /^[1-9]\d*\.root$/.test(role))
    .slice(-olderRootLimit)
    .flatMap(([role, bytes]) => {
      const root = readable(bytes, gun);
      return root && role === `${root.version}.root` ? [root] : [];
    })
    .sort((a, b) => a.version - b.version);

/** Sentence for a root that the keys of the policy do not vouch for. */
export function unanchored(root: Root, gun: string, rootKeys: readonly string[]): string {
  const { threshold } = root.signers;
  if (namedBy(root, idsOf(rootKeys)).length > 0)
    return `The root of ${shown(gun)} counts when ${threshold} keys sign it that the policy names; fewer are named.`;
  const keys = root.named.map(({ id }) => shortId(id)).join(', ');
  return `The metadata of ${shown(gun)} are signed under the root key ${keys}, which no policy names.`;
}
