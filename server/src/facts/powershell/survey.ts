import type * as ast from '../../syntax/powershell/ast';

type Statements = readonly ast.Statement[];

/** Calls `visit` for each statement below, nested blocks of statements included; expressions are not entered. */
function walk(nodes: Statements, visit: (node: ast.Statement) => void): void {
  const inner = (it: Statements): void => walk(it, visit);
  for (const node of nodes) {
    visit(node);
    eachBlock(node, inner);
  }
}

function eachBlock(node: ast.Statement, take: (nodes: Statements) => void): void {
  switch (node.kind) {
    case 'If':
      for (const it of node.clauses) take(it.body.statements);
      if (node.otherwise) take(node.otherwise.statements);
      return;
    case 'While':
    case 'DoWhile':
    case 'DoUntil':
    case 'ForEach':
    case 'Trap':
    case 'Data':
    case 'NamedBlock':
      take(node.body.statements);
      return;
    case 'For':
      take(node.body.statements);
      if (node.initializer) take([node.initializer]);
      if (node.iterator) take([node.iterator]);
      return;
    case 'Switch':
      for (const it of node.clauses) take(it.body.statements);
      return;
    case 'Try':
      take(node.body.statements);
      for (const it of node.catches) take(it.body.statements);
      if (node.finallyBody) take(node.finallyBody.statements);
      return;
    case 'Assignment':
      take([node.right]);
      return;
    case 'Pipeline':
      // Blocks handed to commands and blocks in parentheses may set variables of the same scope.
      for (const element of node.elements) {
        if (element.kind !== 'Command') continue;
        for (const it of element.elements) if (it.kind === 'ScriptBlock') take(it.body.statements);
      }
  }
}

/**
 * Names (lower case, `env:x` for environment variables) of the variables that statements of a block assign; of those of
 * which only one entry is set, `name\0entry`.
 */
export function assignedNames(block: { readonly statements: readonly ast.Statement[] }): ReadonlySet<string> {
  const { statements } = block;
  let names = assigned.get(statements);
  if (!names) assigned.set(statements, (names = surveyed(statements)));
  return names;
}

/** Loops inside loops are asked again and again. */
const assigned = new WeakMap<readonly ast.Statement[], ReadonlySet<string>>();

function surveyed(statements: readonly ast.Statement[]): ReadonlySet<string> {
  const names = new Set<string>();
  const take = (it: ast.Expression): void => {
    if (it.kind === 'Variable') names.add(it.scope === 'env' ? `env:${it.name.toLowerCase()}` : it.name.toLowerCase());
    else if (it.kind === 'ArrayLiteral') it.elements.forEach(take);
    else if (it.kind === 'Cast') take(it.operand);
    else if (it.kind === 'Member' || it.kind === 'Index') {
      const key = it.kind === 'Member' ? it.member : it.index;
      if (it.target.kind === 'Variable' && !it.target.scope && key.kind === 'String')
        names.add(`${it.target.name}\0${key.value}`.toLowerCase());
      else take(it.target);
    }
  };
  const look = (node: ast.Statement): void => {
    if (node.kind === 'Assignment') take(node.left);
    else if (node.kind === 'ForEach') take(node.variable);
    else if (node.kind === 'Pipeline') {
      for (const it of node.elements) {
        if (it.kind === 'CommandExpression' && it.expression.kind === 'Unary') take(it.expression.operand);
      }
    }
    eachBlock(node, inner => {
      // A lone statement is no block that is asked about.
      if (inner.length === 1) look(inner[0]!);
      else for (const it of assignedNames({ statements: inner })) names.add(it);
    });
  };
  statements.forEach(look);
  return names;
}

/** The functions that a script defines at any depth, by lower-case name without scope. */
export function definedFunctions(script: ast.Script): Map<string, ast.FunctionDefinition> {
  const found = new Map<string, ast.FunctionDefinition>();
  const look = (nodes: readonly ast.Statement[]): void =>
    walk(nodes, node => {
      if (node.kind !== 'Function') return;
      found.set(node.name.toLowerCase().replace(/^(global|script|local|private):/, ''), node);
      look(node.body.statements);
    });
  look(script.body.statements);
  return found;
}

/** Whether a function takes back what others do, by its name: `Undo-Hardening`, `Restore-Defaults`, `Uninstall-X`. */
export const isUndoing = (name: string): boolean =>
  /^(?:undo|restore|revert|roll-?back|reset|unprotect|uninstall|clear|unharden)/i.test(name) ||
  /(?:^|[-_])(?:undo|revert|roll-?back|unharden)/i.test(name) ||
  /^(?:disable|remove)-?\w*(?:harden|lockdown)/i.test(name);

/** Words of function names that say the opposite of each other. */
const opposites: readonly (readonly [string, string])[] = [
  ['enable', 'disable'],
  ['add', 'remove'],
  ['install', 'uninstall'],
  ['protect', 'unprotect'],
  ['lock', 'unlock'],
  ['allow', 'block'],
  ['allow', 'deny'],
  ['start', 'stop'],
  ['show', 'hide'],
  ['open', 'close'],
  ['turnon', 'turnoff'],
  ['high', 'low'],
  ['on', 'off'],
  ['set', 'unset'],
];

/**
 * Whether a function is one of two that do the opposite of each other, `EnableFirewall` and `DisableFirewall`: a script that
 * calls neither leaves the choice to others.
 * @param name in lower case, like the names of `all`
 */
export const isChoice = (name: string, all: ReadonlyMap<string, unknown>): boolean =>
  opposites.some(([one, other]) =>
    [all.has(swapped(name, one, other)), all.has(swapped(name, other, one))].includes(true),
  );

/** The name with the word at one of its ends replaced; the empty name, which nothing has, when it is not there. */
function swapped(name: string, from: string, to: string): string {
  if (name.startsWith(from)) return to + name.slice(from.length);
  return name.endsWith(from) ? name.slice(0, name.length - from.length) + to : '';
}
