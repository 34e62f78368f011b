import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Descriptor } from '../../server/src/trust/oci';
import { mediaTypes, type Repository } from '../kit/oci-registry';

/** Who signs images with a key of their own, as `cosign sign --key` does. */
export class Signer {
  private readonly key: KeyObject;
  readonly publicKey: string;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.key = privateKey;
    this.publicKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  }

  /** A file about signers which says that images of these scopes are signed with the key. */
  statement(scopes: string, level = 'strict'): string {
    const key = this.publicKey.trimEnd().replaceAll('\n', '\n      ');
    return `signers:\n- name: ours\n  scopes: ["${scopes}"]\n  level: ${level}\n  requireLog: false\n  keys:\n  - |\n      ${key}\n`;
  }

  /** Puts a signature beside an image. */
  sign(repository: Repository, name: string, image: Descriptor): void {
    const payload = JSON.stringify({
      critical: {
        identity: { 'docker-reference': name },
        image: { 'docker-manifest-digest': image.digest },
        type: 'cosign container image signature',
      },
      optional: null,
    });
    const layer = repository.putBlob(payload, 'application/vnd.dev.cosign.simplesigning.v1+json');
    const signature = sign('sha256', Buffer.from(payload), this.key).toString('base64');
    repository.putManifest(
      {
        schemaVersion: 2,
        mediaType: mediaTypes.manifest,
        config: repository.putBlob('{}', mediaTypes.config),
        layers: [{ ...layer, annotations: { 'dev.cosignproject.cosign/signature': signature } }],
      },
      { tag: `${image.digest.replace(':', '-')}.sig` },
    );
  }
}
