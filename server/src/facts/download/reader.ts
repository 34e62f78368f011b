import type { ScriptEvent, ScriptReader } from '../command/script';
import type { Download } from './download';
import { type Fetch, fetchesOf } from './fetch';
import { checks, evaluationOf, fileKey, useOf } from './use';

/** So many events after a download are looked at for what becomes of it; fewer where there are many downloads. */
const horizon = (downloads: number): number => Math.min(2_000, Math.ceil(100_000 / downloads));

/** Reads what a script fetches, and what it then does with it. */
export const readDownloads: ScriptReader = ({ events }, emit) => {
  const found = events.flatMap((event, index) => fetchesOf(event).map(fetch => ({ fetch, index })));
  const keys = new Set(found.flatMap(({ fetch }) => (fetch.target && fileKey(fetch.target)) ?? []));
  const reach = horizon(found.length);
  for (const { fetch, index } of found)
    emit('download', downloadOf(fetch, events.slice(index + 1, index + 1 + reach), keys));
};

function downloadOf(fetch: Fetch, later: readonly ScriptEvent[], keys: ReadonlySet<string>): Download {
  const { event, tool, url, target, installs } = fetch;
  const { span, place } = event;
  const key = target && fileKey(target);
  const others = new Set([...keys].filter(it => it !== key));
  const evaluated = target ? undefined : firstOf(later, it => evaluationOf(it, event));
  const used = installs
    ? ({ how: 'installed', span } as const)
    : key
      ? firstOf(later, it => useOf(it, key))
      : undefined;
  const text = target && (target.known ? target.value : (target.suffix || target.text).replace(/^["']|["']$/g, ''));
  const isStatement = event.kind === 'invocation' || (event.kind === 'command' && event.shell === 'powershell');
  return {
    span,
    place,
    tool,
    url,
    verified: later.some(it => checks(it, key, others)),
    ...(text === undefined ? {} : { target: text }),
    ...(target?.known && isStatement ? { checkAt: span.end } : {}),
    ...(evaluated ? { evaluated } : {}),
    ...(used ? { used } : {}),
  };
}

function firstOf<T>(events: readonly ScriptEvent[], read: (event: ScriptEvent) => T | undefined): T | undefined {
  for (const event of events) {
    const result = read(event);
    if (result) return result;
  }
  return undefined;
}
