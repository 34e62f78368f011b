import { type Edit, replace } from '../../base/edit';
import type { Span } from '../../base/span';
import { known } from '../../base/value';
import type { InfFile, InfPart } from '../../syntax/inf/parse';
import type { YamlNode } from '../../syntax/yaml/model';
import { entries, nodesIn, placeOf, text } from '../../syntax/yaml/read';
import { isGuessable, isLiteralSecret } from '../credential/secret';
import type { Emit } from '../facts';
import { carriedOutOn } from '../script-place';
import type { SettingArea } from '../settings/setting';
import { write } from '../yaml/context';

/** A variable of Ansible, where it is written. */
interface Variable {
  readonly name: string;
  /** As written, quotes aside. */
  readonly text: string;
  readonly at: Span;
  /** Name and value. */
  readonly span: Span;
  readonly setTo: (text: string) => Edit | undefined;
}

/** The machine that Ansible connects to is one that runs Windows where it speaks of WinRM. */
const place = carriedOutOn('windows');

/** Variables that hold the password of a connection. */
const passwords = /^ansible_(?:(?:winrm_|psrp_)?pass(?:word)?|ssh_pass|become_pass(?:word)?)$/;

/** Reads the variables of an inventory in YAML, at whatever depth of groups and hosts. */
export function readInventory(root: YamlNode, emit: Emit): void {
  for (const node of nodesIn(root)) readConnection(node, emit);
}

/** Reads the variables of a play, a group or a host. */
export const readConnection = (vars: YamlNode | undefined, emit: Emit): void =>
  readVariables(
    entries(vars).flatMap(({ key, value, span }): readonly Variable[] => {
      const written = text(value);
      if (written === undefined) return [];
      return [{ name: key, text: written, at: placeOf(value), span, setTo: to => write(value, to) }];
    }),
    emit,
  );

/** Reads an inventory in the form of INI files: `[group:vars]` with a variable a line, and hosts with theirs behind them. */
export function readIniInventory({ sections }: InfFile, emit: Emit): void {
  for (const { name, lines } of sections) {
    if (/:vars$/i.test(name)) {
      readVariables(
        lines.flatMap(({ key, value }) => (value ? [variable(key, value)] : [])),
        emit,
      );
    } else if (!/:children$/i.test(name)) {
      for (const { start, key, value } of lines) {
        const line = value ? `${key.text}${' '.repeat(value.start - key.end - 1)}=${value.text}` : key.text;
        readVariables(hostVariables(line, start), emit);
      }
    }
  }
}

/** `web1 ansible_host=10.0.0.1 ansible_password='x'` */
const hostVariables = (line: string, start: number): readonly Variable[] =>
  [...line.matchAll(/\b(ansible_\w+)=("[^"]*"|'[^']*'|\S*)/g)].map(({ 1: name, 2: value, index }) => {
    const from = start + index;
    const key = { text: name!, start: from, end: from + name!.length };
    return variable(key, { text: value!, start: key.end + 1, end: key.end + 1 + value!.length });
  });

function variable(key: InfPart, { text: written, start, end }: InfPart): Variable {
  const isQuoted = /^(["']).*\1$/s.test(written);
  const at = isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
  return {
    name: key.text,
    text: isQuoted ? written.slice(1, -1) : written,
    at,
    span: { start: key.start, end },
    setTo: to => replace(at, to),
  };
}

/**
 * Reads the variables that say how Ansible connects to a machine by WinRM or PSRP. Source: ansible-documentation:
 * os_guide/windows_winrm.rst.
 */
function readVariables(variables: readonly Variable[], emit: Emit): void {
  const all = new Map(variables.map(it => [it.name.toLowerCase(), it]));
  for (const { name, text: secret, at, span } of all.values()) {
    if (!passwords.test(name) || !isLiteralSecret(secret)) continue;
    emit('credential', { span, place, form: 'environment', name, at, guessable: isGuessable(secret) });
  }
  for (const family of ['winrm', 'psrp']) readFamily(family, all, emit);
}

function readFamily(family: string, all: ReadonlyMap<string, Variable>, emit: Emit): void {
  const isWinRm = family === 'winrm';
  const stated = (name: string): Variable | undefined => all.get(`ansible_${family}_${name}`);
  const word = (name: string): string => stated(name)?.text.toLowerCase() ?? '';
  const check = stated(isWinRm ? 'server_cert_validation' : 'cert_validation');
  if (check?.text.toLowerCase() === 'ignore') {
    const edit = check.setTo('validate');
    const mend = edit ? { mend: { title: 'Check the certificate', edits: [edit] } } : {};
    const written = `${check.name}: ignore`;
    emit('tls.validation-off', { span: check.span, place, who: 'Ansible', text: written, at: check.at, ...mend });
  }
  const transport = stated(isWinRm ? 'transport' : 'auth');
  if (transport?.text.toLowerCase() === 'credssp') emitOn('client/auth/CredSSP', transport, 'kerberos', emit);
  const port = all.get('ansible_port')?.text ?? stated('port')?.text ?? '';
  const isPlain = word(isWinRm ? 'scheme' : 'protocol') === 'http' || port === '5985' || port === '80';
  // Other ways of logging on encrypt messages themselves; over TLS none of them is in the clear.
  if (!isPlain) return;
  if (transport?.text.toLowerCase() === 'basic') emitOn('client/auth/Basic', transport, 'ntlm', emit);
  const encryption = stated('message_encryption');
  if (encryption?.text.toLowerCase() === 'never') emitOn('client/AllowUnencrypted', encryption, 'always', emit);
}

/** States that a switch of the client is on, with the word that switches it off. */
function emitOn(name: string, { at, span, setTo }: Variable, off: string, emit: Emit): void {
  const area: SettingArea = 'winrm';
  const value = known(true, at, at);
  emit('setting', { span, place, area, name, value, at, setTo: to => (to === false ? setTo(off) : undefined) });
}
