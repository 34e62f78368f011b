/**
 * Patterns for identities, in the notation of Go's `regexp` (RE2), as `cosign verify --certificate-identity-regexp` and cluster policies
 * have them. Unlike there, a pattern must match the whole of an identity, and a match takes bounded time whatever the pattern.
 */
export interface IdentityPattern {
  matches(identity: string): boolean;
}

/** The ends of all matches that begin at one of the given places. */
type Step = (from: ReadonlySet<number>, text: string, work: Work) => ReadonlySet<number>;

/** Counts down; what takes longer matches nothing. */
interface Work {
  left: number;
}

const patternLimit = 2_000;
const identityLimit = 2_000;
const depthLimit = 20;
const repeatLimit = 100;
const workLimit = 500_000;

/**
 * Reads a pattern. Never throws.
 * @returns the pattern, or what is wrong with it, to follow "the pattern".
 */
export function readIdentityPattern(pattern: string): IdentityPattern | string {
  if (pattern.length > patternLimit) return `is longer than ${patternLimit} characters`;
  let step: Step;
  try {
    step = new Reader(pattern).whole();
  } catch (error) {
    return error instanceof Unreadable ? error.message : 'cannot be read';
  }
  return {
    matches: identity =>
      identity.length <= identityLimit && step(new Set([0]), identity, { left: workLimit }).has(identity.length),
  };
}

class Unreadable extends Error {}

/** Escapes that mean the same in RE2 and in JavaScript. */
const classes = /^[dDwWsS]$/;
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' };

class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly pattern: string) {}

  whole(): Step {
    const step = this.alternatives();
    if (this.at < this.pattern.length) throw new Unreadable('has a `)` too many');
    return step;
  }

  private get next(): string {
    return this.pattern[this.at] ?? '';
  }

  private alternatives(): Step {
    if ((this.depth += 1) > depthLimit) throw new Unreadable('is nested too deeply');
    const steps = [this.sequence()];
    while (this.next === '|') {
      this.at += 1;
      steps.push(this.sequence());
    }
    this.depth -= 1;
    return steps.length === 1
      ? steps[0]!
      : (from, text, work) => {
          const ends = new Set<number>();
          for (const step of steps) {
            // Those that match nothing cost as well.
            if ((work.left -= from.size) < 0) return ends;
            for (const end of step(from, text, work)) ends.add(end);
          }
          return ends;
        };
  }

  private sequence(): Step {
    const steps: Step[] = [];
    while (this.next !== '' && this.next !== '|' && this.next !== ')') steps.push(this.repeated(this.atom()));
    return (from, text, work) => steps.reduce((places, step) => step(places, text, work), from);
  }

  private repeated(step: Step): Step {
    let result = step;
    for (;;) {
      const [written, one, low, comma, high] =
        /^(?:([*+?])|\{(\d{1,3})(,(\d{1,3})?)?\})/.exec(this.pattern.slice(this.at)) ?? [];
      if (written === undefined) {
        if (this.next === '{') throw new Unreadable('has a `{` that repeats nothing');
        return result;
      }
      this.at += written.length;
      // Whether as much or as little as possible is taken makes no difference to what matches as a whole.
      if (this.next === '?') this.at += 1;
      const least = one === undefined ? Number(low) : one === '+' ? 1 : 0;
      const most = one === '?' ? 1 : one !== undefined || (comma && !high) ? undefined : Number(high ?? low);
      if (Math.max(least, most ?? 0) > repeatLimit) throw new Unreadable(`repeats more than ${repeatLimit} times`);
      result = repeat(result, least, most);
    }
  }

  private atom(): Step {
    const character = this.next;
    this.at += 1;
    switch (character) {
      case '(':
        return this.group();
      case '[':
        return this.bracket();
      case '\\':
        return this.escape();
      case '.':
        return one(it => it !== '\n');
      case '^':
        return from => new Set([...from].filter(it => it === 0));
      case '$':
        return (from, text) => new Set([...from].filter(it => it === text.length));
      case '*':
      case '+':
      case '?':
        throw new Unreadable(`has a \`${character}\` that repeats nothing`);
      default:
        return one(it => it === character);
    }
  }

  private group(): Step {
    if (this.next === '?') {
      if (!this.pattern.startsWith('?:', this.at)) throw new Unreadable('has a group of another kind than `(?:...)`');
      this.at += 2;
    }
    const step = this.alternatives();
    if (this.next !== ')') throw new Unreadable('has a `(` that is not closed');
    this.at += 1;
    return step;
  }

  private bracket(): Step {
    const [written] = /^\^?\]?(?:[^\]\\[]|\\[^A-Za-z0-9]|\\[dDwWsSnrtfv])*\]/.exec(this.pattern.slice(this.at)) ?? [];
    if (written === undefined || /^\^?\]/.test(written)) throw new Unreadable('has a `[` that cannot be read');
    this.at += written.length;
    const set = new RegExp(`^[${written}$`);
    return one(it => set.test(it));
  }

  private escape(): Step {
    const character = this.next;
    this.at += 1;
    if (classes.test(character)) {
      const set = new RegExp(`^\\${character}$`);
      return one(it => set.test(it));
    }
    const control = controls[character];
    if (control !== undefined) return one(it => it === control);
    if (!/^[^A-Za-z0-9]$/.test(character))
      throw new Unreadable(`has the escape \`\\${character}\`, which is not known`);
    return one(it => it === character);
  }
}

const one =
  (accepts: (character: string) => boolean): Step =>
  (from, text, work) => {
    const ends = new Set<number>();
    for (const place of from) {
      if ((work.left -= 1) < 0) return ends;
      if (place < text.length && accepts(text[place]!)) ends.add(place + 1);
    }
    return ends;
  };

function repeat(step: Step, least: number, most: number | undefined): Step {
  return (from, text, work) => {
    let places = from;
    for (let i = 0; i < least && (work.left -= 1) > 0; i += 1) places = step(places, text, work);
    if (work.left <= 0) return new Set();
    const all = new Set(places);
    for (let i = least; places.size > 0 && (most === undefined || i < most) && (work.left -= 1) > 0; i += 1) {
      places = new Set([...step(places, text, work)].filter(it => !all.has(it)));
      for (const place of places) all.add(place);
    }
    return all;
  };
}
