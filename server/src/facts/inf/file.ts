import { MappedText } from '../../base/mapped-text';
import type { Place } from '../fact';
import type { FactEntry, FileReader } from '../source';
import { readTemplate } from './template';

/** Whoever applies a template, applies it on Windows. */
const place: Place = { os: 'windows', runs: 'script', encode: text => text };

/** Reads a security template. */
export const read: FileReader = ({ text }) => {
  const facts: FactEntry[] = [];
  const { comments } = readTemplate(MappedText.whole(text), place, (kind, fact) =>
    facts.push({ kind, fact } as FactEntry),
  );
  return {
    facts,
    problems: [],
    comments: comments.map(({ start, end, text: words }) => ({ span: { start, end }, text: words })),
    units: [],
  };
};
