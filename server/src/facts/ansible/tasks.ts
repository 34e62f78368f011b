import type { Edit } from '../../base/edit';
import { MappedText } from '../../base/mapped-text';
import { isTable, knownValue, textOf } from '../../base/value';
import { insertAfter } from '../../syntax/yaml/edit';
import type { YamlEntry, YamlMap, YamlNode } from '../../syntax/yaml/model';
import { at, entries, entryAt, items, nodesIn, text } from '../../syntax/yaml/read';
import { readCarried } from '../carried';
import { readCmd } from '../cmd/script';
import { lineEvents } from '../command/line';
import type { ScriptEvent } from '../command/script';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { readPowerShell } from '../powershell/script';
import { carriedOutOn } from '../script-place';
import { withHoles } from '../template/hole';
import { readTopics } from '../topics';
import { write, type YamlContext } from '../yaml/context';
import { argumentsOf, type ModuleArgument, named } from './arguments';
import { readConnection } from './connection';
import { emitTaskFacts } from './facts';
import { containerModule, readTaskImage } from './images';
import { moduleCommand, type TaskPlace } from './modules';
import { turnsOf, type Variables, withVars } from './variables';

/** A module for Windows, with or without its collection. */
const windowsModule =
  /^(?:(?:ansible|community)\.windows\.|microsoft\.(?:ad|iis)\.|chocolatey\.chocolatey\.)?(win_\w+|psexec)$/;

/** A module that says of another host how to connect to it. */
const hostModule = /^(?:ansible\.builtin\.)?(?:add_host|set_fact)$|^(?:ansible\.controller|awx\.awx)\.host$/;

const blocks = ['block', 'rescue', 'always'] as const;
const parts = ['pre_tasks', 'tasks', 'post_tasks', 'handlers'] as const;

/** Whether a document is a playbook or a file of tasks. */
export const isAnsible = (root: YamlNode): boolean =>
  root.kind === 'list' && root.items.some(it => it.kind === 'map' && isPlayOrTask(it));

const isPlayOrTask = (it: YamlMap): boolean =>
  (entryAt(it, 'hosts') !== undefined && !entryAt(it, 'http')) ||
  items(at(it, 'block')).length > 0 ||
  moduleOf(it) !== undefined ||
  it.entries.some(own => containerModule.test(own.key)) ||
  (entryAt(it, 'name') !== undefined && it.entries.some(own => /^ansible\.\w+\.\w+$/.test(own.key)));

/** The entry that says which module of Windows a task runs. */
const moduleOf = (task: YamlMap): YamlEntry | undefined => task.entries.find(it => windowsModule.test(it.key));

/** Reads plays and tasks. Source: docs.ansible.com, playbook_guide. */
export function readAnsible(root: YamlNode, context: YamlContext): void {
  const loose: YamlNode[] = [];
  for (const it of items(root)) {
    if (!entryAt(it, 'hosts')) {
      loose.push(it);
      continue;
    }
    readConnection(at(it, 'vars'), context.emit);
    const variables = withVars(new Map(), it);
    for (const part of parts) readTasks(items(at(it, part)), variables, context);
  }
  readTasks(loose, new Map(), context);
}

function readTasks(tasks: readonly YamlNode[], variables: Variables, context: YamlContext): void {
  if (tasks.length === 0) return;
  const reader = new Reader(context);
  const place = carriedOutOn('windows');
  reader.tasks(tasks, variables, place);
  const whole = MappedText.whole(context.file.text);
  readTopics({ text: whole, place, events: reader.events }, context.emit);
}

/** Blocks in blocks, and what aliases repeat. */
const deepest = 12;
const mostTasks = 20_000;
const maximumEvents = 20_000;

class Reader {
  readonly events: ScriptEvent[] = [];
  private readonly emit: Emit;
  private left = mostTasks;

  constructor(private readonly context: YamlContext) {
    this.emit = context.emit;
  }

  tasks(tasks: readonly YamlNode[], variables: Variables, place: Place, depth = 0): void {
    for (const task of tasks) {
      if (task.kind !== 'map' || depth > deepest || this.left-- <= 0 || this.events.length > maximumEvents) continue;
      const own = withVars(variables, task);
      readConnection(at(task, 'vars'), this.emit);
      for (const { key, value } of task.entries) {
        if (!hostModule.test(key)) continue;
        readConnection(value, this.emit);
        readConnection(at(value, 'variables'), this.emit);
      }
      const inner: Place = at(task, 'when') ? { ...place, way: place.way ? { outer: place.way } : {} } : place;
      for (const name of blocks) {
        const rescued: Place = name === 'rescue' ? { ...inner, way: inner.way ? { outer: inner.way } : {} } : inner;
        this.tasks(items(at(task, name)), own, rescued, depth + 1);
      }
      this.image(task, own, inner);
      const module = moduleOf(task);
      if (module) for (const turn of turnsOf(task, own)) this.task(task, module, turn, inner);
    }
  }

  /** The image that a task starts or pulls. */
  private image(task: YamlMap, variables: Variables, place: Place): void {
    for (const { key, keySpan, value } of task.entries) {
      const name = containerModule.exec(key)?.[1];
      if (!name) continue;
      const where = { span: task.span, nameSpan: keySpan, place };
      for (const turn of turnsOf(task, variables)) readTaskImage(name, where, argumentsOf(value, turn), this.emit);
    }
  }

