import type { Mapping } from '../base/mapping';
import type { Descriptor, Platform } from './oci';
import { jsonObject, members } from './strict-json';

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
  const manifest = jsonObject(bytes);
  if (!manifest) return undefined;
  const { artifactType, config, layers, manifests, annotations } = manifest;
  if (!Array.isArray(layers) && !Array.isArray(manifests)) return undefined;
  const head = readDescriptor(config);
  return {
    ...(typeof artifactType === 'string' ? { artifactType } : {}),
    ...(head ? { config: head } : {}),
    layers: descriptors(layers),
    manifests: descriptors(manifests),
    ...textsOf(annotations),
  };
}

/** A content descriptor; `undefined` for what is none. */
export function readDescriptor(value: unknown): Descriptor | undefined {
  const { mediaType, digest, size, artifactType, annotations, platform } = members(value) ?? {};
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !Number.isSafeInteger(size)) return undefined;
  return {
    mediaType,
    digest,
    size: size as number,
    ...(typeof artifactType === 'string' ? { artifactType } : {}),
    ...textsOf(annotations),
    ...platformOf(members(platform)),
  };
}

function platformOf(value: Mapping | undefined): { platform?: Platform } {
  if (!value) return {};
  const { os, architecture } = value;
  const version = value['os.version'];
  const platform = {
    os: typeof os === 'string' ? os : '',
    architecture: typeof architecture === 'string' ? architecture : '',
    ...(typeof version === 'string' ? { 'os.version': version } : {}),
  };
  return { platform };
}

function textsOf(value: unknown): { annotations?: Readonly<Record<string, string>> } {
  const table = members(value);
  if (!table) return {};
  const texts = Object.entries(table).filter((it): it is [string, string] => typeof it[1] === 'string');
  return { annotations: Object.fromEntries(texts) };
}

const descriptors = (value: unknown): Descriptor[] =>
  Array.isArray(value) ? value.flatMap(it => readDescriptor(it) ?? []) : [];
