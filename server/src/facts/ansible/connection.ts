import { replace } from '../../base/edit';
import { known } from '../../base/value';
import type { YamlEntry, YamlNode } from '../../syntax/yaml/model';
import { entries, items, placeOf, text } from '../../syntax/yaml/read';
import { isGuessable, isLiteralSecret } from '../credential/secret';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { configuration, write } from '../yaml/context';

/** The machine that Ansible connects to is one that runs Windows where it speaks of WinRM. */
const place: Place = { ...configuration('windows'), runs: 'script' };

/** Variables that hold the password of a connection. */
const passwords = /^ansible_(?:(?:winrm_|psrp_)?pass(?:word)?|ssh_pass|become_pass(?:word)?)$/;

/** Reads the variables of an inventory, at whatever depth of groups and hosts. */
export function readInventory(node: YamlNode, emit: Emit, depth = 0): void {
  if (depth > 8) return;
  readConnection(node, emit);
  for (const it of [...entries(node).map(own => own.value), ...items(node)]) readInventory(it, emit, depth + 1);
}

/**
 * Reads the variables that say how Ansible connects to a machine by WinRM or PSRP. Source: ansible-documentation:
 * os_guide/windows_winrm.rst.
 */
export function readConnection(vars: YamlNode | undefined, emit: Emit): void {
  const all = new Map(entries(vars).map(it => [it.key.toLowerCase(), it]));
  for (const it of all.values()) readPassword(it, emit);
  for (const family of ['winrm', 'psrp']) readFamily(family, all, emit);
}

function readPassword({ key, value, span }: YamlEntry, emit: Emit): void {
  const secret = text(value);
  if (!passwords.test(key) || secret === undefined || !isLiteralSecret(secret)) return;
  const at = placeOf(value);
  emit('credential', { span, place, form: 'environment', name: key, at, guessable: isGuessable(secret) });
}

function readFamily(family: string, all: ReadonlyMap<string, YamlEntry>, emit: Emit): void {
  const stated = (name: string): YamlEntry | undefined => all.get(`ansible_${family}_${name}`);
  const word = (name: string): string => text(stated(name)?.value)?.toLowerCase() ?? '';
  const check = stated(family === 'winrm' ? 'server_cert_validation' : 'cert_validation');
  if (check && text(check.value)?.toLowerCase() === 'ignore') {
    const at = placeOf(check.value);
    const edit = write(check.value, 'validate');
    const mend = edit ? { mend: { title: 'Check the certificate', edits: [edit] } } : {};
    const written = `${check.key}: ignore`;
    emit('tls.validation-off', { span: check.span, place, who: 'Ansible', text: written, at, ...mend });
  }
  const transport = stated(family === 'winrm' ? 'transport' : 'auth');
  const port = text(all.get('ansible_port')?.value) ?? text(stated('port')?.value) ?? '';
  const isPlain = word(family === 'winrm' ? 'scheme' : 'protocol') === 'http' || port === '5985' || port === '80';
  // Other ways of logging on encrypt messages themselves; over TLS none of them is in the clear.
  if (transport && text(transport.value)?.toLowerCase() === 'basic' && isPlain) {
    const at = placeOf(transport.value);
    emit('setting', {
      span: transport.span,
      place,
      area: 'winrm',
      name: 'client/auth/Basic',
      value: known(true, at, at),
      at,
      setTo: value => (value === false ? replace(at, 'ntlm') : undefined),
    });
  }
  const encryption = stated('message_encryption');
  if (encryption && word('message_encryption') === 'never' && isPlain) {
    const at = placeOf(encryption.value);
    emit('setting', {
      span: encryption.span,
      place,
      area: 'winrm',
      name: 'client/AllowUnencrypted',
      value: known(true, at, at),
      at,
      setTo: value => (value === false ? replace(at, 'always') : undefined),
    });
  }
}
