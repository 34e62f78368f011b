import type { PolicyProblem } from '../../engine/ports';
import { actionsOfLevel } from '../../facts/trust-policy/document';
import { microsoftSigned, microsoftSigner } from '../../facts/trust-policy/known.data';
import type { PolicyStatement } from '../policy';
import { microsoftRoot2010 } from './microsoft-root-2010.data';
import { withoutRevocation } from './notation-document';
import type { Scoped } from './scoped';
import type { BareKey } from './signers';

export interface PresetOptions {
  /** Keys that the user named. */
  readonly keys: readonly BareKey[];
  readonly revocation: boolean;
}

/** Built-in policies. None holds before somebody chose it. */
const presets: Readonly<Record<string, (options: PresetOptions) => readonly Scoped[] | string>> = {
  /**
   * The images that Microsoft signs. Source of root, timestamps and identity: dotnet-docker `documentation/image-signatures.md`.
   * Root: `Microsoft Supply Chain RSA Root CA 2022`; envelopes carry it, so its fingerprint is enough.
   */
  microsoft: ({ revocation }) =>
    scoped(microsoftSigned, {
      kind: 'notation',
      name: 'microsoft',
      origin: 'preset',
      level: 'strict',
      actions: withoutRevocation(actionsOfLevel.strict, revocation),
      verifyTimestamp: 'always',
      stores: {
        ca: {
          certificates: [],
          fingerprints: ['23ffe2b8bdb9a1711515d4cffda04bc7f793d513c76c243f1020507d8669b7db'],
        },
        signingAuthority: { certificates: [], fingerprints: [] },
        tsa: {
          certificates: [new Uint8Array(Buffer.from(microsoftRoot2010.der, 'base64'))],
          fingerprints: [microsoftRoot2010.sha256],
        },
      },
      checksTimestamps: true,
      trustedIdentities: [microsoftSigner],
    }),

  /** Chainguard's public images. Source: chainguard-dev/edu, "How to verify signatures of Chainguard containers". */
  chainguard: () =>
    scoped(['cgr.dev/chainguard/*'], {
      kind: 'sigstore',
      name: 'chainguard',
      origin: 'preset',
      level: 'strict',
      signers: [
        {
          issuer: 'https://token.actions.githubusercontent.com',
          identity: 'https://github.com/chainguard-images/images/.github/workflows/release.yaml@refs/heads/main',
        },
      ],
    }),

  /**
   * Docker Hardened Images. Docker's key is not part of Boltseal: the user names the file, and it must be the one known here.
   * Sources: docs.docker.com/dhi/how-to/verify (signatures need not be in a log); docker-hardened-images/keyring, key `dhi-2`;
   * docker-hardened-images/catalog issue 38 (2025-12-19): attestations are signed, the images themselves not always.
   */
  'docker-hardened': ({ keys }) => {
    const key = keys.find(it => dockerKeys.includes(it.id));
    if (!key)
      return "The preset `docker-hardened` needs Docker's key: save https://dhi.io/keyring/latest.pub and name the file among your files about signers.";
    return scoped(['dhi.io/*'], {
      kind: 'sigstore',
      name: 'docker-hardened',
      origin: 'preset',
      level: 'strict',
      signers: [{ key: key.pem, requireLog: false }],
      signsAttestations: true,
    });
  },
};

/** SHA-256 of the keys (SubjectPublicKeyInfo) that Docker signs hardened images with. */
const dockerKeys: readonly string[] = ['118ba556dd52f4aec67018efd316c285c783cd3e54cc0f4527605715c643887c'];

const scoped = (scopes: readonly string[], statement: PolicyStatement): readonly Scoped[] => [{ scopes, statement }];

/** The statements of a preset, or what keeps it from being used. */
export function loadPreset(name: string, options: PresetOptions): readonly Scoped[] | PolicyProblem {
  const path = `preset ${name}`;
  if (!Object.hasOwn(presets, name)) {
    return {
      path,
      message: `\`${name}\` is no preset; there are ${Object.keys(presets)
        .map(it => `\`${it}\``)
        .join(', ')}.`,
    };
  }
  const found = presets[name]!(options);
  return typeof found === 'string' ? { path, message: found } : found;
}
