import { type Expression, parseAction, parseExpression } from '../../syntax/go-template/parse';
import type { Fill } from '../../syntax/yaml/filled';
import { isMap, type Plain } from '../../syntax/yaml/plain';
import { type ChartValues, valueAt } from './values';

/** So many nodes a file gets of mappings and lists: it may name them again and again. */
const mostNodes = 20_000;

const sizeOf = (value: Plain): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, it: Plain) => sum + sizeOf(it), 1)
    : 1;

/** What the parser of a template is to know of its chart. */
export function fillOf(chart: ChartValues): Fill {
  let left = mostNodes;
  // What stands in one block shares the list of those around it.
  const dots = new WeakMap<readonly string[], { readonly dot: Dot | undefined }>();
  const dotOf = (around: readonly string[]): Dot | undefined => {
    let known = dots.get(around);
    if (!known) dots.set(around, (known = { dot: dotIn(around, chart) }));
    return known.dot;
  };
  const unwritten = new WeakMap<readonly string[], number>();
  const isEmptyOf = (opener: string, around: readonly string[]): boolean | undefined => {
    const condition = /^\{\{-?\s*if\b([\s\S]*?)-?\}\}$/.exec(opener)?.[1];
    const expression = condition === undefined ? undefined : parseExpression(condition);
    return expression && isEmpty(evaluate(expression, chart, dotOf(around)));
  };
  return {
    text(action, around) {
      const expression = parseAction(action);
      const dot = expression && dotOf(around);
      const text = expression && textOf(evaluate(expression, chart, dot));
      // What has no default has to be given: it is not empty then.
      return text && text.length <= longest ? { value: text, ...nameOf(expression, chart, dot) } : undefined;
    },
    lines(action, around) {
      if (left <= 0) return undefined;
      const expression = parseAction(action);
      const dot = expression && dotOf(around);
      const value = expression && writesYaml(expression) ? evaluate(expression, chart, dot) : undefined;
      const isKnown = typeof value === 'object' && value !== null && !isEmpty(value);
      if (isKnown) left -= sizeOf(value);
      return isKnown && left >= 0 ? { value, ...nameOf(expression, chart, dot) } : undefined;
    },
    holds: (opener, around) => isEmptyOf(opener, around) === false,
    leftOut(around) {
      let index = unwritten.get(around);
      if (index === undefined) {
        index = around.findLastIndex((it, at) => isEmptyOf(it, around.slice(0, at)) === true);
        unwritten.set(around, index);
      }
      return index;
    },
  };
}

/** The value of the chart that an expression is taken from: `image.tag`. */
function nameOf(it: Expression | undefined, chart: ChartValues, dot: Dot | undefined): { readonly from?: string } {
  if (it?.kind === 'field') {
    if (it.of) return nameOf(it.of, chart, dot);
    const own =
      it.path[0] === 'Values' ? it.path.slice(1) : it.root || !dot?.path ? undefined : [...dot.path, ...it.path];
    return own && !isEmpty(valueAt(chart, own)) ? { from: own.join('.') } : {};
  }
  for (const arg of it?.kind === 'call' ? it.args : []) {
    const found = nameOf(arg, chart, dot);
    if (found.from !== undefined) return found;
  }
  return {};
}

/** Whether a mapping is written as YAML rather than as Go writes it. */
const writesYaml = (it: Expression): boolean =>
  it.kind === 'call' && (it.name === 'toYaml' || (it.args.length > 0 && writesYaml(it.args[it.args.length - 1]!)));

/** What `.` stands for, where not for everything. */
export interface Dot {
  readonly value: Plain;
  /** Where it stands in the values. */
  readonly path?: readonly string[];
}

/** What `.` stands for inside of blocks. */
function dotIn(around: readonly string[], chart: ChartValues): Dot | undefined {
  let dot: Dot | undefined;
  for (const opener of around) {
    const [, word, rest = ''] = /^\{\{-?\s*(\w+)([\s\S]*?)-?\}\}$/.exec(opener) ?? [];
    if (word === 'if' || word === 'else') continue;
    const expression = word === 'with' ? parseExpression(rest) : undefined;
    const { from } = nameOf(expression, chart, dot);
    dot = {
      value: expression && evaluate(expression, chart, dot),
      ...(expression?.kind === 'field' && from !== undefined ? { path: from.split('.') } : {}),
    };
  }
  return dot;
}

/** The value of an expression of a template; `undefined` where it cannot be known. @param dot what `.` stands for, where not for everything */
export function evaluate(expression: Expression, chart: ChartValues, dot?: Dot): Plain {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'variable':
      return undefined;
    case 'field': {
      const { of, root, path } = expression;
      if (of) return part(evaluate(of, chart, dot), path);
      return dot && !root && path[0] !== 'Values' && path[0] !== 'Chart' ? part(dot.value, path) : ofRoot(path, chart);
    }
    case 'call': {
      const [holder, ...keys] = expression.args;
      if (expression.name === 'index' && holder?.kind === 'field') {
        const path = keys.map(it => textOf(evaluate(it, chart, dot)));
        if (path.includes(undefined)) return undefined;
        return evaluate({ ...holder, path: [...holder.path, ...(path as string[])] }, chart, dot);
      }
      const call = Object.hasOwn(functions, expression.name) ? functions[expression.name] : undefined;
      return call?.(expression.args.map(it => evaluate(it, chart, dot)));
    }
  }
}

