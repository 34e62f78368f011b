import type {
  Attribute,
  Block,
  CommandElement,
  Expression,
  ParameterDeclaration,
  PipelineElement,
  Redirection,
  Script,
  ScriptBody,
  Statement,
  StringPiece,
  TypeLiteral,
} from './ast';

type Part = StringPiece | Expression;
type Line = (string | undefined)[];

/** The tree as a compact expression: `(cmd New-Item -Path 'C:\x')`. Positions are left out. */
export function printTree(script: Script): string {
  const usings = script.usings.map(it => `(using ${it.what} ${it.name})`);
  return [...usings, ...bodyItems(script.body)].join('\n');
}

const list = (...items: Line): string => `(${items.filter(it => it !== undefined && it !== '').join(' ')})`;
const quoted = (text: string): string => JSON.stringify(text);
const optional = (statement: Statement | undefined): string => (statement ? printStatement(statement) : '-');
const labelled = (node: { readonly label?: string }): string | undefined => node.label && `:${node.label}`;

function bodyItems(body: ScriptBody): string[] {
  const { param } = body;
  const head = param ? [list('param', ...param.attributes.map(attribute), ...param.parameters.map(parameter))] : [];
  return [...head, ...body.statements.map(printStatement)];
}

const printBody = (body: ScriptBody): string => `{${bodyItems(body).join(' ')}}`;
const printBlock = (block: Block): string => `{${block.statements.map(printStatement).join(' ')}}`;

function parameter(it: ParameterDeclaration): string {
  const value = it.defaultValue ? `=${printExpression(it.defaultValue)}` : '';
  return [...it.attributes.map(attribute), printExpression(it.name) + value].join('');
}

function attribute(it: Attribute | TypeLiteral): string {
  if (it.kind === 'Type') return `[${it.name}]`;
  const named = it.named.map(pair => (pair.value ? `${pair.name}=${printExpression(pair.value)}` : pair.name));
  return `[${it.name}(${[...it.positional.map(printExpression), ...named].join(' ')})]`;
}

function printStatement(node: Statement): string {
  switch (node.kind) {
    case 'Pipeline': {
      const elements = node.elements.map(element);
      if (elements.length === 0) return '?';
      const text = elements.length === 1 ? elements[0]! : list('|', ...elements);
      return node.background ? list('job', text) : text;
    }
    case 'PipelineChain':
      return list(printStatement(node.first), ...node.rest.flatMap(it => [it.operator, printStatement(it.pipeline)]));
    case 'Assignment':
      return list(node.operator, printExpression(node.left), printStatement(node.right));
    case 'If': {
      const clauses = node.clauses.flatMap(it => [printStatement(it.condition), printBlock(it.body)]);
      return list('if', ...clauses, node.otherwise && `else ${printBlock(node.otherwise)}`);
    }
    case 'While':
    case 'DoWhile':
    case 'DoUntil':
      return list(node.kind.toLowerCase(), labelled(node), printStatement(node.condition), printBlock(node.body));
    case 'For': {
      const head = [node.initializer, node.condition, node.iterator].map(optional);
      return list('for', labelled(node), ...head, printBlock(node.body));
    }
    case 'ForEach': {
      const { variable, collection, body } = node;
      return list('foreach', labelled(node), printExpression(variable), printStatement(collection), printBlock(body));
    }
    case 'Switch': {
      const clauses = node.clauses.map(it =>
        list(it.isDefault ? 'default' : printExpression(it.pattern), printBlock(it.body)),
      );
      const flags = node.flags.map(it => `-${it}`);
      return list('switch', labelled(node), ...flags, printStatement(node.condition), ...clauses);
    }
    case 'Try': {
      const catches = node.catches.map(it => list('catch', ...it.types.map(printExpression), printBlock(it.body)));
      return list(
        'try',
        printBlock(node.body),
        ...catches,
        node.finallyBody && `finally ${printBlock(node.finallyBody)}`,
      );
    }
    case 'Trap':
      return list('trap', node.type && printExpression(node.type), printBlock(node.body));
    case 'Function': {
      const parameters = node.parameters && list(...node.parameters.map(parameter));
      return list(node.keyword, node.name, parameters, printBody(node.body));
    }
    case 'Class':
    case 'Enum':
      return printType(node);
    case 'Configuration':
      return list('configuration', printExpression(node.name), printBody(node.body));
    case 'Return':
    case 'Throw':
    case 'Exit':
    case 'Break':
    case 'Continue':
      return list(node.kind.toLowerCase(), node.value && printStatement(node.value));
    case 'Data':
      return list('data', node.variable, printBlock(node.body));
    case 'NamedBlock':
      return list(node.name, printBlock(node.body));
    case 'Using':
      return list('using', node.what, node.name);
    case 'Missing':
      return '?';
  }
}

