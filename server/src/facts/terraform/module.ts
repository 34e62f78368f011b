import { MappedText } from '../../base/mapped-text';
import { type Data, type Table, unknown, type Value } from '../../base/value';
import type { Expression } from '../../syntax/expression/model';
import type { Attribute, Block, Body, HclFile } from '../../syntax/hcl/model';
import { Evaluator, type Locals, noLocals, pairsOf } from '../template/evaluator';

/** A Terraform or Packer file, with what its variables and locals stand for. */
export interface Module {
  readonly text: string;
  readonly file: HclFile;
  readonly evaluator: Evaluator;
}

/** A resource once for each turn that its `for_each` makes. */
export interface Turn {
  readonly body: Body;
  readonly locals: Locals;
}

/** A parsed file with its variables and locals, which may stand for each other in any order. */
export function moduleOf(text: string, file: HclFile): Module {
  const given = new Map<string, Expression | undefined>();
  for (const block of file.body.blocks) {
    const [label = ''] = block.labels;
    if (block.type === 'variable') given.set(`var.${label}`, attribute(block.body, 'default')?.value);
    else if (block.type === 'local') given.set(`local.${label}`, attribute(block.body, 'expression')?.value);
    else if (block.type === 'locals') for (const it of block.body.attributes) given.set(`local.${it.name}`, it.value);
  }
  const values = new Map<string, Value<Data>>();
  const lookup = (path: string): Value<Data> | undefined => {
    const known = values.get(path);
    if (known || !given.has(path)) return known;
    const nothing = (why: string): Value<Data> => unknown(path, { start: 0, end: 0 }, why);
    // What asks for itself finds this.
    values.set(path, nothing(`\`${path}\` is made of itself`));
    const expression = given.get(path);
    const value = expression ? evaluator.evaluate(expression) : nothing(`\`${path}\` has no default`);
    values.set(path, value);
    return value;
  };
  const evaluator = new Evaluator(MappedText.whole(text), lookup, path => given.get(path));
  return { text, file, evaluator };
}

/** The attribute of that name, not one of the blocks in it. */
export const attribute = (body: Body, name: string): Attribute | undefined =>
  body.attributes.find(it => it.name === name);

/** The blocks of a type that stand directly in a body. */
export const blocksOf = (body: Body, type: string): readonly Block[] => body.blocks.filter(it => it.type === type);

/** The value of an attribute. */
export function valueAt({ evaluator }: Module, { body, locals }: Turn, name: string): Value<Data> | undefined {
  const found = attribute(body, name);
  return found && evaluator.evaluate(found.value, locals);
}

/** The attributes of a body as a table. */
export function tableOf({ evaluator }: Module, { body, locals }: Turn): Table {
  return {
    kind: 'table',
    entries: body.attributes.map(({ name, at, value }) => ({
      key: name,
      keySpan: at,
      value: evaluator.evaluate(value, locals),
    })),
  };
}

/** The turns of a block: one for each item of its `for_each`, where that is known, else one in which items are unknown. */
export function turnsOf(module: Module, block: Block): readonly Turn[] {
  return turns(module, block.body, block.body, 'each', noLocals);
}

/** Blocks of a type inside a resource, those of `dynamic` blocks and those that are written as a list among them. */
export function innerTurns(module: Module, { body, locals }: Turn, type: string): readonly (Turn & { block: Block })[] {
  return body.blocks.flatMap(block => {
    if (block.type === type) return [{ body: block.body, locals, block }];
    if (block.type !== 'dynamic' || block.labels[0] !== type) return [];
    const content = blocksOf(block.body, 'content')[0];
    if (!content) return [];
    const iterator = attribute(block.body, 'iterator')?.value;
    const name = iterator?.kind === 'name' ? iterator.name : type;
    return turns(module, block.body, content.body, name, locals).map(it => ({ ...it, block }));
  });
}

/** Longer loops are read once, with unknown items. */
const mostTurns = 128;

function turns({ evaluator }: Module, head: Body, body: Body, name: string, locals: Locals): readonly Turn[] {
  const each = attribute(head, 'for_each');
  const of = each && evaluator.evaluate(each.value, locals);
  if (!of) return [{ body, locals }];
  const pairs = of.known ? pairsOf(of.value, of.span) : undefined;
  if (!pairs || pairs.length > mostTurns) return [{ body, locals }];
  const isSet = of.known && typeof of.value === 'object' && of.value?.kind === 'list';
  return pairs.map(([key, value]) => ({
    body,
    locals: new Map([...locals, [`${name}.value`, value], [`${name}.key`, isSet ? value : key]]),
  }));
}
