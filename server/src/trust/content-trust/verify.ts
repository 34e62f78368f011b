import type { SignatureReport } from '../../facts/image/status';
import type { SignatureEvidence } from '../evidence';
import type { Descriptor } from '../oci';
import type { ContentTrustStatement } from '../policy';
import type { TufKey } from './keys';
import {
  type FileMeta,
  isOf,
  isSigned,
  type Metadata,
  malformed,
  readDelegation,
  readFileMeta,
  readMetadata,
  signersOf,
} from './metadata';
import { Refusal, shown } from './refusal';
import { anchorOf, olderRoots, type Root, readRole, readRoot, unanchored, wayTo } from './root';
import { type Accepted, acceptedBefore, type SeenVersions } from './seen';

export type { SeenVersions } from './seen';

type ContentTrustEvidence = Extract<SignatureEvidence, { format: 'docker-content-trust' }>;

export interface ContentTrustContext {
  readonly now: Date;
  /** When the metadata were fetched, in milliseconds since the epoch; now, unless told. */
  readonly fetchedAt?: number;
  /** What was accepted of the repository before. */
  readonly seen?: SeenVersions;
}

/** A report; with what is to be kept when the metadata were accepted, and are the newest that were. */
export type ContentTrustReport = SignatureReport & { readonly versions?: SeenVersions };

/** The role that `docker trust sign` uses; a tag in it goes before the same in `targets`. */
const releases = 'targets/releases';
const day = 24 * 3_600_000;

/**
 * Judges the metadata of a Notary v1 server (Docker Content Trust): root, timestamp, snapshot, targets, and whether they sign the
 * image for the tag. There is no trust on first use: a root counts when the policy names its keys, or when it follows from one that
 * was accepted before. Never rejects. Sources: notary `client/tufclient.go`, `tuf/builder.go`; docker/cli `cmd/docker-trust`.
 *
 * Metadata that are out of date count under `strict` as of nobody; under other levels that is logged.
 */
export async function verifyContentTrust(
  signature: ContentTrustEvidence,
  image: Descriptor,
  statement: ContentTrustStatement | undefined,
  context: ContentTrustContext,
): Promise<ContentTrustReport> {
  const verification = new Verification(signature, statement, context);
  const report = (outcome: SignatureReport['outcome'], detail: string): ContentTrustReport => ({
    format: 'docker-content-trust',
    outcome,
    detail,
    ...(outcome === 'unknown' ? { reason: 'protocol' } : {}),
    subject: image.digest,
    ...verification.found,
    logged: verification.logged,
    ...(statement ? { policy: { name: statement.name, origin: statement.origin } } : {}),
  });
  try {
    const { role, versions } = verification.run(image);
    const detail = `The tag ${shown(signature.tag)} of ${shown(signature.gun)} is signed by the role \`${role}\`.`;
    return { ...report('trusted', detail), ...(versions ? { versions } : {}) };
  } catch (error) {
    if (error instanceof Refusal) return report(error.outcome, error.sentence);
    return report('invalid', 'The metadata of the Notary server cannot be read.');
  }
}

class Verification {
  /** Phrases: `the metadata of the role timestamp expired on 2026-12-06`. */
  readonly logged: string[] = [];
  /** Who signed, as far as it is known yet. */
  found: Pick<SignatureReport, 'signer' | 'root'> = {};
  /** What is out of date, in phrases. */
  private readonly expired: string[] = [];
  /** What must not be older. Evidence that was fetched before that was seen, and was kept, may be. */
  private readonly accepted: Accepted | undefined;
  private readonly isNewest: boolean;
  private readonly versions: Record<string, number>;
  private readonly now: Date;
  private readonly fetchedAt: number;

