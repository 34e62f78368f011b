import { replace } from '../../base/edit';
import { type Data, entry, itemsOf, type Table, type Value } from '../../base/value';
import { argumentOf, type Command, is, listArgument, textArgument } from '../command/command';
import { concern } from '../command/concern';
import { asText, literalOf, lowerWords, pairOf, piece, placeOf, wordOf } from '../command/native';
import { bodyOf, isAbsent } from '../command/resource';
import type { ScriptReader } from '../command/script';
import type { ShareGrant } from './grant';

/** Reads who is let into shares. Sources: windows-powershell-docs: SmbShare; `net help share`; ComputerManagementDsc: SmbShare. */
export const readShares: ScriptReader = (script, emit) => {
  if (script.place.os === 'linux') return;
  for (const event of script.events) {
    if (event.kind !== 'command' || !isOurs(event)) continue;
    for (const grant of grantsOf(event)) emit('share.grant', grant);
    const path = folderOf(event);
    if (path) emit('share.folder', { span: event.span, place: event.place, path, at: placeOf(path) });
  }
};

const isOurs = concern(grantsOf, folderOf);

/** The folder that a command shares: `net share data=C:\\data`, `New-SmbShare -Path`. */
function folderOf(command: Command): Value<string> | undefined {
  if (is(command, 'New-SmbShare')) {
    const path = argumentOf(command, 'Path');
    return path && asText(path);
  }
  const words = is(command, 'net', 'net1') ? lowerWords(command) : [];
  const pair = words[0] === 'share' && command.args[1] ? pairOf(command.args[1]) : undefined;
  if (pair) return pair.value;
  const body = is(command, 'SmbShare', 'xSmbShare') ? bodyOf(command) : undefined;
  const path = body && entry(body, 'Path');
  return path && asText(path);
}

const parameters = [
  ['FullAccess', 'full'],
  ['ChangeAccess', 'change'],
  ['ReadAccess', 'read'],
] as const;

function grantsOf(command: Command): readonly ShareGrant[] {
  if (is(command, 'net', 'net1')) return fromNet(command);
  if (is(command, 'New-SmbShare')) {
    return parameters.flatMap(([name, right]) => listArgument(command, name).map(it => make(command, it, right)));
  }
  if (is(command, 'Grant-SmbShareAccess')) {
    const right = rightOf(textArgument(command, 'AccessRight'));
    return right ? listArgument(command, 'AccountName').map(it => make(command, it, right)) : [];
  }
  if (!is(command, 'SmbShare', 'xSmbShare')) return [];
  const body = bodyOf(command);
  return body ? fromResource(command, body) : [];
}

const rightOf = (text: string | undefined): ShareGrant['right'] | undefined =>
  ({ full: 'full', change: 'change', read: 'read' })[text?.toLowerCase() ?? ''] as ShareGrant['right'] | undefined;

function make(command: Command, value: Value<Data>, right: ShareGrant['right']): ShareGrant {
  const { span, place } = command;
  const literal = literalOf(value);
  const setTo = literal ? { setTo: (account: string) => replace(literal, account) } : {};
  return { span, place, account: asText(value), right, at: placeOf(value), ...setTo };
}

/** `SmbShare x { FullAccess = @('Everyone') }` */
function fromResource(command: Command, body: Table): readonly ShareGrant[] {
  if (isAbsent(body)) return [];
  return parameters.flatMap(([name, right]) => itemsOf(entry(body, name)).map(it => make(command, it, right)));
}

/** `net share data=C:\data "/grant:Everyone,FULL"` */
function fromNet(command: Command): readonly ShareGrant[] {
  if (lowerWords(command)[0] !== 'share') return [];
  return command.args.slice(1).flatMap((argument): readonly ShareGrant[] => {
    const word = wordOf(argument);
    const match = word.known && /^"?(\/grant:"?)([^",]+)"?,\s*(full|change|read)"?$/i.exec(word.value);
    if (!word.known || !match) return [];
    const from = word.value.indexOf(match[1]!) + match[1]!.length;
    const account = piece(word, from, from + match[2]!.length);
    return [make(command, account, rightOf(match[3])!)];
  });
}
