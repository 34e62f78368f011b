import { removeEntry } from '../../syntax/yaml/edit';
import type { YamlEntry, YamlNode } from '../../syntax/yaml/model';
import { parseInside } from '../../syntax/yaml/parse';
import { at, entries, entryAt, nodesIn, text } from '../../syntax/yaml/read';
import type { Place } from '../fact';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, type YamlContext } from '../yaml/context';
import { readComposeEnvironment } from '../yaml/environment';
import { type BypassMark, bypassMarks, configMarks, ownOfProxy, ownTls, proxyMarks, webhooks } from './bypass.data';

/** Values that leave nothing out: every port, every address. */
const everything = /^(?:[01]-65535|\*|0\.0\.0\.0\/0|::\/0)$/;

/** Reads labels and annotations that lead traffic past a proxy. @param metadata that of a namespace, a pod or its template */
export function readBypasses(metadata: YamlNode | undefined, found: Resource, place: Place): void {
  for (const holder of ['labels', 'annotations']) {
    const entry = entryAt(metadata, holder);
    if (entry) readHolder(entry, nameOf(found), found, place, needsNoProxy(found, metadata));
  }
  readProxyAnnotation(metadata, found, place);
}

/** What a pod asks of its own proxy: YAML in a string. */
function readProxyAnnotation(metadata: YamlNode | undefined, found: Resource, place: Place): void {
  const config = at(metadata, 'annotations', 'proxy.istio.io/config');
  if (config?.kind !== 'scalar') return;
  for (const { root } of parseInside(found.file, config)) {
    const variables = entryAt(root, 'proxyMetadata');
    readHolder({ value: root }, nameOf(found), found, place, false, configMarks);
    if (variables) readHolder(variables, nameOf(found), found, place, false, configMarks);
    readComposeEnvironment(variables?.value, { ...place, runs: 'start' }, found.emit);
  }
}

/**
 * A job would never end beside a proxy, nor would the test of a chart; gateways are proxies, and the mesh has its own ways, such as
 * the nodes of an ambient mesh.
 */
const needsNoProxy = ({ kind, name = '' }: Resource, metadata: YamlNode | undefined): boolean =>
  /^(?:Cron)?Job$/.test(kind) ||
  /^(?:linkerd(?:-cni)?$|istio|ztunnel$)/.test(name) ||
  at(metadata, 'annotations', 'helm.sh/hook') !== undefined ||
  isAmbient(at(metadata, 'labels')) ||
  ownLabels.some(it => at(metadata, 'labels', it) !== undefined);

const isAmbient = (labels: YamlNode | undefined): boolean => text(at(labels, 'istio.io/dataplane-mode')) === 'ambient';

/** Labels of the mesh's own pods. */
const ownLabels: readonly string[] = [
  'linkerd.io/is-control-plane',
  'linkerd.io/control-plane-ns',
  'linkerd.io/cni-resource',
  'gateway.istio.io/managed',
  'istio',
  'gateway.networking.k8s.io/gateway-name',
];

/** Values of charts hold such labels and annotations under any name: `podAnnotations`, `namespace.labels`. */
export function readBypassesBelow(root: YamlNode, resource: string, context: YamlContext): void {
  for (const node of nodesIn(root)) {
    for (const it of entries(node)) readHolder(it, resource, context, configuration(), isAmbient(it.value));
  }
}

/** Labels and annotations that an object of another maker hands to the pods it asks for: `podAnnotations`, `podMetadata`. */
export function readBypassesOfPods(resource: Resource): void {
  for (const node of nodesIn(at(resource.root, 'spec'))) {
    for (const it of entries(node)) {
      const holders = it.key === 'podMetadata' ? entries(it.value) : [it];
      for (const holder of holders) {
        const isOwn = it.key === 'podMetadata' ? /^(?:annotations|labels)$/ : /^pod_?(?:annotations|labels)$/i;
        if (isOwn.test(holder.key)) readHolder(holder, nameOf(resource), resource, configuration());
      }
    }
  }
}

/** What values of Istio's charts ask of every proxy. @param holder the entry `proxy` below `global` */
export function readProxyValues(holder: YamlEntry, context: YamlContext): void {
  readHolder(holder, 'every pod of the mesh', context, configuration(), false, proxyMarks);
}

function readHolder(
  holder: Pick<YamlEntry, 'value'> | YamlEntry,
  resource: string,
  { file, emit }: YamlContext,
  place: Place,
  needsNone = false,
  marks = bypassMarks,
): void {
  for (const entry of entries(holder.value)) {
    const mark = marks.get(entry.key);
    const value = text(entry.value);
    if (!mark || value === undefined || !applies(mark, value)) continue;
    if (mark.what === 'injection' && needsNone) continue;
    const removal =
      entry.map === holder.value ? removeEntry(file, entry, 'map' in holder ? holder : undefined) : undefined;
    emit('mesh.bypass', {
      span: entry.span,
      place,
      by: mark.by,
      resource,
      what: mark.what,
      whole: mark.whole ?? value.split(',').some(it => everything.test(it.trim())),
      text: `${entry.key}: ${value || '""'}`,
      at: entry.span,
      ...(removal ? { removal } : {}),
    });
  }
}

/** Ports and addresses leave something out when one is named; a word in their place is none, nor a `*` to Istio. */
function applies({ values, by, what }: BypassMark, value: string): boolean {
  if (values) return values.includes(value);
  const parts = value.split(',').filter(it => (by === 'Istio' ? /\d/ : /\d|\*/).test(it));
  const theirs = what === 'outbound' ? ownTls : webhooks;
  return parts.some(it => !ownOfProxy.test(it.trim()) && !theirs.test(it.trim()));
}
