import type { Expression } from '../../syntax/expression/model';

const deepest = 30;

/**
 * Collections that an expression may come to stand for, each on its own: the arms of conditions, what is put together with
 * something that is not known, the body of a loop over it.
 */
export function* alternativesOf(node: Expression, depth = 0): Iterable<Expression> {
  if (depth > deepest) return;
  for (const it of inner(node)) {
    const isChoice = node.kind === 'conditional' || node.kind === 'call' || node.kind === 'loop';
    if (isChoice && (it.kind === 'items' || it.kind === 'members')) yield it;
    yield* alternativesOf(it, depth + 1);
  }
}

function inner(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'conditional':
      return node.no ? [node.yes, node.no] : [node.yes];
    case 'call':
      return node.args;
    case 'loop':
      return [node.body];
    case 'items':
      return node.items;
    case 'members':
      return node.members.map(it => it.value);
    default:
      return [];
  }
}
