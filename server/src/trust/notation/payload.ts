import type { Descriptor } from '../oci';
import { member, members, parseStrictJson } from '../strict-json';
import { must, refuse } from './refused';

/** signature-specification.md, Payload. */
export const payloadType = 'application/vnd.cncf.notary.payload.v1+json';

/**
 * Checks that a signature is for an image: digest, media type and size are all the image's own. Other members of the payload and of
 * the descriptor in it mean nothing for that (`annotations`, `artifactType`).
 */
export function checkPayload(payload: Uint8Array, image: Descriptor): void {
  const read = parseStrictJson(payload, { depth: 16 });
  if ('error' in read) refuse(`The signed payload ${read.error}.`);
  const target = members(member(read.value, 'targetArtifact'));
  must(target !== undefined, 'The signed payload names no artifact.');
  const { digest, mediaType, size } = target;
  must(
    typeof digest === 'string' &&
      typeof mediaType === 'string' &&
      typeof size === 'number' &&
      Number.isSafeInteger(size),
    'The signed payload names no artifact by digest, media type and size.',
  );
  const annotations = target.annotations;
  must(
    annotations === undefined ||
      (members(annotations) !== undefined &&
        Object.values(members(annotations)!).every(text => typeof text === 'string')),
    'The signed payload has annotations that are no texts.',
  );
  must(digest === image.digest, `The signature is for ${shown(digest)}, not for ${image.digest}.`);
  must(
    mediaType === image.mediaType,
    `The signature is for content of type ${shown(mediaType)}, not ${image.mediaType}.`,
  );
  must(size === image.size, `The signature is for ${size} bytes, and the image's manifest has ${image.size}.`);
}

/** Text of strangers, for a sentence: short, printable, and no back-tick to end a quotation. */
export const shown = (text: string): string =>
  text
    .slice(0, 120)
    .replace(/[^\x20-\x5f\x61-\x7e]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
