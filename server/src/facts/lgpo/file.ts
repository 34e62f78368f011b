import { MappedText } from '../../base/mapped-text';
import type { Place } from '../fact';
import { emitFileWrites } from '../registry/meanings';
import type { FactEntry, FileReader } from '../source';
import { policyTextWrites } from './policy';

/** Whoever applies a policy, applies it on Windows. */
const place: Place = { os: 'windows', runs: 'script', encode: text => text };

/** Reads the text of LGPO.exe. */
export const read: FileReader = ({ text }) => {
  const facts: FactEntry[] = [];
  emitFileWrites(policyTextWrites(MappedText.whole(text), place), (kind, fact) =>
    facts.push({ kind, fact } as FactEntry),
  );
  const comments = [...text.matchAll(/^[ \t\uFEFF]*(;[^\r\n]*)/gm)].map(({ 0: line, 1: words, index }) => ({
    span: { start: index + line.length - words!.length, end: index + line.length },
    text: words!,
  }));
  return { facts, problems: [], comments, units: [] };
};
