import type { MappedText } from '../../base/mapped-text';
import { type Data, isTable, known, type Table } from '../../base/value';
import type { Body } from '../../syntax/hcl/model';
import { parseHcl } from '../../syntax/hcl/parse';
import { parseJson } from '../../syntax/json/parse';
import type { Emit } from '../facts';
import { moved } from '../json/moved';
import { dataOf } from '../json/value';
import { Evaluator } from '../template/evaluator';
import { isAgent, readAgent } from './agent';
import { agentNames } from './agent.data';
import { isEntry, readWrittenEntry } from './entry';
import { textAt } from './found';

/** Reads a table that is a configuration of Consul; `false` when it is none. */
export function readConsulTable(root: Table, emit: Emit): boolean {
  if (isEntry(root)) readWrittenEntry(root, `the ${textAt(root, 'kind')} entry`, emit);
  else if (isAgent(root)) readAgent(root, emit);
  else return false;
  return true;
}

/** Reads a body of HCL that stands in a text. */
export function readConsulBody(body: Body, text: MappedText, emit: Emit): void {
  // Consul has no variables: a name that is not in quotes is one that a template brings.
  readConsulTable(tableOf(body, new Evaluator(text, () => undefined)), emit);
}

/** Reads HCL that another file holds as a text. */
export const readConsulHcl = (text: MappedText, emit: Emit): void =>
  readConsulBody(parseHcl(text.text).body, text, emit);

/** A body as a table; what stands in blocks and what is set with `=` are the same to Consul. */
function tableOf(body: Body, evaluator: Evaluator): Table {
  const attributes = body.attributes.map(({ name, at, value }) => ({
    key: name,
    keySpan: evaluator.spanOf(at),
    value: evaluator.evaluate(value),
  }));
  const blocks = body.blocks.map((block): Table['entries'][number] => ({
    key: block.type,
    keySpan: evaluator.spanOf(block.head),
    value: known<Data>(tableOf(block.body, evaluator), evaluator.spanOf(block)),
  }));
  return { kind: 'table', entries: [...attributes, ...blocks].sort((a, b) => a.keySpan.start - b.keySpan.start) };
}

/** Whether a key at the margin may be one of a configuration entry or of an agent. */
const tells = (key: string): boolean => agentNames.has(key) || /^(?:kind|server|tls|acl)$/.test(key);

/**
 * Reads JSON that another file holds as a text.
 * @param ofAgent it is the configuration of an agent, whatever it says
 */
export function readConsulJson(text: MappedText, emit: Emit, ofAgent = false): void {
  const tree = parseJson(text.text);
  if (tree.root?.kind !== 'object' || tree.errors.length > 0) return;
  // Dashboards are megabytes of other things.
  if (!ofAgent && !tree.root.members.some(it => tells(it.key.toLowerCase()))) return;
  const value = moved(dataOf(tree.root, text.text), text);
  if (!value.known || !isTable(value.value)) return;
  if (!readConsulTable(value.value, emit) && ofAgent) readAgent(value.value, emit);
}
