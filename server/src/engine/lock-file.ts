import { isMapping } from '../base/mapping';
import type { Span } from '../base/span';
import { lockedName } from '../facts/image/checked';
import { parseReference } from '../facts/image/parse';
import type { LockEntry, TrustState } from '../facts/image/status';
import { type LocatedYaml, locateYaml } from '../syntax/yaml/located';
import type { SettingsProblem } from './settings/parse';

/** The name of the file that says what image references stand for. It holds for its folder and those below. */
export const lockFileName = 'boltseal.lock.yaml';

/** A lock file that was read. With problems it does not hold. Plain data: it crosses threads. */
export interface LockFile {
  /** With forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly entries: readonly LockEntry[];
  readonly problems: readonly SettingsProblem[];
}

/** What an entry may say. What is not valid, and what is not known, is never written down. */
export const lockedVerdicts: readonly TrustState[] = ['signed-trusted', 'signed-untrusted', 'unsigned', 'skipped'];

/** Reads the text of a lock file. Never throws. */
export function parseLock(text: string): Pick<LockFile, 'entries' | 'problems'> {
  const yaml = locateYaml(text);
  if (yaml.errors.length > 0) {
    return { entries: [], problems: yaml.errors.map(it => ({ ...it, severity: 'error' })) };
  }
  const reader = new Reader(yaml);
  const entries = reader.entries();
  return { entries, problems: reader.problems };
}

class Reader {
  readonly problems: SettingsProblem[] = [];

  constructor(private readonly yaml: LocatedYaml) {}

  entries(): readonly LockEntry[] {
    const file = this.yaml.value;
    if (file === null) return [];
    if (!isMapping(file))
      return this.wrong(this.yaml.valueSpan([]), 'The file must be a mapping with `version` and `images`.');
    for (const key of Object.keys(file)) {
      if (key !== 'version' && key !== 'images') this.wrong(this.yaml.keySpan([key]), `There is no \`${key}\` here.`);
    }
    if (file.version !== 1) this.wrong(this.yaml.valueSpan(['version']), 'The only `version` that is known is 1.');
    const images = file.images ?? {};
    if (!isMapping(images)) return this.wrong(this.yaml.valueSpan(['images']), '`images` must be a mapping.');
    return Object.entries(images).flatMap(([reference, it]) => this.entry(reference, it));
  }

  private entry(reference: string, value: unknown): readonly LockEntry[] {
    const parsed = parseReference(reference);
    const name = parsed && lockedName(parsed);
    const key = this.yaml.keySpan(['images', reference]);
    if (name !== reference) {
      const hint = name === undefined ? 'is not an image reference' : `must be written in full: \`${name}\``;
      return this.wrong(key, `\`${reference}\` ${hint}.`);
    }
    if (!isMapping(value))
      return this.wrong(key, `\`${reference}\` must have \`digest\`, \`verdict\` and \`checked\`.`);
    const before = this.problems.length;
    for (const own of Object.keys(value)) {
      if (!Object.hasOwn(checks, own)) {
        this.wrong(this.yaml.keySpan(['images', reference, own]), `There is no \`${own}\` here.`);
      }
    }
    for (const [own, { fits, must }] of Object.entries(checks)) {
      const said = value[own];
      if (typeof said === 'string' && fits(said)) continue;
      const at = said === undefined ? key : this.yaml.valueSpan(['images', reference, own]);
      this.wrong(at, `\`${own}\` must be ${must}.`);
    }
    if (this.problems.length > before) return [];
    if (parsed?.digest !== undefined && parsed.digest !== value.digest) {
      return this.wrong(
        this.yaml.valueSpan(['images', reference, 'digest']),
        '`digest` must be that of the reference.',
      );
    }
    return [{ reference, ...(value as Omit<LockEntry, 'reference'>) }];
  }

  private wrong(span: Span, message: string): readonly never[] {
    this.problems.push({ span, message, severity: 'error' });
    return [];
  }
}

/** The keys of an entry, in the order in which they are written. */
const checks: Readonly<
  Record<Exclude<keyof LockEntry, 'reference'>, { readonly fits: (text: string) => boolean; readonly must: string }>
> = {
  digest: { fits: it => /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(it), must: 'a digest: `sha256:...`' },
  verdict: {
    fits: it => (lockedVerdicts as readonly string[]).includes(it),
    must: `one of ${lockedVerdicts.map(it => `\`${it}\``).join(', ')}`,
  },
  checked: {
    fits: it => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/.test(it) && !Number.isNaN(Date.parse(it)),
    must: 'a time: `2027-01-31T09:00:00Z`',
  },
};

/** The lock file that holds for a file: the one in the nearest folder around it. */
export function lockFor<L extends Pick<LockFile, 'path'>>(path: string, locks: readonly L[]): L | undefined {
  return locks.filter(it => path.startsWith(folderOf(it.path))).sort((a, b) => b.path.length - a.path.length)[0];
}

/** The folder of a lock file, with the slash at its end. */
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
