import type { Edit } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import type { Span } from '../../base/span';
import { addBefore } from '../../syntax/yaml/branch';
import { insertAfter } from '../../syntax/yaml/edit';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, entries, entryAt, items, placeOf, text } from '../../syntax/yaml/read';
import { write } from '../yaml/context';
import type { Resource } from './resource';
import { affinityTerms, buildLabel, systemLabels } from './system';

/** A label that the nodes of a pod must have. */
export interface NodeLabel {
  readonly key: string;
  /** As written. */
  readonly value: string;
  /** The value. */
  readonly at: Span;
  readonly setTo: (value: string) => Edit | undefined;
}

/** The build of Windows that the nodes of a pod must have, in whatever notation. */
export interface NodeBuild extends NodeLabel {
  /** `20348`; absent where the label says nothing of a build. */
  readonly number?: number;
  readonly setBuild: (build: number) => Edit | undefined;
}

/** Which nodes a pod may be placed on. */
export interface Placement {
  /** Something but `os.name` and tolerations chooses nodes; `undefined` when a template may. */
  readonly chosen: boolean | undefined;
  /** The system asked for by a node selector. */
  readonly system?: NodeLabel;
  /** The build of Windows: `10.0.20348`, or the name of its release. */
  readonly build?: NodeBuild;
  /** A runtime class may choose nodes, and another isolation than that of processes. */
  readonly runtimeClass?: string;
  /** Chooses the nodes that run Windows. */
  readonly choose?: Edit;
}

/** Labels that nodes of both systems have. */
const shared: ReadonlySet<string> = new Set(['kubernetes.io/arch', 'beta.kubernetes.io/arch']);

/** Reads what a pod says of its nodes. */
export function readPlacement(resource: Resource, spec: YamlNode): Placement {
  const selector = at(spec, 'nodeSelector');
  const asked = systemLabels.flatMap(key => labelOf(selector, key) ?? [])[0];
  const build = buildOf(labelOf(selector, buildLabel) ?? requiredBuild(spec)) ?? releaseOf(selector);
  const runtimeClass = text(at(spec, 'runtimeClassName'));
  const choose = asked ? undefined : chooseEdit(resource, spec, selector);
  return {
    chosen: isChosen(spec, selector),
    ...(asked ? { system: asked } : {}),
    ...(build ? { build } : {}),
    ...(runtimeClass === undefined ? {} : { runtimeClass }),
    ...(choose ? { choose } : {}),
  };
}

const buildOf = (label: NodeLabel | undefined): NodeBuild | undefined => {
  const number = /^10\.0\.(\d+)$/.exec(label?.value ?? '')?.[1];
  return (
    label && { ...label, ...(number ? { number: Number(number) } : {}), setBuild: it => label.setTo(`10.0.${it}`) }
  );
};

/** The label by which Azure names a release. Source: learn.microsoft.com/azure/aks, node labels. */
const releaseLabel = 'kubernetes.azure.com/os-sku';
const releases: Readonly<Record<string, number>> = { Windows2019: 17763, Windows2022: 20348, Windows2025: 26100 };

function releaseOf(selector: YamlNode | undefined): NodeBuild | undefined {
  const label = labelOf(selector, releaseLabel);
  const number = label && lookUp(releases, label.value);
  if (!label || number === undefined) return undefined;
  const setBuild = (build: number) => {
    const other = Object.keys(releases).find(it => releases[it] === build);
    return other === undefined ? undefined : label.setTo(other);
  };
  return { ...label, number, setBuild };
}

function labelOf(selector: YamlNode | undefined, key: string): NodeLabel | undefined {
  const node = at(selector, key);
  return node ? toLabel(key, node) : undefined;
}

function toLabel(key: string, node: YamlNode): NodeLabel | undefined {
  const value = text(node);
  return value === undefined ? undefined : { key, value, at: placeOf(node), setTo: to => write(node, to) };
}

/** The one build that all alternatives of the required affinity leave. */
function requiredBuild(spec: YamlNode): NodeLabel | undefined {
  const builds = affinityTerms(spec).map(term => {
    const about = items(at(term, 'matchExpressions')).filter(
      it => text(at(it, 'key')) === buildLabel && text(at(it, 'operator')) === 'In',
    );
    const values = about.flatMap(it => items(at(it, 'values')));
    return values.length === 1 ? toLabel(buildLabel, values[0]!) : undefined;
  });
  const [first] = builds;
  return first && builds.every(it => it?.value === first.value) ? first : undefined;
}

function isChosen(spec: YamlNode, selector: YamlNode | undefined): boolean | undefined {
  if (entries(selector).some(it => !shared.has(it.key))) return true;
  const others = [
    at(spec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'),
    at(spec, 'runtimeClassName'),
    at(spec, 'nodeName'),
    at(spec, 'schedulerName'),
  ];
  if (others.some(it => it && it.kind !== 'unknown')) return true;
  const isOpen = selector?.kind === 'unknown' || (selector?.kind === 'map' && selector.open);
  return isOpen || others.some(it => it) ? undefined : false;
}

function chooseEdit(resource: Resource, spec: YamlNode, selector: YamlNode | undefined): Edit | undefined {
  const label = `${systemLabels[0]}: windows`;
  if (selector?.kind === 'map') {
    const last = selector.entries.at(-1);
    return last && insertAfter(resource.file, last, label);
  }
  const beside = entryAt(spec, 'containers');
  if (selector || !beside || entryAt(spec, 'nodeSelector')) return undefined;
  return addBefore(resource.file, beside, { nodeSelector: { [systemLabels[0]!]: 'windows' } });
}
