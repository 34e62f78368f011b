import type { SignatureReport } from '../../facts/image/status';

/** Why signed metadata are not accepted. Thrown inside this folder only. */
export class Refusal extends Error {
  constructor(
    /** A sentence for a person. */
    readonly sentence: string,
    readonly outcome: Exclude<SignatureReport['outcome'], 'trusted'> = 'invalid',
  ) {
    super(sentence);
  }
}

/** Names that strangers wrote, short enough for a sentence and without control characters. */
export const shown = (text: string): string =>
  `\`${text
    .replaceAll(/[^ -~]/g, '?')
    .replaceAll('`', "'")
    .slice(0, 120)}\``;

/** `12ab34cd56ef…`: enough of a key's id to tell it from others. */
export const shortId = (id: string): string => `\`${id.slice(0, 12)}…\``;
