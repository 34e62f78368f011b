import type { BaseBlock } from 'asn1js';
import type { TrustAnchors } from '../policy';
import { envelopeAlgorithm } from './algorithms';
import { type Certificate, certificate, certificateOrNone, extension, isIssuedBy, isSelfSigned } from './certificate';
import { hasBit, identifier, isTrue, same, sequence, small } from './der';
import { must } from './refused';

/** What a chain is for. */
export type Purpose = 'codesigning' | 'timestamping';

/** Chains with more certificates are not verified: real ones have three or four. */
const longestChain = 10;

const basicConstraints = '2.5.29.19';
const keyUsage = '2.5.29.15';
const extendedKeyUsage = '2.5.29.37';
const timeStamping = '1.3.6.1.5.5.7.3.8';

/** Names of the bits of keyUsage (RFC 5280 section 4.2.1.3). */
const bitNames = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

/** Purposes that a code-signing certificate must not have. `OCSPSigning` is refused by notation-core-go, not by the specification. */
const excludedPurposes: Readonly<Record<string, string>> = {
  '2.5.29.37.0': 'anyExtendedKeyUsage',
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  [timeStamping]: 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
};

/**
 * Checks that a chain keeps the rules of the Notary Project: leaf first, each issued by the next, a self-signed root at the end, and
 * the requirements on each certificate (signature-specification.md, Certificate Requirements). Only basicConstraints, keyUsage and
 * extendedKeyUsage are looked at, as it asks. Validity is not: it depends on the time that counts.
 */
export function checkChain(chain: readonly Certificate[], purpose: Purpose): void {
  const [leaf] = chain;
  must(leaf !== undefined, 'There is no certificate chain.');
  must(chain.length <= longestChain, `The certificate chain has more than ${longestChain} certificates.`);
  for (const [index, one] of chain.entries()) {
    const parent = chain[index + 1];
    if (parent === undefined)
      must(isSelfSigned(one), `The chain does not end in a root: \`${one.name.text}\` is not self-signed.`);
    else {
      must(isIssuedBy(one, parent), `The certificate \`${one.name.text}\` was not issued by \`${parent.name.text}\`.`);
      must(!isSelfSigned(one), `The certificate \`${one.name.text}\` is self-signed and not the end of the chain.`);
    }
    if (index > 0) checkAuthority(one, index - 1, purpose);
  }
  checkLeaf(leaf, purpose);
}

function checkAuthority(one: Certificate, below: number, purpose: Purpose): void {
  const { critical, isAuthority, pathLength } = constraints(one);
  const what = `The certificate \`${one.name.text}\``;
  must(isAuthority, `${what} is no certificate authority.`);
  must(critical, `${what} has basicConstraints that are not critical.`);
  must(
    pathLength === undefined || below <= pathLength,
    `${what} allows ${pathLength} certificate authorities below it, and there are ${below}.`,
  );
  must(hasBit(usage(one, purpose), 5), `${what} may not sign certificates (keyUsage).`);
}

function checkLeaf(one: Certificate, purpose: Purpose): void {
  const what = `The signing certificate \`${one.name.text}\``;
  must(!constraints(one).isAuthority, `${what} is a certificate authority.`);
  must(envelopeAlgorithm(one.key) !== undefined, `${what} has a key of a size or kind that is not accepted.`);
  const bits = usage(one, purpose);
  must(hasBit(bits, 0), `${what} may not sign (keyUsage has no digitalSignature).`);
  const excess = bitNames.filter((_name, bit) => bit > 1 && hasBit(bits, bit));
  must(excess.length === 0, `${what} has a keyUsage for more than signing: ${excess.join(', ')}.`);
  const found = one.extensions.get(extendedKeyUsage);
  const purposes =
    found === undefined
      ? []
      : sequence(extension(found), 'extendedKeyUsage').map(node => identifier(node, 'An extendedKeyUsage'));
  if (purpose === 'timestamping') {
    const [only, ...others] = purposes;
    must(only === timeStamping && others.length === 0, `${what} is not for timestamps alone (extendedKeyUsage).`);
    must(found?.critical === true, `${what} has an extendedKeyUsage that is not critical.`);
    return;
  }
  const excluded = purposes.map(id => excludedPurposes[id]).filter(name => name !== undefined);
  must(excluded.length === 0, `${what} has an extendedKeyUsage that code-signing excludes: ${excluded.join(', ')}.`);
}

