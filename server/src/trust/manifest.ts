import type { Descriptor, Platform } from './oci';
import { parseStrictJson } from './strict-json';

/** A manifest or an index, as far as it is looked at. Lists are empty where there are none. */
export interface Manifest {
  readonly artifactType?: string;
  readonly config?: Descriptor;
  readonly layers: readonly Descriptor[];
  /** Of an index. */
  readonly manifests: readonly Descriptor[];
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * Reads an image manifest or index of OCI or Docker. Never throws; `undefined` for what is neither.
 * Source: opencontainers/image-spec `manifest.md`, `image-index.md`.
 */
export function readManifest(bytes: Uint8Array): Manifest | undefined {
  const parsed = parseStrictJson(bytes);
  if ('error' in parsed || !isTable(parsed.value)) return undefined;
  const { artifactType, config, layers, manifests, annotations } = parsed.value;
  if (!Array.isArray(layers) && !Array.isArray(manifests)) return undefined;
  const head = readDescriptor(config);
  return {
    ...(typeof artifactType === 'string' ? { artifactType } : {}),
    ...(head ? { config: head } : {}),
    layers: descriptors(layers),
    manifests: descriptors(manifests),
    ...(isTable(annotations) ? { annotations: texts(annotations) } : {}),
  };
}

/** A content descriptor; `undefined` for what is none. */
export function readDescriptor(value: unknown): Descriptor | undefined {
  if (!isTable(value)) return undefined;
  const { mediaType, digest, size, artifactType, annotations, platform } = value;
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !Number.isSafeInteger(size)) return undefined;
  return {
    mediaType,
    digest,
    size: size as number,
    ...(typeof artifactType === 'string' ? { artifactType } : {}),
    ...(isTable(annotations) ? { annotations: texts(annotations) } : {}),
    ...(isTable(platform) ? { platform: readPlatform(platform) } : {}),
  };
}

function readPlatform(value: Table): Platform {
  const { os, architecture } = value;
  const version = value['os.version'];
  return {
    os: typeof os === 'string' ? os : '',
    architecture: typeof architecture === 'string' ? architecture : '',
    ...(typeof version === 'string' ? { 'os.version': version } : {}),
  };
}

type Table = Readonly<Record<string, unknown>>;

export const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const descriptors = (value: unknown): Descriptor[] =>
  Array.isArray(value) ? value.flatMap(it => readDescriptor(it) ?? []) : [];

const texts = (value: Table): Record<string, string> =>
  Object.fromEntries(Object.entries(value).filter((it): it is [string, string] => typeof it[1] === 'string'));