function printType(node: Extract<Statement, { kind: 'Class' | 'Enum' }>): string {
  const value = (name: string, it: Expression | undefined): string => (it ? `${name}=${printExpression(it)}` : name);
  if (node.kind === 'Enum') return list('enum', node.name, ...node.members.map(it => value(it.name, it.value)));
  const properties = node.properties.map(it => value(`$${it.name}`, it.initial));
  const methods = node.methods.map(it => list(it.name, list(...it.parameters.map(parameter)), printBody(it.body)));
  const bases = node.bases.length > 0 ? `: ${node.bases.join(' ')}` : undefined;
  return list('class', ...node.attributes.map(attribute), node.name, bases, ...properties, ...methods);
}

function element(node: PipelineElement): string {
  const redirections = node.redirections.map(redirection);
  if (node.kind === 'CommandExpression') {
    const text = printExpression(node.expression);
    return redirections.length > 0 ? list(text, ...redirections) : text;
  }
  const elements = node.elements.map(commandElement);
  return list('cmd', node.invocation, printExpression(node.name), ...elements, ...redirections);
}

const redirection = (it: Redirection): string => it.operator + (it.target ? printExpression(it.target) : '');

function commandElement(node: CommandElement): string {
  if (node.kind === 'Verbatim') return `<${node.text}>`;
  if (node.kind !== 'CommandParameter') return printExpression(node);
  return node.argument ? `-${node.name}:${printExpression(node.argument)}` : `-${node.name}`;
}

function part(node: Part): string {
  return node.kind === 'Piece' ? quoted(node.value) : printExpression(node);
}

function printExpression(node: Expression): string {
  switch (node.kind) {
    case 'String':
      if (node.quote === 'bare')
        return /^[^\s"'()[\]{}$@;,]+$/.test(node.value) ? node.value : `w${quoted(node.value)}`;
      return node.quote === 'single' || node.quote === 'double' ? quoted(node.value) : `@${quoted(node.value)}`;
    case 'ExpandableString':
      return list(node.quote === 'bare' ? 'word' : node.quote === 'double' ? 'str' : 'here', ...node.parts.map(part));
    case 'Number':
      return `#${node.value}`;
    case 'Variable':
      return (node.splatted ? '@' : '$') + (node.scope ? `${node.scope}:` : '') + node.name;
    case 'ArrayExpression':
      return `@(${node.statements.map(printStatement).join(' ')})`;
    case 'ArrayLiteral':
      return list(',', ...node.elements.map(printExpression));
    case 'Hashtable':
      return `@{${node.entries.map(it => `${printExpression(it.key)}=${printStatement(it.value)}`).join(' ')}}`;
    case 'ScriptBlock':
      return printBody(node.body);
    case 'Parenthesised':
      return list('paren', printStatement(node.statement));
    case 'SubExpression':
      return `$(${node.statements.map(printStatement).join(' ')})`;
    case 'Type':
      return `[${node.name}]`;
    case 'Cast':
      return list(`[${node.type.name}]`, printExpression(node.operand));
    case 'Unary':
      return list(node.postfix ? `post${node.operator}` : node.operator, printExpression(node.operand));
    case 'Binary':
      return list(node.operator, printExpression(node.left), printExpression(node.right));
    case 'Ternary':
      return list('?:', ...[node.condition, node.whenTrue, node.whenFalse].map(printExpression));
    case 'Member':
      return list(access(node), printExpression(node.target), printExpression(node.member));
    case 'Index':
      return list('index', printExpression(node.target), printExpression(node.index));
    case 'MethodCall':
      return list(
        'call',
        access(node),
        printExpression(node.target),
        ...[node.member, ...node.args].map(printExpression),
      );
    case 'Missing':
      return '?';
  }
}

const access = (node: { readonly isStatic: boolean; readonly nullConditional: boolean }): string =>
  node.isStatic ? '::' : node.nullConditional ? '?.' : '.';
