import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FlattenedSign } from 'jose';
import type { Descriptor } from '../../server/src/trust/oci';
import type { Repository } from './oci-registry';

/**
 * Who signs images in tests, with certificates of openssl and envelopes of jose:
 *
 * ```ts
 * const signer = notationSigner();
 * await signer.sign(repository, index);
 * const trustPolicy = signer.policy([`${registry.host}/windows/servercore`]);
 * ```
 */
export interface NotationSigner {
  /** `CN=<name>,O=Acme,ST=WA,C=US` */
  readonly subject: string;
  /** The folder of the root, in PEM. */
  readonly folder: string;
  /** A signature of an image. */
  envelope(image: Descriptor): Promise<{ readonly bytes: Buffer; readonly mediaType: string }>;
  /** Attaches a signature to an image. */
  sign(repository: Repository, image: Descriptor): Promise<Descriptor>;
  /** Writes a `trustpolicy.json`, with its trust store beside it, that trusts this signer. Tells its path. */
  policy(scopes: readonly string[], level?: 'strict' | 'permissive' | 'audit' | 'skip', folder?: string): string;
  remove(): void;
}

const mediaType = 'application/jose+json';
const scheme = 'io.cncf.notary.signingScheme';

/** Makes a root and a certificate of it that signs. */
export function notationSigner(name = 'build', days = 3650): NotationSigner {
  const folder = mkdtempSync(join(tmpdir(), 'boltseal-signer-'));
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'pipe', cwd: folder });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const names = (it: string): string[] => ['-subj', `/C=US/ST=WA/O=Acme/CN=${it}`];
  const root = ['-addext', 'keyUsage=critical,keyCertSign', '-addext', 'basicConstraints=critical,CA:TRUE'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'root.key',
    '-out',
    'root.crt',
    '-days',
    '3650',
    ...root,
    ...names('Root'),
  );
  openssl('req', ...key, '-keyout', 'leaf.key', '-out', 'leaf.csr', ...names(name));
  writeFileSync(join(folder, 'leaf.ext'), 'keyUsage=critical,digitalSignature\n');
  const issue = ['x509', '-req', '-in', 'leaf.csr', '-CA', 'root.crt', '-CAkey', 'root.key', '-CAcreateserial'];
  openssl(...issue, '-out', 'leaf.crt', '-days', String(days), '-extfile', 'leaf.ext');
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const x5c = ['leaf.crt', 'root.crt'].map(file => read(file).replace(/-----[^-]+-----|\s/g, ''));

  const envelope: NotationSigner['envelope'] = async ({ mediaType: type, digest, size }) => {
    const payload = Buffer.from(JSON.stringify({ targetArtifact: { mediaType: type, digest, size } }));
    const headers = {
      alg: 'ES256',
      cty: 'application/vnd.cncf.notary.payload.v1+json',
      crit: [scheme],
      [scheme]: 'notary.x509',
      'io.cncf.notary.signingTime': new Date().toISOString().replace(/\.\d+/, ''),
    };
    const made = await new FlattenedSign(payload)
      .setProtectedHeader(headers)
      .sign(createPrivateKey(read('leaf.key')), { crit: { [scheme]: true } });
    return { bytes: Buffer.from(JSON.stringify({ ...made, header: { x5c } })), mediaType };
  };

  return {
    subject: `CN=${name},O=Acme,ST=WA,C=US`,
    folder,
    envelope,
    sign: async (repository, image) => {
      const { mediaType: type, digest, size } = image;
      const layers = [await envelope(image)];
      return repository.attach(
        { mediaType: type, digest, size },
        { artifactType: 'application/vnd.cncf.notary.signature', layers },
      );
    },
    policy: (registryScopes, level = 'strict', into = join(folder, 'notation')) => {
      const store = join(into, 'truststore/x509/ca/acme');
      mkdirSync(store, { recursive: true });
      writeFileSync(join(store, 'root.crt'), read('root.crt'));
      const trusted =
        level === 'skip'
          ? {}
          : { trustStores: ['ca:acme'], trustedIdentities: [`x509.subject: C=US, ST=WA, O=Acme, CN=${name}`] };
      const statement = { name: 'acme-images', registryScopes, signatureVerification: { level }, ...trusted };
      writeFileSync(join(into, 'trustpolicy.json'), JSON.stringify({ version: '1.0', trustPolicies: [statement] }));
      return join(into, 'trustpolicy.json');
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
