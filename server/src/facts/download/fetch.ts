import { itemsOf, knownValue, textOf, unknown, type Value } from '../../base/value';
import { argumentOf, type Command, textArgument } from '../command/command';
import { asText, lowerWords, piece, wordOf } from '../command/native';
import type { MethodInvocation, ScriptEvent } from '../command/script';
import { readOptions } from './curl';

/** One thing fetched: from where, by what, to where. */
export interface Fetch {
  readonly event: ScriptEvent;
  readonly tool: string;
  readonly url: Value<string>;
  /** The file; absent when the text stays in memory. */
  readonly target?: Value<string>;
  /** The program installs what it fetches. */
  readonly installs?: true;
  /** The program runs what it fetches, without a file in between. */
  readonly runs?: true;
}

/** What an event fetches from the network; uploads and requests that send something are none. */
export function fetchesOf(event: ScriptEvent): readonly Fetch[] {
  if (event.kind === 'invocation') return ofMethod(event);
  if (event.kind !== 'command') return [];
  switch (event.name.toLowerCase()) {
    case 'invoke-webrequest':
    case 'invoke-restmethod':
      return ofCmdlet(event);
    case 'start-bitstransfer':
      return ofBits(event);
    case 'curl':
      return ofCurl(event);
    case 'wget':
      return ofWget(event);
    case 'bitsadmin':
      return ofBitsadmin(event);
    case 'certutil':
      return ofCertutil(event);
    case 'msiexec':
      return event.args.flatMap(it => {
        const url = wordOf(it);
        return isUrl(url) ? [{ event, tool: 'msiexec', url, installs: true as const }] : [];
      });
    case 'mshta':
    case 'regsvr32':
      return event.args.flatMap(it => ofRunner(event, wordOf(it)));
    default:
      return ofSource(event);
  }
}

