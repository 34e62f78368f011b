import { MappedText } from '../../base/mapped-text';
import { commentsAt, gathering, problemsOf } from '../reading';
import { carriedOutOn } from '../script-place';
import type { FileReader } from '../source';
import { readRegistryText } from './text';

/** Whoever imports the file, imports it on Windows. */
const place = carriedOutOn('windows');

/** Reads a `.reg` file. */
export const read: FileReader = ({ text }) => {
  const { facts, emit } = gathering();
  const tree = readRegistryText(MappedText.whole(text), place, emit);
  return {
    facts,
    problems: problemsOf(tree.errors),
    comments: commentsAt(tree.comments, text),
    units: [],
  };
};
