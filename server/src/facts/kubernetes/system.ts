import type { Span } from '../../base/span';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, boolean, items, placeOf, text } from '../../syntax/yaml/read';
import type { OperatingSystem } from '../fact';
import { isLinuxImage } from '../image/catalog';
import { parseReference } from '../image/parse';

/** What tells the system of a pod. */
export interface SystemSource {
  readonly by: 'os.name' | 'nodeSelector' | 'runtimeClassName' | 'toleration' | 'windowsOptions' | 'image';
  /** As messages name it: the text, or the key of a longer one. */
  readonly text: string;
  readonly span: Span;
}

/** Which system a pod is for, and the text that says so. */
export interface PodSystem {
  readonly os: OperatingSystem;
  readonly from?: SystemSource;
}

/** Labels of nodes that name their system. */
export const systemLabels: readonly string[] = ['kubernetes.io/os', 'beta.kubernetes.io/os'];
/** The label with the build of Windows. Source: kubernetes/website, reference/labels-annotations-taints. */
export const buildLabel = 'node.kubernetes.io/windows-build';
/** Labels of clouds (AKS, GKE) whose values begin with the name of the system: `Windows2022`. */
const cloudLabels: readonly string[] = ['kubernetes.azure.com/os-sku', 'cloud.google.com/gke-os-distribution'];

const windowsImage =
  /(?:^|\/)windows\/|(?:^|[/:_-])(?:nanoserver|servercore|windowsservercore)|dotnet\/framework\/|[-_]windows(?:[-:_]|$)|ltsc20\d\d/i;

/** Whether an image is one for Windows by its name. */
export const isWindowsImage = (image: string): boolean => windowsImage.test(image);

/**
 * Decides the system of a pod by the first that speaks: `os.name`, node selector or required affinity, runtime class,
 * the conventional toleration, Windows options, image names. Preferred affinity decides nothing.
 */
export function systemOf(spec: YamlNode, containers: readonly YamlNode[]): PodSystem {
  const own = at(spec, 'os', 'name');
  const named = systemNamed(text(own));
  if (own && named) return { os: named, from: { by: 'os.name', text: `os.name: ${named}`, span: placeOf(own) } };
  const selector = at(spec, 'nodeSelector');
  const placed = selected(selector) ?? affinity(spec);
  if (placed) return placed;
  const runtime = at(spec, 'runtimeClassName');
  if (/windows|^runhcs-wcow/i.test(text(runtime) ?? '')) return windows('runtimeClassName', runtime!);
  const images = containers.flatMap(it => at(it, 'image') ?? []);
  const toleration = selector?.kind === 'unknown' || images.some(isForLinux) ? undefined : tolerated(spec);
  if (toleration) return windows('toleration', toleration);
  for (const holder of [spec, ...containers]) {
    const options = at(holder, 'securityContext', 'windowsOptions');
    if (isMeant(options)) return windows('windowsOptions', options);
  }
  const image = images.find(it => isWindowsImage(text(it) ?? ''));
  return image ? windows('image', image) : { os: 'unknown' };
}

/** Options that say more than `hostProcess: false`, which is written on pods for Linux, too, to satisfy a policy. */
const isMeant = (options: YamlNode | undefined): options is YamlNode =>
  options?.kind === 'map' &&
  options.entries.some(it => it.key !== 'hostProcess' || boolean(at(options, 'hostProcess')) !== false);

const windows = (by: SystemSource['by'], node: YamlNode): PodSystem => ({
  os: 'windows',
  from: { by, text: by, span: placeOf(node) },
});

const systemNamed = (name: string | undefined): OperatingSystem | undefined =>
  name === 'windows' || name === 'linux' ? name : undefined;

/** What a value of a label says of the system of the node. */
function systemBy(label: string, value: string | undefined): OperatingSystem | undefined {
  if (systemLabels.includes(label)) return systemNamed(value);
  if (value === undefined) return undefined;
  if (label === buildLabel) return 'windows';
  return cloudLabels.includes(label) && /^windows/i.test(value) ? 'windows' : undefined;
}

const labels: readonly string[] = [...systemLabels, buildLabel, ...cloudLabels];

function selected(selector: YamlNode | undefined): PodSystem | undefined {
  for (const label of labels) {
    const value = at(selector, label);
    const os = value?.kind === 'scalar' ? systemBy(label, text(value)) : undefined;
    if (value && os)
      return { os, from: { by: 'nodeSelector', text: `${label}: ${text(value)}`, span: placeOf(value) } };
  }
  return undefined;
}

/** The alternatives that the required node affinity leaves. */
export const affinityTerms = (spec: YamlNode): readonly YamlNode[] =>
  items(at(spec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'));

/** What the required node affinity says: every alternative must say the same. */
function affinity(spec: YamlNode): PodSystem | undefined {
  const found = affinityTerms(spec).map(term => {
    for (const expression of items(at(term, 'matchExpressions'))) {
      const values = items(at(expression, 'values'));
      const value = values[0];
      const label = text(at(expression, 'key')) ?? '';
      if (!value || !labels.includes(label)) continue;
      const systems = values.map(it => systemBy(label, text(it)));
      const first = systems[0];
      if (!first || systems.some(it => it !== first)) continue;
      const operator = text(at(expression, 'operator'));
      const isName = systemLabels.includes(label);
      const os = operator === 'In' ? first : operator === 'NotIn' && isName ? other[first] : undefined;
      if (os) return { os, from: { by: 'nodeSelector', text: label, span: placeOf(value) } } as const;
    }
    return undefined;
  });
  const first = found[0];
  return first && found.every(it => it?.os === first.os) ? first : undefined;
}

/** Nodes are of either system. */
const other: Readonly<Record<OperatingSystem, OperatingSystem>> = {
  windows: 'linux',
  linux: 'windows',
  unknown: 'unknown',
};

/** The conventional toleration, for `--register-with-taints='os=windows:NoSchedule'`; OpenShift writes `Windows`. */
function tolerated(spec: YamlNode): YamlNode | undefined {
  for (const toleration of items(at(spec, 'tolerations'))) {
    const value = at(toleration, 'value');
    const key = text(at(toleration, 'key'));
    if ((key === 'os' || key === 'node.kubernetes.io/os') && /^windows$/i.test(text(value) ?? '')) return value;
  }
  return undefined;
}

function isForLinux(image: YamlNode): boolean {
  const reference = parseReference(text(image) ?? '');
  return reference !== undefined && isLinuxImage(reference);
}
