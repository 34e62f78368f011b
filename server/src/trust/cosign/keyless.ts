import type { X509Certificate } from 'node:crypto';
import { type SignedEntity, Verifier } from '@sigstore/verify';
import { type Identity, subjectOf } from './identity';
import { reason } from './keyed';
import { entryProblem, isOfKnownLog } from './log-entry';
import { type Authority, mayBeOutdated, type TrustedRoot } from './root';
import { invalid, type Refusal, type Signed, shown, unknown, untrusted } from './signed';

/** A signature by a certificate of short life, which an authority of Sigstore issued to an identity. */
export interface Keyless {
  readonly identity: Identity;
  readonly root: X509Certificate;
  readonly witnessedAt: Date;
  /** What a reader should know, although it is no fault. */
  readonly logged: readonly string[];
}

const codeSigning = '1.3.6.1.5.5.7.3.3';

/**
 * Verifies all of a keyless signature but whose it should be: signature, certificate, that logs saw both in time.
 * What this root knows nothing of is `untrusted`: another instance of Sigstore may have made it. What it should know, but what does
 * not hold, is `invalid`.
 * Source: sigstore/architecture-docs `client-spec.md`, section 4.
 */
export function verifyKeyless(signed: Signed, root: TrustedRoot, now: Date): Keyless | Refusal {
  const { entity, certificate } = signed;
  if (entity.key.$case !== 'certificate' || !certificate) return untrusted('The signature is not by a certificate.');
  if (!entity.signature.verifySignature(certificate.publicKey)) {
    return invalid('The signature does not hold for its certificate.');
  }
  const subject = subjectOf(certificate);
  if (subject === undefined || certificate.ca || !certificate.keyUsage?.includes(codeSigning)) {
    return untrusted('The certificate is not one for signing that names one identity.');
  }
  const authority = authorityOf(certificate, root);
  if (!('chain' in authority)) return authority;
  const unknownToRoot = strangers(entity, root) ?? (entity.tlogEntries.length === 0 ? 'is in no transparency log' : '');
  if (unknownToRoot) return untrusted(`The signature ${unknownToRoot}.${mayBeOutdated(root)}`);
  const times = witnessTimes(entity);
  if (times.length === 0) {
    return untrusted('Nothing proves that the signature was made while its certificate, now expired, was valid.');
  }
  if (times.some(Number.isNaN)) return unknown('A timestamp states its time in a way that Boltseal cannot read.');
  const [from, to] = [certificate.validFrom, certificate.validTo].map(it => Date.parse(it)) as [number, number];
  const outside = times.find(it => !(it >= from && it <= to));
  if (outside !== undefined) {
    return invalid(`The signature was witnessed at ${written(outside)}, when its certificate was not valid.`);
  }
  const problem = entity.tlogEntries
    .map(it => entryProblem(it, signed, [certificate.raw]))
    .find(it => it !== undefined);
  if (problem) return problem;
  const verifier = new Verifier(root.material, { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 });
  try {
    const { identity } = verifier.verify(entity);
    const issuer = identity?.extensions?.issuer;
    if (issuer === undefined || identity?.subjectAlternativeName !== subject) {
      return untrusted('The certificate does not say who vouches for its identity.');
    }
    return {
      identity: { subject, issuer },
      root: authority.chain.at(-1)!,
      witnessedAt: new Date(Math.min(...times)),
      logged: retired(authority, now),
    };
  } catch (error) {
    return invalid(`The keyless signature does not hold (${reason(error)}).`);
  }
}

/** The authority that issued a certificate. OpenSSL reads it more strictly than `@sigstore/verify`, so both have to agree. */
function authorityOf(certificate: X509Certificate, root: TrustedRoot): Authority | Refusal {
  const named = root.authorities.filter(({ chain }) => certificate.checkIssued(chain[0]!));
  if (named.length === 0) {
    const issuer = shown(certificate.issuer.replaceAll('\n', ', '));
    return untrusted(`The certificate is of ${issuer}, which ${root.name} does not know.${mayBeOutdated(root)}`);
  }
  return (
    named.find(({ chain }) => certificate.verify(chain[0]!.publicKey)) ??
    invalid('The certificate was not signed by the authority that it names.')
  );
}

/** Who is named as a witness, but is not known; to follow "the signature". */
function strangers(entity: SignedEntity, { name, material }: TrustedRoot): string | undefined {
  if (entity.key.$case !== 'certificate') return undefined;
  const promises = entity.key.certificate.extSCT?.signedCertificateTimestamps ?? [];
  if (promises.length === 0) return 'is by a certificate that was not promised to any certificate transparency log';
  if (!promises.every(({ logID }) => material.ctlogs.some(it => it.logID.equals(logID)))) {
    return `is by a certificate in a certificate transparency log that ${name} does not know`;
  }
  if (!entity.tlogEntries.every(it => isOfKnownLog(it, material))) {
    return `is in a transparency log that ${name} does not know`;
  }
  const isKnown = entity.timestamps.every(
    it =>
      it.$case !== 'timestamp-authority' ||
      material.timestampAuthorities.some(
        ({ certChain: [signer] }) =>
          signer?.serialNumber.equals(it.timestamp.signerSerialNumber) &&
          signer.issuer.equals(it.timestamp.signerIssuer),
      ),
  );
  return isKnown ? undefined : `has a timestamp of an authority that ${name} does not know`;
}

/** When logs and timestamp authorities say that they saw the signature, in milliseconds. A log has promised its time, or says none. */
function witnessTimes({ timestamps }: SignedEntity): readonly number[] {
  return timestamps.flatMap(it => {
    if (it.$case === 'timestamp-authority') return [timeOf(it.timestamp)];
    return it.tlogEntry.inclusionPromise ? [Number(it.tlogEntry.integratedTime) * 1_000] : [];
  });
}

/** `@sigstore/verify` knows times of whole seconds, and of three digits of a second. */
function timeOf(token: { readonly signingTime: Date }): number {
  try {
    return token.signingTime.getTime();
  } catch {
    return Number.NaN;
  }
}

const retired = ({ end }: Authority, now: Date): readonly string[] =>
  end && end < now
    ? [`the authority that issued the certificate is in use no more since ${written(end.getTime())}`]
    : [];

const written = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');
