import { MappedText } from '../../base/mapped-text';
import { parseHcl } from '../../syntax/hcl/parse';
import { readConsulBody } from '../consul/document';
import { commentsAt, gathering, problemsOf } from '../reading';
import { carriedOutOn } from '../script-place';
import type { FileReader } from '../source';
import { looksLikeSpire } from '../spire/look';
import { readSpireText } from '../spire/reader';
import { namesTemplate } from '../template/name';
import { readConnections } from './connection';
import { readImages } from './images';
import { moduleOf } from './module';
import { readNetworks } from './network';
import { readScripts } from './scripts';
import { systemOf } from './system';
import { readTaskDefinitions } from './task-definition';

/** Blocks of Terraform and Packer; files of other programs have other names. */
const blocks: ReadonlySet<string> = new Set([
  'resource',
  'source',
  'build',
  'data',
  'variable',
  'provider',
  'module',
  'locals',
]);

/** Files that another program makes a module of: `{{ range }}`, `{{lab.name}}`. */
const template = /\{\{-?\s*[\w.]+[^{}]*\}\}/;

/** Reads Terraform and Packer in their native syntax, and the configuration of SPIRE and Consul. */
export const read: FileReader = ({ path, text }) => {
  const file = parseHcl(text);
  const { facts, emit } = gathering();
  if (/\.tfvars$/i.test(path) || file.body.blocks.some(it => blocks.has(it.type))) {
    const module = moduleOf(text, file);
    const place = carriedOutOn(systemOf(module));
    readNetworks(module, place, emit);
    readConnections(module, place, emit);
    readScripts(module, emit);
    readImages(module, place, emit);
    readTaskDefinitions(module, place, emit);
  } else if (looksLikeSpire(text)) readSpireText(MappedText.whole(text), carriedOutOn('unknown'), emit);
  else readConsulBody(file.body, MappedText.whole(text), emit);
  return {
    facts,
    problems: namesTemplate(path) || template.test(text) ? [] : problemsOf(file.faults),
    comments: commentsAt(file.comments, text),
    units: [],
  };
};
