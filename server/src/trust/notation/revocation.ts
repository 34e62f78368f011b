import type { UnknownReason } from '../../facts/image/status';
import type { RevocationEvidence } from '../evidence';
import { type Certificate, extension, uris } from './certificate';
import { askList, type Standing } from './crl';
import { context, identifier, parts, sequence } from './der';
import { askAnswer, type OcspStanding, ocspRequest } from './ocsp';
import { Refused } from './refused';

/** What is known of the revocation of a chain. */
export type Revocation =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked'; readonly detail: string }
  | { readonly kind: 'unknown'; readonly detail: string; readonly reason: UnknownReason };

/** Something to fetch: `body` is to be posted as `application/ocsp-request`. */
export interface RevocationAddress {
  readonly address: string;
  readonly kind: RevocationEvidence['kind'];
  readonly body?: Uint8Array;
}

const authorityAccess = '1.3.6.1.5.5.7.1.1';
const ocspMethod = '1.3.6.1.5.5.7.48.1';
const distributionPoints = '2.5.29.31';

/** Certificates with more addresses than this are not asked about further. */
const mostAddresses = 8;

/** Only plain http is spoken: what is fetched is signed (trust-store-trust-policy.md, CRLs). */
const isHttp = (address: string): boolean => /^http:\/\/[\x21-\x7e]+$/i.test(address);

/** Addresses of OCSP responders in a certificate. */
function responders(one: Certificate): readonly string[] {
  const found = one.extensions.get(authorityAccess);
  if (found === undefined) return [];
  const addresses = sequence(extension(found), 'authorityInfoAccess').flatMap(node => {
    const [method, location] = sequence(node, 'authorityInfoAccess');
    return identifier(method, 'authorityInfoAccess') === ocspMethod && location !== undefined ? uris([location]) : [];
  });
  return addresses.slice(0, mostAddresses);
}

/** The addresses of each distribution point: those of one point are the same list; points are lists of their own. */
function points(one: Certificate): readonly (readonly string[])[] {
  const found = one.extensions.get(distributionPoints);
  if (found === undefined) return [];
  return sequence(extension(found), 'cRLDistributionPoints')
    .slice(0, mostAddresses)
    .map(node => {
      const point = sequence(node, 'cRLDistributionPoints');
      // A list by somebody else than the issuer is not read.
      if (point.some(part => context(part) === 2)) return [];
      const name = point.find(part => context(part) === 0);
      const full = name === undefined ? undefined : parts(name, 'cRLDistributionPoints')[0];
      return full !== undefined && context(full) === 0
        ? uris(parts(full, 'cRLDistributionPoints')).slice(0, mostAddresses)
        : [];
    });
}

/** What to fetch to know of the revocation of a certificate. */
export function addressesOf(one: Certificate, issuer: Certificate | undefined): RevocationAddress[] {
  const asked = issuer === undefined ? [] : responders(one).filter(isHttp);
  const lists = points(one).flatMap(addresses => addresses.filter(isHttp));
  return [
    ...asked.map(address => ({ address, kind: 'ocsp' as const, body: ocspRequest(one, issuer!) })),
    ...lists.map(address => ({ address, kind: 'crl' as const })),
  ];
}

interface Asked {
  readonly evidence: readonly RevocationEvidence[];
  readonly now: Date;
  /** When the signature was certainly made, where that is known. */
  readonly signed: Date | undefined;
}

/**
 * What evidence says of the revocation of a chain (trust-store-trust-policy.md, Certificate Revocation Evaluation): OCSP first, lists when that
 * says nothing. The root is not asked about. A certificate without addresses cannot be revoked.
 */
export function revocationOf(chain: readonly Certificate[], asked: Asked): Revocation {
  let worst: Revocation = { kind: 'good' };
  for (let index = chain.length - 2; index >= 0; index--) {
    const found = ofOne(chain[index]!, chain[index + 1]!, asked);
    if (found.kind === 'revoked') return found;
    if (found.kind === 'unknown' && worst.kind === 'good') worst = found;
  }
  return worst;
}

