import type { z } from 'zod';
import { nearest } from '../../base/nearest';
import type { Span } from '../../base/span';
import { type LocatedYaml, locateYaml } from '../../syntax/yaml/located';
import type { Catalog } from '../catalog';
import {
  type Configuration,
  emptyConfiguration,
  type ImageSettings,
  type RuleLevel,
  type RuleSetting,
  type RuleSettings,
} from './configuration';
import { fileSchema, levelSchema, ruleTableSchema, type SettingsFile } from './schema';

/** Something wrong in a settings file. An `error` part has no effect; after a `warning` the file says what was meant. */
export interface SettingsProblem {
  readonly span: Span;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

export interface ParsedSettings {
  /** What could be understood. */
  readonly configuration: Configuration;
  readonly problems: readonly SettingsProblem[];
}

/** Reads the text of a `.boltseal.yaml`. Never throws. */
export function parseSettings(text: string, catalog: Catalog): ParsedSettings {
  const yaml = locateYaml(text);
  if (yaml.errors.length > 0) {
    return { configuration: emptyConfiguration, problems: yaml.errors.map(it => ({ ...it, severity: 'error' })) };
  }
  return check(yaml.value, yaml, catalog);
}

/** Reads settings that are an object already, those of an editor. Problems have no place in a text. */
export function settingsOf(value: unknown, catalog: Catalog): ParsedSettings {
  const nowhere = (): Span => ({ start: 0, end: 0 });
  return check(value, { value, errors: [], valueSpan: nowhere, keySpan: nowhere }, catalog);
}

function check(value: unknown, yaml: LocatedYaml, catalog: Catalog): ParsedSettings {
  if (value === null || value === undefined) return { configuration: emptyConfiguration, problems: [] };
  const problems: SettingsProblem[] = [];
  const report = (issues: readonly z.core.$ZodIssue[], under: readonly PropertyKey[] = [], known?: readonly string[]) =>
    problems.push(...issues.flatMap(issue => problemOf(issue, under, yaml, known)));
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) report(parsed.error.issues);
  // A part that is wrong is dropped; the others count.
  const file = parsed.success ? parsed.data : soundParts(value);
  const rules = (said: unknown, path: readonly PropertyKey[]): RuleSettings => {
    const result: Record<string, RuleSetting> = {};
    for (const [name, setting] of Object.entries((said ?? {}) as Record<string, unknown>)) {
      const at = [...path, name];
      const problem = nameProblem(name, catalog);
      if (problem) problems.push({ ...problem, span: yaml.keySpan(at) });
      if (problem?.severity === 'error') continue;
      const target = catalog.newName(name) ?? name;
      const options = catalog.find(target)?.options;
      const table = typeof setting === 'object' && setting !== null;
      const read = table ? ruleTableSchema(options).safeParse(setting) : levelSchema.safeParse(setting);
      if (read.success) result[target] = ruleSetting(read.data);
      else report(read.error.issues, at, ['severity', ...Object.keys(options ?? {})]);
    }
    return result;
  };
  const configuration: Configuration = {
    rules: rules(file.rules, ['rules']),
    overrides: (file.overrides ?? []).map((it, index) => ({
      files: typeof it.files === 'string' ? [it.files] : it.files,
      rules: rules(it.rules, ['overrides', index, 'rules']),
    })),
    include: file.include ?? [],
    exclude: file.exclude ?? [],
    ...(file.images ? { images: imageSettings(file.images) } : {}),
    ...(file.suppressions?.requireReason === undefined ? {} : { requireReason: file.suppressions.requireReason }),
    ...(file.failOn === undefined ? {} : { failOn: file.failOn }),
    ...(file.maxFileSize === undefined ? {} : { maxFileSize: file.maxFileSize }),
  };
  problems.sort((a, b) => a.span.start - b.span.start);
  return { configuration, problems };
}

function imageSettings({
  presets,
  trustPolicy,
  signers,
  lock,
  exceptions,
}: SettingsFile['images'] & {}): ImageSettings {
  return {
    presets: presets ?? [],
    ...(trustPolicy === undefined ? {} : { trustPolicy }),
    signers: signers ?? [],
    lock: lock ?? true,
    exceptions: exceptions ?? [],
  };
}

/** Each top-level part that is right on its own. */
function soundParts(value: unknown): SettingsFile {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const shape = fileSchema.shape as Record<string, z.ZodType>;
  return Object.fromEntries(
    Object.entries(value).filter(([key, part]) => Object.hasOwn(shape, key) && shape[key]!.safeParse(part).success),
  );
}

function ruleSetting(read: RuleLevel | { readonly severity?: RuleLevel | undefined }): RuleSetting {
  if (typeof read === 'string') return { level: read, options: {} };
  const { severity, ...options } = read;
  return severity === undefined ? { options } : { level: severity, options };
}

function nameProblem(name: string, catalog: Catalog): Omit<SettingsProblem, 'span'> | undefined {
  const moved = catalog.newName(name);
  if (moved) return { severity: 'warning', message: `The rule \`${name}\` is called \`${moved}\` now.` };
  if (name === '*' || catalog.matching(name).length > 0) return undefined;
  const meant = catalog.suggestion(name);
  const kind = name.endsWith('/*') ? 'family' : 'rule';
  return {
    severity: 'error',
    message: `There is no ${kind} \`${name}\`.${meant ? ` Did you mean \`${meant}\`?` : ''}`,
  };
}

function problemOf(
  issue: z.core.$ZodIssue,
  under: readonly PropertyKey[],
  yaml: LocatedYaml,
  known: readonly string[] | undefined,
): SettingsProblem[] {
  const path = [...under, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => {
      const keys = known ?? (path.length === 0 ? Object.keys(fileSchema.shape) : undefined);
      const meant = keys && nearest(key, keys);
      const hint = meant ? ` Did you mean \`${meant}\`?` : keys ? ` Known are ${listed(keys)}.` : '';
      return {
        span: yaml.keySpan([...path, key]),
        message: `There is no setting \`${key}\`.${hint}`,
        severity: 'error',
      };
    });
  }
  return [{ span: yaml.valueSpan(path), message: messageOf(issue, path), severity: 'error' }];
}

function messageOf(issue: z.core.$ZodIssue, path: readonly PropertyKey[]): string {
  const name = String(path.at(-1) ?? 'The file');
  const subject = path.length === 0 ? 'The file' : typeof path.at(-1) === 'number' ? 'This item' : `\`${name}\``;
  if (issue.code === 'invalid_value') return `${subject} must be one of ${listed(issue.values.map(String))}.`;
  if (issue.code === 'invalid_type') return `${subject} must be ${typeWords[issue.expected] ?? issue.expected}.`;
  if (issue.code === 'invalid_union') return `${subject} must be a pattern or a list of patterns.`;
  if (issue.code === 'too_small') return `${subject} is too small.`;
  return `${subject}: ${issue.message}.`;
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a table of settings',
  record: 'a table of rules',
};

/** `a`, `b` or `c`. */
const listed = (items: readonly string[]): string => {
  const quoted = items.map(it => `\`${it}\``);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
};
