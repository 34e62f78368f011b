import type { YamlNode } from '../../syntax/yaml/model';
import { parseYaml } from '../../syntax/yaml/parse';
import { isMap, type Plain, type PlainMap, toPlain } from '../../syntax/yaml/plain';
import type { Target } from './kustomization';

/** A patch of one object, or of all that its target takes. Plain data. */
export interface Patch {
  readonly target: Target;
  /** The patterns of the target are names as they are. */
  readonly exact: boolean;
  /** What is laid over the object: `null` takes a field away, `$patch: replace` what a mapping held before. */
  readonly overlay: PlainMap;
  /** It names the object anew. */
  readonly renames: boolean;
  /** It takes the object away. */
  readonly deletes: boolean;
  /** Fields of lists that are named by their position: what they hold afterwards is not known. */
  readonly positions: readonly string[];
}

/** Reads a patch, strategic merge or JSON 6902, of any number of documents. */
export function readPatches(text: string, target?: Target): readonly Patch[] {
  const { documents, problems } = parseYaml(text);
  if (problems.length > 0) return [];
  return documents.flatMap(({ root }) => patchesIn(root, target));
}

/** A patch whose text is not followed: what its target takes is not known any more. */
export const unread = (target: Target): Patch => ({
  target,
  exact: false,
  overlay: {},
  renames: false,
  deletes: false,
  positions: ['/'],
});

function patchesIn(root: YamlNode, target: Target | undefined): readonly Patch[] {
  const plain = toPlain(root);
  if (Array.isArray(plain)) return target ? [operations(plain, target)] : [];
  if (!isMap(plain)) return [];
  const { kind, metadata, $patch } = plain;
  if (kind === 'List' && Array.isArray(plain.items)) return [];
  const { name, namespace } = isMap(metadata) ? metadata : { name: undefined, namespace: undefined };
  if (!target && (typeof kind !== 'string' || typeof name !== 'string')) return [];
  const own = { kind: kind as string, name: name as string, ...(typeof namespace === 'string' ? { namespace } : {}) };
  return [
    {
      target: target ?? own,
      exact: !target,
      overlay: plain,
      renames: false,
      deletes: $patch === 'delete',
      positions: [],
    },
  ];
}

/** So deep fields are set by nobody. */
const deepest = 50;

/** JSON 6902: each operation as what it lays over the object. */
function operations(list: readonly Plain[], target: Target): Patch {
  let overlay: PlainMap = {};
  const positions: string[] = [];
  let renames = false;
  for (const it of list) {
    const { op, path, value } = isMap(it) ? it : {};
    if (typeof path !== 'string' || op === 'test') continue;
    const steps = path
      .split('/')
      .slice(1)
      .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const known = op === 'add' || op === 'replace' || op === 'remove';
    if (
      !known ||
      steps.length === 0 ||
      steps.length > deepest ||
      steps.some(step => /^(?:\d+|-)$/.test(step) && !inMap(steps))
    ) {
      positions.push(path);
      continue;
    }
    renames ||= /^\/metadata\/name$/.test(path);
    overlay = laid(overlay, steps, op === 'remove' ? null : whole(value));
  }
  return { target, exact: false, overlay, renames, deletes: false, positions };
}

/** Ports of Istio's PeerAuthentication are keys of a mapping. */
const inMap = (steps: readonly string[]): boolean => steps.includes('portLevelMtls');

/** A value that is put in place of what there was. */
const whole = (value: Plain): Plain => (isMap(value) ? { ...value, $patch: 'replace' } : value);

function laid(map: PlainMap, [first, ...rest]: readonly string[], value: Plain): PlainMap {
  const inner = map[first!];
  return { ...map, [first!]: rest.length === 0 ? value : laid(isMap(inner) ? inner : {}, rest, value) };
}

/** An object by the names that it had so far. */
export interface Identity {
  readonly kind: string;
  readonly names: readonly string[];
  readonly namespaces: readonly (string | undefined)[];
}

/** Whether a patch is for an object. `undefined` where labels decide, which are not known of all objects, or a pattern of rare signs. */
export function isFor({ target, exact }: Patch, { kind, names, namespaces }: Identity): boolean | undefined {
  const fits = (pattern: string | undefined, texts: readonly (string | undefined)[]): boolean | undefined => {
    if (pattern === undefined) return true;
    const found = texts.map(it => (exact ? it === pattern : matches(pattern, it ?? '')));
    return found.includes(true) || (found.includes(undefined) ? undefined : false);
  };
  const all = [
    fits(target.kind, [kind]),
    fits(target.name, names),
    // A patch of its own may say the namespace that the kustomization gives.
    exact || fits(target.namespace, namespaces),
    target.labelSelector === undefined ? true : undefined,
  ];
  return all.includes(false) ? false : all.includes(undefined) ? undefined : true;
}

/**
 * Whether a pattern is for a whole text. Nobody's pattern is run: one that is more than words and `.*` is not known to fit.
 */
function matches(pattern: string, text: string): boolean | undefined {
  const plain = pattern.replace(/^\^|\$$/g, '');
  if (!/^[\w.*|/-]*$/.test(plain) || /(?:^|[^.])\*/.test(plain)) return undefined;
  return plain.split('|').some(it => {
    const [start = '', ...parts] = it.split('.*');
    const end = parts.pop();
    if (end === undefined) return text === start;
    if (!text.startsWith(start) || text.length < start.length + end.length || !text.endsWith(end)) return false;
    let at = start.length;
    const stop = text.length - end.length;
    return parts.every(part => {
      const found = text.indexOf(part, at);
      at = found + part.length;
      return found >= 0 && at <= stop;
    });
  });
}
