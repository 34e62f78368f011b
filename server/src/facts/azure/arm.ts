import type { MappedText } from '../../base/mapped-text';
import { span } from '../../base/span';
import { type Data, entryIn, itemsOf, known, type Table, textOf, unknown, type Value } from '../../base/value';
import type { Expression } from '../../syntax/expression/model';
import { contentOf } from '../../syntax/json/content';
import { isExpression, parseTemplateExpression } from '../../syntax/json/expression';
import type { JsonMember, JsonNode } from '../../syntax/json/parse';
import { at, isText, itemsAt, type JsonText, textAt } from '../../syntax/json/read';
import { Evaluator, type Locals, noLocals } from '../template/evaluator';
import { writtenText } from '../template/text';

type JsonObject = JsonNode & { kind: 'object' };

/** So many values of one file are worked out. */
const mostValues = 100_000;
/** Longer loops are read as if they had one turn. */
const mostTurns = 64;

/** Whether a JSON text is an Azure template, as its schema says. */
export const isArmTemplate = (root: JsonNode | undefined): boolean =>
  /deploymentTemplate\.json/i.test(textAt(root, '$schema'));

/**
 * An Azure template with its parameters, variables, copy loops and templates inside worked out (azure-docs: azure-resource-manager/templates/syntax.md,
 * copy-resources.md, linked-templates.md).
 */
export class ArmTemplate {
  private readonly values = new Map<string, Value<Data>>();

  constructor(
    private readonly root: JsonNode,
    private readonly host: MappedText,
    /** What a template around it gives to a parameter. */
    private readonly given: (parameter: string) => Value<Data> | undefined = () => undefined,
    private readonly budget = { left: mostValues },
  ) {}

  /** The value of a part of it. */
  value(node: JsonNode, locals: Locals = noLocals): Value<Data> {
    const where = span(node.start, node.end);
    if (this.budget.left-- <= 0) return unknown('', where, 'is too much to follow');
    if (node.kind === 'array') {
      return known({ kind: 'list', items: node.items.flatMap(it => this.copies(it, locals)) }, where);
    }
    if (node.kind === 'object') return known(this.table(node, locals), where);
    return isText(node) ? this.text(node, locals) : known(node.value, where, where);
  }

  /** The text that a string makes, with the way back; see `writtenText`. */
  written(node: JsonText): MappedText | undefined {
    const content = contentOf(node, this.host);
    if (!isExpression(content.text)) return content;
    const expression = parseTemplateExpression(content.text);
    if (!expression) return undefined;
    return writtenText(expression, this.evaluator(content)) ?? this.elsewhere(expression);
  }

