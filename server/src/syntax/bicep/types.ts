const stop = /'''[\s\S]*?'''|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?\*\/|=>?|[([{<]|[)\]}>]|\n/g;

/**
 * The end of a type that begins at `start`: where `sign` stands outside all brackets, or the line ends. Types are read over:
 * they do not say what is deployed.
 */
export function skipType(text: string, start: number, sign: RegExp | undefined): number {
  let depth = 0;
  stop.lastIndex = start;
  for (let found = stop.exec(text); found; found = stop.exec(text)) {
    const { 0: token, index } = found;
    if (token === '\n') {
      if (
        depth === 0 &&
        !/^\s*\|/.test(text.slice(index, index + 200)) &&
        !/\|\s*$/.test(text.slice(Math.max(start, index - 40), index))
      )
        return index;
    } else if (token.startsWith('=')) {
      if (sign) sign.lastIndex = index;
      if (depth === 0 && sign?.test(text)) return index;
    } else if (token.length === 1) depth += '([{<'.includes(token) ? 1 : -1;
    if (depth < 0) return index;
  }
  return text.length;
}
