import { known } from '../../base/value';
import { placeOf } from '../command/native';
import type { Script, ScriptReader } from '../command/script';
import type { Emit } from '../facts';
import { Aftermath, type Stretch } from './after';
import { checkOf } from './check';
import type { Download } from './download';
import { type Fetch, fetchesOf } from './fetch';
import { fileKey, isProbe } from './use';

/** What runs one after another on the same files: a script, or something that was fetched without one (`ADD`). */
export type Step = Pick<Script, 'events' | 'text'> | Download;

/** So many events after a download are looked at for what becomes of it; fewer where there are many downloads. */
const horizon = (downloads: number): number => Math.min(2_000, Math.ceil(100_000 / downloads));

/** Reads what a script fetches, and what it then does with it. */
export const readDownloads: ScriptReader = (script, emit) => readDownloadsOf([script], emit);

/** Reads what steps fetch, and what they or later ones do with it. */
export function readDownloadsOf(steps: readonly Step[], emit: Emit): void {
  const found = steps.map(step =>
    isScript(step) ? step.events.flatMap((event, index) => fetchesOf(event).map(fetch => ({ fetch, index }))) : [],
  );
  const all = found.flat();
  if (all.length === 0 && steps.every(isScript)) return;
  const keys = new Set(all.flatMap(({ fetch }) => (fetch.target && fileKey(fetch.target)) ?? []));
  const reach = horizon(all.length + steps.length);
  const after = new Aftermath(steps.flatMap(it => (isScript(it) ? it.events : [])));
  let end = 0;
  steps.forEach((step, at) => {
    const start = end;
    if (isScript(step)) end += step.events.length;
    if (!isScript(step)) {
      emit('download', added(step, after, { from: end, to: end + reach }));
      return;
    }
    const fetched = new Map<number, number>();
    for (const { fetch } of found[at]!) fetched.set(fetch.event.span.end, (fetched.get(fetch.event.span.end) ?? 0) + 1);
    const read: Download[] = [];
    for (const { fetch, index } of found[at]!) {
      const from = start + index + 1;
      const own = { from, to: Math.min(from + reach, end) };
      // One statement that fetches several files, turn by turn, has no place for the hash of one.
      const check = fetched.get(fetch.event.span.end) === 1 ? checkOf(fetch, step.text) : undefined;
      const download = downloadOf(fetch, after, own, { from: own.to, to: from + reach }, keys);
      read.push(check ? { ...download, check } : download);
    }
    for (const it of onceEach(read)) emit('download', it);
  });
}

/** What stands in a text that is run, `iex "$(irm ...)"`, is met once more when that text is: told is what becomes of it. */
function onceEach(downloads: readonly Download[]): readonly Download[] {
  const keyOf = ({ url }: Download): string => `${placeOf(url).start}:${url.known ? url.value : url.text}`;
  const evaluated = new Set(downloads.flatMap(it => (it.evaluated ? keyOf(it) : [])));
  if (evaluated.size === 0) return downloads;
  return downloads.filter(it => it.evaluated || it.target !== undefined || !evaluated.has(keyOf(it)));
}

const isScript = (step: Step): step is Exclude<Step, Download> => 'events' in step;

/** @param own what follows in the same script; a check there may speak of a file that cannot be told */
function downloadOf(
  fetch: Fetch,
  after: Aftermath,
  own: Stretch,
  beyond: Stretch,
  keys: ReadonlySet<string>,
): Download {
  const { event, tool, url, target, installs, runs } = fetch;
  const { span, place } = event;
  const key = target && fileKey(target);
  const evaluated = runs ? { by: tool, span: event.span } : target ? undefined : after.evaluation(event, own);
  const used = installs
    ? ({ how: 'installed', span } as const)
    : key
      ? after.use(key, { from: own.from, to: beyond.to })
      : undefined;
  const text =
    target &&
    (target.known
      ? target.value
      : (/[\\/]/.test(target.suffix ?? '') ? target.suffix! : target.text).replace(/^["']|["']$/g, ''));
  return {
    span,
    place,
    tool,
    url,
    verified: after.isChecked(key, own, keys) || (key !== undefined && after.isChecked(key, beyond)),
    ...(text === undefined ? {} : { target: text }),
    ...(evaluated ? { evaluated } : {}),
    ...(used ? { used } : {}),
    ...(isProbe(event) ? { probe: true as const } : {}),
  };
}

function added(download: Download, after: Aftermath, beyond: Stretch): Download {
  const { target, url } = download;
  const isFolder = target === undefined || /[\\/]$/.test(target);
  const key = fileKey(isFolder ? url : known(target, download.span));
  if (!key) return download;
  const used = after.use(key, beyond);
  return { ...download, verified: download.verified || after.isChecked(key, beyond), ...(used ? { used } : {}) };
}
