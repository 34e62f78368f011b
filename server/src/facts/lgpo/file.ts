import { MappedText } from '../../base/mapped-text';
import { span } from '../../base/span';
import { commentsAt, gathering } from '../reading';
import { emitFileWrites } from '../registry/meanings';
import { carriedOutOn } from '../script-place';
import type { FileReader } from '../source';
import { policyTextWrites } from './policy';

/** Whoever applies a policy, applies it on Windows. */
const place = carriedOutOn('windows');

/** Reads the text of LGPO.exe. */
export const read: FileReader = ({ text }) => {
  const { facts, emit } = gathering();
  emitFileWrites(policyTextWrites(MappedText.whole(text), place), emit);
  const comments = [...text.matchAll(/(?<=^[ \t\uFEFF]*);[^\r\n]*/gm)].map(it =>
    span(it.index, it.index + it[0].length),
  );
  return { facts, problems: [], comments: commentsAt(comments, text), units: [] };
};
