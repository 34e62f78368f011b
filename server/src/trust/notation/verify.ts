import type { SignatureReport, UnknownReason } from '../../facts/image/status';
import { certificateSubject, matchesSubject, parseSubject } from '../../facts/trust-policy/identity';
import type { RevocationEvidence } from '../evidence';
import type { Descriptor } from '../oci';
import type { NotationStatement, VerificationStep } from '../policy';
import { type Certificate, isValidAt } from './certificate';
import { isAnchor } from './chain';
import type { Envelope } from './envelope';
import { type Intact, integrity, type NotationSignature } from './integrity';
import { largestEnvelope } from './manifest';
import { Refused, refuse } from './refused';
import { type Revocation, revocationOf } from './revocation';
import { readToken, verifyToken } from './timestamp';

export interface VerificationContext {
  readonly now: Date;
  readonly revocation: readonly RevocationEvidence[];
  /** Whether revocation was asked for: where it was not, not knowing of it fails nothing. What is known counts all the same. */
  readonly checksRevocation: boolean;
}

/**
 * Verifies a Notation signature of an image (Notary Project, trust-store-trust-policy.md, Signature Verification). Without a statement its
 * integrity is checked and its signer described. Never rejects.
 *
 * `invalid`: altered, of other content, against the rules, or revoked. `untrusted`: intact, and the statement does not accept it.
 * Where a statement only logs authenticity, a stranger's signature is still `untrusted`, and where it only logs revocation, a revoked
 * certificate is still `invalid`: notation would let both pass with a warning.
 */
export async function verifyNotation(
  signature: NotationSignature,
  image: Descriptor,
  statement: NotationStatement | undefined,
  context: VerificationContext,
): Promise<SignatureReport> {
  const report = { format: 'notation', subject: image.digest, logged: [] } as const;
  try {
    if (signature.envelope.bytes.length > largestEnvelope)
      return { ...report, outcome: 'unknown', reason: 'too-big', detail: 'The signature is larger than 1 MiB.' };
    const intact = await integrity(signature, image);
    const described = { ...report, ...description(intact) };
    if (statement === undefined)
      return {
        ...described,
        outcome: 'untrusted',
        detail: 'The signature is intact, and no policy says whom to trust.',
      };
    const policy = { name: statement.name, origin: statement.origin };
    if (statement.level === 'skip')
      return {
        ...described,
        policy,
        outcome: 'untrusted',
        detail: `The policy \`${statement.name}\` verifies nothing.`,
      };
    return { ...described, policy, ...judged(intact, statement, context) };
  } catch (error) {
    return { ...report, outcome: 'invalid', detail: sentence(error) };
  }
}

/** Other errors than our own come from decoders that were given rubbish. */
const sentence = (error: unknown): string =>
  error instanceof Refused ? error.message : 'The signature cannot be read.';

function description({ envelope, chain }: Intact): Pick<SignatureReport, 'signer' | 'root' | 'signedAt'> {
  const root = chain.at(-1)!;
  return {
    signer: chain[0]!.name.text,
    root: { name: root.name.text, sha256: root.fingerprint },
    signedAt: instant(envelope.signingTime),
  };
}

const instant = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');

type Judgement = Pick<SignatureReport, 'outcome' | 'detail' | 'reason' | 'witnessedAt' | 'logged'>;

/** What is wrong in a step. */
interface Fault {
  readonly outcome: Exclude<SignatureReport['outcome'], 'trusted'>;
  readonly detail: string;
  readonly reason?: UnknownReason;
}

/** The validations of the specification one after the other, until one fails that the statement enforces. */
function judged({ envelope, chain }: Intact, statement: NotationStatement, context: VerificationContext): Judgement {
  const logged: string[] = [];
  /** Keeps in mind what is only logged; hands back what decides. */
  const decides = (step: VerificationStep, fault: Fault | undefined): Judgement | undefined => {
    if (fault === undefined || statement.actions[step] === 'skip') return undefined;
    if (statement.actions[step] === 'enforce') return { ...fault, logged };
    logged.push(fault.detail);
    return undefined;
  };
  if (envelope.plugin !== undefined)
    return {
      outcome: 'unknown',
      reason: 'needs-plugin',
      detail: `The signature is to be verified with the plug-in \`${envelope.plugin}\`: ask \`notation verify\`.`,
      logged,
    };
  const stranger = authenticity(envelope, chain, statement);
  if (stranger !== undefined)
    return {
      outcome: 'untrusted',
      detail: stranger,
      logged: statement.actions.authenticity === 'enforce' ? [] : [stranger],
    };
  const expired = decides('expiry', expiry(envelope, context.now));
  if (expired !== undefined) return expired;
  const stamped = authenticTime({ envelope, chain }, statement, context);
  logged.push(...stamped.logged);
  const untimely = decides('authenticTimestamp', stamped.fault);
  if (untimely !== undefined) return untimely;
  const witnessed = stamped.witnessedAt === undefined ? {} : { witnessedAt: instant(stamped.witnessedAt) };
  if (statement.actions.revocation !== 'skip') {
    const signed = envelope.scheme === 'notary.x509' ? stamped.latest : envelope.signingTime;
    const known = revocationOf(chain, { evidence: context.revocation, now: context.now, signed });
    if (known.kind === 'revoked') return { outcome: 'invalid', detail: known.detail, logged, ...witnessed };
    const unknown = decides('revocation', unknownRevocation(known, context, logged));
    if (unknown !== undefined) return { ...unknown, ...witnessed };
  } else if (!logged.includes(unchecked)) logged.push(unchecked);
  return { outcome: 'trusted', detail: `Signed by \`${chain[0]!.name.text}\`.`, logged, ...witnessed };
}