function constraints(one: Certificate): { critical: boolean; isAuthority: boolean; pathLength?: number } {
  const found = one.extensions.get(basicConstraints);
  if (found === undefined) return { critical: false, isAuthority: false };
  const [first, second] = sequence(extension(found), 'basicConstraints');
  const isAuthority = isTrue(first);
  const length = isAuthority ? second : first;
  const pathLength = isAuthority && length !== undefined ? { pathLength: small(length, 'The path length') } : {};
  return { critical: found.critical, isAuthority, ...pathLength };
}

export const isAuthority = (one: Certificate): boolean => constraints(one).isAuthority;

/** keyUsage must be there; critical it SHOULD be on chains for timestamps, and MUST on those for code. */
function usage(one: Certificate, purpose: Purpose): BaseBlock {
  const found = one.extensions.get(keyUsage);
  must(found !== undefined, `The certificate \`${one.name.text}\` has no keyUsage.`);
  must(
    found.critical || purpose === 'timestamping',
    `The certificate \`${one.name.text}\` has a keyUsage that is not critical.`,
  );
  return extension(found);
}

/** Whether a certificate is one of those that are trusted. */
export const isAnchor = (one: Certificate, anchors: TrustAnchors): boolean =>
  anchors.fingerprints.includes(one.fingerprint) || anchors.certificates.some(bytes => same(bytes, one.bytes));

/** How many issuers are tried for one chain. */
const mostTried = 64;

/** The certificates of a store, decoded. */
function readStore(anchors: TrustAnchors): readonly Certificate[] {
  let read = stores.get(anchors);
  if (read === undefined) {
    read = anchors.certificates.map(bytes => certificateOrNone(bytes)).filter(one => one !== undefined);
    stores.set(anchors, read);
  }
  return read;
}

const stores = new WeakMap<TrustAnchors, readonly Certificate[]>();

/**
 * Builds the chain from a certificate to a root that is trusted, from what came with it and the store.
 * Tries few certificates, so that a heap of them costs no time.
 */
export function buildChain(
  leaf: Certificate,
  sent: readonly Certificate[],
  anchors: TrustAnchors,
): readonly Certificate[] | undefined {
  const roots = [...readStore(anchors), ...sent.filter(one => anchors.fingerprints.includes(one.fingerprint))];
  const has = (list: readonly Certificate[], one: Certificate): boolean =>
    list.some(({ fingerprint }) => fingerprint === one.fingerprint);
  let tried = 0;
  const climb = (path: readonly Certificate[]): readonly Certificate[] | undefined => {
    const top = path.at(-1)!;
    if (isSelfSigned(top)) return has(roots, top) ? path : undefined;
    if (path.length >= longestChain) return undefined;
    for (const next of [...roots, ...sent]) {
      if (!same(top.issuer, next.subject) || tried >= mostTried || has(path, next)) continue;
      tried += 1;
      const whole = isIssuedBy(top, next) ? climb([...path, next]) : undefined;
      if (whole !== undefined) return whole;
    }
    return undefined;
  };
  return climb([leaf]);
}

/** The chain of an envelope, decoded. */
export function chainOf(sent: readonly Uint8Array[]): readonly Certificate[] {
  must(sent.length > 0, 'There is no certificate chain.');
  must(sent.length <= longestChain, `The certificate chain has more than ${longestChain} certificates.`);
  return sent.map(bytes => certificate(bytes));
}
