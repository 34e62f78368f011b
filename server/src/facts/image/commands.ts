import { known, unknown, type Value } from '../../base/value';
import { type Argument, type Command, is } from '../command/command';
import { literalOf, wordOf } from '../command/native';
import type { ScriptReader } from '../command/script';
import type { Place } from '../fact';
import { type Client, clients, type Options } from './client-options.data';
import { madeName } from './made';
import { imageNamed } from './named';

/** Reads the images that commands take from registries: `docker run`, `ctr images pull`, `kubectl set image`. */
export const readImageCommands: ScriptReader = ({ events }, emit) => {
  const seen = new Set<string>();
  for (const event of events) {
    if (event.kind !== 'command') continue;
    for (const name of madeBy(event)) emit('image.made', { span: event.span, place: event.place, name });
    const shares = startsProcess(event);
    for (const value of imagesIn(event)) {
      // A machine with Windows takes images of Linux as well.
      const place: Place = { ...event.place, os: 'unknown' };
      const image = imageNamed(value, { span: event.span, place, use: 'command' }, seen);
      if (image) emit('image.reference', { ...image, ...(shares ? { shares } : {}) });
    }
  }
};

/** Programs whose commands may name images; a text that names none of them needs no second look. */
export const imagePrograms =
  /\b(?:docker|podman|nerdctl|ctr|crictl|skopeo|oras|crane|kubectl|oc|az)(?:\.exe)?["']?\s+[-\w]/;

/** Whether a command of an engine starts a container on the kernel of its host. */
function startsProcess(command: Command): boolean {
  if (!is(command, 'docker', 'nerdctl') || !command.args.some(it => /^(?:run|create)$/.test(it.text))) return false;
  return optionValues(command.args, '--isolation').every(it => it.known && /^(?:process|default)$/i.test(it.value));
}

/** The names that a command gives to what it builds or has: `docker build -t web .`, `docker tag a web`. */
function madeBy(command: Command): readonly string[] {
  if (!is(command, 'docker', 'podman', 'nerdctl', 'buildah')) return [];
  const { args } = command;
  const words = args.map(it => plain(it) ?? '');
  const verb = words[/^(?:image|container|buildx|builder)$/.test(words[0] ?? '') ? 1 : 0] ?? '';
  const last = args.at(-1);
  const given = words.some(it => it === 'build' || it === 'bud')
    ? optionValues(args, '-t', '--tag')
    : /^(?:tag|commit|import)$/.test(verb) && last
      ? [wordOf(last)]
      : [];
  return given.flatMap(it => madeName(it.known ? it.value : (it.prefix ?? '').replace(/:[^/]*$/, '')) ?? []);
}

function imagesIn(command: Command): readonly Value<string>[] {
  if (is(command, 'skopeo')) return sourceOf(command);
  if (is(command, 'kubectl', 'oc')) return ofKubectl(command);
  if (is(command, 'az')) return ofAzure(command);
  for (const client of clients) {
    if (!is(command, ...client.programs)) continue;
    if (command.args.some(it => it.text === 'build')) return builtOn(command.args);
    const word = taken(command.args, client);
    return word ? [wordOf(word)] : [];
  }
  return [];
}

/** The word that names the image; `undefined` where the verb takes none, or options stand before it that nobody knows. */
function taken(args: readonly Argument[], client: Client): Argument | undefined {
  const noun = positional(args, 0, client);
  const first = noun === undefined ? undefined : plain(args[noun]!);
  if (noun === undefined || first === undefined) return undefined;
  const second = args[noun + 1] && plain(args[noun + 1]!);
  for (const verb of client.verbs) {
    const isTwo = verb.names.includes(`${first} ${second}`);
    if (!isTwo && !verb.names.includes(first)) continue;
    const at = positional(args, noun + (isTwo ? 2 : 1), verb);
    return at === undefined ? undefined : args[at];
  }
  return undefined;
}

const plain = (argument: Argument): string | undefined => {
  const word = wordOf(argument);
  return word.known ? word.value : undefined;
};

/** The first word from an index on that is neither an option nor the value of one. */
function positional(args: readonly Argument[], from: number, { switches, valued }: Options): number | undefined {
  for (let index = from; index < args.length; index++) {
    const word = wordOf(args[index]!);
    const text = word.known ? word.value : (word.prefix ?? args[index]!.text);
    // A variable may hold any number of words, options among them.
    if (!word.known && !/^[^$%]*[/=]/.test(text)) return undefined;
    if (!text.startsWith('-') || text === '-') return index;
    if (text === '--') return index + 1 < args.length ? index + 1 : undefined;
    if (text.includes('=') || switches.has(text)) continue;
    if (valued.has(text)) index++;
    else if (text.startsWith('--')) return undefined;
    else {
      const takes = cluster(text, switches, valued);
      if (takes === undefined) return undefined;
      index += takes;
    }
  }
  return undefined;
}

/** How many words letters such as `-itp` or `-p80:80` take behind them; `undefined` where one is not known. */
function cluster(text: string, switches: ReadonlySet<string>, valued: ReadonlySet<string>): 0 | 1 | undefined {
  for (let index = 1; index < text.length; index++) {
    const letter = `-${text[index]}`;
    if (valued.has(letter)) return index === text.length - 1 ? 1 : 0;
    if (!switches.has(letter)) return undefined;
  }
  return 0;
}

/** Images that are given to a build: `--build-arg BASE_IMAGE=name:tag`, `--build-context base=docker-image://name:tag`. */
const builtOn = (args: readonly Argument[]): readonly Value<string>[] =>
  optionValues(args, '--build-arg', '--build-context').flatMap(value => {
    const text = value.known ? value.value : (value.prefix ?? '');
    const match = /^(?:\w+_)?image(?:_\w+)?=(?=[^=]*\/[^=]*[:@])|^[\w.-]+=docker-image:\/\//i.exec(text);
    return match ? [behind(value, match[0].length)] : [];
  });

const transport = 'docker://';

/** `skopeo copy docker://a docker://b` takes from the first. */
function sourceOf({ args }: Command): readonly Value<string>[] {
  const verb = args.map(plain).find(it => it !== undefined && /^(?:copy|inspect|sync)$/.test(it));
  const source = args.map(wordOf).find(it => (it.known ? it.value : (it.prefix ?? '')).startsWith(transport));
  return verb && source ? [behind(source, transport.length)] : [];
}

/** `kubectl run web --image=a`, `kubectl create deployment web --image a`, `kubectl set image deployment/web web=a`. */
function ofKubectl({ args }: Command): readonly Value<string>[] {
  const words = args.map(it => plain(it) ?? '');
  if (words.includes('run') || words.includes('create') || words.includes('debug'))
    return optionValues(args, '--image');
  const at = words.indexOf('image');
  if (at < 1 || words[at - 1] !== 'set') return [];
  return args.slice(at + 2).flatMap(it => {
    const match = /^[\w.*-]+=/.exec(it.text.replace(/^["']/, ''));
    return match ? [behind(wordOf(it), match[0].length)] : [];
  });
}

/** `az container create --image a`, `az containerapp create --image a`. */
function ofAzure({ args }: Command): readonly Value<string>[] {
  const [noun, verb] = args.map(it => plain(it) ?? '');
  const runs = /^container(?:app)?$/.test(noun ?? '') && /^(?:create|update|up)$/.test(verb ?? '');
  return runs ? optionValues(args, '--image', '-i') : [];
}

function optionValues(args: readonly Argument[], ...names: readonly string[]): readonly Value<string>[] {
  return args.flatMap((it, index) => {
    const name = names.find(own => it.text === own || it.text.startsWith(`${own}=`));
    if (name === undefined) return attached(it, names);
    if (it.text !== name) return [behind(wordOf(it), name.length + 1)];
    const next = args[index + 1];
    return next ? [wordOf(next)] : [];
  });
}

/** A value that stands at its letter: `-tweb`. */
const attached = (word: Argument, names: readonly string[]): readonly Value<string>[] =>
  names.some(it => it.length === 2 && word.text.startsWith(it)) ? [behind(wordOf(word), 2)] : [];

/** A value without its first letters. */
function behind(value: Value<string>, count: number): Value<string> {
  if (!value.known) {
    const { text, span, why, prefix } = value;
    return { ...unknown(text.slice(count), span, why), ...(prefix ? { prefix: prefix.slice(count) } : {}) };
  }
  const text = value.value.slice(count);
  const literal = literalOf(value);
  if (!literal || literal.end - literal.start !== value.value.length) return known(text, value.span);
  const at = { start: literal.start + count, end: literal.end };
  return known(text, value.span === literal || at.end <= value.span.end ? at : value.span, at);
}
