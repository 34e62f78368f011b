import type { SignatureReport } from '../../facts/image/status';
import type { SignatureEvidence } from '../evidence';
import type { Descriptor } from '../oci';
import type { SigstoreStatement } from '../policy';
import { sha256 } from '../sha256';
import { readBundle } from './bundle';
import { isIdentity } from './identity';
import { readPublicKey } from './key';
import { type Keyed, verifyKeyed } from './keyed';
import { type Keyless, verifyKeyless } from './keyless';
import { publicGoodRoot, type TrustedRoot } from './root';
import { invalid, type Refusal, type Signed, shown } from './signed';
import { readSimpleSigning } from './simple-signing';

/** A signature of cosign, as it was found. */
export type CosignEvidence = Extract<SignatureEvidence, { format: 'cosign-bundle' | 'cosign-signature' }>;

export interface CosignContext {
  readonly now: Date;
  /** The instance of Sigstore where a statement names none; its public good instance when absent. */
  readonly trustedRoot?: TrustedRoot;
}

/** What is found, but for what every report has. */
type Finding = Omit<SignatureReport, 'format' | 'subject' | 'logged'> & Partial<Pick<SignatureReport, 'logged'>>;

/**
 * Verifies a signature of cosign. Pure: what it needs is in the evidence; never rejects.
 * @param image what has to be signed. An index in place of an image is for the caller to give, after it found that it holds the image
 * @param statement who may sign; when absent, the signature is checked as far as that goes, and described
 */
export async function verifyCosign(
  signature: CosignEvidence,
  image: Descriptor,
  statement: SigstoreStatement | undefined,
  context: CosignContext,
): Promise<SignatureReport> {
  const { logged = [], ...finding } = judged(signature, image, statement, context);
  return { format: 'cosign', subject: image.digest, logged, ...finding };
}

function judged(
  signature: CosignEvidence,
  image: Descriptor,
  statement: SigstoreStatement | undefined,
  { now, trustedRoot }: CosignContext,
): Finding {
  try {
    const signed =
      signature.format === 'cosign-bundle'
        ? readBundle(signature.bundle.bytes)
        : readSimpleSigning(signature.payload.bytes, signature.annotations);
    if ('outcome' in signed) return refused(signed);
    if (signed.subject !== image.digest) {
      return refused(invalid(`The signature is of ${shown(signed.subject)}, not of this image.`));
    }
    return verified(signed, statement, statement?.trustedRoot ?? trustedRoot ?? publicGoodRoot(), now);
  } catch {
    return refused(invalid('The signature is malformed and cannot be read.'));
  }
}

const refused = (refusal: Refusal): Finding =>
  refusal.outcome === 'unknown' ? { ...refusal, reason: 'protocol' } : refusal;

function verified(signed: Signed, statement: SigstoreStatement | undefined, root: TrustedRoot, now: Date): Finding {
  const policy = statement && { name: statement.name, origin: statement.origin };
  const by = policy ? { policy } : {};
  const keyed = statement ? verifyWithKeys(signed, statement, root) : undefined;
  if (keyed && !('detail' in keyed)) {
    const { id, name } = keyed.key;
    return {
      outcome: 'trusted',
      detail: `Signed with the ${name} that the policy names.`,
      ...ofKey(keyed),
      ...by,
      signer: `sha256:${id}`,
    };
  }
  if (keyed) return { ...refused(keyed), ...by };
  if (!signed.certificate)
    return { outcome: 'untrusted', detail: ofNobody(signed, statement), ...signerOf(signed), ...by };
  const keyless = verifyKeyless(signed, root, now);
  if ('detail' in keyless) return { ...refused(keyless), ...by };
  const { subject, issuer } = keyless.identity;
  const isTrusted = statement?.signers.some(
    it => !('key' in it) && it.issuer === issuer && isIdentity(it.identity, subject),
  );
  const who = `Signed by ${shown(subject)}, for whom ${shown(issuer)} vouches`;
  return {
    outcome: isTrusted ? 'trusted' : 'untrusted',
    detail: isTrusted ? `${who}.` : `${who}; ${statement ? `the policy names others` : `no policy names a signer`}.`,
    ...ofIdentity(keyless),
    ...by,
  };
}

/** The first key that made the signature; else what is wrong with a signature that one of them made. */
function verifyWithKeys(
  signed: Signed,
  { signers }: SigstoreStatement,
  root: TrustedRoot,
): Keyed | Refusal | undefined {
  let refusal: Refusal | undefined;
  for (const signer of signers) {
    const key = 'key' in signer ? readPublicKey(signer.key) : undefined;
    if (!('key' in signer) || key === undefined || typeof key === 'string') continue;
    const result = verifyKeyed(signed, key, signer.requireLog, root);
    if (result && !('detail' in result)) return result;
    refusal ??= result;
  }
  return refusal;
}

const ofKey = ({ key, witnessedAt, logged }: Keyed): Pick<Finding, 'root' | 'witnessedAt' | 'logged'> => ({
  root: { name: key.name, sha256: key.id },
  ...(witnessedAt ? { witnessedAt: written(witnessedAt) } : {}),
  logged,
});

const ofIdentity = ({ identity, root, witnessedAt, logged }: Keyless): Omit<Finding, 'outcome' | 'detail'> => ({
  signer: identity.subject,
  issuer: identity.issuer,
  root: {
    name: root.subject.split('\n').reverse().join(','),
    sha256: sha256(root.raw),
  },
  witnessedAt: written(witnessedAt),
  logged,
});

/** A signature by a key, of which nobody said what it is. */
function ofNobody({ hint }: Signed, statement: SigstoreStatement | undefined): string {
  if (!statement) return 'Signed with a key; no policy names it, so that the signature could not be checked.';
  const keys = statement.signers.flatMap(it => ('key' in it ? [readPublicKey(it.key)] : []));
  const problem = keys.find(isText);
  if (problem !== undefined) return `Signed with a key; the key that the policy names ${problem}.`;
  if (keys.length === 0) return 'Signed with a key, but the policy names none.';
  return hint ? 'Signed with another key than the policy names.' : 'Not signed with a key that the policy names.';
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** The key that a signature names itself. */
function signerOf({ hint = '' }: Signed): Pick<Finding, 'signer'> {
  const bytes = Buffer.from(hint, 'base64');
  return bytes.length === 32 && bytes.toString('base64') === hint ? { signer: `sha256:${bytes.toString('hex')}` } : {};
}

const written = (date: Date): string => date.toISOString().replace('.000Z', 'Z');
