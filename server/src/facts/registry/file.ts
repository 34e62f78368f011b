import { MappedText } from '../../base/mapped-text';
import type { Place } from '../fact';
import type { FactEntry, FileReader } from '../source';
import { readRegistryText } from './text';

/** Whoever imports the file, imports it on Windows. */
const place: Place = { os: 'windows', runs: 'script', encode: text => text };

/** Reads a `.reg` file. */
export const read: FileReader = source => {
  const facts: FactEntry[] = [];
  const tree = readRegistryText(MappedText.whole(source.text), place, (kind, fact) =>
    facts.push({ kind, fact } as FactEntry),
  );
  return {
    facts,
    problems: tree.errors.map(({ start, end, message }) => ({ span: { start, end }, message })),
    comments: tree.comments.map(({ start, end, text }) => ({ span: { start, end }, text })),
    units: [],
  };
};
