import type { Data } from '../../base/value';

/** The value of `!x`, `-x`; `undefined` for what has none. */
export function unary(operator: string, value: Data): Data | undefined {
  if (operator === '!') return typeof value === 'boolean' ? !value : undefined;
  return typeof value === 'number' ? -value : undefined;
}

/** The value of `a + b`, `a == b`; `undefined` for what has none. */
export function binary(operator: string, left: Data, right: Data): Data | undefined {
  const scalar = (it: Data): boolean => it === null || typeof it !== 'object';
  if (operator === '==' || operator === '!=') {
    return scalar(left) && scalar(right) ? (left === right) === (operator === '==') : undefined;
  }
  if (typeof left === 'boolean' && typeof right === 'boolean') {
    return operator === '&&' ? left && right : operator === '||' ? left || right : undefined;
  }
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
    default:
      return undefined;
  }
}
