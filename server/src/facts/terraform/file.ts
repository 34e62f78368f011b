import { span } from '../../base/span';
import { parseHcl } from '../../syntax/hcl/parse';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import type { FactEntry, FileReader } from '../source';
import { readConnections } from './connection';
import { moduleOf } from './module';
import { readNetworks } from './network';
import { readScripts } from './scripts';
import { systemOf } from './system';

/** Blocks of Terraform and Packer; other files in this language are parsed and stay silent. */
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

/** Reads Terraform and Packer in their native syntax. */
export const read: FileReader = ({ path, text }) => {
  const file = parseHcl(text);
  const facts: FactEntry[] = [];
  const emit: Emit = (kind, fact) => facts.push({ kind, fact } as FactEntry);
  if (/\.tfvars$/i.test(path) || file.body.blocks.some(it => blocks.has(it.type))) {
    const module = moduleOf(text, file);
    const place: Place = { os: systemOf(module), runs: 'script', encode: it => it };
    readNetworks(module, place, emit);
    readConnections(module, place, emit);
    readScripts(module, emit);
  }
  const faults = template.test(text) ? [] : file.faults;
  return {
    facts,
    problems: faults.map(it => ({ span: span(it.start, it.end), message: it.message })),
    comments: file.comments.map(it => ({ span: span(it.start, it.end), text: text.slice(it.start, it.end) })),
    units: [],
  };
};
