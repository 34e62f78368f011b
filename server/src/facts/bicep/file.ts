import { MappedText } from '../../base/mapped-text';
import { type Data, textOf, unknown, type Value } from '../../base/value';
import type { BicepFile, Resource } from '../../syntax/bicep/model';
import { parseBicep } from '../../syntax/bicep/parse';
import type { Declared, Expression } from '../../syntax/expression/model';
import { readProperties, systemOf } from '../azure/resources';
import type { Emit } from '../facts';
import { SecurityGroups } from '../network/security-groups';
import { commentsAt, gathering, problemsOf } from '../reading';
import { carriedOutOn } from '../script-place';
import type { FileReader } from '../source';
import { alternativesOf } from '../template/alternatives';
import { Evaluator, type Locals, noLocals, pathOf } from '../template/evaluator';
import { readScript, startsWindowsShell } from '../template/script';
import { readSecret } from '../template/secret';
import { writtenText } from '../template/text';

/** Reads Bicep: what its resources let in, the scripts they run, the passwords they are given. */
export const read: FileReader = ({ text }) => {
  const file = parseBicep(text);
  const { facts, emit } = gathering();
  new Reader(text, file, emit).read();
  return {
    facts,
    problems: problemsOf(file.faults),
    comments: commentsAt(file.comments, text),
    units: [],
  };
};

/** A resource as it is deployed, and the security group whose rule it is. */
interface Read {
  readonly value: Value<Data>;
  readonly group: string | undefined;
}

class Reader {
  private readonly evaluator: Evaluator;
  private readonly given = new Map<string, Expression | undefined>();
  private readonly values = new Map<string, Value<Data>>();

  constructor(
    private readonly text: string,
    private readonly file: BicepFile,
    private readonly emit: Emit,
  ) {
    for (const { name, value } of [...file.parameters, ...file.variables]) this.given.set(name, value);
    this.evaluator = new Evaluator(
      MappedText.whole(text),
      name => this.lookup(name),
      name => this.given.get(name),
    );
  }

  read(): void {
    const resources = this.file.resources.flatMap(it => this.resource(it, undefined));
    const values = [...this.given.values()].flatMap(it => (it ? [this.evaluator.evaluate(it)] : []));
    const place = carriedOutOn(systemOf([...resources.map(it => it.value), ...values]));
    for (const { name, value } of this.file.parameters) {
      const given = value && this.evaluator.evaluate(value);
      if (given) readSecret(name, given, given.span, place, this.emit);
    }
    const groups = new SecurityGroups(place, this.text);
    for (const { value, group } of resources) {
      groups.collect(value, group);
      readProperties(value, place, this.emit);
    }
    const given = this.file.modules.flatMap(it => this.resource(it, undefined)).map(it => it.value);
    for (const it of [...given, ...values]) groups.collectLast(it);
    const written = [...this.file.resources, ...this.file.modules].map(it => it.value);
    for (const node of [...written, ...this.given.values()]) {
      for (const it of node ? alternativesOf(node) : []) groups.collectLast(this.evaluator.evaluate(it));
    }
    groups.state(this.emit);
  }

  private lookup(name: string): Value<Data> | undefined {
    const made = this.values.get(name);
    if (made || !this.given.has(name)) return made;
    const nothing = (why: string): Value<Data> => unknown(name, { start: 0, end: 0 }, why);
    this.values.set(name, nothing(`\`${name}\` is made of itself`));
    const expression = this.given.get(name);
    const value = expression ? this.evaluator.evaluate(expression) : nothing(`parameter \`${name}\` has no default`);
    this.values.set(name, value);
    return value;
  }

  /** What a resource is, once for each turn of its loop, and those in it; its scripts are read. */
  private resource(resource: Declared & Partial<Pick<Resource, 'name'>>, outer: string | undefined): readonly Read[] {
    const { value, existing } = resource;
    const type = textOf(this.evaluator.evaluate(resource.type))?.split('@')[0]?.toLowerCase() ?? '';
    const body = value.kind === 'conditional' ? value.yes : value;
    const turns = (body.kind === 'loop' ? this.evaluator.turns(body, noLocals) : undefined) ?? [noLocals];
    const object = body.kind === 'loop' ? bodyOf(body.body) : body;
    const inner =
      object.kind === 'members' ? (object.resources ?? []).flatMap(it => this.resource(it, resource.name)) : [];
    if (existing) return inner;
    const kind = object.kind === 'members' ? member(object, 'kind') : undefined;
    const kindOf = kind ? (textOf(this.evaluator.evaluate(kind)) ?? '') : '';
    this.scripts(object, `${type} ${kindOf}`.trim().toLowerCase(), turns[0] ?? noLocals, 0);
    const parent = object.kind === 'members' ? member(object, 'parent') : undefined;
    const group = type.endsWith('securityrules') ? (outer ?? (parent && pathOf(parent)) ?? '') : undefined;
    const own = turns.map(turn => ({ value: this.evaluator.evaluate(object, turn), group }));
    return [...own, ...inner];
  }

  /** The scripts in the properties of a resource, also where a variable brings them. */
  private scripts(node: Expression, type: string, locals: Locals, depth: number): void {
    if (depth > 12) return;
    const again = (it: Expression): void => this.scripts(it, type, locals, depth + 1);
    if (node.kind === 'items') for (const it of node.items) again(it);
    if (node.kind === 'name') {
      const definition = this.given.get(node.name);
      if (definition && definition.kind !== 'text') again(definition);
    }
    if (node.kind === 'conditional') again(node.yes);
    if (node.kind !== 'members') return;
    for (const { key, value } of node.members) {
      const name = this.evaluator.key(key, locals)?.toLowerCase() ?? '';
      const script = holders.has(name) ? writtenText(value, this.evaluator, locals) : undefined;
      if (!script) again(value);
      else if (name === 'commandtoexecute') {
        if (startsWindowsShell(script.text)) readScript(script, 'cmd', 'windows', this.emit);
      } else if (
        name === 'script' ? type.endsWith('/runcommands') && !script.text.startsWith('#!') : isDeployment(type)
      ) {
        // Deployment scripts run in a container of Linux.
        readScript(script, 'powershell', name === 'script' ? 'unknown' : 'linux', this.emit);
      }
    }
  }
}

/** Properties that hold a script. */
const holders: ReadonlySet<string> = new Set(['commandtoexecute', 'scriptcontent', 'script']);

const isDeployment = (type: string): boolean => type === 'microsoft.resources/deploymentscripts azurepowershell';

const bodyOf = (node: Expression): Expression => (node.kind === 'conditional' ? node.yes : node);

const member = (node: Expression & { kind: 'members' }, name: string): Expression | undefined =>
  node.members.find(({ key }) => key.kind === 'name' && key.name === name)?.value;
