import type { MappedText } from '../base/mapped-text';
import type { OperatingSystem, Place } from './fact';
import type { Source } from './source';

/** Where what a whole file states is carried out, as a script would. Text is written there as it is. */
export const carriedOutOn = (os: OperatingSystem): Place => ({ os, runs: 'script', encode: text => text });

/** Where a script that is a file of its own runs: in the image whose Dockerfile runs it, else on some Windows machine. */
export function placeOfScript({ run }: Source, text: MappedText): Place {
  if (!run) return { os: 'windows', runs: 'script', encode: text.encode };
  const { os, runs, stage } = run.place;
  return { os, runs, encode: text.encode, ...(stage && { stage }) };
}
