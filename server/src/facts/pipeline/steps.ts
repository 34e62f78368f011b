import { lookUp } from '../../base/look-up';
import { known } from '../../base/value';
import type { YamlMap, YamlNode } from '../../syntax/yaml/model';
import { at, entries, entryAt, placeOf, text } from '../../syntax/yaml/read';
import { type Environment, noEnvironment } from '../command/environment';
import type { HostMachine, OperatingSystem, Place } from '../fact';
import type { Emit } from '../facts';
import { readPlainShell } from '../shell/told';
import { readScript } from '../yaml/command-line';
import { configuration, type YamlContext } from '../yaml/context';
import { readComposeEnvironment, readEnvironment } from '../yaml/environment';
import { readJobImages, readPipelineResources } from './images';

/** Whether a document is a pipeline: of GitHub (workflow, composite action) or of Azure (pipeline, template). */
export const isPipeline = (root: YamlMap): boolean =>
  !at(root, 'apiVersion') &&
  (['jobs', 'steps', 'stages', 'runs'].some(key => entryAt(root, key)) ||
    at(root, 'extends', 'template') !== undefined);

/** Keys below which no steps stand. */
const aside: ReadonlySet<string> = new Set([
  'env',
  'inputs',
  'outputs',
  'parameters',
  'permissions',
  'resources',
  'services',
  'trigger',
  'variables',
  'with',
]);

/** Aliases may multiply steps without end. */
const mostNodes = 50_000;

/** What holds for the steps below. */
interface Setting {
  readonly os: OperatingSystem;
  readonly host: HostMachine | undefined;
  readonly shell: string | undefined;
  readonly environment: Environment;
}

/** Reads the scripts that the steps of a pipeline hold, at whatever depth of stages, jobs and conditions. */
export function readPipeline(root: YamlMap, context: YamlContext): void {
  const { emit } = context;
  let left = mostNodes;
  const walk = (node: YamlNode, above: Setting, depth: number): void => {
    if (depth > 16 || left-- <= 0) return;
    if (node.kind === 'list') for (const it of node.items) walk(it, above, depth + 1);
    if (node.kind !== 'map') return;
    const setting: Setting = {
      ...(machineOf(node) ?? { os: above.os, host: above.host }),
      shell:
        text(at(node, 'defaults', 'run', 'shell')) ?? (at(node, 'steps') && text(at(node, 'shell'))) ?? above.shell,
      environment: environmentOf(node, above.environment),
    };
    const place: Place = {
      ...configuration(setting.os),
      runs: 'pipeline',
      ...(setting.host ? { host: setting.host } : {}),
    };
    readJobImages(node, place, context);
    const script = scriptOf(node, setting);
    if (script) {
      readScript(script.text, script.shell, place, emit, setting.environment);
    }
    if (!script) readBash(node, place, emit, setting.environment);
    readComposeEnvironment(at(node, 'env'), place, emit);
    const variables = at(node, 'variables');
    if (variables?.kind === 'map') readComposeEnvironment(variables, place, emit);
    else readEnvironment(variables, place, emit);
    // What is given to a template may be steps; what a template asks for is not.
    const gives = entryAt(node, 'template') !== undefined;
    for (const { key, value } of entries(node)) {
      if (!aside.has(key) || (gives && key === 'parameters')) walk(value, setting, depth + 1);
    }
  };
  readPipelineResources(root, context);
  walk(root, { os: 'unknown', host: undefined, shell: undefined, environment: noEnvironment }, 0);
}

/** What a step of any other shell tells SPIRE, and the images that it takes. */
function readBash(step: YamlMap, place: Place, emit: Emit, environment: Environment): void {
  const run = at(step, 'run');
  const text = (run?.kind === 'map' ? at(run, 'command') : run) ?? at(step, 'bash') ?? at(step, 'script');
  const content = text?.kind === 'scalar' ? text.content() : undefined;
  if (content) readPlainShell(content, place, emit, environment);
}

