import { type Edit, remove, replace } from '../../base/edit';
import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import { known, knownValue, unknown, type Value } from '../../base/value';
import type { Argument, Command } from '../command/command';
import { piece, wordOf } from '../command/native';
import { programName } from '../command/program';
import type { ScriptReader } from '../command/script';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { readShell } from '../shell/script';
import { type Grant, type Selector, selectorOf } from './entry';
import { launchedBy } from './launched';
import { looksLikeSpire } from './look';
import { readSpireText } from './reader';
import { isToken } from './secrets';

/** `-name`, with what follows. */
interface Flag {
  readonly name: string;
  readonly argument: Argument;
  readonly value: Value<string>;
  /** The flag and its value. */
  readonly span: Span;
  /** Takes the flag out, with its value and the white space before. */
  readonly removal: Edit;
}

/** Flags that stand alone (spire: cmd/spire-server/cli). */
const switches: ReadonlySet<string> = new Set(['admin', 'downstream', 'node', 'storesvid', 'disablex509svidprefetch']);

const program = /^spire-(?:server|agent)$/;
/** What they are told is read as a script of its own. */
const shells: ReadonlySet<string> = new Set(['powershell', 'pwsh', 'cmd', 'sh', 'bash']);
const nouns: ReadonlySet<string> = new Set(['entry', 'token', 'run']);

/** Configurations that a script writes. */
function readWritten({ applied, place }: Command, emit: Emit): void {
  if (applied && looksLikeSpire(applied.text)) readSpireText(applied, { ...place, encode: applied.encode }, emit);
}

/** Reads what a text for `sh` or `bash` tells SPIRE. */
export function readSpireShell(text: MappedText, place: Place, emit: Emit): void {
  if (!text.text.includes('spire-')) return;
  for (const event of readShell(text, { ...place, encode: text.encode }))
    if (event.kind === 'command') readSpireCommand(event, emit);
}

/** Reads registration entries that `spire-server` is told to make, and the secrets that its programs are given. */
export const readSpireCommands: ScriptReader = ({ events }, emit) => {
  for (const event of events) {
    if (event.kind !== 'command') continue;
    readWritten(event, emit);
    readSpireCommand(event, emit);
  }
};

