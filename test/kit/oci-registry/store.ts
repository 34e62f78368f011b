import { createHash } from 'node:crypto';
import type { Descriptor, Platform } from '../../../server/src/trust/oci';

export const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Media types of the OCI image specification and of Docker's older one. */
export const mediaTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  empty: 'application/vnd.oci.empty.v1+json',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
} as const;

/** Text, bytes, or what is written as JSON. */
export type Body = Uint8Array | string | object;

export const bytesOf = (body: Body): Uint8Array =>
  body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));

export interface Stored {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** One blob of an artifact. */
export interface Layer {
  readonly bytes: Body;
  readonly mediaType: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface Artifact {
  readonly artifactType?: string;
  /** Of the configuration; an empty one when absent. Old artifacts have their type here. */
  readonly configMediaType?: string;
  readonly layers: readonly Layer[];
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface Image {
  readonly tag?: string;
  readonly os?: string;
  readonly architecture?: string;
  /** `10.0.20348.2700` */
  readonly osVersion?: string;
  readonly created?: string;
  /** What makes it another image than the next. */
  readonly content?: string;
}

/** One repository, held in memory. */
export class Repository {
  readonly manifests = new Map<string, Stored>();
  readonly blobs = new Map<string, Stored>();
  readonly tags = new Map<string, string>();

  /** @param referrersTags whether the tag that stands in for the referrers API is kept, as clients do without one */
  constructor(private readonly referrersTags: boolean) {}

  putBlob(body: Body, mediaType = 'application/octet-stream'): Descriptor {
    const bytes = bytesOf(body);
    const digest = sha256(bytes);
    this.blobs.set(digest, { bytes, mediaType });
    return { mediaType, digest, size: bytes.length };
  }

  putManifest(body: Body, options: { tag?: string; mediaType?: string } = {}): Descriptor {
    const bytes = bytesOf(body);
    const stated = body instanceof Uint8Array || typeof body === 'string' ? undefined : Reflect.get(body, 'mediaType');
    const mediaType = options.mediaType ?? (typeof stated === 'string' ? stated : mediaTypes.manifest);
    const digest = sha256(bytes);
    this.manifests.set(digest, { bytes, mediaType });
    if (options.tag) this.tags.set(options.tag, digest);
    return { mediaType, digest, size: bytes.length };
  }

  /** An image of one platform: configuration, one layer, manifest. */
  putImage({ tag, os = 'linux', architecture = 'amd64', osVersion, created, content = '' }: Image = {}): Descriptor {
    const config = this.putBlob(
      {
        os,
        architecture,
        ...(osVersion ? { 'os.version': osVersion } : {}),
        ...(created ? { created } : {}),
        config: {},
        rootfs: { type: 'layers', diff_ids: [] },
      },
      mediaTypes.config,
    );
    const layer = this.putBlob(`layer ${os} ${architecture} ${osVersion} ${content}`, mediaTypes.layer);
    const manifest = { schemaVersion: 2, mediaType: mediaTypes.manifest, config, layers: [layer] };
    return this.putManifest(manifest, tag ? { tag } : {});
  }

  /** An index of platforms. */
  putIndex(children: readonly { manifest: Descriptor; platform: Platform }[], tag?: string): Descriptor {
    const manifests = children.map(({ manifest, platform }) => ({ ...manifest, platform }));
    return this.putManifest({ schemaVersion: 2, mediaType: mediaTypes.index, manifests }, tag ? { tag } : {});
  }

  /** An index with an image for each build of Windows. */
  putWindowsIndex(versions: readonly string[], tag?: string): { index: Descriptor; images: readonly Descriptor[] } {
    const images = versions.map(osVersion => this.putImage({ os: 'windows', osVersion }));
    const children = images.map((manifest, nth) => ({
      manifest,
      platform: { os: 'windows', architecture: 'amd64', 'os.version': versions[nth]! },
    }));
    return { index: this.putIndex(children, tag), images };
  }

  /** Makes an artifact that refers to an image, as `oras attach` does: a signature, say. Tells what the referrers API would. */
  attach(subject: Descriptor, { artifactType, configMediaType, layers, annotations }: Artifact): Descriptor {
    const manifest = {
      schemaVersion: 2,
      mediaType: mediaTypes.manifest,
      ...(artifactType ? { artifactType } : {}),
      config: this.putBlob('{}', configMediaType ?? mediaTypes.empty),
      layers: layers.map(it => ({
        ...this.putBlob(it.bytes, it.mediaType),
        ...(it.annotations ? { annotations: it.annotations } : {}),
      })),
      subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
      ...(annotations ? { annotations } : {}),
    };
    const put = this.putManifest(manifest);
    const referrer = this.referrers(subject.digest).find(it => it.digest === put.digest)!;
    if (this.referrersTags)
      this.putManifest(
        { schemaVersion: 2, mediaType: mediaTypes.index, manifests: this.referrers(subject.digest) },
        { tag: subject.digest.replace(':', '-') },
      );
    return referrer;
  }

  /** What refers to a digest, by the manifests that name it as their subject. */
  referrers(digest: string): Descriptor[] {
    const list: Descriptor[] = [];
    for (const [own, { bytes, mediaType }] of this.manifests) {
      const manifest = readJson(bytes);
      if (manifest?.subject?.digest !== digest) continue;
      const artifactType = manifest.artifactType ?? manifest.config?.mediaType;
      list.push({
        mediaType,
        digest: own,
        size: bytes.length,
        ...(artifactType ? { artifactType } : {}),
        ...(manifest.annotations ? { annotations: manifest.annotations } : {}),
      });
    }
    return list;
  }
}

interface Manifest {
  readonly subject?: { readonly digest?: string };
  readonly artifactType?: string;
  readonly config?: { readonly mediaType?: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Tests put broken manifests too. */
function readJson(bytes: Uint8Array): Manifest | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}
