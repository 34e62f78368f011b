import { MappedText } from '../../base/mapped-text';
import { parseInf } from '../../syntax/inf/parse';
import { readIniInventory } from '../ansible/connection';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import type { FactEntry, FileReader } from '../source';
import { readTemplate } from './template';

/** Whoever applies a template, applies it on Windows. */
const place: Place = { os: 'windows', runs: 'script', encode: text => text };

/** Reads a security template, or an inventory of Ansible, which is written alike. */
export const read: FileReader = ({ text }) => {
  const facts: FactEntry[] = [];
  const emit: Emit = (kind, fact) => facts.push({ kind, fact } as FactEntry);
  const isInventory = /\bansible_\w+\s*=/.test(text);
  const { comments } = isInventory ? parseInf(text) : readTemplate(MappedText.whole(text), place, emit);
  if (isInventory) readIniInventory(parseInf(text), emit);
  return {
    facts,
    problems: [],
    comments: comments.map(({ start, end, text: words }) => ({ span: { start, end }, text: words })),
    units: [],
  };
};
