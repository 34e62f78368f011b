import { textOf } from '../../base/value';
import type { Block } from '../../syntax/hcl/model';
import { emitListener } from '../azure/resources';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { mayBeSecret, readSecret } from '../template/secret';
import { isLocalBuilder, isOfWindows, readCheck, readEncryption, type ToolSwitch } from '../template/winrm';
import { attribute, type Module, type Turn, turnsOf, valueAt } from './module';

/** Blocks that may hold a password. */
const holders: ReadonlySet<string> = new Set(['resource', 'source', 'provider', 'build']);

/** Reads how Packer and Terraform reach a machine over WinRM, and the passwords that stand in a module. */
export function readConnections(module: Module, place: Place, emit: Emit): void {
  for (const block of module.file.body.blocks) {
    if (block.type === 'source') readCommunicator(module, block, place, emit);
    if (block.type === 'variable') readVariable(module, block, place, emit);
    if (!holders.has(block.type)) continue;
    const isLocal = block.type === 'source' && isLocalBuilder(block.labels[0] ?? '');
    for (const turn of turnsOf(module, block)) readBody(module, turn, isLocal, place, emit);
  }
}

/** How Packer reaches the machine that it makes (packer: docs/communicators/winrm). */
function readCommunicator(module: Module, block: Block, place: Place, emit: Emit): void {
  if (isLocalBuilder(block.labels[0] ?? '')) return;
  const turn = { body: block.body, locals: new Map() };
  for (const it of switchOf(module, turn, 'winrm_use_ssl')) readEncryption(it, place, emit);
  for (const it of switchOf(module, turn, 'winrm_insecure')) readCheck(it, 'Packer', place, emit);
}

function switchOf(module: Module, turn: Turn, name: string): readonly ToolSwitch[] {
  const found = attribute(turn.body, name);
  if (!found) return [];
  return [{ name, value: valueAt(module, turn, name), span: { start: found.start, end: found.end } }];
}

const deepest = 4;

/** The passwords among the attributes of a block and of those in it. */
function readBody(module: Module, turn: Turn, isLocal: boolean, place: Place, emit: Emit, depth = 0): void {
  for (const { name, value, start, end } of turn.body.attributes) {
    if (value.kind !== 'text' || !mayBeSecret(name) || !isOfWindows(name, it => textOf(valueAt(module, turn, it))))
      continue;
    const given = module.evaluator.evaluate(value, turn.locals);
    // The boxes of Vagrant have this account, and are told of as such.
    if (isLocal && textOf(given) === 'vagrant') continue;
    readSecret(name, given, { start, end }, place, emit);
  }
  if (depth >= deepest) return;
  for (const block of turn.body.blocks) {
    const inner = { body: block.body, locals: turn.locals };
    if (block.type === 'connection' && /^winrm$/i.test(typeOf(module, inner))) {
      for (const it of switchOf(module, inner, 'https')) readEncryption(it, place, emit);
      for (const it of switchOf(module, inner, 'insecure')) readCheck(it, 'Terraform', place, emit);
    }
    const protocol =
      block.type === 'winrm_listener' || block.type === 'winrm' ? valueAt(module, inner, 'protocol') : undefined;
    if (protocol) emitListener(protocol, place, emit);
    readBody(module, inner, isLocal, place, emit, depth + 1);
  }
}

const typeOf = ({ evaluator }: Module, { body, locals }: Turn): string => {
  const type = attribute(body, 'type');
  return (type && textOf(evaluator.evaluate(type.value, locals))) ?? '';
};

function readVariable(module: Module, { labels: [name = ''], body }: Block, place: Place, emit: Emit): void {
  const given = attribute(body, 'default');
  const value = given && mayBeSecret(name) ? module.evaluator.evaluate(given.value) : undefined;
  if (given && value) readSecret(name, value, { start: given.start, end: given.end }, place, emit);
}
