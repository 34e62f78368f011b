/**
 * What is kept on the disk, looked at as if a stranger had written it: a cache may be shared, restored from elsewhere or damaged. What
 * does not prove itself is as good as not there.
 */
import type { Mapping } from '../base/mapping';
import type { SeenVersions } from './content-trust/verify';
import type { Evidence, SignatureEvidence } from './evidence';
import { readManifest } from './manifest';
import type { Content, RepositoryName } from './oci';
import { isDigest } from './registry/endpoint';
import { digestOf } from './registry/registry-answer';
import { members } from './strict-json';

/** What a tag stood for when its registry was asked. */
export interface Resolved {
  readonly digest: string;
  /** In milliseconds since the epoch. */
  readonly at: number;
}

/** Roots before the one that was accepted last. */
const mostRoots = 200;

const isText = (value: unknown): value is string => typeof value === 'string';
const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;
const isTime = (value: unknown): value is number => Number.isFinite(value);
const optional = (value: unknown): boolean => value === undefined || isText(value);
const isTable = (value: unknown, of: (it: unknown) => boolean): boolean => {
  const table = members(value);
  return table !== undefined && !isBytes(value) && Object.values(table).every(of);
};
const isList = (value: unknown, of: (it: Mapping) => boolean): boolean =>
  Array.isArray(value) && value.every(it => members(it) !== undefined && of(it));

export function keptTag(value: unknown): Resolved | undefined {
  const { digest, at } = members(value) ?? {};
  return isText(digest) && isDigest(digest) && isTime(at) ? { digest, at } : undefined;
}

/** A manifest whose bytes have the digest. */
export function keptManifest(value: unknown, digest: string): Content | undefined {
  return isContent(value) && value.digest === digest && digestOf(value.bytes, digest) === digest ? value : undefined;
}

/** Evidence about this image, of which each signature was found at the image itself or at an index that does hold it. */
export function keptEvidence(value: unknown, name: RepositoryName, digest: string): Evidence | undefined {
  const it = members(value);
  if (!it || !isTime(it.fetchedAt) || !isDescriptor(it.image) || members(it.image)!.digest !== digest) return undefined;
  const isWhole =
    isList(it.signatures, isSignature) &&
    isList(it.revocation, one => isText(one.address) && isText(one.kind) && isBytes(one.bytes)) &&
    isList(it.failures, one => one.kind === 'failure' && isText(one.reason) && isText(one.detail)) &&
    Array.isArray(it.looked) &&
    it.looked.every(isText) &&
    (it.windows === undefined || isWindows(it.windows)) &&
    optional(it.endOfLife) &&
    (it.index === undefined || isContent(it.index));
  if (!isWhole) return undefined;
  const evidence = value as Evidence;
  const subjects = [digest, ...holder(evidence.index, digest)];
  const gun = `${name.registry}/${name.repository}`;
  const isOwn = (one: SignatureEvidence): boolean =>
    subjects.includes(one.subject.digest) && (one.format !== 'docker-content-trust' || one.gun === gun);
  return evidence.signatures.every(isOwn) ? evidence : undefined;
}

/** What was accepted of Notary v1 before. */
export function keptVersions(value: unknown): SeenVersions | undefined {
  const it = members(value);
  const isWhole =
    it && isText(it.gun) && isText(it.anchor) && isText(it.root) && isTime(it.at) && isTable(it.versions, isTime);
  if (!Array.isArray(it?.via) || it.via.length > mostRoots || !it.via.every(isText)) return undefined;
  return isWhole ? (value as SeenVersions) : undefined;
}

/** The digest of an index that holds an image. */
function holder(index: Content | undefined, digest: string): readonly string[] {
  if (!index || digestOf(index.bytes, index.digest) !== index.digest) return [];
  return readManifest(index.bytes)?.manifests.some(it => it.digest === digest) ? [index.digest] : [];
}

const isContent = (value: unknown): value is Content => {
  const { digest, mediaType, bytes } = members(value) ?? {};
  return isText(digest) && isText(mediaType) && isBytes(bytes);
};

const isDescriptor = (value: unknown): boolean => {
  const { digest, mediaType, size } = members(value) ?? {};
  return isText(digest) && isText(mediaType) && isTime(size);
};

const isWindows = (value: unknown): boolean => {
  const it = members(value);
  return it !== undefined && isText(it.version) && optional(it.created);
};

function isSignature(it: Mapping): boolean {
  if (!isDescriptor(it.subject)) return false;
  switch (it.format) {
    case 'notation':
      return isContent(it.manifest) && isContent(it.envelope);
    case 'cosign-bundle':
      return isContent(it.bundle);
    case 'cosign-signature':
      return isContent(it.payload) && isTable(it.annotations, isText);
    case 'docker-content-trust':
      return isText(it.gun) && isText(it.tag) && isTable(it.roles, isBytes);
    default:
      return false;
  }
}
