import { MappedText } from '../../base/mapped-text';
import { commentsAt, gathering } from '../reading';
import { placeOfScript } from '../script-place';
import type { FileReader } from '../source';
import { readTopics } from '../topics';
import { readCmd } from './script';

/** Reads a batch file. */
export const read: FileReader = file => {
  const text = MappedText.whole(file.text);
  const place = placeOfScript(file, text);
  const { parsed, events } = readCmd(text, place, file.run?.environment, true);
  const { facts, emit } = gathering();
  readTopics({ text, place, events }, emit);
  return {
    facts,
    problems: [],
    comments: commentsAt(parsed.comments, file.text),
    units: [],
  };
};
