import { catalog } from '../engine/all';
import { type LockFile, lockFileName, lockFor } from '../engine/lock-file';
import { writeLock } from '../engine/lock-write';
import { Settings } from '../engine/settings/settings';
import { isLockable } from '../facts/image/checked';
import type { LockEntry } from '../facts/image/status';
import { visible } from '../report/visible';
import type { FileImages } from './batch';
import { entriesOf, type LockedImage } from './lock-entries';
import { write } from './output';
import { absolute, shown } from './paths';
import { analyseAll, distinctImages, type Run, type RunFlags, today } from './run';
import { askTrust, isBroken } from './trust';
import type { TrustFlags } from './trust-flags';
import { tellSettings } from './verify';

export interface LockFlags extends RunFlags, TrustFlags {
  readonly check?: boolean;
  readonly offline?: boolean;
}

/**
 * Verifies the images of files and writes down what they stand for. Answers with the exit code: 0 fine, 1 an image that does
 * not verify, or a lock file that would change, 2 something that is not known, or went wrong.
 */
export async function runLock(paths: readonly string[], flags: LockFlags): Promise<number> {
  const { collected, result } = await analyseAll(paths, { ...flags, rule: [] });
  let broken = tellSettings([...collected.settings, ...collected.locks]);
  for (const { path, detail } of [...collected.missing, ...result.skipped]) tell(`${shown(path)}: ${detail}`);
  broken ||= collected.missing.length > 0 || result.skipped.some(it => it.reason === 'unreadable');
  const { plans, homeless } = planned(collected, result.images);
  for (const path of homeless) tell(`${shown(path)}: no ${lockFileName} is around it; run this in its folder`);
  const images = distinctImages(plans.flatMap(it => it.files));
  const asked = await askTrust(images, flags, flags.offline ? 'cache' : 'online', collected);
  const read = (paths.length > 0 ? paths : ['.']).map(absolute);
  if (plans.every(it => it.images.length === 0)) tell('the files name no image that belongs in a lock file');
  let code = 0;
  for (const { lock, images: own } of plans) {
    const whole = result.skipped.length === 0 && read.some(it => lock.path.startsWith(it === '/' ? it : `${it}/`));
    const outcome = entriesOf(own, lock.entries, asked.statuses, { whole, today: today() });
    for (const message of [...outcome.failed, ...outcome.unknown, ...outcome.missing]) tell(message);
    const text = writeLock(lock.text, outcome.entries);
    const changed = text !== lock.text && (outcome.entries.length > 0 || lock.text !== '');
    await write(changes(lock, outcome.entries, changed, flags.check === true));
    if (changed && !flags.check) await write(text, lock.path);
    const { failed, unknown, missing } = outcome;
    if (failed.length > 0 || (flags.check && (changed || missing.length > 0))) code = 1;
    else if (code === 0 && !flags.check && unknown.length + missing.length > 0) code = 2;
  }
  return broken || homeless.length > 0 || asked.problems.some(isBroken) ? 2 : code;
}

const tell = (line: string): boolean => process.stderr.write(`boltseal: ${visible(line)}\n`);

/** What is to be in one lock file. */
interface Plan {
  readonly lock: LockFile;
  readonly files: readonly FileImages[];
  readonly images: readonly LockedImage[];
}

/** The lock files around files, or a new one in the working folder; and the files which have none. */
function planned(
  { locks, layers }: Run['collected'],
  files: readonly FileImages[],
): { readonly plans: readonly Plan[]; readonly homeless: readonly string[] } {
  const settings = new Settings(catalog, layers);
  const fresh: LockFile = { path: absolute(lockFileName), text: '', entries: [], problems: [] };
  const all = locks.some(it => it.path === fresh.path) ? locks : [...locks, fresh];
  const byLock = new Map<LockFile, FileImages[]>(locks.map(it => [it, []]));
  const homeless: string[] = [];
  for (const file of files) {
    if (!settings.for(file.path).keepsLock) continue;
    const images = file.images.filter(isLockable);
    const lock = lockFor(file.path, locks) ?? lockFor(file.path, all);
    if (images.length === 0) continue;
    if (!lock) homeless.push(file.path);
    else byLock.set(lock, [...(byLock.get(lock) ?? []), { ...file, images }]);
  }
  const plans = [...byLock]
    .filter(([lock]) => lock.problems.length === 0)
    .map(([lock, own]) => {
      const images = own.flatMap(({ path, images: named }) =>
        named.map(image => ({ path: shown(path), image, exceptions: settings.for(path).imageExceptions })),
      );
      return { lock, files: own, images };
    });
  return { plans, homeless };
}

/** What is new, other or gone in a lock file, a line each. */
function changes(lock: LockFile, entries: readonly LockEntry[], changed: boolean, check: boolean): string {
  const before = new Map(lock.entries.map(it => [it.reference, it]));
  const after = new Set(entries.map(it => it.reference));
  const lines = [
    ...entries.flatMap(it => {
      const was = before.get(it.reference);
      if (was === it) return [];
      return [`${was ? '~' : '+'} ${it.reference}  ${it.digest.slice(0, 19)}  ${it.verdict}`];
    }),
    ...lock.entries.filter(it => !after.has(it.reference)).map(it => `- ${it.reference}`),
  ];
  if (lock.text === '' && entries.length === 0) return '';
  const what = changed ? (check ? 'would change' : 'written') : 'is up to date';
  const count = `${entries.length} ${entries.length === 1 ? 'image' : 'images'}`;
  return [...lines, `${shown(lock.path)} ${what}: ${count}.`].map(it => `${visible(it)}\n`).join('');
}
