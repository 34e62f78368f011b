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
  return text.known || text.text === '' ? undefined : `\0${text.text.toLowerCase()}`;
}

/** The words of a command that may name a file: what follows `=` or `:` of an option counts too. */
function* filesOf(command: Command): Iterable<string> {
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

/** How an event uses the file of that key, if it does. */
export function useOf(event: ScriptEvent, key: string): NonNullable<Download['used']> | undefined {
  if (event.kind === 'invocation') {
    if (!/^(?:ExtractToDirectory|OpenRead|CopyHere|Start|LoadFrom|LoadFile)$/i.test(event.method)) return undefined;
    if (!event.args.some(it => fileKey(it) === key)) return undefined;
    return { how: /^(?:Start|LoadF)/i.test(event.method) ? 'run' : 'unpacked', span: event.span };
  }
  if (event.kind !== 'command') return undefined;
  const program = event.name.toLowerCase();
  // The folder and `.exe` of a program are not part of its name in a command.
  if (/\.(?:exe|com|bat|cmd|ps1|msi)$/.test(key) && key.replace(/\.(?:exe|com)$/, '') === program) {
    return { how: 'run', span: event.span };
  }
  const how = howOf(event, program, key);
  if (!how) return undefined;
  for (const name of filesOf(event)) if (name === key) return { how, span: event.span };
  return undefined;
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

const checkers =
  /^(?:get-filehash|get-authenticodesignature|test-filecatalog|signtool|sha256sum|sha512sum|shasum|sigcheck|cosign|notation|gpg|minisign|slsa-verifier)$/i;

/**
 * Whether an event checks a hash or a signature: of that file, or of one that cannot be told, which is none of `others`.
 * Without `others` the file has to be named.
 */
export function checks(event: ScriptEvent, key: string | undefined, others?: ReadonlySet<string>): boolean {
  if (event.kind === 'invocation') return others !== undefined && isHashing(event);
  if (event.kind !== 'command') return false;
  const name = event.name.toLowerCase();
  const words = event.args.map(it => it.text.toLowerCase());
  const isCheck =
    checkers.test(name) ||
    /(?:hash|checksum|signature|verif)/.test(name) ||
    (name === 'certutil' && words.some(it => /^[-/]hashfile$/.test(it))) ||
    (name === 'openssl' && words[0] === 'dgst') ||
    [...event.parameters.keys()].some(it => /^(?:checksum|sha256|hash|expectedhash|expectedsha\d*)$/.test(it));
  if (!isCheck) return false;
  const files = new Set(filesOf(event));
  if (key !== undefined && files.has(key)) return true;
  // Checking another download says nothing of this one.
  return others !== undefined && ![...files].some(it => others.has(it));
}

/** Whether of an answer only the status is looked at: `(iwr $url).StatusCode`. */
export const isProbe = (event: ScriptEvent): boolean =>
  event.kind === 'command' &&
  event.reads !== undefined &&
  [...event.reads].every(it => it === 'statuscode' || it === 'statusdescription');

const isHashing = ({ method, type }: MethodInvocation): boolean =>
  /^ComputeHash(?:Async)?$/i.test(method) || (/^HashData$/i.test(method) && /SHA\d/i.test(type));

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
  if (
    /^(?:sh|bash|zsh|python|python3|pwsh|powershell|cmd|node)$/.test(event.name) &&
    event.input &&
    isInput(event.input, fetched)
  ) {
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
