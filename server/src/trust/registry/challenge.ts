/** One way of authenticating that a server offers. */
export interface Challenge {
  /** In lower case: `bearer`. */
  readonly scheme: string;
  /** By names in lower case. */
  readonly parameters: Readonly<Record<string, string>>;
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const parameter = new RegExp(`^(${token})[ \\t]*=[ \\t]*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"]+))`);
const scheme = new RegExp(`^(${token})(?=[ \\t,]|$)`);

/** RFC 9110, 11.6.1: `WWW-Authenticate`, which may hold several challenges, in one field or in many. */
export function parseChallenges(field: string | readonly string[] | undefined): readonly Challenge[] {
  let rest = (Array.isArray(field) ? field.join(', ') : String(field ?? '')).slice(0, 8192);
  const challenges: { scheme: string; parameters: Record<string, string> }[] = [];
  for (;;) {
    rest = rest.replace(/^[\s,]+/, '');
    const last = challenges.at(-1);
    const pair = last && parameter.exec(rest);
    const next = pair ?? scheme.exec(rest);
    if (!next) return challenges;
    if (pair) last.parameters[pair[1]!.toLowerCase()] ??= pair[2]?.replace(/\\(.)/g, '$1') ?? pair[3]!;
    else challenges.push({ scheme: next[1]!.toLowerCase(), parameters: Object.create(null) });
    rest = rest.slice(next[0].length);
  }
}
