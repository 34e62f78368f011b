import { MappedText } from '../../base/mapped-text';
import type { Data, Value } from '../../base/value';
import type { JsonNode } from '../../syntax/json/parse';
import { at, isText, membersOf, textAt } from '../../syntax/json/read';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { SecurityGroups } from '../network/security-groups';
import { carriedOutOn } from '../script-place';
import { readScript, startsWindowsShell } from '../template/script';
import { readSecret } from '../template/secret';
import { ArmTemplate } from './arm';
import { readProperties, systemOf } from './resources';

/** Reads an Azure template: what it lets in, the scripts that its machines run, the passwords in it. */
export function readArm(root: JsonNode, text: string, emit: Emit): void {
  const template = new ArmTemplate(root, MappedText.whole(text));
  const value = template.value(root);
  const place = carriedOutOn(systemOf([value]));
  readGroups(value, text, place, emit);
  readProperties(value, place, emit);
  for (const { key, value: parameter } of membersOf(at(root, 'parameters'))) {
    const given = at(parameter, 'defaultValue');
    const value = given && template.value(given);
    if (value) readSecret(key, value, value.span, place, emit);
  }
  readScripts(root, template, '', emit, 0);
}

const deepest = 100;

/** The scripts of custom script extensions, run commands and deployment scripts, wherever they stand. */
function readScripts(node: JsonNode, template: ArmTemplate, around: string, emit: Emit, depth: number): void {
  if (depth > deepest) return;
  if (node.kind === 'array') for (const it of node.items) readScripts(it, template, around, emit, depth + 1);
  if (node.kind !== 'object') return;
  const own = textAt(node, 'type').toLowerCase();
  const type = own.includes('/') ? own : around;
  const resource = `${type} ${textAt(node, 'kind').toLowerCase()}`.trimEnd();
  for (const { key, value } of node.members) {
    const name = key.toLowerCase();
    if (!isText(value)) readScripts(value, template, resource, emit, depth + 1);
    else if (name === 'commandtoexecute') {
      const command = template.written(value);
      if (command && startsWindowsShell(command.text)) readScript(command, 'cmd', 'windows', emit);
    } else if (name === 'scriptcontent' && resource.endsWith('deploymentscripts azurepowershell')) {
      const script = template.written(value);
      // It runs in a container of Linux.
      if (script) readScript(script, 'powershell', 'linux', emit);
    } else if (name === 'script' && /\/runcommands$/.test(resource)) {
      const script = template.written(value);
      if (script && !script.text.startsWith('#!')) readScript(script, 'powershell', 'unknown', emit);
    }
  }
}

/** Reads the security groups in JSON that is no template: what Azure lists. */
export function readGroups(root: Value<Data>, text: string, where: Place, emit: Emit): void {
  const groups = new SecurityGroups(where, text);
  groups.collect(root);
  groups.state(emit);
}
