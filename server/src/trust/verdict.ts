import type { ImageStatus, PolicyLevel, SignatureReport, TrustState, UnknownReason } from '../facts/image/status';
import { type ContentTrustReport, type SeenVersions, verifyContentTrust } from './content-trust/verify';
import { verifyCosign } from './cosign/verify';
import type { Evidence, SignatureEvidence } from './evidence';
import { verifyNotation } from './notation/verify';
import type { PolicyStatement } from './policy';

/** What verification goes by beside evidence and policy. */
export interface VerdictContext {
  readonly now: Date;
  /** Whether certificates are to be looked up for revocation. */
  readonly checksRevocation: boolean;
  /** In full: `mcr.microsoft.com/windows/servercore`. */
  readonly repository: string;
  /** What was accepted of it before, of Notary v1. */
  readonly seen?: SeenVersions | undefined;
}

/** What follows from the evidence under the policies. */
export type Verdict = Pick<ImageStatus, 'state' | 'detail' | 'signatures'> & {
  readonly level?: PolicyLevel;
  readonly reason?: UnknownReason;
  /** Of Notary v1, to be kept when the verdict is: nothing older is accepted again. */
  readonly seen?: readonly SeenVersions[];
};

const strictness: readonly PolicyLevel[] = ['strict', 'permissive', 'audit', 'skip'];

/** What is worth most to know of a signature that several statements judge. */
const outcomes: readonly SignatureReport['outcome'][] = ['trusted', 'unknown', 'invalid', 'untrusted'];

/**
 * Judges evidence: no network, no disk. Never rejects. One signature that one statement accepts is enough; as long as something could
 * not be fetched, nothing is called unsigned.
 */
export async function verdictOf(
  evidence: Evidence,
  statements: readonly PolicyStatement[],
  context: VerdictContext,
): Promise<Verdict> {
  const level = strictness.find(it => statements.some(statement => statement.level === it));
  const of = level === undefined ? {} : { level };
  const [first] = statements;
  if (first && level === 'skip') {
    return { ...of, state: 'skipped', detail: `The policy \`${first.name}\` asks for no signature.`, signatures: [] };
  }
  const reports = await Promise.all(
    evidence.signatures.map(async signature => {
      const own = statements.filter(it => it.kind === kindOf(signature) && it.level !== 'skip');
      const all = own.length > 0 ? own : [undefined];
      return best(await Promise.all(all.map(it => verify(signature, it, context, evidence))));
    }),
  );
  const signatures = reports.map(({ versions: _, ...report }) => report);
  const seen = reports.flatMap(it => (it.outcome === 'trusted' && it.versions ? [it.versions] : []));
  const trusted = signatures.find(it => it.outcome === 'trusted');
  if (trusted) {
    const detail = trusted.signer === undefined ? trusted.detail : `Signed by ${trusted.signer}.`;
    return { ...of, state: 'signed-trusted', detail, signatures, seen };
  }
  return { ...of, signatures, ...withoutTrust(signatures, evidence, statements, context.repository) };
}

/** The state of an image that is not trusted. */
function withoutTrust(
  signatures: readonly SignatureReport[],
  { failures }: Evidence,
  statements: readonly PolicyStatement[],
  repository: string,
): { state: TrustState; detail: string; reason?: UnknownReason } {
  const [lost] = failures;
  if (lost) return { state: 'unknown', reason: lost.reason, detail: lost.detail };
  const invalid = signatures.find(it => it.outcome === 'invalid');
  if (invalid) return { state: 'signature-invalid', detail: invalid.detail };
  const unknown = signatures.find(it => it.outcome === 'unknown');
  if (unknown) return { state: 'unknown', reason: unknown.reason ?? 'protocol', detail: unknown.detail };
  const [found] = signatures;
  if (!found && statements.some(it => it.kind === 'sigstore' && it.signsAttestations)) return attested;
  if (!found) return { state: 'unsigned', detail: 'The registry answered, and nothing there signs this image.' };
  const detail =
    statements.length > 0 ? found.detail : `It is signed, and no policy says whose signature counts for ${repository}.`;
  return { state: 'signed-untrusted', detail };
}

const attested = {
  state: 'unknown',
  reason: 'needs-plugin',
  detail: 'Its publisher signs attestations about images, which are not read here; `cosign verify-attestation` does.',
} as const;

const kindOf = ({ format }: SignatureEvidence): PolicyStatement['kind'] =>
  format === 'notation' || format === 'docker-content-trust' ? format : 'sigstore';

async function verify(
  signature: SignatureEvidence,
  statement: PolicyStatement | undefined,
  context: VerdictContext,
  evidence: Evidence,
): Promise<ContentTrustReport> {
  const { now, checksRevocation, seen } = context;
  const { subject } = signature;
  switch (signature.format) {
    case 'notation': {
      const { revocation } = evidence;
      const own = statement?.kind === 'notation' ? statement : undefined;
      return verifyNotation(signature, subject, own, { now, revocation, checksRevocation });
    }
    case 'docker-content-trust': {
      const own = statement?.kind === 'docker-content-trust' ? statement : undefined;
      const { fetchedAt } = evidence;
      return verifyContentTrust(signature, subject, own, { now, fetchedAt, ...(seen ? { seen } : {}) });
    }
    default: {
      const own = statement?.kind === 'sigstore' ? statement : undefined;
      return verifyCosign(signature, subject, own, { now });
    }
  }
}

const best = (reports: readonly ContentTrustReport[]): ContentTrustReport =>
  outcomes.flatMap(outcome => reports.find(it => it.outcome === outcome) ?? [])[0]!;