const unchecked = 'Revocation was not checked.';

function unknownRevocation(known: Revocation, context: VerificationContext, logged: string[]): Fault | undefined {
  if (known.kind !== 'unknown') return undefined;
  if (context.checksRevocation) return { outcome: 'unknown', detail: known.detail, reason: known.reason };
  if (!logged.includes(unchecked)) logged.push(unchecked);
  return undefined;
}

/** Validate Authenticity: whether the policy trusts the chain and the signer. */
function authenticity(
  envelope: Envelope,
  chain: readonly Certificate[],
  statement: NotationStatement,
): string | undefined {
  const store = envelope.scheme === 'notary.x509' ? 'ca' : 'signingAuthority';
  const root = chain.at(-1)!.name.text;
  if (!chain.some(one => isAnchor(one, statement.stores[store])))
    return `The signature leads to \`${root}\`, which is in no trust store (\`${store}\`) of the policy \`${statement.name}\`.`;
  if (statement.trustedIdentities.includes('*')) return undefined;
  const { name } = chain[0]!;
  const subject = name.isMultiValued
    ? 'its subject has parts with several attributes'
    : certificateSubject(name.attributes);
  if (typeof subject === 'string')
    return `The signer \`${name.text}\` can be named by no trusted identity: ${subject}.`;
  const isTrusted = statement.trustedIdentities.some(text => {
    const identity = parseSubject(text);
    return identity !== undefined && matchesSubject(identity, subject);
  });
  return isTrusted
    ? undefined
    : `The signer \`${name.text}\` is none of the trusted identities of the policy \`${statement.name}\`.`;
}

/** Validate Expiry. */
function expiry({ expiry: end }: Envelope, now: Date): Fault | undefined {
  if (end === undefined || now < end) return undefined;
  return { outcome: 'untrusted', detail: `The signature expired on ${end.toISOString().slice(0, 10)}.` };
}

interface AuthenticTime {
  readonly fault?: Fault;
  /** When a trusted authority saw the signature, and the latest moment that this may have been. */
  readonly witnessedAt?: Date;
  readonly latest?: Date;
  readonly logged: readonly string[];
}

/** Validate Authentic Timestamp: whether the certificates were valid when the signature was made. */
function authenticTime(intact: Intact, statement: NotationStatement, context: VerificationContext): AuthenticTime {
  const { envelope, chain } = intact;
  if (envelope.scheme === 'notary.x509.signingAuthority')
    return outside(chain, [envelope.signingTime], 'when the signature was made');
  const isExpired = chain.some(one => one.notAfter < context.now);
  if (!statement.checksTimestamps || (statement.verifyTimestamp === 'afterCertExpiry' && !isExpired))
    return outside(
      chain,
      [context.now],
      statement.checksTimestamps ? 'now' : 'now, and the policy trusts no timestamps',
    );
  try {
    if (envelope.timestamp === undefined) refuse('The signature has no timestamp, and the policy asks for one.');
    const stamp = verifyToken(readToken(envelope.timestamp), envelope.signature, statement.stores.tsa);
    const found = outside(chain, [stamp.earliest, stamp.latest], 'when the timestamp was made');
    if (found.fault !== undefined) return found;
    return { ...found, ...authorityStanding(stamp.chain, context), witnessedAt: stamp.at, latest: stamp.latest };
  } catch (error) {
    return { fault: { outcome: 'untrusted', detail: sentence(error) }, logged: [] };
  }
}

function outside(chain: readonly Certificate[], times: readonly Date[], when: string): AuthenticTime {
  const one = chain.find(candidate => times.some(at => !isValidAt(candidate, at)));
  if (one === undefined) return { logged: [] };
  const span = `${instant(one.notBefore)} to ${instant(one.notAfter)}`;
  const detail = `The certificate \`${one.name.text}\` is valid from ${span}: not ${when}.`;
  return { fault: { outcome: 'untrusted', detail }, logged: [] };
}

/** Revocation of the timestamping authority belongs to the timestamp, whatever the policy says of that of the signer. */
function authorityStanding(chain: readonly Certificate[], context: VerificationContext): AuthenticTime {
  const logged: string[] = [];
  const known = revocationOf(chain, { evidence: context.revocation, now: context.now, signed: undefined });
  if (known.kind === 'revoked') return { fault: { outcome: 'untrusted', detail: known.detail }, logged };
  const fault = unknownRevocation(known, context, logged);
  return { ...(fault === undefined ? {} : { fault }), logged };
}

export { type RevocationAddress, revocationAddresses } from './addresses';
export type { NotationSignature } from './integrity';
