import { known } from '../../base/value';
import type { Script, ScriptEvent, ScriptReader } from '../command/script';
import type { Emit } from '../facts';
import { checkOf } from './check';
import type { Download } from './download';
import { type Fetch, fetchesOf } from './fetch';
import { checks, evaluationOf, fileKey, isProbe, useOf } from './use';

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
  const keys = new Set(all.flatMap(({ fetch }) => (fetch.target && fileKey(fetch.target)) ?? []));
  const reach = horizon(all.length + steps.length);
  const events = steps.flatMap(it => (isScript(it) ? it.events : []));
  let end = 0;
  steps.forEach((step, at) => {
    if (isScript(step)) end += step.events.length;
    const beyond = (size: number) => events.slice(end, end + size);
    if (!isScript(step)) emit('download', added(step, beyond(reach)));
    else
      for (const { fetch, index } of found[at]!) {
        const later = step.events.slice(index + 1, index + 1 + reach);
        // One statement that fetches several files, turn by turn, has no place for the hash of one.
        const isAlone = found[at]!.every(it => it.fetch === fetch || it.fetch.event.span.end !== fetch.event.span.end);
        const check = isAlone ? checkOf(fetch, step.text) : undefined;
        emit('download', { ...downloadOf(fetch, later, beyond(reach - later.length), keys), ...(check && { check }) });
      }
  });
}

const isScript = (step: Step): step is Exclude<Step, Download> => 'events' in step;

/** @param later what follows in the same script; a check there may speak of a file that cannot be told */
function downloadOf(
  fetch: Fetch,
  later: readonly ScriptEvent[],
  beyond: readonly ScriptEvent[],
  keys: ReadonlySet<string>,
): Download {
  const { event, tool, url, target, installs, runs } = fetch;
  const { span, place } = event;
  const key = target && fileKey(target);
  const others = new Set([...keys].filter(it => it !== key));
  const evaluated = runs
    ? { by: tool, span: event.span }
    : target
      ? undefined
      : firstOf(later, it => evaluationOf(it, event));
  const used = installs ? ({ how: 'installed', span } as const) : key ? usedIn([...later, ...beyond], key) : undefined;
  const text = target && (target.known ? target.value : (target.suffix || target.text).replace(/^["']|["']$/g, ''));
  return {
    span,
    place,
    tool,
    url,
    verified: later.some(it => checks(it, key, others)) || checkedIn(beyond, key),
    ...(text === undefined ? {} : { target: text }),
    ...(evaluated ? { evaluated } : {}),
    ...(used ? { used } : {}),
    ...(isProbe(event) ? { probe: true as const } : {}),
  };
}

function added(download: Download, beyond: readonly ScriptEvent[]): Download {
  const { target, url } = download;
  const isFolder = target === undefined || /[\\/]$/.test(target);
  const key = fileKey(isFolder ? url : known(target, download.span));
  if (!key) return download;
  const used = usedIn(beyond, key);
  return { ...download, verified: download.verified || checkedIn(beyond, key), ...(used ? { used } : {}) };
}

const usedIn = (events: readonly ScriptEvent[], key: string) => firstOf(events, it => useOf(it, key));

const checkedIn = (events: readonly ScriptEvent[], key: string | undefined): boolean =>
  key !== undefined && events.some(it => checks(it, key));

function firstOf<T>(events: readonly ScriptEvent[], read: (event: ScriptEvent) => T | undefined): T | undefined {
  for (const event of events) {
    const result = read(event);
    if (result) return result;
  }
  return undefined;
}