function ofOne(one: Certificate, issuer: Certificate, asked: Asked): Revocation {
  const hasResponder = responders(one).length > 0;
  const lists = points(one);
  if (!hasResponder && lists.length === 0) return { kind: 'good' };
  const answered = hasResponder ? fromAnswers(one, issuer, asked) : undefined;
  if (answered !== undefined && answered.kind !== 'unknown') return answered;
  return lists.length > 0 ? fromLists(one, issuer, lists, asked) : answered!;
}

/** Answers are known by what they are about: the address they came from means nothing. */
function fromAnswers(one: Certificate, issuer: Certificate, asked: Asked): Revocation {
  let problem: string | undefined;
  let good: Revocation | undefined;
  for (const { bytes } of asked.evidence.filter(({ kind }) => kind === 'ocsp')) {
    const answer = attempt(() => askAnswer(bytes, one, issuer, asked.now));
    if (typeof answer === 'string') problem = answer;
    else if (answer?.kind === 'unknown') problem = 'The OCSP responder does not know it.';
    else if (answer !== undefined) {
      const verdict = verdictOn(one, answer, asked.signed);
      if (verdict.kind === 'revoked') return verdict;
      const standing = responderStanding(answer, issuer, asked);
      if (standing.kind === 'good') good = verdict;
      else problem = standing.detail;
    }
  }
  return good ?? unknown(one, problem, asked);
}

/** A responder without `id-pkix-ocsp-nocheck` may be revoked itself. */
function responderStanding(
  { responder }: OcspStanding,
  issuer: Certificate,
  asked: Asked,
): Exclude<Revocation, { kind: 'revoked' }> {
  const lists = responder === undefined ? [] : points(responder);
  if (responder === undefined || lists.length === 0) return { kind: 'good' };
  const found = fromLists(responder, issuer, lists, asked);
  return found.kind === 'revoked' ? { kind: 'unknown', detail: found.detail, reason: 'protocol' } : found;
}

function fromLists(
  one: Certificate,
  issuer: Certificate,
  lists: readonly (readonly string[])[],
  asked: Asked,
): Revocation {
  let worst: Revocation = { kind: 'good' };
  for (const addresses of lists) {
    const found = fromPoint(one, issuer, addresses, asked);
    if (found.kind === 'revoked') return found;
    if (found.kind === 'unknown') worst = found;
  }
  return worst;
}

function fromPoint(one: Certificate, issuer: Certificate, addresses: readonly string[], asked: Asked): Revocation {
  let problem: string | undefined;
  let good: Revocation | undefined;
  for (const { kind, address, bytes } of asked.evidence) {
    if (kind !== 'crl' || !addresses.includes(address)) continue;
    const standing = attempt(() => askList(bytes, one, issuer, addresses, asked.now));
    if (typeof standing === 'string') problem = standing;
    else {
      const verdict = verdictOn(one, standing, asked.signed);
      if (verdict.kind === 'revoked') return verdict;
      good = verdict;
    }
  }
  return good ?? unknown(one, problem, asked);
}

/** A key that became invalid after the signature was made was good then. Without that day, a revoked certificate is revoked. */
function verdictOn(one: Certificate, standing: Standing, signed: Date | undefined): Revocation {
  if (standing.kind === 'good') return { kind: 'good' };
  const { at, invalid } = standing;
  if (invalid !== undefined && signed !== undefined && signed < invalid) return { kind: 'good' };
  const day = at.toISOString().slice(0, 10);
  return { kind: 'revoked', detail: `The certificate \`${one.name.text}\` was revoked on ${day}.` };
}

function unknown(
  one: Certificate,
  problem: string | undefined,
  { evidence }: Asked,
): Extract<Revocation, { kind: 'unknown' }> {
  const detail = `Whether the certificate \`${one.name.text}\` was revoked is not known`;
  if (problem !== undefined) return { kind: 'unknown', detail: `${detail}. ${problem}`, reason: 'protocol' };
  return {
    kind: 'unknown',
    detail: `${detail}: nobody answered.`,
    reason: evidence.length === 0 ? 'not-asked' : 'not-found',
  };
}

function attempt<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refused) return error.message;
    return 'What was said of it cannot be read.';
  }
}
