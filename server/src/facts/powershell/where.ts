import type * as ast from '../../syntax/powershell/ast';
import type { Condition } from '../command/command';
import type { Run } from './run';

const comparison = /^-[ic]?(eq|ne|like|notlike|match|notmatch|in|notin|contains|notcontains)$/i;

/**
 * What `Where-Object` asks of each object: `{ $_.Name -eq 'x' -and $_.Enabled -eq 'True' }`, `Name -eq x`. `undefined` where
 * it asks for anything else.
 */
export function conditionsOf(run: Run, node: ast.Command): readonly Condition[] | undefined {
  const [first, second, third] = node.elements;
  if (first?.kind === 'ScriptBlock') {
    const [only, ...others] = first.body.statements;
    const [element] = only?.kind === 'Pipeline' ? only.elements : [];
    return others.length === 0 && element?.kind === 'CommandExpression' ? compared(run, element.expression) : undefined;
  }
  const operator = second?.kind === 'CommandParameter' ? comparison.exec(`-${second.name}`)?.[1] : undefined;
  if (first?.kind !== 'String' || operator === undefined || !third) return undefined;
  if (third.kind === 'CommandParameter' || third.kind === 'Verbatim') return undefined;
  return [{ property: first.value.toLowerCase(), operator: operator.toLowerCase(), value: run.evaluate(third) }];
}

function compared(run: Run, node: ast.Expression): readonly Condition[] | undefined {
  if (node.kind === 'Parenthesised') {
    const [element] = node.statement.kind === 'Pipeline' ? node.statement.elements : [];
    return element?.kind === 'CommandExpression' ? compared(run, element.expression) : undefined;
  }
  if (node.kind !== 'Binary') return undefined;
  if (/^-(?:and|or)$/i.test(node.operator)) {
    const left = compared(run, node.left);
    const right = compared(run, node.right);
    return left && right && [...left, ...right];
  }
  const operator = comparison.exec(node.operator)?.[1]?.toLowerCase();
  if (operator === undefined) return undefined;
  const turned = operator.endsWith('contains');
  const property = propertyOf(turned ? node.right : node.left);
  if (property === undefined) return undefined;
  const value = run.evaluate(turned ? node.left : node.right);
  return [{ property, operator: operator.replace('contains', 'in'), value }];
}

/** `Name` of `$_.Name`. */
function propertyOf(node: ast.Expression): string | undefined {
  if (node.kind !== 'Member' || node.target.kind !== 'Variable' || !/^(?:_|psitem)$/i.test(node.target.name))
    return undefined;
  return node.member.kind === 'String' ? node.member.value.toLowerCase() : undefined;
}
