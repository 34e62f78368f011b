import type { MappedText } from '../../base/mapped-text';
import { known } from '../../base/value';
import { nestedShellOf, type ShellName, shellName, undoQuotes } from '../../syntax/cmd';
import type { CommandLine, ExecWord, Heredoc, Program } from '../../syntax/dockerfile';
import { readCmd } from '../cmd/script';
import type { Argument, Command } from '../command/command';
import type { Environment } from '../command/environment';
import { nestedEvents, scopeOf } from '../command/nested';
import { programName } from '../command/program';
import type { ScriptEvent } from '../command/script';
import type { Place } from '../fact';
import { windowsImage } from '../image/catalog';
import type { Stage } from '../image/stage';
import { readPowerShell } from '../powershell/script';
import { readShell } from '../shell/script';

/** The shell that runs shell forms. */
export interface ShellInForce {
  readonly name: ShellName | 'sh' | 'unknown';
  /** PowerShell that SHELL puts before every command: `$ErrorActionPreference = 'Stop';` */
  readonly prelude?: MappedText;
  /** No SHELL says so: the base image may have another one. */
  readonly assumed?: boolean;
}

/** The shell in force where no SHELL was given. */
export function defaultShell({ os, root }: Stage): ShellInForce {
  if (os !== 'windows') return { name: 'sh', assumed: true };
  return { name: windowsImage(root)?.powershellInForce ? 'powershell' : 'cmd', assumed: true };
}

/** The shell that a SHELL instruction puts in force. */
export function shellOf({ exec }: Program): ShellInForce {
  const texts = exec.map(it => it.text);
  // A wrapper such as LogMonitor may stand before the shell.
  const at = exec.findIndex(it => nameOf(it) !== undefined);
  if (at < 0) return { name: exec.some(it => /(?:^|\/)(?:ba|da|a|z)?sh$/.test(it.value)) ? 'sh' : 'unknown' };
  const name = nameOf(exec[at]!)!;
  const prelude = name === 'cmd' ? undefined : nestedShellOf([bare(exec[at]!), ...texts.slice(at + 1)])?.script;
  return prelude ? { name, prelude } : { name };
}

const nameOf = (word: ExecWord): ShellName | undefined => shellName(word.value.replace(/"/g, ''));

/** The program of an exec word, without the quotes that some write around a path with blanks. */
function bare({ text }: ExecWord): MappedText {
  const { length } = text.text;
  return length > 1 && text.text.startsWith('"') && text.text.endsWith('"') ? text.slice(1, length - 1) : text;
}

/** What the program of RUN, CMD, ENTRYPOINT or HEALTHCHECK does. */
export function eventsOf(
  line: CommandLine,
  heredocs: readonly Heredoc[],
  shell: ShellInForce,
  place: Place,
  environment: Environment,
): readonly ScriptEvent[] {
  if (line.form === 'exec') return execEvents(line, place, environment);
  const events = scriptEvents(line.command, shell, place, environment);
  // A here-document that is fed to a program: `RUN pwsh <<EOF`.
  const fed = heredocs.flatMap(it => {
    if (it.body === line.command || it.body.span(0, 1).start === line.command.span(0, 1).start) return [];
    const program = line.command.text.trim().split(/\s+/)[0] ?? '';
    const reader = shellName(program) ?? (/(?:^|\/)(?:ba|da|a)?sh$/.test(program) ? 'sh' : undefined);
    return reader ? scriptEvents(it.body, { name: reader }, place, environment) : [];
  });
  return [...events, ...fed];
}

/** How no cmd and no sh line begins. */
const looksLikePowerShell =
  /^\s*(?:[A-Z][a-z]+-[A-Z]\w+(?!\.)|\$(?:env:)?\w+\s*=|&\s*[($'"{]|(?:try|if\s*\(.*\)|foreach\s*\(.*\))\s*\{|\[[\w.]+\]::)/;

function scriptEvents(
  text: MappedText,
  shell: ShellInForce,
  place: Place,
  environment: Environment,
): readonly ScriptEvent[] {
  const inner: Place = { ...place, encode: text.encode };
  const isCmdlet = shell.assumed && looksLikePowerShell.test(text.text);
  switch (isCmdlet ? 'powershell' : shell.name) {
    case 'powershell':
    case 'pwsh': {
      const own = scopeOf(environment);
      const { prelude } = shell;
      const before = prelude ? readPowerShell(prelude, { ...place, encode: prelude.encode }, own).events : [];
      // On Windows the line is handed over raw: a quote that PowerShell is to see is written `\"`.
      const script = place.os === 'linux' ? text : undoQuotes(text);
      return [...before, ...readPowerShell(script, { ...place, encode: script.encode }, own).events];
    }
    case 'cmd':
      return readCmd(text, inner, environment).events;
    case 'sh':
      return readShell(text, inner, environment);
    case 'unknown':
      return [];
  }
}

function argumentOf({ value, span, text }: ExecWord): Argument {
  const at = text.span(0, value.length);
  return { text: value, span, value: known(value, at, at) };
}

/** The exec form starts one program without a shell; a shell that is this program is followed. */
function execEvents(
  { exec, command: line }: CommandLine,
  place: Place,
  environment: Environment,
): readonly ScriptEvent[] {
  const [name, ...others] = exec;
  if (!name) return [];
  const inner: Place = { ...place, encode: name.text.encode };
  const command: Command = {
    kind: 'command',
    span: line.span(0, line.text.length),
    place: inner,
    shell: 'none',
    name: programName(name.value),
    nameSpan: name.text.span(0, name.value.length),
    args: others.map(argumentOf),
    parameters: new Map(),
    incomplete: false,
  };
  const words = [bare(name), ...others.map(it => it.text)];
  const nested = nestedShellOf(words);
  if (nested) return [command, ...nestedEvents(nested, inner, environment)];
  const [, flag, script] = words;
  const isShell = /^(?:ba|da|a|z)?sh$/.test(command.name) && flag && script && /^-\w*c$/.test(flag.text);
  return isShell ? [command, ...readShell(script, { ...inner, encode: script.encode }, environment)] : [command];
}

/** SHELL as the command that every shell form becomes the end of. */
export function shellCommand(it: Program, place: Place): Command {
  const [name, ...others] = it.exec;
  const at = it.span;
  return {
    kind: 'command',
    span: at,
    place,
    shell: 'none',
    name: programName(name?.value ?? ''),
    nameSpan: name ? name.text.span(0, name.value.length) : at,
    args: others.map(argumentOf),
    parameters: new Map(),
    incomplete: false,
  };
}
