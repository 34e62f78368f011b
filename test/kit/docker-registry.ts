/** Debian's real registry (package `docker-registry`, distribution 2.8), with its content in a temporary folder. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Descriptor, Platform } from '../../server/src/trust/oci';
import { type Running, run, startServer } from './programs';

export interface DockerRegistryOptions {
  /** Who must log in, and with which password (basic, by `htpasswd` of apache2-utils). Without it anyone may read and write. */
  readonly users?: Readonly<Record<string, string>>;
}

/** A registry that speaks plain http on the loopback interface. It has no referrers API. */
export interface DockerRegistry extends Running {
  /** `http://127.0.0.1:40123` */
  readonly address: string;
  /** Uploads a blob: its descriptor. */
  pushBlob(repository: string, bytes: Uint8Array | string, mediaType: string): Promise<Descriptor>;
  /** Uploads a manifest or index, by tag or by its own digest. */
  pushManifest(repository: string, manifest: object | Uint8Array, mediaType: string, tag?: string): Promise<Descriptor>;
  /** Uploads an image of one small layer. */
  pushImage(repository: string, tag?: string, image?: SmallImage): Promise<Descriptor>;
  /** Uploads an index of images, each with its platform. */
  pushIndex(
    repository: string,
    tag: string,
    images: readonly Required<Pick<SmallImage, 'platform'>>[],
  ): Promise<PushedIndex>;
}

export interface SmallImage {
  readonly platform?: Platform;
  /** What makes its layer another one. */
  readonly content?: string;
  /** When its configuration says that it was made. */
  readonly created?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface PushedIndex {
  readonly index: Descriptor;
  readonly images: readonly Descriptor[];
}

/** Media types of the OCI image specification. */
export const ociTypes = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
} as const;

export async function startDockerRegistry(options: DockerRegistryOptions = {}): Promise<DockerRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'boltseal-registry-'));
  const users = Object.entries(options.users ?? {});
  const passwords = join(folder, 'htpasswd');
  for (const [index, [user, password]] of users.entries())
    await run('htpasswd', [index === 0 ? '-cbB' : '-bB', passwords, user, password]);
  const configuration = join(folder, 'config.yml');
  const server = await startServer(
    'docker-registry',
    async host => {
      await writeFile(
        configuration,
        JSON.stringify({
          version: '0.1',
          log: { level: 'error', accesslog: { disabled: false } },
          storage: { filesystem: { rootdirectory: join(folder, 'content') }, delete: { enabled: true } },
          http: { addr: host, secret: 'secret' },
          ...(users.length === 0 ? {} : { auth: { htpasswd: { realm: 'test', path: passwords } } }),
        }),
      );
      return ['serve', configuration];
    },
    '/v2/',
    folder,
  );
  return { ...server, address: `http://${server.host}`, ...uploads(server.host, users[0]) };
}

function uploads(
  host: string,
  user: readonly [string, string] | undefined,
): Pick<DockerRegistry, 'pushBlob' | 'pushManifest' | 'pushImage' | 'pushIndex'> {
  const headers: Record<string, string> = user
    ? { authorization: `Basic ${Buffer.from(user.join(':')).toString('base64')}` }
    : {};
  const send = async (method: string, address: string, body?: Uint8Array, type?: string): Promise<string> => {
    const sent = await ask(method, new URL(address, `http://${host}`), body, {
      ...headers,
      ...(type ? { 'content-type': type } : {}),
    });
    if (sent.status >= 300) throw new Error(`${method} ${address}: ${sent.status} ${sent.text}`);
    return sent.location;
  };
  const pushBlob: DockerRegistry['pushBlob'] = async (repository, content, mediaType) => {
    const bytes = Buffer.from(content);
    const descriptor = describe(bytes, mediaType);
    const upload = await send('POST', `/v2/${repository}/blobs/uploads/`);
    await send('PUT', `${upload}&digest=${descriptor.digest}`, bytes, 'application/octet-stream');
    return descriptor;
  };
  const pushManifest: DockerRegistry['pushManifest'] = async (repository, manifest, mediaType, tag) => {
    const bytes = manifest instanceof Uint8Array ? Buffer.from(manifest) : Buffer.from(JSON.stringify(manifest));
    const descriptor = describe(bytes, mediaType);
    await send('PUT', `/v2/${repository}/manifests/${tag ?? descriptor.digest}`, bytes, mediaType);
    return descriptor;
  };
  const pushImage: DockerRegistry['pushImage'] = async (repository, tag, image = {}) => {
    const { platform = { os: 'linux', architecture: 'amd64' }, content = 'content', created, annotations } = image;
    const layer = await pushBlob(repository, smallTar('file', content), ociTypes.layer);
    const config = {
      ...platform,
      ...(created ? { created } : {}),
      rootfs: { type: 'layers', diff_ids: [layer.digest] },
    };
    const manifest = {
      schemaVersion: 2,
      mediaType: ociTypes.manifest,
      config: await pushBlob(repository, JSON.stringify(config), ociTypes.config),
      layers: [layer],
      ...(annotations ? { annotations } : {}),
    };
    return pushManifest(repository, manifest, ociTypes.manifest, tag);
  };
  const pushIndex: DockerRegistry['pushIndex'] = async (repository, tag, images) => {
    const manifests: Descriptor[] = [];
    for (const image of images)
      manifests.push({ ...(await pushImage(repository, undefined, image)), platform: image.platform });
    const index = { schemaVersion: 2, mediaType: ociTypes.index, manifests };
    return { index: await pushManifest(repository, index, ociTypes.index, tag), images: manifests };
  };
  return { pushBlob, pushManifest, pushImage, pushIndex };
}

