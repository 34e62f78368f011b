import { MappedText } from '../../base/mapped-text';
import type { Place } from '../fact';
import { commentsAt, gathering } from '../reading';
import type { FileReader } from '../source';
import { looksLikeSpire } from '../spire/look';
import { readSpireText } from '../spire/reader';
import { hereDocuments, without } from './here-document';
import { readPlainShell } from './told';

const place: Place = { os: 'unknown', runs: 'script', encode: text => text };

/** Reads what a shell script tells SPIRE, the images that it takes, and configurations of SPIRE that it writes; nothing else of it. */
export const read: FileReader = ({ text }) => {
  const { facts, emit } = gathering();
  const bodies = hereDocuments(text);
  const whole = MappedText.whole(text);
  for (const { start, end } of bodies) {
    const body = whole.slice(start, end);
    if (looksLikeSpire(body.text)) readSpireText(body, place, emit);
  }
  const commands = without(text, bodies);
  readPlainShell(MappedText.whole(commands), place, emit);
  const comments = [...text.matchAll(comment)].map(({ 0: found, index }) => {
    const start = index + found.indexOf('#');
    return { start, end: index + found.length };
  });
  return { facts, problems: [], comments: commentsAt(comments, text), units: [] };
};

const comment = /(?:^|[ \t;])#[^\r\n]*/gm;
