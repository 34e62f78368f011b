import { replace } from '../../base/edit';
import { textOf } from '../../base/value';
import type { Block, Body } from '../../syntax/hcl/model';
import { emitListener } from '../azure/table';
import { isGuessable, isSecret, isStandIn } from '../credential/secret';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { attribute, type Module, type Turn, truthOf, turnsOf, valueAt } from './module';

/** Builders that make a machine on the computer that they run on: WinRM stays there. */
const local = /^(?:virtualbox|hyperv|vmware-(?:iso|vmx)|qemu|parallels|vagrant)/;

/** Reads how Packer and Terraform reach a machine over WinRM, and the passwords that stand in a module. */
export function readConnections(module: Module, place: Place, emit: Emit): void {
  for (const block of module.file.body.blocks) {
    if (block.type === 'source') readCommunicator(module, block, place, emit);
    if (block.type === 'variable') readVariable(module, block, place, emit);
    if (block.type !== 'resource' && block.type !== 'source' && block.type !== 'provider' && block.type !== 'build')
      continue;
    for (const turn of turnsOf(module, block)) readBody(module, turn, place, emit, 0);
  }
}

/** `winrm_use_ssl = false`, `winrm_insecure = true` (packer: docs/communicators/winrm). */
function readCommunicator(module: Module, block: Block, place: Place, emit: Emit): void {
  if (local.test(block.labels[0] ?? '')) return;
  const turn = { body: block.body, locals: new Map() };
  readSwitch(module, turn, 'winrm_use_ssl', place, emit);
  readInsecure(module, turn, 'winrm_insecure', 'Packer', place, emit);
}

function readSwitch(module: Module, { body, locals }: Turn, name: string, place: Place, emit: Emit): void {
  const found = attribute(body, name);
  const value = found && module.evaluator.evaluate(found.value, locals);
  if (!found || truthOf(value) !== false || !value?.known) return;
  const at = value.span;
  const { literal } = value;
  emit('setting', {
    span: { start: found.start, end: found.end },
    place,
    area: 'winrm',
    name: `tool/${name}`,
    value: { ...value, value: false },
    at,
    ...(literal ? { setTo: to => replace(literal, String(to)) } : {}),
  });
}

function readInsecure(
  module: Module,
  { body, locals }: Turn,
  name: string,
  who: string,
  place: Place,
  emit: Emit,
): void {
  const found = attribute(body, name);
  const value = found && module.evaluator.evaluate(found.value, locals);
  if (!found || truthOf(value) !== true || !value?.known) return;
  const at = { start: found.start, end: found.end };
  const { literal } = value;
  emit('tls.validation-off', {
    span: at,
    place,
    who,
    text: `${name} = true`,
    at,
    weight: 'session',
    ...(literal ? { mend: { title: `Set ${name} to false`, edits: [replace(literal, 'false')] } } : {}),
  });
}

const deepest = 4;

/** The passwords among the attributes of a block and of those in it. */
function readBody(module: Module, turn: Turn, place: Place, emit: Emit, depth: number): void {
  for (const { name, value, start, end } of turn.body.attributes) {
    if (value.kind === 'text' && names.test(name)) stated(module, name, turn, value, { start, end }, place, emit);
  }
  if (depth >= deepest) return;
  for (const block of turn.body.blocks) {
    const inner = { body: block.body, locals: turn.locals };
    if (block.type === 'connection' && /^winrm$/i.test(typeOf(module, inner))) {
      readSwitch(module, inner, 'https', place, emit);
      readInsecure(module, inner, 'insecure', 'Terraform', place, emit);
    }
    const protocol =
      block.type === 'winrm_listener' || block.type === 'winrm' ? valueAt(module, inner, 'protocol') : undefined;
    if (protocol) emitListener(protocol, place, emit);
    readBody(module, inner, place, emit, depth + 1);
  }
}

const typeOf = ({ evaluator }: Module, { body, locals }: Turn): string => {
  const type = attribute(body, 'type');
  return (type && textOf(evaluator.evaluate(type.value, locals))) ?? '';
};

/** Names of what is a secret wherever it stands. */
const names = /(?:password|passwd|passphrase|client_secret|secret_key|access_key|primary_key)$/i;

function readVariable(module: Module, { labels: [name = ''], body }: Block, place: Place, emit: Emit): void {
  const given = attribute(body, 'default');
  if (given?.value.kind !== 'text' || !names.test(name)) return;
  stated(module, name, { body, locals: new Map() }, given.value, { start: given.start, end: given.end }, place, emit);
}

function stated(
  module: Module,
  name: string,
  { locals }: Turn,
  node: Body['attributes'][number]['value'],
  span: { start: number; end: number },
  place: Place,
  emit: Emit,
): void {
  const value = module.evaluator.evaluate(node, locals);
  const text = textOf(value);
  if (!value.known || !value.literal || text === undefined || !isSecret(name, text)) return;
  if (isStandIn(text) || text.toLowerCase() === name.toLowerCase()) return;
  emit('credential', { span, place, form: 'account', name, at: value.literal, guessable: isGuessable(text) });
}
