import { buffer } from 'node:stream/consumers';
import pc from 'picocolors';
import { atLeast, type Severity } from '../base/severity';
import { catalog } from '../engine/all';
import type { Finding } from '../engine/finding';
import { ImageKnowledge } from '../engine/image-knowledge';
import { languageOf } from '../engine/languages';
import { type ProjectData, projectOf } from '../engine/project/load';
import { analyseText } from '../engine/scan';
import { ScriptRuns } from '../engine/script-runs';
import { Settings } from '../engine/settings/settings';
import { decode } from '../host/decode';
import { diskFiles } from '../host/files';
import { readLock } from '../host/settings';
import { locksAbove, settingsAbove } from '../host/walk';
import { jsonReport } from '../report/json';
import type { Report, ReportedFile } from '../report/model';
import { sarifReport } from '../report/sarif';
import { textReport } from '../report/text';
import { visible } from '../report/visible';
import { type BatchResult, type Job, namesOf } from './batch';
import { type Collected, settingsFor } from './collect';
import { fixFile, fixText } from './fix';
import { reportedImages } from './images';
import { UsageError, write } from './output';
import { absolute, shown, workingFolder } from './paths';
import { type Asking, analyseAll, checkedRules, distinctImages, type RunFlags, today } from './run';
import { type Asked, askTrust, isBroken } from './trust';
import { type TrustFlags, trustFlagsGiven } from './trust-flags';
import { version } from './version';

export interface ScanFlags extends RunFlags, TrustFlags {
  readonly format: 'text' | 'json' | 'sarif';
  readonly output?: string;
  readonly failOn?: Severity | 'never';
  readonly fix?: boolean;
  readonly fixUnsafe?: boolean;
  readonly stdinFilename?: string;
  /** Images are verified by asking their registries. */
  readonly online?: boolean;
  /** Images are judged by what was found out before. */
  readonly cached?: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
  readonly quiet?: boolean;
}

/** Analyses files and reports. Answers with the exit code: 0 fine, 1 findings, 2 something went wrong. */
export async function runScan(paths: readonly string[], flags: ScanFlags): Promise<number> {
  if (flags.stdinFilename !== undefined) return scanInput(flags.stdinFilename, checkedRules(flags), flags);
  const { collected, job, project, result, asked } = await analyseAll(paths, flags, askingOf(flags));
  const settings = new Settings(catalog, collected.layers, job.only);
  const checked = new ImageKnowledge(settings, collected.locks, asked?.statuses);
  const outcomes = await mended(result, settings, job, project, checked, flags);
  return finish({ ...outcomes, checked, asked }, collected, settings, flags);
}

/** How images are to be verified, if at all. Without a flag nothing of it is loaded. */
function askingOf(flags: ScanFlags): Asking | undefined {
  if (flags.online && flags.cached) throw new UsageError('--online and --cached exclude each other');
  if (flags.online || flags.cached) return { mode: flags.online ? 'online' : 'cache', flags };
  const [given] = trustFlagsGiven(flags);
  if (given !== undefined) throw new UsageError(`${given} does something only with --online or --cached`);
  return undefined;
}

/** Analyses standard input as the file of that name. With `--fix`, the mended text goes to standard output, the report to standard error. */
async function scanInput(name: string, only: readonly string[] | undefined, flags: ScanFlags): Promise<number> {
  const path = absolute(name);
  const folder = path.slice(0, Math.max(1, path.lastIndexOf('/')));
  const { settings: files, layers } = await settingsFor(await settingsAbove(folder, absolute('.')), flags.config);
  const locks = await Promise.all((await locksAbove(folder, absolute('.'))).map(readLock));
  const settings = new Settings(catalog, layers, only);
  const decoded = decode(await buffer(process.stdin));
  const missing: Collected['missing'] = [];
  const collected: Collected = {
    files: [path],
    named: [path],
    settings: files,
    layers,
    locks,
    roots: [absolute('.')],
    skipped: [],
    missing,
  };
  let checked = new ImageKnowledge(settings, locks);
  const outcomes: Outcomes = { analysed: 0, files: [], skipped: [], images: [], fixed: 0, checked };
  if (!('text' in decoded)) {
    return finish({ ...outcomes, skipped: [{ path, ...decoded }] }, collected, settings, flags);
  }
  const { text } = decoded;
  const language = languageOf(path, text);
  if (!language) throw new UsageError(`\`${name}\` is no name of a file that Boltseal reads`);
  const analysed = () => analyseText(path, language, text, { settings, today: today(), checked });
  const asking = askingOf(flags);
  let analysis = await analysed();
  const images = [{ path, images: namesOf(analysis) }];
  const asked = asking && (await askTrust(distinctImages(images), flags, asking.mode, collected));
  if (asked) {
    checked = new ImageKnowledge(settings, locks, asked.statuses);
    analysis = await analysed();
  }
  const file = { path, text, analysis };
  const known = { ...outcomes, analysed: 1, images, checked, asked };
  if (!flags.fix && !flags.fixUnsafe) return finish({ ...known, files: [file] }, collected, settings, flags);
  const outcome = await fixText(file, { settings, today: today(), safeties: safetiesOf(flags), checked });
  await write(outcome.text, flags.output);
  const rest = { path, text: outcome.text, analysis: outcome.analysis };
  const fixed = outcome.applied.length;
  return finish({ ...known, files: [rest], fixed }, collected, settings, flags, process.stderr);
}

