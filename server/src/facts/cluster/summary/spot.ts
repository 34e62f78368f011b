import type { LineIndex } from '../../../base/lines';
import type { Span } from '../../../base/span';
import type { YamlNode } from '../../../syntax/yaml/model';
import { at, entries, items, nodesIn, placeOf, text } from '../../../syntax/yaml/read';
import type { Resource } from '../../kubernetes/resource';
import type { Labels, Said, Spot } from '../object';
import type { LabelSelector } from '../selector';

/** An object of a file, and the lines of that file. */
export interface Summarised extends Resource {
  readonly lines: LineIndex;
}

/** A place of a file, with its line. */
export function spotOf(lines: LineIndex, span: Span): Spot {
  return { span, ...lines.positionOf(span.start) };
}

/** A value with where its node stands. */
export const said = <T>({ lines }: Summarised, node: YamlNode, value: T): Said<T> => ({
  value,
  ...spotOf(lines, placeOf(node)),
});

/** The labels that are known; whether a template may add to them or change them says `isOpen`. */
export function labelsOf(node: YamlNode | undefined): Labels {
  const labels: Record<string, string> = {};
  for (const { key, value } of entries(node)) {
    const known = text(value);
    if (known !== undefined) labels[key] = known;
  }
  return labels;
}

/** Whether a template decides over labels. */
export const isOpen = (node: YamlNode | undefined): boolean =>
  node !== undefined &&
  (node.kind === 'unknown' ||
    (node.kind === 'map' && (node.open || entries(node).some(({ value }) => value.kind === 'unknown'))));

const meshes = /(?:^|\.)(?:istio\.io|linkerd\.io|consul\.hashicorp\.com)\//;

/** Whether a mesh reads an annotation. */
export const isMeshAnnotation = (key: string): boolean => meshes.test(key);

/** The annotations that meshes read. */
export const meshAnnotations = (node: YamlNode | undefined): Labels =>
  Object.fromEntries(Object.entries(labelsOf(node)).filter(([key]) => isMeshAnnotation(key)));

/** Whether a template decides over anything in a node. */
export function mayDiffer(root: YamlNode | undefined): boolean {
  for (const it of nodesIn(root)) if (it.kind === 'unknown' || (it.kind !== 'scalar' && it.open)) return true;
  return false;
}

/** A selector of Kubernetes. */
export function selectorOf(node: YamlNode | undefined): LabelSelector {
  const labels = labelsOf(at(node, 'matchLabels'));
  const expressions = items(at(node, 'matchExpressions')).map(it => ({
    key: text(at(it, 'key')) ?? '',
    operator: text(at(it, 'operator')) ?? '',
    values: items(at(it, 'values')).flatMap(value => text(value) ?? []),
  }));
  return {
    ...(Object.keys(labels).length > 0 ? { matchLabels: labels } : {}),
    ...(expressions.length > 0 ? { matchExpressions: expressions } : {}),
  };
}
