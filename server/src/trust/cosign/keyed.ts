import { VerificationError, Verifier } from '@sigstore/verify';
import type { PublicKey } from './key';
import { entryProblem, isOfKnownLog } from './log-entry';
import { mayBeOutdated, type TrustedRoot } from './root';
import { invalid, type Refusal, type Signed, untrusted } from './signed';

/** A signature that one key made. */
export interface Keyed {
  readonly key: PublicKey;
  readonly witnessedAt?: Date;
  /** What was left out. */
  readonly logged: readonly string[];
}

/**
 * Verifies a signature by a key. The certificate of whoever made it, if there is one, says nothing here.
 * @returns `undefined` where another key made it
 */
export function verifyKeyed(
  signed: Signed,
  key: PublicKey,
  requireLog: boolean,
  root: TrustedRoot,
): Keyed | Refusal | undefined {
  const { entity, certificate, hint } = signed;
  if (!entity.signature.verifySignature(key.key)) {
    const isByThisKey = hint === Buffer.from(key.id, 'hex').toString('base64');
    return isByThisKey ? invalid('The signature does not hold for the key that it names.') : undefined;
  }
  if (certificate && !certificate.publicKey.equals(key.key)) return undefined;
  const witness = witnessOf(signed, key, root);
  if (!('detail' in witness)) return { key, ...witness };
  if (requireLog) return witness;
  return { key, logged: [`the transparency log was not relied on: ${lowered(witness.detail)}`] };
}

/** Asks what logs say, all that are named. */
function witnessOf(signed: Signed, key: PublicKey, root: TrustedRoot): Omit<Keyed, 'key'> | Refusal {
  const { entity, certificate } = signed;
  const { tlogEntries } = entity;
  if (tlogEntries.length === 0) return untrusted('The signature is in no transparency log.');
  if (!tlogEntries.every(it => isOfKnownLog(it, root.material))) {
    return untrusted(`The signature is in a transparency log that ${root.name} does not know.${mayBeOutdated(root)}`);
  }
  const signers = [key.key.export({ type: 'spki', format: 'der' }), ...(certificate ? [certificate.raw] : [])];
  const problem = tlogEntries.map(it => entryProblem(it, signed, signers)).find(it => it !== undefined);
  if (problem) return problem;
  const material = { ...root.material, publicKey: () => ({ publicKey: key.key, validFor: () => true }) };
  const verifier = new Verifier(material, { tlogThreshold: 1, ctlogThreshold: 0, timestampThreshold: 0 });
  try {
    // Keys do not expire: timestamps prove nothing that is asked for.
    verifier.verify({ ...entity, key: { $case: 'public-key', hint: '' }, timestamps: [] });
  } catch (error) {
    return invalid(`The entry in the transparency log does not hold (${reason(error)}).`);
  }
  const times = tlogEntries.flatMap(it => (it.inclusionPromise ? [Number(it.integratedTime) * 1_000] : []));
  return { ...(times.length > 0 ? { witnessedAt: new Date(Math.min(...times)) } : {}), logged: [] };
}

/** What `@sigstore/verify` says, which is English and short. */
export const reason = (error: unknown): string =>
  error instanceof VerificationError ? error.message.replace(/[^\x20-\x7e]/g, '?').slice(0, 200) : 'malformed';

const lowered = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '');
