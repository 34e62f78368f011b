import { MappedText } from '../../base/mapped-text';
import { span } from '../../base/span';
import { contentOf } from '../../syntax/json/content';
import type { JsonNode } from '../../syntax/json/parse';
import { at, isText, itemsAt, membersOf, textAt } from '../../syntax/json/read';
import type { Emit } from '../facts';
import { carriedOutOn } from '../script-place';
import { withHoles } from '../template/hole';
import { readScript } from '../template/script';
import { readSecret } from '../template/secret';
import { isLocalBuilder, isOfWindows, readCheck, readEncryption } from '../template/winrm';
import { dataOf } from './value';

/** Whether a JSON text is a template of Packer, in the form that it had before HCL. */
export const isPacker = (root: JsonNode | undefined): boolean => at(root, 'builders')?.kind === 'array';

/** The machines that are made may run any system. */
const place = carriedOutOn('unknown');

/** Reads a Packer template: how it reaches the machine, the passwords in it, the scripts it runs. */
export function readPacker(root: JsonNode, text: string, emit: Emit): void {
  for (const builder of itemsAt(root, 'builders')) {
    const type = textAt(builder, 'type');
    for (const { key, keyStart, value } of membersOf(builder)) {
      const written = dataOf(value, text);
      const whole = span(keyStart - 1, value.end);
      const isBox = isLocalBuilder(type) && textAt(builder, key) === 'vagrant';
      if (!isBox && isOfWindows(key, it => textAt(builder, it))) readSecret(key, written, whole, place, emit);
      if (isLocalBuilder(type)) continue;
      if (key === 'winrm_use_ssl') readEncryption({ name: key, value: written, span: whole }, place, emit);
      if (key === 'winrm_insecure') readCheck({ name: key, value: written, span: whole }, 'Packer', place, emit);
    }
  }
  const hasWindows = itemsAt(root, 'builders').some(it => isOfWindows('ssh_password', name => textAt(it, name)));
  for (const { key, keyStart, value } of hasWindows ? membersOf(at(root, 'variables')) : []) {
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
    const lines = itemsAt(it, 'inline').flatMap(line =>
      isText(line) ? [withHoles(contentOf(line, host), action)] : [],
    );
    if (shell && lines.length > 0) readScript(MappedText.join(lines, '\n'), shell, 'windows', emit);
  }
}

/** `{{user `name`}}` is replaced by Packer before a shell sees it. */
const action = /\{\{[^{}]*\}\}/g;