  constructor(
    private readonly evidence: ContentTrustEvidence,
    private readonly statement: ContentTrustStatement | undefined,
    { now, fetchedAt = now.getTime(), seen }: ContentTrustContext,
  ) {
    const accepted = acceptedBefore(seen, evidence.gun, statement?.rootKeys ?? []);
    this.isNewest = accepted === undefined || fetchedAt >= accepted.at || accepted.at > now.getTime();
    this.accepted = this.isNewest ? accepted : undefined;
    this.versions = { ...this.accepted?.versions };
    this.now = now;
    this.fetchedAt = fetchedAt;
  }

  /** Goes through all roles. What nobody vouches for is held against itself all the same. */
  run(image: Descriptor): { role: string; versions: SeenVersions | undefined } {
    const { gun } = this.evidence;
    const root = readRoot(this.bytes('root'), gun);
    const [rootKey] = signersOf(root, root.named);
    this.found = { root: { name: `root key of ${gun}`, sha256: rootKey!.id } };
    const anchor = this.anchor(root);
    this.date(root);
    this.dateCertificates(signersOf(root, root.named));
    const timestamp = this.read(root, 'timestamp');
    const snapshot = this.read(root, 'snapshot', metaOf(timestamp, 'snapshot'));
    if (!isOf(root.bytes, metaOf(snapshot, 'root'))) throw mismatch('root');
    const targets = this.read(root, 'targets', metaOf(snapshot, 'targets'));
    const role = this.target(root, targets, snapshot, image);
    if (anchor === undefined) throw new Refusal(unanchored(root, gun, this.statement?.rootKeys ?? []), 'untrusted');
    if (this.statement?.level === 'strict' && this.expired[0] !== undefined) {
      throw new Refusal(sentence(this.expired[0]), 'untrusted');
    }
    this.logged.push(...this.expired);
    if (!this.isNewest) return { role, versions: undefined };
    const { versions, fetchedAt } = this;
    const via = anchor.via.filter(it => it.version < root.version).map(encoded);
    return { role, versions: { gun, anchor: anchor.key, via, root: encoded(root), versions, at: fetchedAt } };
  }

  /** The key that vouches for a root, and the roots before it: through the root that was accepted before, directly, or through older roots. */
  private anchor(root: Root): { readonly key: string; readonly via: readonly Root[] } | undefined {
    const { gun, roles } = this.evidence;
    const older = olderRoots(roles, gun);
    const { accepted } = this;
    if (accepted) {
      if (root.version < accepted.root.version) throw rolledBack('root', root.version, accepted.root.version);
      const way = wayTo(root, accepted.root, older);
      if (way) return { key: accepted.anchor, via: [...accepted.via, ...way] };
      throw new Refusal('The root metadata are not signed by the keys of the root that was accepted before.');
    }
    const keys = this.statement?.rootKeys ?? [];
    for (const start of [root, ...older.filter(({ version }) => version < root.version)]) {
      const key = anchorOf(start, keys);
      const via = key === undefined ? undefined : wayTo(root, start, older);
      if (key !== undefined && via) return { key, via };
    }
    return undefined;
  }

  /**
   * One of the roles that the root speaks of.
   * @param meta what the role above says of its bytes
   */
  private read(root: Root, role: string, meta?: FileMeta): Metadata {
    const metadata = readMetadata(role, this.bytes(role));
    if (meta && !isOf(metadata.bytes, meta)) throw mismatch(role);
    if (!isSigned(metadata, readRole(root, role))) throw new Refusal(sentence(unsigned(role)));
    this.advance(metadata);
    this.date(metadata);
    return metadata;
  }

