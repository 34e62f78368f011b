import { type Edit, remove } from '../../base/edit';
import type { Span } from '../../base/span';
import { type Argument, type Command, is } from '../command/command';
import { lowerWords } from '../command/native';

/** An option of Docker that Windows does not have. */
export interface LinuxOption {
  readonly text: string;
  readonly at: Span;
  readonly effect: string;
  readonly removal?: Edit;
}

const fails = 'makes Docker on Windows refuse the command';
const nothing = 'does nothing for Windows containers';

/**
 * Options and what becomes of them (virtualization-documentation: container-networking/network-drivers-topologies.md,
 * architecture.md).
 */
const ofNetwork: Readonly<Record<string, string>> = {
  '--internal': nothing,
  '--ipv6': nothing,
  '--ip-range': nothing,
  '--aux-address': nothing,
};
const ofContainer: Readonly<Record<string, string>> = {
  '--ip6': fails,
  '--dns-option': nothing,
  '--dns-opt': nothing,
};

const flags = new Set(['--internal', '--ipv6']);
/** Drivers that only Windows has. */
const drivers = /^(?:nat|transparent|l2bridge|l2tunnel|ics)$/;
const windowsImage = /(?:windows\/(?:servercore|nanoserver|server)|windowsservercore|nanoserver|framework\/)/;

/** The options of `docker network create` and `docker run` that Windows does not have, where it surely is Windows. */
export function linuxOptions(command: Command): readonly LinuxOption[] {
  if (!is(command, 'docker', 'nerdctl')) return [];
  const words = lowerWords(command);
  if (words[0] === 'network' && words[1] === 'create') return ofNetworkCreate(command, words);
  const verb = words[0] === 'container' ? words[1] : words[0];
  if (verb !== 'run' && verb !== 'create') return [];
  if (!words.some(it => windowsImage.test(it) || /^--isolation(?:=|$)/.test(it))) return [];
  return [...found(command, words, ofContainer), ...hostNetwork(command, words)];
}

function ofNetworkCreate(command: Command, words: readonly string[]): readonly LinuxOption[] {
  const driver = optionText(words, '-d', '--driver');
  if (drivers.test(driver)) return found(command, words, ofNetwork);
  if (driver !== 'overlay' || command.place.os !== 'windows') return [];
  return words.flatMap((word, index): LinuxOption[] => {
    const joined = /^(?:--opt|-o)=encrypted(?:=|$)/.test(word);
    const separate = (word === '--opt' || word === '-o') && /^encrypted(?:=|$)/.test(words[index + 1] ?? '');
    if (!joined && !separate) return [];
    return [
      option(command, index, separate ? 2 : 1, 'does not encrypt on Windows: overlay networks carry clear text there'),
    ];
  });
}

const optionText = (words: readonly string[], ...names: readonly string[]): string => {
  const at = words.findIndex(it => names.includes(it));
  if (at >= 0) return words[at + 1] ?? '';
  const joined = words.find(it => names.some(name => it.startsWith(`${name}=`)));
  return joined === undefined ? '' : joined.slice(joined.indexOf('=') + 1);
};

function found(
  command: Command,
  words: readonly string[],
  table: Readonly<Record<string, string>>,
): readonly LinuxOption[] {
  return words.flatMap((word, index): LinuxOption[] => {
    const name = word.split('=')[0]!;
    const effect = table[name];
    return effect ? [option(command, index, flags.has(name) || word.includes('=') ? 1 : 2, effect)] : [];
  });
}

function hostNetwork(command: Command, words: readonly string[]): readonly LinuxOption[] {
  return words.flatMap((word, index): LinuxOption[] => {
    if (/^--net(?:work)?=host$/.test(word)) return [option(command, index, 1, fails)];
    return /^--net(?:work)?$/.test(word) && words[index + 1] === 'host' ? [option(command, index, 2, fails)] : [];
  });
}

/** The option that `count` words from `index` are. */
function option(command: Command, index: number, count: number, effect: string): LinuxOption {
  const all: readonly Argument[] = command.args.slice(index, index + count);
  const at = { start: all[0]!.span.start, end: all.at(-1)!.span.end };
  const before = index === 0 ? command.nameSpan.end : command.args[index - 1]!.span.end;
  const isWritten = all.every(it => it.text.length === it.span.end - it.span.start);
  return {
    text: all.map(it => it.text).join(' '),
    at,
    effect,
    ...(isWritten ? { removal: remove({ start: before, end: at.end }) } : {}),
  };
}
