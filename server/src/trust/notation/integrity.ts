import type { SignatureEvidence } from '../evidence';
import type { Descriptor } from '../oci';
import { envelopeAlgorithm, verifyEnvelope } from './algorithms';
import type { Certificate } from './certificate';
import { chainOf, checkChain } from './chain';
import { readCose } from './cose';
import type { Envelope } from './envelope';
import { readJws } from './jws';
import { checkManifest } from './manifest';
import { checkPayload } from './payload';
import { refuse } from './refused';

export type NotationSignature = Extract<SignatureEvidence, { format: 'notation' }>;

/** A signature that is intact, and whose chain keeps the rules; whom to trust is another question. */
export interface Intact {
  readonly envelope: Envelope;
  readonly chain: readonly Certificate[];
}

/** Reads the envelope of a signature; nothing of it is verified. */
const readEnvelope = ({ envelope, manifest }: Pick<NotationSignature, 'envelope' | 'manifest'>, image: Descriptor) =>
  checkManifest(manifest, envelope, image).envelope.mediaType === 'application/cose'
    ? readCose(envelope.bytes)
    : readJws(envelope.bytes);

/** Validate Integrity, and the requirements on chain and algorithm that hold under every policy. */
export async function integrity(signature: NotationSignature, image: Descriptor): Promise<Intact> {
  const envelope = await readEnvelope(signature, image);
  const chain = chainOf(envelope.chain);
  const { key } = chain[0]!;
  const algorithm = envelopeAlgorithm(key);
  if (algorithm?.jws !== envelope.algorithm)
    refuse(`The signature says that it was made with ${envelope.algorithm}, and its key is not of that kind.`);
  if (!verifyEnvelope(key, algorithm, envelope.signed, envelope.signature))
    refuse('The signature does not hold: it or what it covers was altered.');
  checkPayload(envelope.payload, image);
  checkChain(chain, 'codesigning');
  return { envelope, chain };
}