  /** The role that signs the image for the tag. */
  private target(root: Root, targets: Metadata, snapshot: Metadata, image: Descriptor): string {
    const { gun, tag } = this.evidence;
    const released = this.released(targets, snapshot);
    const { metadata, keys } = released ?? { metadata: targets, keys: readRole(root, 'targets').keys };
    const meta = readFileMeta(metadata, 'targets', tag);
    if (!meta) {
      const passedOver = this.logged.map(phrase => ` ${sentence(phrase)}`).join('');
      throw new Refusal(`The metadata of ${shown(gun)} sign no image as ${shown(tag)}.${passedOver}`, 'untrusted');
    }
    const digest = `sha256:${Buffer.from(meta.sha256).toString('hex')}`;
    if (digest !== image.digest || meta.length !== image.size) {
      const other = digest === image.digest ? `${meta.length} bytes` : digest;
      throw new Refusal(`What is signed as ${shown(tag)} of ${shown(gun)} is another image: ${other}.`);
    }
    this.found = { ...this.found, signer: signersOf(metadata, keys)[0]!.id };
    return metadata.role;
  }

  /** The role `targets/releases`, where it speaks of the tag. One that does not hold is passed over, as notary does. */
  private released(targets: Metadata, snapshot: Metadata): { metadata: Metadata; keys: readonly TufKey[] } | undefined {
    const { tag } = this.evidence;
    const delegation = readDelegation(targets, releases);
    const meta = readFileMeta(snapshot, 'meta', releases);
    if (delegation === undefined || meta === undefined) return undefined;
    const metadata = readMetadata(releases, this.bytes(releases));
    if (!isOf(metadata.bytes, meta)) throw mismatch(releases);
    if (!isSigned(metadata, delegation)) {
      this.logged.push(unsigned(releases));
      return undefined;
    }
    this.advance(metadata);
    if (this.statement?.level === 'strict' && metadata.expires < this.now) {
      this.logged.push(outdated(metadata));
      return undefined;
    }
    const speaks = delegation.paths.some(path => tag.startsWith(path)) && readFileMeta(metadata, 'targets', tag);
    if (!speaks) return undefined;
    this.date(metadata);
    return { metadata, keys: delegation.keys };
  }

  /** Refuses what is older than what was accepted before. */
  private advance({ role, version }: Metadata): void {
    const before =
      this.accepted && Object.hasOwn(this.accepted.versions, role) ? this.accepted.versions[role] : undefined;
    if (before !== undefined && version < before) throw rolledBack(role, version, before);
    this.versions[role] = version;
  }

  private date(metadata: Metadata): void {
    if (metadata.expires < this.now) this.expired.push(outdated(metadata));
  }

  /** Notary forgives clocks that are a day behind. */
  private dateCertificates(keys: readonly TufKey[]): void {
    for (const { certificate } of keys) {
      if (!certificate) continue;
      const [from, to] = [new Date(certificate.validFrom), new Date(certificate.validTo)];
      if (to < this.now) this.expired.push(`the certificate of the root key expired on ${written(to)}`);
      else if (from.getTime() - day > this.now.getTime()) {
        this.expired.push(`the certificate of the root key is valid from ${written(from)} on only`);
      }
    }
  }

  private bytes(role: string): Uint8Array | undefined {
    return Object.hasOwn(this.evidence.roles, role) ? this.evidence.roles[role] : undefined;
  }
}

function metaOf(metadata: Metadata, role: string): FileMeta {
  const meta = readFileMeta(metadata, 'meta', role);
  if (!meta) throw malformed(metadata.role, `it says nothing of the role \`${role}\``);
  return meta;
}

const mismatch = (role: string): Refusal =>
  new Refusal(`The metadata of the role \`${role}\` are not those that the role above it speaks of.`);

const rolledBack = (role: string, version: number, before: number): Refusal =>
  new Refusal(`The metadata of the role \`${role}\` were rolled back: version ${version} after ${before}.`);

const unsigned = (role: string): string => `the metadata of the role \`${role}\` are not signed by enough of its keys`;

const outdated = ({ role, expires }: Metadata): string =>
  `the metadata of the role \`${role}\` expired on ${written(expires)}`;

const encoded = ({ bytes }: Root): string => Buffer.from(bytes).toString('base64');

const written = (time: Date): string => time.toISOString().slice(0, 10);

const sentence = (phrase: string): string => `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}.`;
