import type { Namespace, Workload } from './types';

const inject = 'linkerd.io/inject';
/** `windows` is a word of Buoyant's distribution, whose proxy runs there. */
const yes = ['enabled', 'ingress', 'windows'];
const valid = ['', 'disabled', ...yes];

/**
 * Whether a pod gets a proxy; `decidedBy` is what says so. Source: linkerd/linkerd2 pkg/inject/report.go, linkerd.io
 * features/proxy-injection.
 */
export function proxyOf(
  workload: Workload,
  namespace: Namespace | undefined,
): { readonly has: boolean; readonly decidedBy: Workload | Namespace } {
  const own = workload.annotations[inject] ?? '';
  const above = namespace?.annotations[inject] ?? '';
  // A word that is none switches injection off, wherever it stands.
  if (workload.hostNetwork || !valid.includes(own)) return { has: false, decidedBy: workload };
  if (namespace && !valid.includes(above)) return { has: false, decidedBy: namespace };
  if (namespace && yes.includes(above) && own !== 'disabled') return { has: true, decidedBy: namespace };
  return { has: yes.includes(own), decidedBy: own === '' && namespace ? namespace : workload };
}

/** An annotation of a pod, or the one of its namespace, which the injector copies to pods that have none of their own. */
export function annotated(
  workload: Workload,
  namespace: Namespace | undefined,
  name: string,
): { readonly value: string; readonly by: Workload | Namespace } | undefined {
  for (const by of namespace ? [workload, namespace] : [workload]) {
    const value = by.annotations[`config.linkerd.io/${name}`];
    if (value !== undefined) return { value, by };
  }
  return undefined;
}

/** What leads a port past the proxy. */
export function skippedBy(
  workload: Workload,
  namespace: Namespace | undefined,
  port: number,
): Workload | Namespace | undefined {
  const found = annotated(workload, namespace, 'skip-inbound-ports');
  return found && holdsPort(found.value, port) ? found.by : undefined;
}

/** Whether a list of ports such as `22,8100-8102` holds one; a list with a mistake holds none. */
export function holdsPort(list: string | undefined, port: number): boolean {
  if (list === undefined) return false;
  let isFound = false;
  for (const part of list.split(',').map(it => it.trim())) {
    if (part === '') continue;
    const range = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(part);
    const from = Number(range?.[1] ?? 0);
    const to = Number(range?.[2] ?? from);
    if (!range || from < 1 || to > 65_535 || from > to) return false;
    isFound ||= from <= port && port <= to;
  }
  return isFound;
}
