import { MappedText } from '../../base/mapped-text';
import { parseInf } from '../../syntax/inf/parse';
import { readIniInventory } from '../ansible/connection';
import { commentsAt, gathering } from '../reading';
import { carriedOutOn } from '../script-place';
import type { FileReader } from '../source';
import { readTemplate } from './template';

/** Whoever applies a template, applies it on Windows. */
const place = carriedOutOn('windows');

/** Reads a security template, or an inventory of Ansible, which is written alike. */
export const read: FileReader = ({ text }) => {
  const { facts, emit } = gathering();
  const isInventory = /\bansible_\w+\s*=/.test(text);
  const { comments } = isInventory ? parseInf(text) : readTemplate(MappedText.whole(text), place, emit);
  if (isInventory) readIniInventory(parseInf(text), emit);
  return {
    facts,
    problems: [],
    comments: commentsAt(comments, text),
    units: [],
  };
};
