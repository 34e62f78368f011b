import type { NotationStatement, TrustAnchors } from '../policy';
import { isAnchor } from './chain';
import type { Envelope } from './envelope';
import { integrity, type NotationSignature } from './integrity';
import { addressesOf, type RevocationAddress } from './revocation';
import { readToken, verifyToken } from './timestamp';

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
    const stamped = statement?.checksTimestamps ? ofToken(envelope, statement.stores.tsa) : [];
    const all = new Map(
      [...own, ...stamped].map(one => [`${one.address} ${Buffer.from(one.body ?? []).toString('hex')}`, one]),
    );
    return [...all.values()].slice(0, mostAddresses);
  } catch {
    return [];
  }
}

/** Of the chain that a token leads to. Others may be in it, as nobody signed the list: they are not asked about. */
function ofToken({ scheme, timestamp, signature }: Envelope, anchors: TrustAnchors): RevocationAddress[] {
  if (timestamp === undefined || scheme !== 'notary.x509') return [];
  try {
    const { chain } = verifyToken(readToken(timestamp), signature, anchors);
    return chain.slice(0, -1).flatMap((one, index) => addressesOf(one, chain[index + 1]));
  } catch {
    return [];
  }
}