interface Outcomes extends BatchResult {
  readonly fixed: number;
  readonly checked: ImageKnowledge;
  readonly asked?: Asked | undefined;
}

const safetiesOf = (flags: ScanFlags): readonly ('safe' | 'unsafe')[] =>
  flags.fixUnsafe ? ['safe', 'unsafe'] : ['safe'];

/** The result after mending what was asked for. */
async function mended(
  result: BatchResult,
  settings: Settings,
  job: Job,
  data: ProjectData,
  checked: ImageKnowledge,
  flags: ScanFlags,
): Promise<BatchResult & Pick<Outcomes, 'fixed'>> {
  if (!flags.fix && !flags.fixUnsafe) return { ...result, fixed: 0 };
  const skipped = [...result.skipped];
  const files: ReportedFile[] = [];
  const runs = new ScriptRuns(job.links, diskFiles);
  const project = projectOf(data);
  const options = { settings, today: job.today, safeties: safetiesOf(flags), runs, project, checked };
  let fixed = 0;
  for (const file of result.files) {
    const outcome = await fixFile(file, options);
    files.push(outcome.file);
    // What was mended here may decide what there is to mend elsewhere.
    project.update(file.path, outcome.file.analysis.objects);
    fixed += outcome.fixed;
    if (outcome.failure) skipped.push({ path: file.path, reason: 'unreadable', detail: outcome.failure });
  }
  return { ...result, files, skipped, fixed };
}

async function finish(
  outcomes: Outcomes,
  collected: Collected,
  settings: Settings,
  flags: ScanFlags,
  to: NodeJS.WriteStream = process.stdout,
): Promise<number> {
  for (const { path, detail } of collected.missing)
    process.stderr.write(`boltseal: ${visible(`${path}: ${detail}`)}\n`);
  const failing = outcomes.files.reduce((sum, { path, analysis }) => {
    const failOn = flags.failOn ?? settings.for(path).failOn;
    return failOn === 'never' ? sum : sum + analysis.findings.filter(it => atLeast(it.severity, failOn)).length;
  }, 0);
  const images = reportedImages(outcomes.images, outcomes.checked, outcomes.asked !== undefined);
  const settingsFiles = [...collected.settings, ...collected.locks].filter(it => it.problems.length > 0);
  const report: Report = {
    version,
    base: workingFolder(),
    analysed: outcomes.analysed,
    files: outcomes.files.map(shownFile),
    skipped: outcomes.skipped.map(it => ({ ...it, path: shown(it.path) })),
    settings: settingsFiles.map(it => ({ ...it, path: shown(it.path) })),
    rules: catalog.rules,
    fixed: outcomes.fixed,
    failing,
    ...(images ? { images } : {}),
  };
  await write(rendered(report, flags, to), to === process.stderr ? undefined : flags.output, to);
  const broken =
    collected.missing.length > 0 ||
    settingsFiles.some(it => it.problems.some(problem => problem.severity === 'error')) ||
    (outcomes.asked?.problems.some(isBroken) ?? false) ||
    report.skipped.some(it => it.reason === 'unreadable') ||
    report.files.some(it => it.analysis.failures.length > 0);
  return broken ? 2 : failing > 0 ? 1 : 0;
}

/** With paths as they are shown. */
const shownFile = ({ path, text, analysis }: ReportedFile): ReportedFile => ({
  path: shown(path),
  text,
  analysis: {
    ...analysis,
    findings: analysis.findings.map(shownFinding),
    suppressed: analysis.suppressed.map(shownFinding),
  },
});

const shownFinding = <F extends Finding>(finding: F): F => ({
  ...finding,
  related: finding.related.map(it =>
    it.elsewhere ? { ...it, elsewhere: { ...it.elsewhere, path: shown(it.elsewhere.path) } } : it,
  ),
});

function rendered(report: Report, flags: ScanFlags, to: NodeJS.WriteStream): string {
  if (flags.format === 'sarif') return sarifReport(report);
  if (flags.format === 'json') return jsonReport(report);
  const coloured = flags.color && !flags.output && to.isTTY === true && pc.isColorSupported;
  return textReport(report, { palette: pc.createColors(coloured), quiet: flags.quiet ?? false });
}
