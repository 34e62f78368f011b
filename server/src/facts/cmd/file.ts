import { MappedText } from '../../base/mapped-text';
import { placeOfScript } from '../script-place';
import type { FactEntry, FileReader } from '../source';
import { readTopics } from '../topics';
import { readCmd } from './script';

export const read: FileReader = file => {
  const text = MappedText.whole(file.text);
  const place = placeOfScript(file, text);
  const { parsed, events } = readCmd(text, place, file.run?.environment, true);
  const facts: FactEntry[] = [];
  readTopics({ text, place, events }, (kind, fact) => facts.push({ kind, fact } as FactEntry));
  return {
    facts,
    problems: [],
    comments: parsed.comments.map(({ start, end, text: words }) => ({ span: { start, end }, text: words })),
    units: [],
  };
};
