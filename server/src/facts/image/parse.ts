import { lookUp } from '../../base/look-up';

/** Offsets `[start, end)` in the parsed text. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** An image reference in its parts, defaults filled in. */
export interface ParsedReference {
  /** `mcr.microsoft.com`, `localhost:5000`; `docker.io` when none is written. */
  readonly registry: string;
  /** `windows/servercore`; Docker Hub's official images as `library/golang`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
  /** Registry and repository as written. */
  readonly nameAt: Range;
  /** Tag and digest without `:` and `@`. */
  readonly tagAt?: Range;
  readonly digestAt?: Range;
}

/** Why a text is no image reference, and the part that is to blame. */
export interface ReferenceFault {
  readonly part: 'name' | 'tag' | 'digest';
  readonly at: Range;
}

const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const repository = new RegExp(`^${component}(?:/${component})*$`);
const label = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const domain = new RegExp(`^(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const tagWord = /^\w[\w.-]{0,127}$/;
const anyDigest = /^[a-z][a-z0-9]*(?:[-_+.][a-z][a-z0-9]*)*:[0-9a-fA-F]{32,}$/;
/** Digests of the algorithms that registries use have a fixed length. */
const hexDigits: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

const imageId = /^[0-9a-f]{64}$/;
const longestRepository = 255;

/** Names of Docker Hub that mean `docker.io`. */
const dockerHub: ReadonlySet<string> = new Set(['docker.io', 'index.docker.io']);

const isDigest = (text: string): boolean => {
  if (!anyDigest.test(text)) return false;
  const [algorithm = '', hex = ''] = text.split(':');
  const digits = lookUp(hexDigits, algorithm);
  return digits === undefined || (hex.length === digits && /^[0-9a-f]+$/.test(hex));
};

/**
 * Reads `[registry[:port]/]repository[:tag][@digest]` by the grammar of github.com/distribution/reference. A text that
 * does not follow it comes back as the fault it has.
 */
export function readReference(text: string): ParsedReference | ReferenceFault {
  const at = text.indexOf('@');
  const digestAt = at < 0 ? undefined : { start: at + 1, end: text.length };
  const named = at < 0 ? text : text.slice(0, at);
  const slash = named.lastIndexOf('/');
  const colon = named.indexOf(':', slash + 1);
  const tagAt = colon < 0 ? undefined : { start: colon + 1, end: named.length };
  const nameAt = { start: 0, end: colon < 0 ? named.length : colon };

  // 64 hexadecimal digits alone are the id of an image, which the grammar keeps apart from names.
  const parts = imageId.test(text) ? undefined : splitName(text.slice(nameAt.start, nameAt.end));
  if (!parts) return { part: 'name', at: nameAt };
  const tag = tagAt && text.slice(tagAt.start, tagAt.end);
  if (tagAt && !tagWord.test(tag!)) return { part: 'tag', at: tagAt };
  const digest = digestAt && text.slice(digestAt.start, digestAt.end);
  if (digestAt && !isDigest(digest!)) return { part: 'digest', at: digestAt };
  return {
    ...parts,
    nameAt,
    ...(tagAt ? { tag: tag!, tagAt } : {}),
    ...(digestAt ? { digest: digest!, digestAt } : {}),
  };
}

/** Like `readReference`; `undefined` for what is no reference. */
export function parseReference(text: string): ParsedReference | undefined {
  const read = readReference(text);
  return 'part' in read ? undefined : read;
}

/** Registry and repository of a name, or `undefined` when it breaks the grammar. */
function splitName(name: string): { registry: string; repository: string } | undefined {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isDomain = first !== '' && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const written = isDomain ? first : 'docker.io';
  let path = isDomain ? name.slice(slash + 1) : name;
  if (!domain.test(written) || !repository.test(path)) return undefined;
  const registry = dockerHub.has(written) ? 'docker.io' : written;
  if (registry === 'docker.io' && !path.includes('/')) path = `library/${path}`;
  return path.length > longestRepository ? undefined : { registry, repository: path };
}
