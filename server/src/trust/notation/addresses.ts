import type { NotationStatement } from '../policy';
import { type Certificate, certificateOrNone, isIssuedBy } from './certificate';
import { isAnchor } from './chain';
import { integrity, type NotationSignature } from './integrity';
import { addressesOf, type RevocationAddress } from './revocation';
import { readToken } from './timestamp';

export type { RevocationAddress } from './revocation';

/** More is not asked for one signature. */
const mostAddresses = 32;

/**
 * What to fetch to know of the revocation of the certificates of a signature and of its timestamp. Without doubt in them: a signature that
 * does not hold asks for nothing, and with a statement only a chain that it trusts does, as everybody can write addresses into
 * certificates of their own. Never rejects.
 */
export async function revocationAddresses(
  signature: NotationSignature,
  statement?: NotationStatement,
): Promise<RevocationAddress[]> {
  try {
    const { envelope, chain } = await integrity(signature, signature.subject);
    const stores = statement?.stores;
    const store = envelope.scheme === 'notary.x509' ? stores?.ca : stores?.signingAuthority;
    if (stores !== undefined && !chain.some(one => isAnchor(one, store!))) return [];
    const own = chain.slice(0, -1).flatMap((one, index) => addressesOf(one, chain[index + 1]));
    const isStamped =
      envelope.timestamp !== undefined && envelope.scheme === 'notary.x509' && statement?.checksTimestamps !== false;
    const stamped = isStamped ? ofToken(envelope.timestamp!, stores?.tsa.certificates ?? []) : [];
    const all = new Map(
      [...own, ...stamped].map(one => [`${one.address} ${Buffer.from(one.body ?? []).toString('hex')}`, one]),
    );
    return [...all.values()].slice(0, mostAddresses);
  } catch {
    return [];
  }
}

/** Which of the certificates in a token make the chain is not known yet: all are asked about. */
function ofToken(token: Uint8Array, store: readonly Uint8Array[]): RevocationAddress[] {
  let sent: readonly Certificate[];
  try {
    sent = readToken(token).certificates;
  } catch {
    return [];
  }
  const known = [...sent, ...store.map(bytes => certificateOrNone(bytes)).filter(one => one !== undefined)];
  return sent.flatMap(one => {
    const issuer = known.find(candidate => isIssuedBy(one, candidate));
    return issuer === one ? [] : addressesOf(one, issuer);
  });
}