/**
 * Copies by `skopeo`, as other people's tools do, from one place to another: `oci:layout:v1`, `docker://127.0.0.1:40123/acme/app:v1`.
 * @param source transport and name, as of the target; registries are asked over plain http
 * @param user of both registries: `name:password`
 */
export async function skopeoCopy(source: string, target: string, user?: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'boltseal-skopeo-'));
  await mkdir(join(folder, 'runtime'));
  const plain = [
    ...(source.startsWith('docker://') ? ['--src-tls-verify=false', ...(user ? ['--src-creds', user] : [])] : []),
    ...(target.startsWith('docker://') ? ['--dest-tls-verify=false', ...(user ? ['--dest-creds', user] : [])] : []),
  ];
  const env = { HOME: folder, XDG_RUNTIME_DIR: join(folder, 'runtime') };
  await run('skopeo', ['--insecure-policy', 'copy', '--all', '--quiet', ...plain, source, target], { env });
}

/** Writes the layout of an image of one small layer (OCI image-layout specification), which `skopeo` can copy from. */
export async function imageLayout(folder: string, tag: string, content = 'content'): Promise<Descriptor> {
  const blobs = join(folder, 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  const write = async (bytes: Uint8Array, mediaType: string): Promise<Descriptor> => {
    const descriptor = describe(bytes, mediaType);
    await writeFile(join(blobs, descriptor.digest.slice('sha256:'.length)), bytes);
    return descriptor;
  };
  const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));
  const layer = await write(smallTar('file', content), ociTypes.layer);
  const rootfs = { type: 'layers', diff_ids: [layer.digest] };
  const config = await write(json({ os: 'linux', architecture: 'amd64', rootfs }), ociTypes.config);
  const manifest = { schemaVersion: 2, mediaType: ociTypes.manifest, config, layers: [layer] };
  const descriptor = await write(json(manifest), ociTypes.manifest);
  const annotations = { 'org.opencontainers.image.ref.name': tag };
  await writeFile(join(folder, 'index.json'), json({ schemaVersion: 2, manifests: [{ ...descriptor, annotations }] }));
  await writeFile(join(folder, 'oci-layout'), json({ imageLayoutVersion: '1.0.0' }));
  return descriptor;
}

const describe = (bytes: Uint8Array, mediaType: string): Descriptor => ({
  mediaType,
  digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
  size: bytes.length,
});

/** A tar file (POSIX ustar) of one short file. */
function smallTar(name: string, content: string): Buffer {
  const body = Buffer.from(content);
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\x000000000\x000000000\0', 100);
  header.write(`${body.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, body, Buffer.alloc((512 - (body.length % 512)) % 512), Buffer.alloc(1024)]);
}

const ask = (
  method: string,
  address: URL,
  body: Uint8Array | undefined,
  headers: Record<string, string>,
): Promise<{ status: number; location: string; text: string }> =>
  new Promise((resolve, reject) => {
    const sent = request(
      address,
      { method, headers: { 'content-length': body?.length ?? 0, ...headers } },
      response => {
        let text = '';
        response.setEncoding('utf8').on('data', chunk => (text += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? '', text }),
        );
      },
    );
    sent.on('error', reject).end(body);
  });
