import { MappedText } from '../../base/mapped-text';
import { span } from '../../base/span';
import { contentOf } from '../../syntax/json/content';
import type { JsonNode } from '../../syntax/json/parse';
import type { Emit } from '../facts';
import { carriedOutOn } from '../script-place';
import { readScript } from '../template/script';
import { readSecret } from '../template/secret';
import { isLocalBuilder, isOfWindows, readCheck, readEncryption } from '../template/winrm';
import { isText, memberOf } from './arm';
import { dataOf } from './value';

/** Whether a JSON text is a template of Packer, in the form that it had before HCL. */
export const isPacker = (root: JsonNode | undefined): boolean => memberOf(root, 'builders')?.kind === 'array';

/** The machines that are made may run any system. */
const place = carriedOutOn('unknown');

/** Reads a Packer template: how it reaches the machine, the passwords in it, the scripts it runs. */
export function readPacker(root: JsonNode, text: string, emit: Emit): void {
  for (const builder of itemsAt(root, 'builders')) {
    if (builder.kind !== 'object') continue;
    const type = textAt(builder, 'type');
    for (const { key, keyStart, value } of builder.members) {
      const written = dataOf(value, text);
      const at = span(keyStart - 1, value.end);
      const isBox = isLocalBuilder(type) && textAt(builder, key) === 'vagrant';
      if (!isBox && isOfWindows(key, it => textAt(builder, it))) readSecret(key, written, at, place, emit);
      if (isLocalBuilder(type)) continue;
      if (key === 'winrm_use_ssl') readEncryption({ name: key, value: written, span: at }, place, emit);
      if (key === 'winrm_insecure') readCheck({ name: key, value: written, span: at }, 'Packer', place, emit);
    }
  }
  const hasWindows = itemsAt(root, 'builders').some(it => isOfWindows('ssh_password', name => textAt(it, name)));
  const variables = hasWindows ? memberOf(root, 'variables') : undefined;
  for (const { key, keyStart, value } of variables?.kind === 'object' ? variables.members : []) {
    if (isText(value) && value.value !== 'vagrant') {
      readSecret(key, dataOf(value, text), span(keyStart - 1, value.end), place, emit);
    }
  }
  const host = MappedText.whole(text);
  for (const it of itemsAt(root, 'provisioners')) {
    const shell = { powershell: 'powershell', 'windows-shell': 'cmd' }[textAt(it, 'type')] as
      | 'powershell'
      | 'cmd'
      | undefined;
    const lines = itemsAt(it, 'inline').flatMap(line => (isText(line) ? [withoutActions(contentOf(line, host))] : []));
    if (shell && lines.length > 0) readScript(MappedText.join(lines, '\n'), shell, 'windows', emit);
  }
}

const itemsAt = (node: JsonNode, key: string): readonly JsonNode[] => {
  const list = memberOf(node, key);
  return list?.kind === 'array' ? list.items : [];
};

const textAt = (node: JsonNode, key: string): string => {
  const value = memberOf(node, key);
  return isText(value) ? value.value : '';
};

/** `{{user `name`}}` is replaced by Packer before a shell sees it: a variable of the same length instead. */
function withoutActions(line: MappedText): MappedText {
  const { text } = line;
  const builder = MappedText.builder(line);
  let at = 0;
  for (const { 0: action, index } of text.matchAll(/\{\{[^{}]*\}\}/g)) {
    builder.copy(at, index).put(`$${'_'.repeat(action.length - 1)}`, index, index + action.length);
    at = index + action.length;
  }
  return at === 0 ? line : builder.copy(at, text.length).build(text.length);
}
