import { MappedText } from '../../base/mapped-text';
import type { YamlMap, YamlNode } from '../../syntax/yaml/model';
import { at, entries, entryAt, items, text } from '../../syntax/yaml/read';
import type { OperatingSystem, Place } from '../fact';
import { isWindowsImage } from '../kubernetes/system';
import { readPlainShell } from '../shell/told';
import { readScript, readScriptText } from '../yaml/command-line';
import { configuration, type YamlContext } from '../yaml/context';
import { readComposeEnvironment } from '../yaml/environment';
import { readPipelineImage } from './images';

/** Whether a document is a pipeline of GitLab: by its name, or by jobs that have lines to run. */
export const isGitLab = (root: YamlMap, path: string): boolean =>
  /(?:^|[/.])gitlab-ci[^/]*\.ya?ml$/i.test(path) ||
  (!at(root, 'apiVersion') &&
    root.entries.some(({ value }) => entryAt(value, 'script') && (entryAt(value, 'stage') || entryAt(value, 'tags'))));

/** How no line of a Linux shell begins. */
const looksLikePowerShell = /^\s*(?:[A-Z][a-z]+-[A-Z]\w+(?!\.)|\$env:\w|\$\w+\s*=)/m;

/** Reads the jobs of a GitLab pipeline that run on Windows. Source: docs.gitlab.com ci/yaml. */
export function readGitLab(root: YamlMap, context: YamlContext): void {
  const { emit } = context;
  readGitLabImages(root, 'unknown', context);
  const common = at(root, 'default') ?? root;
  const start = at(root, 'before_script') ?? at(common, 'before_script');
  readComposeEnvironment(at(root, 'variables'), { ...configuration(), runs: 'pipeline' }, emit);
  for (const { key, value: job } of entries(root)) {
    if (job.kind === 'map' && key === 'default') readGitLabImages(job, 'unknown', context);
    if (job.kind !== 'map' || /^(?:default|variables|image|services|include|workflow)$/.test(key)) continue;
    const os = [job, ...templatesOf(root, job), common].reduce<OperatingSystem>(
      (found, it) => (found === 'unknown' ? runnerOf(it) : found),
      'unknown',
    );
    const place: Place = { ...configuration(os), runs: 'pipeline' };
    readGitLabImages(job, os, context);
    readComposeEnvironment(at(job, 'variables'), place, emit);
    const main = [...lines(at(job, 'before_script') ?? start), ...lines(at(job, 'script'))];
    for (const script of [main, lines(at(job, 'after_script'))]) {
      if (script.length === 0) continue;
      const content = MappedText.join(script, '\n');
      if (os === 'windows' || (os === 'unknown' && looksLikePowerShell.test(content.text)))
        readScriptText(content, 'powershell', place, emit);
      else readPlainShell(content, place, emit);
    }
  }
}

/** The image of a job and those of its services: a text, or a mapping with a name. */
function readGitLabImages(job: YamlMap, os: OperatingSystem, context: YamlContext): void {
  for (const it of [at(job, 'image'), ...items(at(job, 'services'))])
    readPipelineImage(it?.kind === 'map' ? at(it, 'name') : it, configuration(os), context);
}

/** What `extends` names. */
const templatesOf = (root: YamlMap, job: YamlMap): readonly YamlNode[] => {
  const named = at(job, 'extends');
  return [named, ...items(named)].flatMap(it => at(root, text(it) ?? '') ?? []);
};

/** The system of the runner that tags or image ask for. */
function runnerOf(job: YamlNode): OperatingSystem {
  const image = text(at(job, 'image')) ?? text(at(job, 'image', 'name'));
  if (image !== undefined && isWindowsImage(image)) return 'windows';
  const tags = items(at(job, 'tags')).map(it => text(it) ?? '');
  if (tags.some(it => /(?:^|[-_.])(?:windows|win|powershell|pwsh)/i.test(it))) return 'windows';
  return image === undefined && !tags.some(it => /linux|docker/i.test(it)) ? 'unknown' : 'linux';
}

/** The lines of a list, lists in it included; a single text is one. */
const lines = (node: YamlNode | undefined, depth = 0): readonly MappedText[] => {
  if (node?.kind === 'scalar') return [node.content()].flatMap(it => it ?? []);
  return depth > 4 ? [] : items(node).flatMap(it => lines(it, depth + 1));
};

/** The phases of a build of AppVeyor. Source: appveyor.com/docs/appveyor-yml. */
const phases: readonly string[] = [
  'init',
  'install',
  'before_build',
  'build_script',
  'after_build',
  'before_test',
  'test_script',
  'after_test',
  'before_deploy',
  'deploy_script',
  'after_deploy',
  'on_success',
  'on_failure',
  'on_finish',
];

/** Whether a document is a build of AppVeyor. */
export const isAppVeyor = (root: YamlMap, path: string): boolean =>
  /(?:^|\/)\.?appveyor[^/]*\.ya?ml$/i.test(path) && phases.some(it => entryAt(root, it));

/** Reads the phases of a build of AppVeyor: plain lines are cmd. */
export function readAppVeyor(root: YamlMap, { emit }: YamlContext): void {
  const image = at(root, 'image');
  const names = [image, ...items(image)].map(it => text(it) ?? '').join(' ');
  const os = /ubuntu|macos/i.test(names) ? (/visual studio/i.test(names) ? 'unknown' : 'linux') : 'windows';
  const place: Place = { ...configuration(os), runs: 'pipeline' };
  readComposeEnvironment(at(root, 'environment'), place, emit);
  for (const phase of phases) {
    for (const step of items(at(root, phase))) {
      readScript(at(step, 'ps') ?? at(step, 'pwsh'), 'powershell', place, emit);
      readScript(at(step, 'cmd') ?? (os === 'windows' ? step : undefined), 'cmd', place, emit);
    }
  }
}
