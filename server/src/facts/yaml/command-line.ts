import { MappedText } from '../../base/mapped-text';
import { join } from '../../base/span';
import { known } from '../../base/value';
import { nestedShellOf } from '../../syntax/cmd';
import type { YamlNode, YamlScalar } from '../../syntax/yaml/model';
import { readCmd } from '../cmd/script';
import type { Command } from '../command/command';
import { type Environment, noEnvironment } from '../command/environment';
import { nestedEvents, scopeOf } from '../command/nested';
import { programName } from '../command/program';
import type { ScriptEvent } from '../command/script';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { readTraefikFlags } from '../ingress/traefik';
import { readPowerShell } from '../powershell/script';
import { readPlainShell } from '../shell/told';
import { withHoles } from '../template/hole';
import { readTopics } from '../topics';

/** Reads a program with its arguments, each an item: `command` and `args` of a container, the lists of compose. */
export function readCommandLine(
  command: readonly YamlNode[],
  args: readonly YamlNode[],
  place: Place,
  emit: Emit,
): void {
  const nodes = [...command, ...args];
  readTraefikFlags(nodes, emit);
  const texts = nodes.map(it => (it.kind === 'scalar' ? it.content() : undefined));
  const [program] = texts;
  // Without a command the image decides which program gets the arguments; a shell at their head speaks for itself.
  if (!program || texts.some(it => !it)) return;
  const words = texts as MappedText[];
  const line = shellLineOf(words);
  if (line) readPlainShell(line, place, emit);
  const nested = nestedShellOf(words);
  if (command.length === 0 && !nested) return;
  const inner: Place = { ...place, os: nested ? 'windows' : place.os, encode: program.encode };
  const events: ScriptEvent[] = [];
  if (command.length > 0) events.push(commandOf(nodes as YamlScalar[], words, inner));
  if (nested) events.push(...nestedEvents(nested, inner));
  readTopics({ text: MappedText.join(words, ' '), place: inner, events }, emit);
}

/** The text that `sh -c` or `bash -ec` is given. */
const shellLineOf = (words: readonly MappedText[]): MappedText | undefined =>
  /(?:^|\/)(?:ba|da|a)?sh$/.test(words[0]?.text ?? '') && /^-[a-z]*c$/.test(words[1]?.text ?? '')
    ? words[2]
    : undefined;

function commandOf(nodes: readonly YamlScalar[], words: readonly MappedText[], place: Place): Command {
  const [program, ...args] = words.map((text, index) => ({
    text: text.text,
    at: nodes[index]!.literal ?? text.span(0, text.text.length),
    span: nodes[index]!.span,
    inside: (from: number, to: number) => text.span(from, to),
  }));
  return {
    kind: 'command',
    span: join(nodes[0]!.span, nodes[nodes.length - 1]!.span),
    place,
    shell: 'none',
    name: programName(program!.text),
    nameSpan: program!.at,
    args: args.map(it => ({ text: it.text, span: it.span, value: known(it.text, it.at, it.at), at: it.inside })),
    parameters: new Map(),
    incomplete: false,
  };
}

/** Reads a script that a scalar holds. @param environment the variables that it begins with */
export function readScript(
  node: YamlNode | undefined,
  shell: 'powershell' | 'cmd',
  place: Place,
  emit: Emit,
  environment: Environment = noEnvironment,
): void {
  const content = node?.kind === 'scalar' ? node.content() : undefined;
  if (content) readScriptText(content, shell, place, emit, environment);
}

/** Reads a script that is put together from scalars. */
export function readScriptText(
  content: MappedText,
  shell: 'powershell' | 'cmd',
  place: Place,
  emit: Emit,
  environment: Environment = noEnvironment,
): void {
  const text = place.runs === 'pipeline' ? withHoles(content, macro) : content;
  const inner: Place = { ...place, encode: text.encode };
  const { events } =
    shell === 'cmd'
      ? readCmd(text, inner, environment, place.runs === 'script')
      : readPowerShell(text, inner, scopeOf(environment));
  readTopics({ text, place: inner, events }, emit);
}

/** `$(Build.Number)` is replaced by Azure Pipelines before a shell sees it. */
const macro = /\$\([A-Za-z_][\w.]*\)/g;
