import { type Expression, parseAction } from '../../syntax/go-template/parse';

/**
 * Whether a template leaves the namespace to the release: `{{ .Release.Namespace }}`, by way of a named template such as
 * `common.names.namespace`, or where the values give no other. What is known of the values has been put in before.
 */
export function isReleaseNamespace(text: string): boolean {
  const action = /^["']?(\{\{(?:(?!\}\})[\s\S])*\}\})["']?$/.exec(text.trim())?.[1];
  const expression = action && parseAction(action);
  return expression ? isRelease(expression) : false;
}

/** Functions that hand on a namespace, or choose among several. */
const transparent: ReadonlySet<string> = new Set(
  'quote squote toString trim trunc trimSuffix lower tpl default coalesce'.split(' '),
);

function isRelease(it: Expression): boolean {
  if (it.kind === 'field') return it.path.join('.').endsWith('Release.Namespace');
  if (it.kind !== 'call') return false;
  const [name] = it.args;
  if (it.name === 'include' || it.name === 'template') {
    return name?.kind === 'literal' && /(?:^|\.)namespace$/i.test(String(name.value));
  }
  if (!transparent.has(it.name)) return false;
  const others = it.args.filter(arg => arg.kind !== 'literal');
  return others.some(isRelease) && others.every(arg => isRelease(arg) || isValue(arg));
}

/** A value of the chart. One that is given by default would be known. */
const isValue = (it: Expression): boolean =>
  it.kind === 'field' && !it.of && (it.path[0] === 'Values' || it.path.length === 0);
