import { type Data, entry, itemsOf, known, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, is, listArgument } from '../command/command';
import { asText, lowerWords, optionOf, pairOf, placeOf, wordOf } from '../command/native';
import { bodyOf, isAbsent } from '../command/resource';
import type { MethodInvocation, ScriptEvent, ScriptReader } from '../command/script';
import type { Fact } from '../fact';
import type { GroupMember } from './right';

/**
 * Reads who is put into local groups. Sources: PowerShell-Docs: LocalAccounts; `net help localgroup`; Win32: ADSI, WinNT
 * provider; PSDesiredStateConfiguration: Group.
 */
export const readMemberships: ScriptReader = (script, emit) => {
  if (script.place.os === 'linux') return;
  for (const event of script.events) for (const it of membersOf(event)) emit('group.member', it);
};

function membersOf(event: ScriptEvent): readonly GroupMember[] {
  if (event.kind === 'assignment') return [];
  if (event.kind === 'invocation') return fromDirectory(event);
  if (is(event, 'Add-LocalGroupMember')) {
    const group = argumentOf(event, 'Group') ?? argumentOf(event, 'Name') ?? argumentOf(event, 'SID');
    return members(event, textOf(group), listArgument(event, 'Member'));
  }
  if (is(event, 'dockerd')) return fromDaemon(event);
  return is(event, 'Group', 'xGroup') ? fromResource(event) : fromNet(event);
}

const members = (
  { span, place }: Fact,
  group: string | undefined,
  accounts: readonly Value<Data>[],
): readonly GroupMember[] =>
  group === undefined ? [] : accounts.map(it => ({ span, place, group, account: asText(it), at: placeOf(it) }));

/** The pipe of the Docker engine, as if those who may use it were its members. */
export const engine = 'docker_engine';

/** `net localgroup Administrators app /add` */
function fromNet(command: Command): readonly GroupMember[] {
  const words = is(command, 'net', 'net1') ? lowerWords(command) : [];
  if (words[0] !== 'localgroup' || !words.includes('/add')) return [];
  const accounts = command.args.slice(2).filter(it => !it.text.startsWith('/'));
  return members(command, words[1], accounts.map(wordOf));
}

/** `dockerd -G docker-users`: who may use the pipe of the engine, beside administrators (docs.docker.com: dockerd). */
function fromDaemon(command: Command): readonly GroupMember[] {
  const separate = optionOf(command, '-g', '--group')?.slice(0, 1).map(wordOf) ?? [];
  const joined = command.args.flatMap(it => pairOf(it) ?? []).filter(it => it.key === '--group');
  return members(command, engine, [...separate, ...joined.map(it => it.value)]);
}

function fromResource(command: Command): readonly GroupMember[] {
  const body = bodyOf(command);
  if (!body || isAbsent(body)) return [];
  const accounts = [...itemsOf(entry(body, 'MembersToInclude')), ...itemsOf(entry(body, 'Members'))];
  return members(command, textOf(entry(body, 'GroupName')), accounts);
}

/** `([ADSI]'WinNT://./Administrators,group').Add('WinNT://CORP/app')`; the machine need not be known. */
function fromDirectory(event: MethodInvocation): readonly GroupMember[] {
  const [first] = event.args;
  if (!first || !/^Add$/i.test(event.method)) return [];
  const path = event.target.known ? textOf(event.target) : whole(event.target.prefix, event.target.suffix);
  const group = /^WinNT:\/\/(?:.*\/)?([^/,]+)(?:,group)?$/i.exec(path ?? '')?.[1];
  const account = /^WinNT:\/\/(?:.*\/)?([^/,]+)(?:,\w+)?$/i.exec(textOf(first) ?? '')?.[1];
  if (!group || !account) return [];
  const { span, place } = event;
  return [{ span, place, group, account: known(account, first.span), at: placeOf(first) }];
}

const whole = (prefix: string | undefined, suffix: string | undefined): string | undefined =>
  prefix !== undefined && suffix !== undefined ? `${prefix}?${suffix}` : undefined;
