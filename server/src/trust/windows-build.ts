import type { WindowsBuild } from '../facts/image/status';
import { readManifest } from './manifest';
import type { Content, Descriptor } from './oci';
import { jsonObject } from './strict-json';

/** Fetches what an image is made of; `undefined` where it cannot be had. */
export interface Parts {
  manifest(digest: string): Promise<Uint8Array | undefined>;
  config(descriptor: Descriptor): Promise<Uint8Array | undefined>;
}

/**
 * The build of Windows in an image, and when it was made. `undefined` where it is none for Windows, or an index for several
 * builds of it: there the host decides.
 * Source: opencontainers/image-spec `image-index.md` (`os.version`), `config.md`.
 */
export async function windowsOf(image: Content, parts: Parts): Promise<WindowsBuild | undefined> {
  const read = readManifest(image.bytes);
  if (!read) return undefined;
  if (read.manifests.length === 0) return read.config && ofConfig(await parts.config(read.config));
  const windows = read.manifests.filter(it => it.platform?.os === 'windows' && it.platform.architecture === 'amd64');
  const [only] = windows;
  if (!only || windows.length > 1) return undefined;
  const version = only.platform!['os.version'];
  const child = await parts.manifest(only.digest);
  const head = child && readManifest(child)?.config;
  const config = head && ofConfig(await parts.config(head));
  return config ?? (version === undefined ? undefined : { version });
}

function ofConfig(bytes: Uint8Array | undefined): WindowsBuild | undefined {
  const config = bytes && jsonObject(bytes);
  if (!config) return undefined;
  const { os, created } = config;
  const version = config['os.version'];
  if (os !== 'windows' || typeof version !== 'string' || !/^10\.0\.\d{5}\.\d+$/.test(version)) return undefined;
  return { version, ...(typeof created === 'string' && !Number.isNaN(Date.parse(created)) ? { created } : {}) };
}
