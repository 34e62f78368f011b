import { known, unknown } from '../../base/value';
import { type Argument, type Command, is } from './command';
import { lowerWords, wordOf } from './native';

/** A netsh command without netsh's own options. */
export interface NetshCommand {
  readonly command: Command;
  /** Its words in lower case, those that choose what to do in full: `netsh adv f add rule` too begins with `advfirewall`. */
  readonly words: readonly string[];
}

interface Context {
  readonly [word: string]: Context;
}
const none: Context = {};
const rules: Context = { add: { rule: none }, delete: { rule: none }, set: { rule: none }, show: none, dump: none };
const profile: Context = { state: none, firewallpolicy: none, settings: none, logging: none };
const relays: Context = { v4tov4: none, v4tov6: none, v6tov4: none, v6tov6: none };
const ofStatic: Context = {
  policy: none,
  filterlist: none,
  filter: none,
  filteraction: none,
  rule: none,
  store: none,
  defaultrule: none,
};

/** The words that choose, one below the other; a unique beginning stands for the word (windowsserverdocs: netsh*.md). */
const contexts: Context = {
  advfirewall: {
    firewall: rules,
    consec: rules,
    mainmode: rules,
    monitor: none,
    reset: none,
    show: none,
    export: none,
    import: none,
    dump: none,
    set: {
      allprofiles: profile,
      currentprofile: profile,
      domainprofile: profile,
      privateprofile: profile,
      publicprofile: profile,
      global: { mainmode: none, ipsec: none, statefulftp: none, statefulpptp: none },
    },
  },
  firewall: none,
  interface: {
    portproxy: { add: relays, set: relays, delete: relays, show: none, reset: none, dump: none },
    ip: none,
    ipv4: none,
    ipv6: none,
    tcp: none,
    teredo: none,
    isatap: none,
    httpstunnel: none,
    udp: none,
    set: none,
    show: none,
    dump: none,
  },
  ipsec: {
    static: { add: ofStatic, set: ofStatic, delete: ofStatic, show: none, exportpolicy: none, importpolicy: none },
    dynamic: {
      add: { mmpolicy: none, qmpolicy: none, rule: none },
      set: { mmpolicy: none, qmpolicy: none, rule: none, config: none },
      show: none,
    },
  },
};

/** The words of a netsh command; `undefined` for other commands. */
export function netshCommand(given: Command): NetshCommand | undefined {
  if (!is(given, 'netsh')) return undefined;
  const command = { ...given, args: joined(withContext(given.args)) };
  const words = [...lowerWords(command)];
  let at: Context | undefined = contexts;
  for (let index = 0; at && index < words.length; index++) {
    const full: string | undefined = fullWord(at, words[index]!);
    if (full === undefined) break;
    words[index] = full;
    at = at[full];
  }
  return { command, words };
}

function fullWord(context: Context, word: string): string | undefined {
  if (word === '' || word in context) return word || undefined;
  const found = Object.keys(context).filter(it => it.startsWith(word));
  return found.length === 1 && (context !== contexts || word.length > 2) ? found[0] : undefined;
}

/** Without netsh's own options, `-r server`; the context of `-c context` comes first, as it would be typed. */
function withContext(args: readonly Argument[]): readonly Argument[] {
  let at = 0;
  let context: readonly Argument[] = [];
  while (/^[-/][acfrup]$/i.test(args[at]?.text ?? '')) {
    const value = args[at + 1];
    if (/c$/i.test(args[at]!.text) && value) context = wordsOf(value);
    at += 2;
  }
  return at === 0 ? args : [...context, ...args.slice(at)];
}

function wordsOf(argument: Argument): readonly Argument[] {
  const word = wordOf(argument);
  if (!word.known) return [argument];
  const texts = word.value.replace(/["']/g, '').split(/\s+/).filter(Boolean);
  return texts.map(text => ({ text, span: argument.span, value: known(text, argument.span) }));
}
/** Words with `type = x`, `type= x` and `type =x` as `type=x`. */
function joined(args: readonly Argument[]): readonly Argument[] {
  if (!args.some(it => /^=|^[\w-]+=$/.test(it.text))) return args;
  const result: Argument[] = [];
  for (const it of args) {
    const last = result.at(-1);
    if (last && (it.text.startsWith('=') || /^[\w-]+=$/.test(last.text))) result[result.length - 1] = glued(last, it);
    else result.push(it);
  }
  return result;
}

function glued(a: Argument, b: Argument): Argument {
  const span = { start: a.span.start, end: b.span.end };
  const [left, right] = [wordOf(a), wordOf(b)];
  const text = a.text + b.text;
  const value =
    left.known && right.known ? known(left.value + right.value, span) : unknown(text, span, 'a part is unknown');
  return { text, span, value };
}
