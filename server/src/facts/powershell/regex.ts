/** Patterns and texts longer than these are not tried; what repeats nothing takes longer texts. */
const limits = { pattern: 300, text: 20_000, plain: 500_000 } as const;

/** A group that repeats and is repeated itself takes time without bound: `(a+)+`. So may `.*.*.*`. */
const costly = /\([^()]*[*+}][^()]*\)[*+{]|(?:\.[*+].*){4}/;

/**
 * A regular expression of .NET as one of ours; `undefined` where the two differ, or where it could take long.
 * @param text what it is to be tried on
 */
export function pattern(source: string, text: string, flags: string): RegExp | undefined {
  const longest = /[*+{]/.test(source) ? limits.text : limits.plain;
  if (source.length > limits.pattern || text.length > longest || costly.test(source)) return undefined;
  let own = source;
  let mode = flags;
  const inline = /^\(\?([imsx]+)\)/.exec(own);
  if (inline) {
    if (inline[1]!.includes('x')) return undefined;
    own = own.slice(inline[0].length);
    for (const flag of inline[1]!) if (!mode.includes(flag)) mode += flag;
  }
  if (/\(\?[>#]|\(\?[imsx-]+[:)]|\\[GP]\b|\(\?<\w+-/.test(own)) return undefined;
  own = own.replace(/\\A/g, '^').replace(/\\[zZ]/g, '$');
  try {
    return new RegExp(own, mode);
  } catch {
    return undefined;
  }
}

/** A replacement of .NET as one of ours: `${name}`, `$0`. */
export const replacement = (text: string): string => text.replace(/\$\{(\w+)\}/g, named).replace(/\$0/g, () => '$&');

const named = (_: string, name: string): string => (/^\d+$/.test(name) ? `$${name}` : `$<${name}>`);

/** The pattern of `-like`. */
export function wildcard(source: string, caseSensitive: boolean): RegExp {
  const parts = source.replace(/[.+^${}()|\\]/g, '\\$&').replace(/\*+/g, '*');
  const own = parts.replace(/\*/g, '[\\s\\S]*').replace(/\?/g, '[\\s\\S]').replace(/\[!/g, '[^');
  try {
    return new RegExp(`^${own}$`, caseSensitive ? '' : 'i');
  } catch {
    return new RegExp(`^${own.replace(/[[\]]/g, '\\$&')}$`, caseSensitive ? '' : 'i');
  }
}