function ofRoot([object, ...path]: readonly string[], chart: ChartValues): Plain {
  if (object === 'Values') return valueAt(chart, path);
  return object === 'Chart' && path.length === 1 ? chart.chart[path[0]!] : undefined;
}

function part(value: Plain, path: readonly string[]): Plain {
  let it = value;
  for (const key of path) it = isMap(it) ? (Object.hasOwn(it, key) ? it[key] : null) : undefined;
  return it;
}

/** A scalar as a template writes it. */
export function textOf(value: Plain): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** What templates take for nothing. `undefined` when the value is not known. */
function isEmpty(value: Plain): boolean | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return value.length === 0;
  return isMap(value) ? Object.keys(value).length === 0 : !value;
}

type Call = (args: readonly Plain[]) => Plain;

/** Longer texts are left alone: a template may repeat them, or make them grow without end. */
const longest = 10_000;

/** A function of one text; its other arguments are texts as well. */
const onText =
  (of: (text: string, ...others: readonly string[]) => string): Call =>
  args => {
    const texts = args.map(textOf);
    const text = texts[texts.length - 1];
    if (text === undefined || texts.includes(undefined) || text.length > longest) return undefined;
    return of(text, ...(texts.slice(0, -1) as string[]));
  };

const whole: Call = args => {
  const number = Number(textOf(args[args.length - 1]) || Number.NaN);
  return Number.isFinite(number) ? Math.trunc(number) : undefined;
};

const first: Call = args => {
  for (const it of args) {
    const empty = isEmpty(it);
    if (empty === undefined) return undefined;
    if (!empty) return it;
  }
  return null;
};

const last: Call = args => args[args.length - 1];

/** What decides a condition that all of its parts have a say in: the first that is empty, or that is not; else the last. */
const decided =
  (byEmpty: boolean): Call =>
  args => {
    for (const it of args) {
      const empty = isEmpty(it);
      if (empty === undefined) return undefined;
      if (empty === byEmpty) return it;
    }
    return last(args);
  };

/** Whether the first is the same as one of the others; of things of two kinds, of mappings and lists nothing is said. */
const same: Call = ([own, ...others]) => {
  const isComparable = others.every(it => textOf(it) !== undefined && typeof it === typeof own);
  return isComparable && others.length > 0 ? others.includes(own) : undefined;
};

/** Functions of Go templates, of Sprig and of Helm. Source: helm.sh/docs/chart_template_guide/function_list. */
const functions: Readonly<Record<string, Call>> = {
  // What is a scalar stays one; of anything else the text is not known.
  toString: (args: readonly Plain[]) => textOf(args[0]),
  quote: args => (args.length === 1 ? quoted(textOf(args[0]), '"') : undefined),
  squote: args => (args.length === 1 ? quoted(textOf(args[0]), "'") : undefined),
  default: args => (args.length === 2 ? first([args[1], args[0]]) : undefined),
  coalesce: first,
  and: decided(true),
  or: decided(false),
  not: args => (args.length === 1 ? isEmpty(args[0]) : undefined),
  eq: same,
  ne: args => (args.length === 2 ? isEmpty(same(args)) : undefined),
  required: last,
  tpl: ([text]) => (typeof text === 'string' && !text.includes('{{') ? text : undefined),
  trim: onText(text => text.trim()),
  upper: onText(text => text.toUpperCase()),
  lower: onText(text => text.toLowerCase()),
  trimSuffix: onText((text, end = '') => (end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text)),
  trimPrefix: onText((text, start = '') => (text.startsWith(start) ? text.slice(start.length) : text)),
  replace: onText((text, from = '', to = '') => (from === '' ? text : text.replaceAll(from, to))),
  trunc: onText((text, length = '') =>
    Number(length) >= 0 ? text.slice(0, Number(length)) : text.slice(Number(length)),
  ),
  int: whole,
  int64: whole,
  printf: ([pattern, ...args]) => (typeof pattern === 'string' ? formatted(pattern, args) : undefined),
  ternary: ([yes, no, test]) => (typeof test === 'boolean' ? (test ? yes : no) : undefined),
  toYaml: ([value]) => (typeof value !== 'string' || /^[A-Z][\w./-]*$/.test(value) ? value : undefined),
  nindent: structure,
  indent: structure,
};

/** The lines of a mapping or list are indented; those of a text are not known. */
function structure(args: readonly Plain[]): Plain {
  const value = args[args.length - 1];
  return typeof value === 'object' && value !== null ? value : undefined;
}

const quoted = (text: string | undefined, sign: string): string | undefined =>
  text === undefined || /[\\"'\n]/.test(text) ? undefined : sign + text + sign;

/** `printf`: the marks that charts use. */
function formatted(pattern: string, args: readonly Plain[]): string | undefined {
  let next = 0;
  let known = true;
  const text = pattern.replace(/%(.)/g, (_, mark: string) => {
    if (mark === '%') return '%';
    const value = args[next++];
    const fits = { s: typeof value === 'string', d: Number.isInteger(value), v: true, q: typeof value === 'string' }[
      mark
    ];
    const put = fits ? textOf(value) : undefined;
    known &&= put !== undefined && put !== '';
    return mark === 'q' ? JSON.stringify(put ?? '') : (put ?? '');
  });
  return known && next === args.length ? text : undefined;
}
