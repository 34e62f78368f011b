import type { Span } from '../../base/span';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, items, placeOf, text } from '../../syntax/yaml/read';
import type { OperatingSystem } from '../fact';

/** Which system a pod is for, and the text that says so. */
export interface PodSystem {
  readonly os: OperatingSystem;
  readonly from?: { readonly by: 'os.name' | 'nodeSelector' | 'other'; readonly span: Span };
}

const labels = ['kubernetes.io/os', 'beta.kubernetes.io/os'];
const windowsBuild = 'node.kubernetes.io/windows-build';
const windowsImage =
  /(?:^|\/)windows\/|(?:^|[/:_-])(?:nanoserver|servercore|windowsservercore)|dotnet\/framework\/|[-_]windows(?:[-:_]|$)|ltsc20\d\d/i;

/** Whether an image is one for Windows by its name. */
export const isWindowsImage = (image: string): boolean => windowsImage.test(image);

/**
 * Decides the system of a pod by the first that speaks: `os.name`, node selector or affinity, runtime class, the
 * conventional toleration, Windows options, image names.
 */
export function systemOf(spec: YamlNode, containers: readonly YamlNode[]): PodSystem {
  const own = at(spec, 'os', 'name');
  const named = systemNamed(text(own));
  if (own && named) return { os: named, from: { by: 'os.name', span: placeOf(own) } };

  const selector = at(spec, 'nodeSelector');
  for (const label of labels) {
    const value = at(selector, label);
    const os = value?.kind === 'scalar' ? systemNamed(text(value)) : undefined;
    if (value && os) return { os, from: { by: 'nodeSelector', span: placeOf(value) } };
  }
  const affine = affinity(spec);
  if (affine) return affine;
  const build = at(selector, windowsBuild);
  if (build?.kind === 'scalar') return windows('nodeSelector', build);

  const runtime = at(spec, 'runtimeClassName');
  if (/windows|^runhcs-wcow/i.test(text(runtime) ?? '')) return windows('other', runtime!);
  for (const toleration of items(at(spec, 'tolerations'))) {
    const value = at(toleration, 'value');
    const key = text(at(toleration, 'key'));
    if (value && (key === 'os' || key === 'node.kubernetes.io/os') && text(value) === 'windows')
      return windows('other', value);
  }
  for (const holder of [spec, ...containers]) {
    const options = at(holder, 'securityContext', 'windowsOptions');
    if (options?.kind === 'map' && options.entries.length > 0) return windows('other', options);
  }
  for (const container of containers) {
    const image = at(container, 'image');
    if (image && isWindowsImage(text(image) ?? '')) return windows('other', image);
  }
  return { os: 'unknown' };
}

const windows = (by: 'nodeSelector' | 'other', node: YamlNode): PodSystem => ({
  os: 'windows',
  from: { by, span: placeOf(node) },
});

const systemNamed = (name: string | undefined): OperatingSystem | undefined =>
  name === 'windows' || name === 'linux' ? name : undefined;

/** What the required node affinity says: every alternative must say the same. */
function affinity(spec: YamlNode): PodSystem | undefined {
  const terms = items(
    at(spec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'),
  );
  const found = terms.map(term => {
    for (const expression of items(at(term, 'matchExpressions'))) {
      const values = items(at(expression, 'values'));
      const value = values[0];
      if (!value || values.length !== 1 || !labels.includes(text(at(expression, 'key')) ?? '')) continue;
      const name = systemNamed(text(value));
      if (!name) continue;
      const operator = text(at(expression, 'operator'));
      const os = operator === 'In' ? name : operator === 'NotIn' && name === 'windows' ? 'linux' : undefined;
      if (os) return { os, from: { by: 'nodeSelector', span: placeOf(value) } } as const;
    }
    return undefined;
  });
  const first = found[0];
  return first && found.every(it => it?.os === first.os) ? first : undefined;
}