function readSpireCommand(command: Command, emit: Emit): void {
  if (shells.has(command.name)) return;
  if (!command.name.startsWith('spire-') && !command.args.some(it => it.text.includes('spire-'))) return;
  const all = [command.name, ...command.args.map(it => it.text.replace(/^["']|["']$/g, ''))];
  // What runs it in a container, `kubectl exec ... --`, stands before, and may name one that is called alike.
  const index = all.findIndex(
    (it, at) => it.includes('spire-') && program.test(programName(it)) && nouns.has(all[at + 1]?.toLowerCase() ?? ''),
  );
  if (index >= 0) {
    readWords(command, programName(all[index]!), command.args.slice(index), emit);
    return;
  }
  for (const [first, ...words] of launchedBy(command)) {
    if (first && program.test(programName(first.text)) && nouns.has(words[0]?.text.toLowerCase() ?? ''))
      readWords(command, programName(first.text), words, emit);
  }
}

/** @param words those behind the name of the program */
function readWords(command: Command, called: string, words: readonly Argument[], emit: Emit): void {
  const [noun = '', verb = ''] = words.slice(0, 2).map(it => it.text.toLowerCase());
  if (noun === 'run') {
    if (called === 'spire-agent') readAgent(command, flagsOf(words.slice(1)).flags, emit);
  } else if (noun === 'entry' && /^(?:create|update)$/.test(verb)) readEntry(command, words.slice(2), emit);
  else if (noun === 'token' && verb === 'generate') readToken(command, flagsOf(words.slice(2)).flags, emit);
}

/** The flags of a Go program: `-name value`, `--name=value`, `-switch`. */
function flagsOf(words: readonly Argument[]): { readonly flags: readonly Flag[]; readonly open: boolean } {
  const flags: Flag[] = [];
  let open = false;
  for (let index = 0; index < words.length; index++) {
    const argument = words[index]!;
    const match = /^["']?--?([A-Za-z]\w*)(=)?/.exec(argument.text);
    const before = words[index - 1]?.span.end ?? argument.span.start;
    if (!match) {
      open ||= !wordOf(argument).known;
      continue;
    }
    const name = match[1]!.toLowerCase();
    const next = words[index + 1];
    let end = argument.span.end;
    let value: Value<string> = known('true', argument.span);
    if (match[2]) {
      const word = wordOf(argument);
      const from = word.known ? word.value.indexOf('=') + 1 : 0;
      value = word.known
        ? piece(word, from, word.value.length)
        : {
            ...unknown(word.text, word.span, word.why),
            ...(word.prefix ? { prefix: word.prefix.replace(/^[^=]*=/, '') } : {}),
          };
    } else if (!switches.has(name) && next) {
      value = wordOf(next);
      end = next.span.end;
      index++;
    }
    const span = { start: argument.span.start, end };
    flags.push({ name, argument, value, span, removal: remove({ start: Math.min(before, span.start), end }) });
  }
  return { flags, open };
}

const placeOf = (value: Value<string>): Span => (value.known && value.literal ? value.literal : value.span);

function readEntry(command: Command, words: readonly Argument[], emit: Emit): void {
  const { flags, open } = flagsOf(words);
  const { span, place } = command;
  const on = (name: string): Flag | undefined =>
    flags.find(it => it.name === name && it.value.known && it.value.value === 'true');
  const stated = flags.filter(it => it.name === 'selector');
  const selectors = stated.flatMap(({ value }): Selector[] => {
    const text = value.known ? value.value : (value.prefix ?? '');
    const found = selectorOf(text, value.known, placeOf(value), value.known ? value.literal : undefined);
    return found ? [found] : [];
  });
  const id = flags.find(it => it.name === 'spiffeid')?.value;
  const parent = knownValue(flags.find(it => it.name === 'parentid')?.value);
  emit('spire.entry', {
    span,
    place,
    of: on('node') ? 'node' : 'workload',
    selectors,
    open: open || command.incomplete || selectors.length < stated.length,
    grants: (['admin', 'downstream'] as const).flatMap((right): Grant[] => {
      const flag = on(right);
      return flag ? [{ right, text: flag.argument.text, at: flag.span, removal: flag.removal }] : [];
    }),
    ...(id?.known ? { id: { value: id.value, at: placeOf(id) } } : {}),
    ...(parent ? { parent } : {}),
  });
  for (const { name, value } of flags) {
    if ((name !== 'spiffeid' && name !== 'parentid') || !value.known || value.value === '') continue;
    const beside = name === 'spiffeid' && parent ? { beside: parent } : {};
    const at = placeOf(value);
    emit('spire.name', { span, place, kind: 'SPIFFE ID', value: value.value, at, ...beside });
  }
  readSeconds(command, flags, 'x509svidttl', 'X.509 SVID', emit);
  // Up to SPIRE 1.5.
  readSeconds(command, flags, 'ttl', 'X.509 SVID', emit);
  readSeconds(command, flags, 'jwtsvidttl', 'JWT SVID', emit);
}

function readToken(command: Command, flags: readonly Flag[], emit: Emit): void {
  readSeconds(command, flags, 'ttl', 'join token', emit);
}

function readSeconds(
  { span, place }: Command,
  flags: readonly Flag[],
  name: string,
  of: 'X.509 SVID' | 'JWT SVID' | 'join token',
  emit: Emit,
): void {
  const flag = flags.find(it => it.name === name);
  if (!flag?.value.known || !/^\d+$/.test(flag.value.value)) return;
  const { value, literal } = flag.value;
  const text = flag.argument.text.includes('=') ? flag.argument.text : `${flag.argument.text} ${value}`;
  emit('spire.lifetime', {
    span,
    place,
    of,
    seconds: Number(value),
    text,
    at: placeOf(flag.value),
    setTo: to => literal && replace(literal, String(to)),
  });
}

/** `spire-agent run -joinToken ...`, `-insecureBootstrap`. */
function readAgent({ span, place }: Command, flags: readonly Flag[], emit: Emit): void {
  for (const { name, value, span: at } of flags) {
    if (name === 'insecurebootstrap' && value.known && value.value === 'true')
      emit('spire.unverified-bootstrap', { span, place, text: '-insecureBootstrap', at, local: false });
    if (name !== 'jointoken' || !value.known || !isToken.test(value.value)) continue;
    emit('credential', {
      span,
      place,
      form: 'command argument',
      name: '-joinToken',
      at: placeOf(value),
      guessable: false,
    });
  }
}
