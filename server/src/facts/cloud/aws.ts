import { MappedText } from '../../base/mapped-text';
import type { YamlMap, YamlNode } from '../../syntax/yaml/model';
import { at, entries, entryAt, items, nodesIn, text } from '../../syntax/yaml/read';
import { readCarried } from '../carried';
import { lineEvents } from '../command/line';
import type { Emit } from '../facts';
import { isWindowsImage } from '../kubernetes/system';
import { carriedOutOn } from '../script-place';
import { readUserData, startsWindowsShell } from '../template/script';
import { readTopics } from '../topics';
import { readScriptText } from '../yaml/command-line';
import { configuration, type YamlContext } from '../yaml/context';
import { readImage } from '../yaml/image';

const place = carriedOutOn('windows');

/** Whether a document is one of AWS Systems Manager, or a component of EC2 Image Builder. */
export const isStepDocument = (root: YamlMap): boolean =>
  entryAt(root, 'schemaVersion') !== undefined &&
  ['mainSteps', 'phases', 'runtimeConfig'].some(it => entryAt(root, it) !== undefined);

/**
 * Reads the PowerShell of such a document. Sources: docs.aws.amazon.com, systems-manager documents-command-ssm-plugin-reference and
 * imagebuilder toe-action-modules.
 */
export function readStepDocument(root: YamlMap, { emit }: YamlContext): void {
  const steps = [...items(at(root, 'mainSteps')), ...items(at(root, 'phases')).flatMap(it => items(at(it, 'steps')))];
  for (const step of steps) {
    const inputs = at(step, 'inputs');
    const action = text(at(step, 'action')) ?? '';
    if (action === 'aws:runPowerShellScript') readLines(at(inputs, 'runCommand'), emit);
    else if (action === 'ExecutePowerShell') readLines(at(inputs, 'commands'), emit);
  }
  for (const it of items(at(root, 'runtimeConfig', 'aws:runPowerShellScript', 'properties'))) {
    readLines(at(it, 'runCommand'), emit);
  }
}

/** The lines of a script, each an item. */
function readLines(node: YamlNode | undefined, emit: Emit): void {
  const parts = items(node).flatMap(it => (it.kind === 'scalar' ? (it.content() ?? []) : []));
  if (parts.length > 0) readScriptText(MappedText.join(parts, '\n'), 'powershell', place, emit);
}

/** Whether a document is a template of CloudFormation. */
export const isStack = (root: YamlMap): boolean =>
  entryAt(root, 'AWSTemplateFormatVersion') !== undefined ||
  entries(at(root, 'Resources')).some(it => (text(at(it.value, 'Type')) ?? '').startsWith('AWS::'));

/**
 * Reads what a template of CloudFormation gives to machines: user data, and the files and commands of its `Init`; and the
 * images of its task definitions.
 */
export function readStack(root: YamlMap, context: YamlContext): void {
  const { emit } = context;
  for (const node of nodesIn(at(root, 'Resources'))) {
    if (node.kind === 'map' && text(at(node, 'Type')) === 'AWS::ECS::TaskDefinition')
      readTask(at(node, 'Properties'), context);
    for (const { key, value } of entries(node)) {
      if (key === 'UserData') for (const text of textsOf(value)) readUserData(text, emit);
      if (key === 'AWS::CloudFormation::Init') readInit(value, emit);
    }
  }
}

/** Source: docs.aws.amazon.com, AWS::ECS::TaskDefinition. */
function readTask(task: YamlNode | undefined, context: YamlContext): void {
  const family = text(at(task, 'RuntimePlatform', 'OperatingSystemFamily')) ?? '';
  const own = /^WINDOWS_/.test(family) ? 'windows' : family === 'LINUX' ? 'linux' : 'unknown';
  for (const it of items(at(task, 'ContainerDefinitions'))) {
    const image = at(it, 'Image');
    // What a function such as `!Ref` makes cannot be known.
    const start = image?.kind === 'scalar' ? (image.literal?.start ?? 0) : 0;
    if (/![\w.:]+[ \t]+["']?$/.test(context.file.text.slice(Math.max(0, start - 40), start))) continue;
    const os = isWindowsImage(text(image) ?? '') ? 'windows' : own;
    readImage(image, 'container', configuration(os), context);
  }
}

/** The texts below a function such as `Fn::Base64`. */
const textsOf = (node: YamlNode, depth = 0): readonly MappedText[] => {
  if (node.kind === 'scalar') return [node.content()].flatMap(it => it ?? []);
  return depth > 6 ? [] : [...entries(node).map(it => it.value), ...items(node)].flatMap(it => textsOf(it, depth + 1));
};

function readInit(init: YamlNode, emit: Emit): void {
  for (const { value: config } of entries(init)) {
    for (const { key, value } of entries(at(config, 'files'))) {
      if (!/^[a-z]:[\\/]/i.test(key)) continue;
      const content = at(value, 'content');
      for (const text of content ? textsOf(content) : []) readCarried(key, text, place, emit);
    }
    for (const { value } of entries(at(config, 'commands'))) {
      const command = at(value, 'command');
      const line = command?.kind === 'scalar' ? command.content() : undefined;
      if (!line || !startsWindowsShell(line.text)) continue;
      readTopics({ text: line, place, events: lineEvents(line, place) }, emit);
    }
  }
}