/** The variables of a workflow, a job or a step with those around it. What the pipeline fills in is unknown. */
function environmentOf(node: YamlMap, around: Environment): Environment {
  const own = entries(at(node, 'env'));
  if (own.length === 0) return around;
  const all = new Map(around);
  for (const { key, value } of own) {
    const written = text(value);
    const name = key.toLowerCase();
    if (written === undefined || /\$[{([]/.test(written)) all.delete(name);
    else all.set(name, known(written, value.span));
  }
  return all;
}

/** The machine that runs a job. */
function machineOf(node: YamlNode): Pick<Setting, 'os' | 'host'> | undefined {
  const on = at(node, 'runs-on') ?? at(node, 'pool', 'vmImage') ?? at(node, 'machine', 'image') ?? executorOf(node);
  if (!on) return undefined;
  const name = text(on)?.toLowerCase() ?? '';
  if (/^(?:windows|win|vs20)/.test(name)) return { os: 'windows', host: hostOf(on, name) };
  return { os: /^(?:ubuntu|macos)/.test(name) ? 'linux' : 'unknown', host: undefined };
}

/** Sources: docs.github.com, GitHub-hosted runners; learn.microsoft.com, Microsoft-hosted agents. Both have process isolation alone. */
const builds: Readonly<Record<string, number>> = {
  'windows-2019': 17763,
  'windows-2022': 20348,
  'windows-2025': 26100,
};

function hostOf(node: YamlNode, name: string): HostMachine | undefined {
  const build = lookUp(builds, name);
  return build === undefined ? undefined : { name, build, at: placeOf(node) };
}

/** The executor of a job of CircleCI: `win/default`. */
const executorOf = (node: YamlNode): YamlNode | undefined => at(node, 'executor', 'name') ?? at(node, 'executor');

interface StepScript {
  readonly text: YamlNode;
  readonly shell: 'powershell' | 'cmd';
}

/** The script of a step, when PowerShell or cmd runs it. */
function scriptOf(step: YamlMap, { os, shell }: Setting): StepScript | undefined {
  const written = at(step, 'run');
  // CircleCI has the text one level below.
  const own = written?.kind === 'map' ? written : step;
  const run = own === step ? written : at(own, 'command');
  if (run) {
    const named = text(at(own, 'shell')) ?? shell ?? (os === 'windows' ? 'pwsh' : '');
    if (/^(?:pwsh|powershell)\b/i.test(named)) return { text: run, shell: 'powershell' };
    return /^cmd\b/i.test(named) ? { text: run, shell: 'cmd' } : undefined;
  }
  const direct = at(step, 'pwsh') ?? at(step, 'powershell');
  if (direct) return { text: direct, shell: 'powershell' };
  const script = at(step, 'script');
  if (script && os === 'windows') return { text: script, shell: 'cmd' };
  return taskScript(step, text(at(step, 'task')) ?? '', os);
}

/** Tasks of Azure Pipelines that run a script of the file. */
function taskScript(step: YamlMap, task: string, os: OperatingSystem): StepScript | undefined {
  const inputs = at(step, 'inputs');
  const line = /^(?:CmdLine|BatchScript)@/i.test(task) ? at(inputs, 'script') : undefined;
  if (line) return os === 'linux' ? undefined : { text: line, shell: 'cmd' };
  const type = (key: string): string => text(at(inputs, key))?.toLowerCase() ?? '';
  const inline =
    (/^PowerShell@/i.test(task) && type('targetType') === 'inline' && at(inputs, 'script')) ||
    (/^PowerShellOnTargetMachines@/i.test(task) && type('ScriptType') === 'inline' && at(inputs, 'InlineScript')) ||
    (/^PowerShell@1$/i.test(task) && type('scriptType') === 'inlinescript' && at(inputs, 'inlineScript')) ||
    (/^AzurePowerShell@/i.test(task) && type('ScriptType') === 'inlinescript' && at(inputs, 'Inline')) ||
    (/^AzureCLI@/i.test(task) && /^ps(?:core)?$/.test(type('scriptType')) && at(inputs, 'inlineScript'));
  return inline ? { text: inline, shell: 'powershell' } : undefined;
}
