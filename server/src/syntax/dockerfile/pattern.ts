/** Longer values and patterns are not computed: the search is quadratic. */
const maximumLength = 500;

/**
 * `${X#pattern}`, `##`, `%`, `%%`: the shortest or longest match cut off at the front or the end. `*` and `?` are
 * wildcards, a backslash undoes them. `undefined` when the pattern is malformed or too long.
 */
export function trimPattern(value: string, pattern: string, modifier: string): string | undefined {
  if (value.length > maximumLength || pattern.length > maximumLength) return undefined;
  const tokens = tokensOf(pattern);
  if (!tokens) return undefined;
  const longest = modifier.length === 2;
  const front = modifier[0] === '#';
  for (let step = 0; step <= value.length; step++) {
    const size = longest ? value.length - step : step;
    const piece = front ? value.slice(0, size) : value.slice(value.length - size);
    if (matches(piece, tokens)) return front ? value.slice(size) : value.slice(0, value.length - size);
  }
  return value;
}

/** `${X/old/new}`, `${X//old/new}` for patterns without wildcards; `undefined` for others. */
export function replaceLiteral(value: string, pattern: string, replacement: string, all: boolean): string | undefined {
  if (pattern === '' || /[*?\\]/.test(pattern)) return undefined;
  return all ? value.replaceAll(pattern, () => replacement) : value.replace(pattern, () => replacement);
}

/** A character of a pattern, or a wildcard. */
type Token = string | { readonly wildcard: '*' | '?' };

function tokensOf(pattern: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!;
    if (char === '*' || char === '?') tokens.push({ wildcard: char });
    else if (char !== '\\') tokens.push(char);
    else {
      const next = pattern[++at];
      if (next === undefined || !'*?\\/}'.includes(next)) return undefined;
      tokens.push(next);
    }
  }
  return tokens;
}

/** Whether the pattern matches the whole text. */
function matches(text: string, tokens: readonly Token[]): boolean {
  let at = 0;
  let token = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const current = tokens[token];
    if (typeof current === 'object' && current.wildcard === '*') {
      star = token++;
      resume = at;
    } else if (current === text[at] || (typeof current === 'object' && current.wildcard === '?')) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++resume;
    } else return false;
  }
  return tokens.slice(token).every(rest => typeof rest === 'object' && rest.wildcard === '*');
}
