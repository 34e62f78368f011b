import { isMap, type Plain, type PlainMap } from '../../syntax/yaml/plain';
import type { ContainerPort, Labels } from '../cluster/object';
import { isLoopback } from '../network/loopback';

/** What stands at a path of an overlay: `null` where it is taken away, `undefined` where nothing is said of it. */
export function under(overlay: Plain, ...path: readonly string[]): Plain {
  let it = overlay;
  for (const key of path) it = isMap(it) && Object.hasOwn(it, key) ? it[key] : it === null ? null : undefined;
  return it;
}

/** Whether an overlay replaces what stands at a path, or a mapping around it. */
export function replaces(overlay: Plain, ...path: readonly string[]): boolean {
  return path.some((_, index) => isReplaced(under(overlay, ...path.slice(0, index + 1))));
}

const isReplaced = (it: Plain): boolean => it === null || (isMap(it) && it.$patch === 'replace');

/** Whether a value is in the overlay, but cannot be known: `undefined` under a key that is there. */
export function isUnknown(overlay: Plain): boolean {
  if (Array.isArray(overlay)) return overlay.some(it => it === undefined || isUnknown(it));
  return isMap(overlay) && Object.values(overlay).some(it => it === undefined || isUnknown(it));
}

/** Labels with those that an overlay has at a path. @param only of these keys */
export function labelsWith(
  labels: Labels,
  overlay: Plain,
  path: readonly string[],
  only: (key: string) => boolean = () => true,
): Labels {
  const own = under(overlay, ...path);
  const all: Record<string, string> = replaces(overlay, ...path) ? {} : { ...labels };
  for (const [key, value] of isMap(own) ? Object.entries(own) : []) {
    if (key === '$patch' || !only(key)) continue;
    if (value === null) delete all[key];
    else if (typeof value !== 'object' && value !== undefined) all[key] = String(value);
  }
  return all;
}

/** A selector: absent where nothing is left of it. */
export function selectorWith(
  selector: Labels | undefined,
  overlay: Plain,
  path: readonly string[],
): { readonly selector?: Labels } {
  const labels = labelsWith(selector ?? {}, overlay, path);
  return Object.keys(labels).length > 0 ? { selector: labels } : {};
}

/** The mappings of a list; empty for anything else. */
export const mapsIn = (list: Plain): readonly PlainMap[] => (Array.isArray(list) ? list.filter(isMap) : []);

/** A number as it is written, quoted or not. */
export function numberIn(value: Plain): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' ? number : undefined;
}

/** The port of a container that an overlay states. @param before the port of that number that there was */
export function containerPort(
  overlay: PlainMap,
  before: (port: number) => ContainerPort | undefined,
): ContainerPort | undefined {
  const port = numberIn(overlay.containerPort);
  if (port === undefined) return undefined;
  const known = before(port);
  const { name, protocol } = overlay;
  const hostPort = isLoopback(String(overlay.hostIP ?? '')) ? undefined : numberIn(overlay.hostPort);
  return {
    ...known,
    port,
    protocol: typeof protocol === 'string' ? protocol.toUpperCase() : (known?.protocol ?? 'TCP'),
    ...(typeof name === 'string' ? { name } : {}),
    ...(hostPort ? { hostPort } : {}),
  };
}
