import type { Expression } from '../../server/src/syntax/expression/model';

/** An expression in short for comparison in tests. */
export function showExpression(it: Expression): string {
  const all = (items: readonly Expression[]): string => items.map(showExpression).join(' ');
  switch (it.kind) {
    case 'literal':
      return String(it.value);
    case 'text':
      return `'${it.parts.map(part => (part.kind === 'letters' ? part.text : `{${showExpression(part.value)}}`)).join('')}'`;
    case 'items':
      return `[${all(it.items)}]`;
    case 'members': {
      const members = it.members.map(own => `${showExpression(own.key)}=${showExpression(own.value)}`);
      const resources = (it.resources ?? []).map(own => `resource ${showExpression(own.type)}`);
      return `{${[...members, ...(it.more ? ['...'] : []), ...resources].join(' ')}}`;
    }
    case 'name':
      return it.name;
    case 'member':
      return `${showExpression(it.of)}.${it.name}`;
    case 'index':
      return `${showExpression(it.of)}[${it.index ? showExpression(it.index) : '*'}]`;
    case 'call':
      return `${it.of ? `${showExpression(it.of)}.` : ''}${it.name}(${all(it.args)})`;
    case 'operation':
      return `(${it.operator} ${all(it.operands)})`;
    case 'conditional':
      return `(if ${all([it.condition, it.yes, ...(it.no ? [it.no] : [])])})`;
    case 'loop': {
      const names = it.key === undefined ? it.item : `${it.key},${it.item}`;
      const name = it.name ? `${showExpression(it.name)}=>` : '';
      const condition = it.condition ? ` if ${showExpression(it.condition)}` : '';
      return `(for ${names} in ${showExpression(it.of)}: ${name}${showExpression(it.body)}${condition})`;
    }
    case 'missing':
      return '?';
  }
}

/** Whether all spans lie inside a text of that size, and inside the node around them. */
export function isPlaced(node: unknown, size: number): boolean {
  if (Array.isArray(node)) return node.every(it => isPlaced(it, size));
  if (typeof node !== 'object' || node === null) return true;
  const { start, end } = node as { start?: number; end?: number };
  if (start !== undefined && end !== undefined && !(0 <= start && start <= end && end <= size)) return false;
  return Object.values(node).every(it => isPlaced(it, size));
}