  private task(task: YamlMap, module: YamlEntry, variables: Variables, place: Place): void {
    const name = windowsModule.exec(module.key)![1]!;
    const where = { span: task.span, nameSpan: module.keySpan, place };
    if (name === 'win_shell' || name === 'win_command' || name === 'win_powershell') {
      this.script(name, module.value, at(task, 'args'), place);
      return;
    }
    if (name === 'win_scheduled_task') this.schedule(module.value, place);
    if (name === 'win_psexec' || name === 'psexec') this.launch(module.value, place);
    const given = argumentsOf(module.value, variables);
    if (name === 'win_environment') this.environment(where, given);
    if (name === 'win_copy') this.copy(module.value, given, place);
    const command = moduleCommand(name, where, given, (argument, to) => this.give(module.value, argument, to));
    if (command) this.events.push(command);
    emitTaskFacts(name, where, given, this.emit);
  }

  /** `actions` of a scheduled task, each with `path` and `arguments`. */
  private schedule(module: YamlNode, place: Place): void {
    for (const action of items(at(module, 'actions'))) {
      const words = ['path', 'arguments'].flatMap(name => {
        const node = at(action, name);
        return (node && this.contentOf(node)) ?? [];
      });
      if (words.length > 0) this.events.push(...lineEvents(MappedText.join(words, ' '), place));
    }
  }

  /** A command line on another machine: `command` of `win_psexec`, `executable`, `arguments` and `stdin` of `psexec`. */
  private launch(module: YamlNode, place: Place): void {
    const content = (name: string): MappedText | undefined => {
      const node = at(module, name);
      return node && this.contentOf(node);
    };
    const words = ['command', 'executable', 'arguments'].flatMap(name => content(name) ?? []);
    if (words.length > 0) this.events.push(...lineEvents(MappedText.join(words, ' '), place));
    const typed = /(?:powershell|pwsh)(?:\.exe)?$/i.test(content('executable')?.text ?? '') && content('stdin');
    if (typed) this.events.push(...readPowerShell(typed, { ...place, encode: typed.encode }).events);
  }

  /** `variables`, or one `name` with its `value`. */
  private environment({ span, place }: TaskPlace, given: readonly ModuleArgument[]): void {
    const variables = knownValue(named(given, 'variables')?.value);
    const name = named(given, 'name');
    const value = named(given, 'value')?.value;
    const all = isTable(variables)
      ? variables.entries
      : name && value
        ? [{ key: textOf(name.value) ?? '', keySpan: name.value.span, value }]
        : [];
    for (const it of all) {
      this.events.push({
        kind: 'assignment',
        span,
        place,
        target: `env:${it.key}`,
        targetSpan: it.keySpan,
        operator: '=',
        value: it.value,
        valueSpan: it.value.span,
        words: [],
      });
    }
  }

  /** A file whose content stands in the task. */
  private copy(module: YamlNode, given: readonly ModuleArgument[], place: Place): void {
    const content = at(module, 'content');
    const text = content && this.contentOf(content);
    const dest = textOf(named(given, 'dest')?.value);
    if (text && dest !== undefined) readCarried(dest, text, place, this.emit);
  }

  /** Gives a module an argument, or an argument another value; not where its arguments come from elsewhere. */
  private give(module: YamlNode, argument: string, to: string): Edit | undefined {
    const own = entryAt(module, argument);
    const last = module.kind === 'map' ? module.entries.at(-1) : undefined;
    if (own) return write(own.value, to);
    return last && insertAfter(this.context.file, last, `${argument}: ${to}`);
  }

  /** Free form, or `cmd`, `script` and `argv` among the arguments. */
  private script(name: string, value: YamlNode, args: YamlNode | undefined, place: Place): void {
    const free = value.kind !== 'map';
    const node = free ? value : (at(value, 'script') ?? at(value, 'cmd') ?? at(value, '_raw_params'));
    const content = node && this.contentOf(node);
    if (!content) return;
    const inner: Place = { ...place, encode: content.encode };
    const executable = text(at(args, 'executable') ?? at(free ? undefined : value, 'executable')) ?? '';
    if (name === 'win_command') this.events.push(...lineEvents(content, inner));
    else if (/cmd(?:\.exe)?$/i.test(executable)) this.events.push(...readCmd(content, inner).events);
    else if (!/python|bash|sh$/i.test(executable) || /powershell|pwsh/i.test(executable)) {
      this.events.push(...readPowerShell(content, inner).events);
    }
  }

  /** The text of a scalar; where templates stand in it, with variables of the same length in their place. */
  private contentOf(node: YamlNode): MappedText | undefined {
    if (node.kind === 'scalar') return node.content();
    if (node.kind !== 'unknown') return undefined;
    const isQuoted = /^(["'])[\s\S]*\1$/.test(node.text);
    // Escapes are not undone here: such texts are left alone.
    if (isQuoted && (node.text.startsWith('"') ? node.text.includes('\\') : node.text.slice(1, -1).includes("''")))
      return undefined;
    const start = node.span.start + Number(isQuoted);
    const end = node.span.end - Number(isQuoted);
    const written = MappedText.whole(this.context.file.text).slice(start, end);
    const text = withHoles(written, /\{\{(?:(?!\}\}).)*\}\}/gs, () => undefined);
    return text === written ? undefined : text;
  }
}

/** Whether a document holds variables that say how Ansible connects to Windows. */
export function hasConnection(root: YamlMap): boolean {
  for (const node of nodesIn(root)) if (entries(node).some(it => connectionKey.test(it.key))) return true;
  return false;
}

const connectionKey = /^ansible_(?:winrm_|psrp_|password$|connection$)/;