/** `mshta http://..`, `regsvr32 /i:http://..`: they run the script that they fetch. */
function ofRunner(event: Command, word: Value<string>): readonly Fetch[] {
  const start = word.known ? word.value.search(/(?:https?|ftp):\/\//i) : -1;
  if (!word.known || start < 0 || !/^(?:\/i:)?$/i.test(word.value.slice(0, start))) return [];
  return [{ event, tool: event.name, url: piece(word, start, word.value.length), runs: true }];
}

const isUrl = (value: Value<string>): boolean =>
  /^(?:https?|ftp):\/\//i.test(value.known ? value.value : (value.prefix ?? ''));

function ofCmdlet(command: Command): readonly Fetch[] {
  const method = textArgument(command, 'Method');
  if (method !== undefined && !/^(get|default)$/i.test(method)) return [];
  if (command.parameters.has('body') || command.parameters.has('infile') || command.parameters.has('form')) return [];
  const url = argumentOf(command, 'Uri');
  if (!url) return [];
  const target = argumentOf(command, 'OutFile');
  return [{ event: command, tool: command.name, url: asText(url), ...(target ? { target: asText(target) } : {}) }];
}

function ofBits(command: Command): readonly Fetch[] {
  const targets = itemsOf(argumentOf(command, 'Destination')).map(asText);
  if (/^upload/i.test(textArgument(command, 'TransferType') ?? '')) return [];
  return itemsOf(argumentOf(command, 'Source')).flatMap((source, index): readonly Fetch[] => {
    const url = asText(source);
    const target = targets[index] ?? targets[0];
    // A source that is no address is a file share.
    if (url.known && !isUrl(url)) return [];
    return [{ event: command, tool: command.name, url, ...(target ? { target } : {}) }];
  });
}

/** Options with which curl sends something. */
const sends = [
  '-d',
  '--data',
  '--data-raw',
  '--data-binary',
  '--data-urlencode',
  '-F',
  '--form',
  '-T',
  '--upload-file',
  '--json',
  '-I',
  '--head',
];

function ofCurl(command: Command): readonly Fetch[] {
  const { operands, given } = readOptions(command);
  const request = given.get('-X')?.value ?? given.get('--request')?.value;
  if (sends.some(it => given.has(it)) || (request && !/^get$/i.test(textOf(request) ?? ''))) return [];
  const urls = operands.map(it => it.value);
  const named = given.get('--url')?.value;
  if (named) urls.push(named);
  const written = given.get('-o')?.value ?? given.get('--output')?.value;
  const output = keepsNothing(written) ? undefined : written;
  const remote = given.has('-O') || given.has('--remote-name') || given.has('--remote-name-all');
  return urls.map((url): Fetch => {
    const target = output ?? (remote ? fileOf(url) : undefined);
    return { event: command, tool: 'curl', url, ...(target ? { target } : {}) };
  });
}

/** Whether what is fetched goes to standard output, or away. */
const keepsNothing = (output: Value<string> | undefined): boolean =>
  output?.known === true && /^(?:-|nul|\/dev\/(?:null|stdout))$/i.test(output.value);

function ofWget(command: Command): readonly Fetch[] {
  const { operands, given } = readOptions(command);
  if (given.has('--post-data') || given.has('--spider')) return [];
  const output = given.get('-O')?.value ?? given.get('--output-document')?.value;
  return operands.map(({ value: url }): Fetch => {
    const target = keepsNothing(output) ? undefined : (output ?? fileOf(url));
    return { event: command, tool: 'wget', url, ...(target ? { target } : {}) };
  });
}

/** The file that a program names after the address. */
function fileOf(url: Value<string>): Value<string> {
  const text = url.known ? url.value : (url.suffix ?? '');
  const name = /([^/\\?#]+)(?:[?#].*)?$/.exec(text)?.[1];
  return name ? { known: true, value: name, span: url.span } : unknown('', url.span, 'named after the address');
}

function ofBitsadmin(command: Command): readonly Fetch[] {
  const words = lowerWords(command);
  if (!words.some(it => it === '/transfer' || it === '/addfile') || words.includes('/upload')) return [];
  const index = command.args.findIndex(it => isUrl(wordOf(it)));
  if (index < 0) return [];
  const target = command.args[index + 1];
  return [
    {
      event: command,
      tool: 'bitsadmin',
      url: wordOf(command.args[index]!),
      ...(target ? { target: wordOf(target) } : {}),
    },
  ];
}

function ofCertutil(command: Command): readonly Fetch[] {
  const words = lowerWords(command);
  if (!words.some(it => /^[-/](urlcache|verifyctl)$/.test(it))) return [];
  const index = command.args.findIndex(it => isUrl(wordOf(it)));
  if (index < 0) return [];
  const target = command.args[index + 1];
  const url = wordOf(command.args[index]!);
  return [{ event: command, tool: 'certutil', url, ...(target ? { target: wordOf(target) } : {}) }];
}

const toFile = /^DownloadFile(?:Async|TaskAsync)?$/i;
const toMemory = /^(?:Download(?:String|Data)(?:Async|TaskAsync)?|OpenRead|Get(?:String|ByteArray|Stream)Async)$/i;

/** `(New-Object Net.WebClient).DownloadFile($url, $path)` */
function ofMethod(event: MethodInvocation): readonly Fetch[] {
  const isFile = toFile.test(event.method);
  if (!isFile && !toMemory.test(event.method)) return [];
  // A client in a variable has no known type: the name of the method is told apart by what it is given.
  if (event.type !== '' && !/^Net\.(WebClient|Http\.HttpClient)$/i.test(event.type)) return [];
  const [address, path] = event.args;
  if (!address) return [];
  const uri = asText(address);
  if (event.type === '' && uri.known && !isUrl(uri)) return [];
  const tool = `${/^Net\.Http/i.test(event.type) ? 'HttpClient' : 'WebClient'}.${event.method}`;
  return [{ event, tool, url: uri, ...(isFile && path ? { target: asText(path) } : {}) }];
}

/** Package managers that are pointed at a source: what they install comes from there. */
const sources: readonly { readonly programs: RegExp; readonly options: readonly string[] }[] = [
  { programs: /^(choco|cinst|chocolatey)$/, options: ['-s', '--source', '-source'] },
  { programs: /^(pip|pip3)$/, options: ['-i', '--index-url', '--extra-index-url', '--find-links', '-f'] },
  { programs: /^(npm|pnpm|yarn)$/, options: ['--registry'] },
  { programs: /^nuget$/, options: ['-source'] },
  { programs: /^dotnet$/, options: ['-s', '--source', '--add-source'] },
];

function ofSource(command: Command): readonly Fetch[] {
  const { name, args } = command;
  const found = sources.find(it => it.programs.test(name.toLowerCase()));
  const fetch = (url: Value<string>): readonly Fetch[] =>
    isUrl(url) ? [{ event: command, tool: name, url, installs: true }] : [];
  if (found) {
    return args.flatMap((it, index) => {
      const word = wordOf(it);
      const text = (word.known ? word.value : it.text).toLowerCase();
      const next = args[index + 1];
      if (found.options.includes(text)) return next ? fetch(wordOf(next)) : [];
      const equals = text.indexOf('=');
      if (equals < 0 || !found.options.includes(text.slice(0, equals)) || !word.known) return [];
      const at = { start: it.span.start + equals + 1, end: it.span.end };
      const isPlain = it.text === word.value;
      return fetch({
        known: true,
        value: word.value.slice(equals + 1),
        span: isPlain ? at : it.span,
        ...(isPlain ? { literal: at } : {}),
      });
    });
  }
  if (/^register-(psrepository|packagesource)$/i.test(name)) {
    const url = argumentOf(command, 'SourceLocation') ?? argumentOf(command, 'Location');
    return url && knownValue(url) !== undefined ? fetch(asText(url)) : [];
  }
  return [];
}
