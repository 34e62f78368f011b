import { MappedText } from '../../base/mapped-text';
import type { Place } from '../fact';
import type { FactEntry, FileReader } from '../source';
import { readTopics } from '../topics';
import { readPowerShell } from './script';

export const read: FileReader = ({ text: source }) => {
  const text = MappedText.whole(source);
  const place: Place = { os: 'windows', runs: 'script', encode: text.encode };
  const { parsed, events } = readPowerShell(text, place);
  const facts: FactEntry[] = [];
  readTopics({ text, place, events }, (kind, fact) => facts.push({ kind, fact } as FactEntry));
  return {
    facts,
    problems: parsed.errors.map(it => ({ span: { start: it.start, end: it.end }, message: it.message })),
    comments: parsed.comments.map(it => ({ span: { start: it.start, end: it.end }, text: it.text })),
    units: [],
  };
};
