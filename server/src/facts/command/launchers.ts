import { shellName } from '../../syntax/cmd';

/** The command line that a program runs which it finds behind its own options. */
export interface Launch {
  /** The word where it begins. */
  readonly from: number;
  /** The word is a whole command line. */
  readonly line: boolean;
  /** It runs on another machine or in a container. */
  readonly away: boolean;
}

/** How programs that run others take these. `value` matches the options that are followed by a word of their own. */
interface Launcher {
  readonly name: RegExp;
  readonly option: RegExp;
  readonly value?: RegExp;
}

/** Programs whose options come first, then a program with its arguments. */
const launchers: readonly Launcher[] = [
  // sysinternals: psexec.md
  {
    name: /^(?:psexec|psexec64|paexec)$/,
    option: /^(?:-|\/(?!c$)|\\\\|@)/,
    value: /^[-/](?:[upwnar]|rlo|share|sharepath|cf|lo|to)$/i,
  },
  // NSudo, MinSudo, PowerRun, SuperUser: all of theirs carry their values.
  {
    name: /^(?:nsudo\w*|minsudo|powerrun\w*|superuser(?:32|64)?|elevate|gsudo|sudo|elevate64)$/,
    option: /^[-/]/,
    value: /^--?(?:integrity|loglevel)$/i,
  },
  { name: /^(?:nircmdc?)$/, option: /^(?:elevate|elevatecmd|exec2?|execmd|hide|show|min|max|runassystem|runas)$/i },
  { name: /^runas$/, option: /^\// },
];

/** Programs that run a shell somewhere else, behind whatever words of their own. */
const remote = /^(?:docker|podman|nerdctl|kubectl|oc|crictl|ssh|plink|wt)$/;

/** @param words those behind the name, without quotes */
export function launchOf(name: string, words: readonly string[]): Launch | undefined {
  if (name === 'forfiles') {
    const at = words.findIndex(it => /^[/-]c$/i.test(it)) + 1;
    return at > 0 && words[at] !== undefined ? { from: at, line: true, away: false } : undefined;
  }
  if (remote.test(name)) return somewhereElse(name, words);
  const launcher = launchers.find(it => it.name.test(name));
  if (!launcher) return undefined;
  let from = 0;
  let away = false;
  for (; launcher.option.test(words[from] ?? ''); from++) {
    const word = words[from]!;
    away ||= /^(?:\\\\(?!localhost$|\.$|127\.)|@)/i.test(word);
    if (launcher.value?.test(word)) from++;
    // The session of `-i` may be left out.
    else if (/^[-/]i$/i.test(word) && /^\d+$/.test(words[from + 1] ?? '')) from++;
  }
  const first = words[from];
  if (first === undefined) return undefined;
  return { from, line: from === words.length - 1 && /\S\s+\S/.test(first) && !/^[a-z]:\\[^"]*$/i.test(first), away };
}

const containers = /^(?:exec|run|create)$/i;

function somewhereElse(name: string, words: readonly string[]): Launch | undefined {
  const inContainer = !/^(?:ssh|plink|wt)$/.test(name);
  const begin = inContainer ? words.findIndex(it => containers.test(it)) + 1 : 0;
  if (inContainer && begin === 0) return undefined;
  const away = name !== 'wt';
  for (let from = begin; from < words.length; from++) {
    const word = words[from]!;
    // The name of an image may end in that of a shell.
    if (inContainer && (word.includes('/') || words[from - 1] === '--entrypoint')) continue;
    if (shellName(word)) return { from, line: false, away };
    const [first = ''] = word.split(/\s/, 1);
    if (first !== word && shellName(first)) return { from, line: true, away };
  }
  return undefined;
}
