/** Debian's real Notary v1 server and client (package `notary`), with its metadata in memory. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, absent, failure, found } from '../../server/src/trust/answer';
import { type Running, run, startServer } from './programs';

/** Needed by tests that use this: `needs(this, ...notaryPrograms)`. */
export const notaryPrograms = ['notary', 'notary-server'] as const;

export interface NotaryServer extends Running {
  /** `http://127.0.0.1:40123` */
  readonly address: string;
  /** What it serves of a role (`root`, `timestamp`, `targets/releases`), or of a role by version or hash (`1.root`). */
  role(gun: string, role: string): Promise<Answer<Uint8Array>>;
}

/** Starts a server that speaks plain http on the loopback interface, and wants no login. */
export async function startNotaryServer(): Promise<NotaryServer> {
  const folder = await mkdtemp(join(tmpdir(), 'boltseal-notary-'));
  const configuration = join(folder, 'server.json');
  const server = await startServer(
    'notary-server',
    async host => {
      await writeFile(
        configuration,
        JSON.stringify({
          server: { http_addr: host },
          trust_service: { type: 'local', key_algorithm: 'ecdsa' },
          logging: { level: 'error' },
          storage: { backend: 'memory' },
        }),
      );
      return ['-config', configuration];
    },
    '/_notary_server/health',
    folder,
  );
  const address = `http://${server.host}`;
  return {
    ...server,
    address,
    async role(gun, role) {
      const response = await fetch(`${address}/v2/${gun}/_trust/tuf/${role}.json`);
      if (response.status === 404) return absent;
      if (!response.ok) return failure('server-error', `${address} answered ${response.status}.`);
      return found(new Uint8Array(await response.arrayBuffer()));
    },
  };
}

/** A person with keys: the real client, with a folder of its own. */
export interface NotaryClient extends AsyncDisposable {
  /** Where keys and what was seen of repositories are kept. */
  readonly folder: string;
  /** Runs `notary` with arguments: what it printed. */
  notary(...args: readonly string[]): Promise<string>;
  /** Signs for a tag, with what a registry says of the manifest; without roles by `targets`. */
  sign(gun: string, tag: string, image: Signed, ...roles: readonly string[]): Promise<string>;
}

/** What is signed of an image: digest (`sha256:...`) and size of its manifest. */
export interface Signed {
  readonly digest: string;
  readonly size: number;
}

const passphrase = 'passphrase';

export async function notaryClient(server: NotaryServer): Promise<NotaryClient> {
  const folder = await mkdtemp(join(tmpdir(), 'boltseal-notary-'));
  await mkdir(join(folder, 'trust'));
  const notary = async (...args: readonly string[]): Promise<string> => {
    const printed = await run('notary', ['-s', server.address, '-d', join(folder, 'trust'), ...args], {
      folder,
      // It asks before it changes a root key.
      input: 'yes\n',
      env: {
        HOME: folder,
        NOTARY_ROOT_PASSPHRASE: passphrase,
        NOTARY_TARGETS_PASSPHRASE: passphrase,
        NOTARY_SNAPSHOT_PASSPHRASE: passphrase,
        NOTARY_DELEGATION_PASSPHRASE: passphrase,
      },
    });
    return printed.toString();
  };
  return {
    folder,
    notary,
    sign: (gun, tag, { digest, size }, ...roles) =>
      notary(
        ...['addhash', gun, tag, String(size), '--sha256', digest.replace('sha256:', ''), '--publish'],
        ...roles.flatMap(role => ['--roles', role]),
      ),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
