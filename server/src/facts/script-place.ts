import type { MappedText } from '../base/mapped-text';
import type { Place } from './fact';
import type { Source } from './source';

/** Where a script that is a file of its own runs: in the image whose Dockerfile runs it, else on some Windows machine. */
export function placeOfScript({ run }: Source, text: MappedText): Place {
  if (!run) return { os: 'windows', runs: 'script', encode: text.encode };
  const { os, runs, stage } = run.place;
  return { os, runs, encode: text.encode, ...(stage && { stage }) };
}
