import ignore, { type Ignore } from 'ignore';
import type { Severity } from '../../base/severity';
import type { ImageException } from '../../facts/image/status';
import type { AnyRule } from '../../rules/rule';
import type { Catalog } from '../catalog';
import { type ActiveRule, type Dispatcher, dispatcher } from '../dispatch';
import type { Configuration, Layer, RuleSetting, RuleSettings } from './configuration';

/** What holds for one file. Shared by all files for which the same holds. */
export interface ResolvedSettings {
  readonly catalog: Catalog;
  readonly rules: readonly ActiveRule[];
  /** The rules, ready to be handed facts. */
  readonly dispatch: Dispatcher;
  /** Whether a suppression counts only with a reason. */
  readonly requireReason: boolean;
  /** The least severity that makes a run of the command line fail. */
  readonly failOn: Severity | 'never';
  /** In bytes. */
  readonly maxFileSize: number;
  /** Whether a lock file around it is kept to. */
  readonly keepsLock: boolean;
  /** Those of all folders around it. */
  readonly imageExceptions: readonly ImageException[];
}

/** 5 MB: what a person wrote is smaller. */
const defaultMaxFileSize = 5_000_000;

/** All the settings of a workspace: layers from the widest folder to the narrowest, resolved per file on demand. */
export class Settings {
  private readonly layers: readonly PreparedLayer[];
  private readonly resolved = new Map<string, ResolvedSettings>();

  /**
   * @param layers in any order; of two for the same folder the later wins. Those that hold everywhere come first.
   * @param only when given, no other rule runs
   */
  constructor(
    readonly catalog: Catalog,
    layers: readonly Layer[] = [],
    private readonly only?: readonly string[],
  ) {
    this.layers = layers
      .map((layer, index) => ({ ...layer, index }))
      .sort((a, b) => rank(a) - rank(b) || a.index - b.index)
      .map(prepared);
  }

  /** Whether the settings take the file out. Paths are absolute, or all relative to the same folder; slashes lean forward. */
  excludes(path: string): boolean {
    return this.over(path).some(
      ({ layer, inside }) => layer.exclude.ignores(inside) || (layer.include && !layer.include.ignores(inside)),
    );
  }

  /** The settings of one file. */
  for(path: string): ResolvedSettings {
    const parts = this.over(path).flatMap(({ layer, inside, index }) => [
      { key: `${index}`, rules: layer.configuration.rules },
      ...layer.overrides.flatMap((it, at) =>
        it.files.ignores(inside) ? [{ key: `${index}.${at}`, rules: it.rules }] : [],
      ),
    ]);
    const key = parts.map(it => it.key).join(' ');
    let settings = this.resolved.get(key);
    if (!settings) {
      const rules = activate(
        this.catalog,
        parts.map(it => it.rules),
        this.only,
      );
      const said = <K extends keyof Configuration>(name: K): Configuration[K] | undefined =>
        this.over(path).findLast(it => it.layer.configuration[name] !== undefined)?.layer.configuration[name];
      settings = {
        catalog: this.catalog,
        rules,
        dispatch: dispatcher(rules),
        requireReason: said('requireReason') ?? false,
        failOn: said('failOn') ?? 'high',
        maxFileSize: said('maxFileSize') ?? defaultMaxFileSize,
        keepsLock: said('images')?.lock ?? true,
        imageExceptions: this.over(path).flatMap(it => it.layer.configuration.images?.exceptions ?? []),
      };
      this.resolved.set(key, settings);
    }
    return settings;
  }

  /** The layers whose folder holds the file, and its path in that folder. */
  private over(path: string): { readonly layer: PreparedLayer; readonly inside: string; readonly index: number }[] {
    return this.layers.flatMap((layer, index) => {
      const prefix = layer.folder === '' || layer.folder.endsWith('/') ? layer.folder : `${layer.folder}/`;
      if (path.startsWith(prefix)) return [{ layer, inside: path.slice(prefix.length).replace(outside, ''), index }];
      return layer.everywhere ? [{ layer, inside: path.replace(outside, ''), index }] : [];
    });
  }
}

/** What leads to a file outside of the folder; patterns are matched with what follows. */
const outside = /^(?:[A-Za-z]:)?(?:\.{0,2}\/)+/;

const rank = (layer: Layer): number => (layer.everywhere ? -1 : layer.folder.length);

interface PreparedLayer extends Layer {
  readonly exclude: Ignore;
  readonly include: Ignore | undefined;
  readonly overrides: readonly { readonly files: Ignore; readonly rules: RuleSettings }[];
}

const patterns = (lines: readonly string[]): Ignore => ignore().add([...lines]);

function prepared(layer: Layer): PreparedLayer {
  const { include, exclude, overrides } = layer.configuration;
  return {
    ...layer,
    exclude: patterns(exclude),
    include: include.length > 0 ? patterns(include) : undefined,
    overrides: overrides.map(it => ({ files: patterns(it.files), rules: it.rules })),
  };
}

/** The rules that are on after all that was said about them, in the order of their names. */
function activate(catalog: Catalog, said: readonly RuleSettings[], only: readonly string[] | undefined): ActiveRule[] {
  const wanted = only && new Set(only.flatMap(pattern => catalog.matching(pattern)));
  return catalog.rules.flatMap(rule => {
    if (wanted && !wanted.has(rule)) return [];
    const { level, options } = settingOf(rule, said, catalog);
    if (level === 'off' && !only) return [];
    if (rule.optIn && level === undefined && !only) return [];
    const values = { ...defaultsOf(rule), ...options };
    return [
      level === undefined || level === 'on' || level === 'off'
        ? { rule, options: values }
        : { rule, severity: level, options: values },
    ];
  });
}

/** What holds for a rule after every layer; a wide pattern with a severity does not switch on a rule that is off by default. */
function settingOf(rule: AnyRule, said: readonly RuleSettings[], catalog: Catalog): RuleSetting {
  let level: RuleSetting['level'];
  let options: Record<string, unknown> = {};
  for (const settings of said) {
    for (const [pattern, setting] of Object.entries(settings).sort(([a], [b]) => breadth(a) - breadth(b))) {
      if (!catalog.matching(pattern).includes(rule)) continue;
      const wide = breadth(pattern) < 2;
      if (setting.level && !(wide && rule.optIn && setting.level !== 'on' && setting.level !== 'off')) {
        level = setting.level;
      }
      options = { ...options, ...setting.options };
    }
  }
  return level === undefined ? { options } : { level, options };
}

/** 0 for `*`, 1 for a family, 2 for a rule: in this order they are applied. */
const breadth = (pattern: string): number => (pattern === '*' ? 0 : pattern.endsWith('/*') ? 1 : 2);

/** The options of a rule of which nothing was said. */
export const defaultsOf = (rule: AnyRule): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(rule.options ?? {}).map(([name, spec]) => [name, (spec as { default: unknown }).default]),
  );
