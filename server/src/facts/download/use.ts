import type { Span } from '../../base/span';
import { contains } from '../../base/span';
import { type Data, itemsOf, known, type Value } from '../../base/value';
import { argumentOf, type Command } from '../command/command';
import { asText } from '../command/native';
import type { MethodInvocation, ScriptEvent } from '../command/script';
import type { Download } from './download';

/** How a file is named where it is written and where it is used: its last name, or the variable that carries it. */
export function fileKey(value: Value<Data>): string | undefined {
  const text = asText(value);
  const path = text.known ? text.value : text.suffix;
  const name = path?.split(/[\\/]/).at(-1)?.trim().toLowerCase();
  if (name) return name.replace(/^["']|["']$/g, '');
  const written = text.known ? '' : text.text.replace(/^["']+|["']+$/g, '').toLowerCase();
  // A shell that a batch file starts sees `%FILE%` as a name like any other.
  return /^(?:%[^%]+%)?$/.test(written) ? written || undefined : `\0${written}`;
}

/** The words of a command that may name a file: what follows `=` or `:` of an option counts too. */
export function* filesOf(command: Command): Iterable<string> {
  for (const { value } of command.args) for (const item of itemsOf(value)) yield* named(item);
  for (const { value } of command.parameters.values()) for (const item of itemsOf(value)) yield* named(item);
}

function* named(item: Value<Data>): Iterable<string> {
  const key = fileKey(item);
  if (key) yield key;
  const text = asText(item);
  if (!text.known) return;
  for (const word of text.value.split(/[\s"'=;,]+/)) {
    const part = fileKey(known(word, item.span));
    if (part && part !== key) yield part;
  }
}

/** Programs and cmdlets that run the file they are given. */
const runners =
  /^(?:invoke-item|import-module|invoke-command|sh|bash|python|python3|node|cscript|wscript|rundll32|regsvr32|start)$/i;
const installers =
  /^(?:msiexec|wusa|dism|add-appxpackage|add-appxprovisionedpackage|add-windowspackage|install-package|install-module|pnputil|new-service|sc|register-scheduledtask|choco|pip|pip3|npm|dpkg|rpm|import-certificate|regedit|reg)$/i;
const unpackers = /^(?:expand-archive|tar|7z|7za|unzip|expand|lessmsi|extract)$/i;
const shells = /^(?:start-process|powershell|pwsh)$/i;

const methods = /^(?:ExtractToDirectory|OpenRead|CopyHere|Start|LoadFrom|LoadFile)$/i;

/** Whether an event may use a file that it names; a command that is the file itself is none of these. */
export const mayUse = (event: ScriptEvent): boolean =>
  event.kind === 'command'
    ? shells.test(event.name) || [installers, unpackers, runners].some(it => it.test(event.name))
    : event.kind === 'invocation' && methods.test(event.method);

/** The name of the command that a file of that key is. The folder and `.exe` of a program are no part of it. */
export const programOf = (key: string): string | undefined =>
  /\.(?:exe|com|bat|cmd|ps1|msi)$/.test(key) ? key.replace(/\.(?:exe|com)$/, '') : undefined;

/**
 * How an event that may use files uses the one of that key, if it does.
 * @param filesOf the files among the words of a command
 */
export function useOf(
  event: ScriptEvent,
  key: string,
  filesOf: (command: Command) => ReadonlySet<string>,
): NonNullable<Download['used']> | undefined {
  if (event.kind === 'invocation') {
    if (!event.args.some(it => fileKey(it) === key)) return undefined;
    return { how: /^(?:Start|LoadF)/i.test(event.method) ? 'run' : 'unpacked', span: event.span };
  }
  if (event.kind !== 'command' || keys.test(key)) return undefined;
  const how = howOf(event, event.name.toLowerCase(), key);
  return how && filesOf(event).has(key) ? { how, span: event.span } : undefined;
}

/** What a command does to a file among its words, as far as its name tells. */
function howOf(command: Command, program: string, key: string): NonNullable<Download['used']>['how'] | undefined {
  if (program === 'start-process') {
    const file = argumentOf(command, 'FilePath');
    const started = file ? (fileKey(file) ?? '') : '';
    if (started === key) return 'run';
    const name = started.replace(/\.exe$/, '');
    if (installers.test(name)) return 'installed';
    if (unpackers.test(name)) return 'unpacked';
    return /^(?:powershell|pwsh|cmd)$/.test(name) && /\.(?:ps1|cmd|bat|exe)$/.test(key) ? 'run' : undefined;
  }
  if (installers.test(program)) return 'installed';
  if (unpackers.test(program)) return 'unpacked';
  if (/^(?:powershell|pwsh)$/.test(program)) return key.endsWith('.ps1') ? 'run' : undefined;
  return runners.test(program) ? 'run' : undefined;
}

/** Keys and signatures, which are there to check others. */
const keys = /\.(?:asc|sig|sign|gpg|minisig|sha(?:1|256|512)(?:sums?)?|md5)$/;

const checkers =
  /^(?:get-filehash|get-authenticodesignature|test-filecatalog|signtool|sha256sum|sha512sum|shasum|sigcheck|cosign|notation|gpg|minisign|slsa-verifier)$/i;

/** What checks a hash or a signature. */
export interface Check {
  /** The files among its words; absent where it cannot be told which it checks. */
  readonly files?: ReadonlySet<string>;
}

/** What an event checks, if it does. */
export function checkIn(event: ScriptEvent): Check | undefined {
  if (event.kind === 'invocation') return isHashing(event) ? {} : undefined;
  return event.kind === 'command' && isCheck(event) ? { files: new Set(filesOf(event)) } : undefined;
}

function isCheck({ shell, name: written, args, parameters }: Command): boolean {
  const name = written.toLowerCase();
  // The command of cmd that looks at no file: `verify other 2>nul` makes an error of its own.
  if (shell === 'cmd' && name === 'verify') return false;
  if (checkers.test(name) || /hash|checksum|signature|verif/.test(name)) return true;
  if (name === 'certutil') return args.some(it => /^[-/]hashfile$/i.test(it.text));
  if (name === 'openssl' && args[0]?.text.toLowerCase() === 'dgst') return true;
  for (const it of parameters.keys()) {
    if (/^(?:checksum|sha256|hash|expectedhash|expectedsha\d*)$/.test(it)) return true;
  }
  return false;
}

/**
 * Whether a check is one of that file, or of one that cannot be told, which is none of `others`. Without `others` the
 * file has to be named.
 */
export function checks({ files }: Check, key: string | undefined, others?: ReadonlySet<string>): boolean {
  if (!files) return others !== undefined;
  if (key !== undefined && files.has(key)) return true;
  if (!others) return false;
  // Checking another download says nothing of this one.
  for (const it of files) if (others.has(it)) return false;
  return true;
}

/** Whether of an answer only the status is looked at: `(iwr $url).StatusCode`. */
export const isProbe = (event: ScriptEvent): boolean =>
  event.kind === 'command' &&
  event.reads !== undefined &&
  [...event.reads].every(it => it === 'statuscode' || it === 'statusdescription');

const isHashing = ({ method, type }: MethodInvocation): boolean =>
  /^ComputeHash(?:Async)?$/i.test(method) || (/^HashData$/i.test(method) && /SHA\d/i.test(type));

const interpreters = /^(?:sh|bash|zsh|python|python3|pwsh|powershell|cmd|node)$/;

/** Whether an event evaluates a text that it is given. */
export function mayEvaluate(event: ScriptEvent): boolean {
  if (event.kind === 'command') return /^invoke-expression$/i.test(event.name) || interpreters.test(event.name);
  return event.kind === 'invocation' && /^(?:create|invokescript|newscriptblock)$/i.test(event.method);
}

/** Who evaluates the text that is fetched at `span`: `Invoke-Expression`, `sh`, a script block made of it. */
export function evaluationOf(event: ScriptEvent, fetched: ScriptEvent): NonNullable<Download['evaluated']> | undefined {
  if (event.kind === 'invocation') {
    const isBlock = /^create$/i.test(event.method) && /ScriptBlock$/i.test(event.type);
    const isInvoke = /^(?:invokescript|newscriptblock)$/i.test(event.method);
    if (!isBlock && !isInvoke) return undefined;
    return event.args.some(it => comesFrom(it, fetched.span))
      ? { by: isBlock ? '[scriptblock]::Create' : event.method, span: event.span }
      : undefined;
  }
  if (event.kind !== 'command') return undefined;
  if (/^invoke-expression$/i.test(event.name)) {
    const text = argumentOf(event, 'Command') ?? event.args[0]?.value;
    const isFed = (text && comesFrom(text, fetched.span)) || (event.input && isInput(event.input, fetched));
    return isFed ? { by: 'Invoke-Expression', span: event.span } : undefined;
  }
  if (interpreters.test(event.name) && event.input && isInput(event.input, fetched)) {
    return { by: event.name, span: event.span };
  }
  return undefined;
}

/** Whether a value is, or was given, the result of what stands at `span`. */
const comesFrom = (value: Value<Data>, span: Span): boolean =>
  !value.known && (contains(value.span, span) || (value.origin !== undefined && contains(value.origin, span)));

/** Whether the pipeline feeds in what was fetched, maybe through other commands. */
function isInput(input: NonNullable<Command['input']>, fetched: ScriptEvent): boolean {
  if ('known' in input) return comesFrom(input, fetched.span);
  if (input === fetched || contains(input.span, fetched.span)) return true;
  return input.input !== undefined && isInput(input.input, fetched);
}