  /** The text of a variable that stands for the whole. */
  private elsewhere(expression: Expression): MappedText | undefined {
    const [name] = expression.kind === 'call' && expression.name.toLowerCase() === 'variables' ? expression.args : [];
    const [letters] = name?.kind === 'text' ? name.parts : [];
    const variable = letters?.kind === 'letters' ? at(this.root, 'variables', letters.text) : undefined;
    // One that stands for itself would never end.
    return isText(variable) && this.budget.left-- > 0 && !/\bvariables\(/i.test(variable.value)
      ? this.written(variable)
      : undefined;
  }

  private evaluator(content: MappedText): Evaluator {
    return new Evaluator(content, path => this.lookup(path));
  }

  private text(node: JsonText, locals: Locals): Value<Data> {
    const inner = span(node.start + 1, node.end - 1);
    const content = contentOf(node, this.host);
    if (!isExpression(node.value)) {
      const isPlain = inner.end - inner.start === node.value.length;
      return known(node.value, span(node.start, node.end), isPlain ? inner : undefined);
    }
    const expression = parseTemplateExpression(content.text);
    if (!expression) return unknown(node.value, inner, 'is no expression');
    return { ...this.evaluator(content).evaluate(expression, locals), span: inner };
  }

  private lookup(path: string): Value<Data> | undefined {
    const made = this.values.get(path);
    if (made) return made;
    const [section = '', name = ''] = [path.slice(0, path.indexOf('.')), path.slice(path.indexOf('.') + 1)];
    const nothing = (why: string): Value<Data> => unknown(path, span(0, 0), why);
    this.values.set(path, nothing(`\`${name}\` is made of itself`));
    const value = section === 'parameters' ? this.parameter(name) : this.variable(name);
    this.values.set(path, value ?? nothing(`\`${name}\` has no value here`));
    return this.values.get(path);
  }

  private parameter(name: string): Value<Data> | undefined {
    const given = this.given(name);
    if (given) return given;
    const value = at(this.root, 'parameters', name, 'defaultValue');
    return value && this.value(value);
  }

  private variable(name: string): Value<Data> | undefined {
    const value = at(this.root, 'variables', name);
    if (value) return this.value(value);
    const loop = this.loops(at(this.root, 'variables')).find(it => it.name.toLowerCase() === name.toLowerCase());
    return loop && this.loop(loop, noLocals);
  }

  private table(node: JsonObject, locals: Locals): Table {
    const isInner = at(node, 'template') && /inner/i.test(textAt(node, 'expressionEvaluationOptions', 'scope'));
    const entries = node.members.flatMap(it => {
      const keySpan = span(it.keyStart, it.keyEnd);
      if (isLoop(it))
        return this.loops(node).map(loop => ({ key: loop.name, keySpan, value: this.loop(loop, locals) }));
      const template = isInner && it.key.toLowerCase() === 'template';
      const value = template ? this.inner(it.value, at(node, 'parameters'), locals) : this.value(it.value, locals);
      return [{ key: it.key, keySpan, value }];
    });
    return { kind: 'table', entries };
  }

  /** A template inside with parameters and variables of its own. */
  private inner(template: JsonNode, parameters: JsonNode | undefined, locals: Locals): Value<Data> {
    const given = parameters && this.value(parameters, locals);
    const of = (name: string): Value<Data> | undefined => {
      const found = entryIn(given, name);
      return entryIn(found, 'value') ?? found;
    };
    return new ArmTemplate(template, this.host, of, this.budget).value(template);
  }

  /** A resource as often as its `copy` says. */
  private copies(node: JsonNode, locals: Locals): readonly Value<Data>[] {
    const copy = at(node, 'copy');
    if (copy?.kind !== 'object') return [this.value(node, locals)];
    return this.turns(copy, locals).map(turn => this.value(node, turn));
  }

  /** The turns of a loop, in each what `copyIndex()` is; a single one where their number is not known. */
  private turns(copy: JsonNode, locals: Locals): readonly Locals[] {
    const count = at(copy, 'count');
    const value = count && this.value(count, locals);
    const size = value?.known ? Number(textOf(value)) : Number.NaN;
    const name = textAt(copy, 'name');
    const where = span(copy.start, copy.end);
    if (!(size <= mostTurns)) return [locals];
    return Array.from({ length: size }, (_, index) => {
      const turn = known(index, where);
      return new Map<string, Value<Data>>([...locals, ['copyIndex', turn], [`copyIndex.${name}`, turn]]);
    });
  }

  /** The lists that `"copy": [{"name": ..., "count": ..., "input": ...}]` makes. */
  private loops(node: JsonNode | undefined): readonly Loop[] {
    return itemsAt(node, 'copy').flatMap(it => {
      const input = at(it, 'input');
      return input ? [{ node: it, name: textAt(it, 'name'), input }] : [];
    });
  }

  private loop({ node, input }: Loop, locals: Locals): Value<Data> {
    const items = this.turns(node, locals).map(turn => this.value(input, turn));
    return known({ kind: 'list', items: items.flatMap(it => itemsOf(it)) }, span(node.start, node.end));
  }
}

interface Loop {
  readonly node: JsonNode;
  readonly name: string;
  readonly input: JsonNode;
}

const isLoop = ({ key, value }: JsonMember): boolean => key.toLowerCase() === 'copy' && value.kind === 'array';
