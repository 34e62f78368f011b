import { MappedText } from '../../base/mapped-text';
import type { Place } from '../fact';
import type { FactEntry, FileReader } from '../source';
import { readTopics } from '../topics';
import { readCmd } from './script';

export const read: FileReader = ({ text: source }) => {
  const text = MappedText.whole(source);
  const place: Place = { os: 'windows', runs: 'script', encode: text.encode };
  const { parsed, events } = readCmd(text, place, undefined, true);
  const facts: FactEntry[] = [];
  readTopics({ text, place, events }, (kind, fact) => facts.push({ kind, fact } as FactEntry));
  return {
    facts,
    problems: [],
    comments: parsed.comments.map(({ start, end, text: words }) => ({ span: { start, end }, text: words })),
    units: [],
  };
};
