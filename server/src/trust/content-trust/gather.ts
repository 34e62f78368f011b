import { createHash } from 'node:crypto';
import { type Answer, absent, type Failure, failure, found } from '../answer';
import { strictBase64 } from '../base64';
import type { SignatureEvidence } from '../evidence';
import type { Descriptor } from '../oci';
import { member, members, parseStrictJson } from '../strict-json';
import { metadataLimit } from './metadata';
import { olderRootLimit } from './root';

/**
 * Asks a Notary v1 server: `GET {server}/v2/{gun}/_trust/tuf/{role}.json`. Absent is what it answers with 404. What is asked for
 * may carry a hash or a version: `snapshot.12ab...`, `3.root`.
 */
export type NotaryFetcher = (server: string, gun: string, role: string) => Promise<Answer<Uint8Array>>;

export interface ContentTrustRequest {
  /** `https://notary.example` */
  readonly server: string;
  /** Fully qualified: `registry.example/acme/app`. */
  readonly gun: string;
  /** Of a reference with a digest there need be none: then any tag will do that signs the image. */
  readonly tag?: string;
  readonly subject: Descriptor;
}

const releases = 'targets/releases';

/**
 * Collects the metadata that say who signed an image. Nothing of it is verified here; it is read as far as it says what else to ask
 * for. `absent`: the server knows nothing of the repository, or nothing there signs the tag. Never rejects.
 */
export const gatherContentTrust = (
  fetcher: NotaryFetcher,
  request: ContentTrustRequest,
): Promise<Answer<SignatureEvidence>> => attempt(fetcher, request, false);

async function attempt(
  fetcher: NotaryFetcher,
  request: ContentTrustRequest,
  isLast: boolean,
): Promise<Answer<SignatureEvidence>> {
  try {
    return await new Gathering(fetcher, request, isLast).run();
  } catch (error) {
    if (error instanceof Stop) return error.answer;
    if (error instanceof Moved) return attempt(fetcher, request, true);
    return failure('protocol', `${request.server} could not be asked for ${request.gun}.`);
  }
}

/** Ends the gathering. */
class Stop extends Error {
  constructor(readonly answer: Failure | typeof absent) {
    super(answer.kind);
  }
}

/** Somebody published while the roles were asked for one after the other. */
class Moved extends Error {}

/** Metadata as they were served, and the JSON in them. */
interface Known {
  readonly bytes: Uint8Array;
  readonly signed: unknown;
}

class Gathering {
  private readonly roles: Record<string, Uint8Array> = {};

  constructor(
    private readonly fetcher: NotaryFetcher,
    private readonly request: ContentTrustRequest,
    /** What does not belong together is left to verification to refuse. */
    private readonly isLast: boolean,
  ) {}

  async run(): Promise<Answer<SignatureEvidence>> {
    const { gun, subject } = this.request;
    const timestamp = await this.ask('timestamp');
    if (!timestamp) return absent;
    const snapshot = await this.below(timestamp, 'snapshot');
    const [root, targets, released] = await Promise.all([
      this.below(snapshot, 'root'),
      this.below(snapshot, 'targets'),
      entryOf(snapshot, 'meta', releases) === undefined ? undefined : this.below(snapshot, releases),
    ]);
    Object.assign(this.roles, {
      timestamp: timestamp.bytes,
      snapshot: snapshot.bytes,
      root: root.bytes,
      targets: targets.bytes,
    });
    if (released) this.roles[releases] = released.bytes;
    const holders = released ? [released, targets] : [targets];
    const tag = this.request.tag ?? holders.map(each => tagOf(each, subject)).find(each => each !== undefined);
    if (tag === undefined || holders.every(each => entryOf(each, 'targets', tag) === undefined)) return absent;
    await this.olderRoots(root);
    return found({ format: 'docker-content-trust', subject, gun, tag, roles: this.roles });
  }

  /** Metadata that others speak of: by hash, so that what is published meanwhile does no harm; else by name. */
  private async below(above: Known, role: string): Promise<Known> {
    const hash = hashOf(entryOf(above, 'meta', role));
    const known = (hash && (await this.ask(`${role}.${hash.toString('hex')}`))) || (await this.ask(role));
    if (!known) {
      const { server, gun } = this.request;
      throw new Stop(failure('protocol', `${server} has metadata of ${gun}, but none of the role ${role}.`));
    }
    const isAsked = hash && createHash('sha256').update(known.bytes).digest().equals(hash);
    if (!isAsked && !this.isLast) throw new Moved();
    return known;
  }

  private async olderRoots({ signed }: Known): Promise<void> {
    const version = member(signed, 'version');
    if (typeof version !== 'number' || !Number.isSafeInteger(version)) return;
    for (let older = Math.max(1, version - olderRootLimit); older < version; older += 1) {
      const known = await this.ask(`${older}.root`);
      if (known) this.roles[`${older}.root`] = known.bytes;
    }
  }

  /** Nothing, when there is no such role. A page of a proxy is no metadata: then nothing is known. */
  private async ask(role: string): Promise<Known | undefined> {
    const { server, gun } = this.request;
    const answer = await this.fetcher(server, gun, role);
    if (answer.kind === 'failure') throw new Stop(answer);
    if (answer.kind === 'absent') return undefined;
    const parsed = parseStrictJson(answer.value, { bytes: metadataLimit(role) });
    const signed = 'value' in parsed ? members(member(parsed.value, 'signed')) : undefined;
    if (signed) return { bytes: answer.value, signed };
    throw new Stop(
      failure('protocol', `What ${server} answered for the role ${role} of ${gun} is no signed metadata.`),
    );
  }
}

const entryOf = ({ signed }: Known, list: 'meta' | 'targets', name: string): unknown =>
  member(member(signed, list), name);

const hashOf = (entry: unknown): Buffer | undefined => {
  const hash = strictBase64(member(member(entry, 'hashes'), 'sha256'));
  return hash?.length === 32 ? hash : undefined;
};

/** A tag that signs an image. */
const tagOf = ({ signed }: Known, { digest }: Descriptor): string | undefined =>
  Object.entries(members(member(signed, 'targets')) ?? {}).find(
    ([, entry]) => `sha256:${hashOf(entry)?.toString('hex')}` === digest,
  )?.[0];
