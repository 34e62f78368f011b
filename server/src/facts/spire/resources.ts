import type { Span } from '../../base/span';
import { insertAfter, removeEntry } from '../../syntax/yaml/edit';
import type { YamlNode } from '../../syntax/yaml/model';
import { parseInside } from '../../syntax/yaml/parse';
import { at, boolean, entries, entryAt, integer, items, placeOf, text } from '../../syntax/yaml/read';
import { nameOf, type Resource, resourcesOf } from '../kubernetes/resource';
import { configuration, write, type YamlContext } from '../yaml/context';
import { addressOf } from './addresses';
import type { SpiffeName } from './config';
import { type Grant, type PodIdentity, type Selector, selectorOf } from './entry';
import { durationOf, secondsOf } from './lifetimes';

/** What the resources of a controller manager and the values of a chart both say, in the same words. */
type Source = Pick<YamlContext, 'emit' | 'file'> & { readonly resource: string };

const group = 'spire.spiffe.io';

/** Reads the resources of the SPIRE controller manager (spire-controller-manager: docs). */
export function readSpireResource(resource: Resource): void {
  const spec = at(resource.root, 'spec');
  const source: Source = { ...resource, resource: nameOf(resource) };
  if (resource.kind === 'ClusterSPIFFEID') readPodIdentity(source, spec);
  if (resource.kind === 'ClusterStaticEntry') readStaticEntry(source, spec);
  if (resource.kind === 'ClusterFederatedTrustDomain') readFederation(source, spec);
  if (resource.kind === 'ControllerManagerConfig') name(source, at(resource.root, 'trustDomain'), { of: 'manager' });
}

/** Reads what a ConfigMap carries for the controller manager: its configuration, resources that it reads off its disk. */
export function readCarriedSpire(resource: Resource): void {
  for (const { key, value } of entries(at(resource.root, 'data'))) {
    if (!/\.ya?ml$/i.test(key) || value.kind !== 'scalar' || !value.text.includes(group)) continue;
    for (const { root } of parseInside(resource.file, value)) {
      for (const it of resourcesOf(root, resource)) if (it.group === group) readSpireResource(it);
    }
  }
}

/** Reads a ClusterSPIFFEID. */
export function readPodIdentity(source: Source, spec: YamlNode | undefined): void {
  if (spec?.kind !== 'map') return;
  const selectors = [at(spec, 'podSelector'), at(spec, 'namespaceSelector')].map(selects);
  const id = at(spec, 'spiffeIDTemplate');
  const template = id && templateOf(id);
  const entry = entryAt(spec, 'spiffeIDTemplate');
  const isBare = !entryAt(spec, 'podSelector') && !entryAt(spec, 'namespaceSelector');
  const narrow =
    entry &&
    isBare &&
    insertAfter(source.file, entry, 'namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: web}}');
  source.emit('spire.pod-identity', {
    span: spec.span,
    place: configuration(),
    resource: source.resource,
    selects: selectors.includes(true)
      ? true
      : selectors.includes(undefined) || at(spec, 'workloadSelectorTemplates')
        ? undefined
        : false,
    anyNamespace: selectors[1] === false && !at(spec, 'workloadSelectorTemplates'),
    fallback: boolean(at(spec, 'fallback')) !== false && at(spec, 'fallback') !== undefined,
    ...(template ? { template } : {}),
    at: entry?.span ?? spec.span,
    ...(narrow ? { narrow: { title: 'Select a namespace', edits: [narrow] } } : {}),
    grants: grantsOf(source, spec),
  });
  lifetime(source, spec, 'ttl', 'X.509 SVID');
  lifetime(source, spec, 'jwtTtl', 'JWT SVID');
}

/** Whether a label selector asks for anything; an empty one selects all. */
function selects(node: YamlNode | undefined): boolean | undefined {
  if (!node) return false;
  if (node.kind === 'unknown') return undefined;
  if (node.kind !== 'map') return false;
  const some = (it: YamlNode | undefined): boolean => entries(it).length > 0 || items(it).length > 0;
  if (some(at(node, 'matchLabels')) || some(at(node, 'matchExpressions'))) return true;
  return node.open || entries(node).some(it => it.value.kind === 'unknown') ? undefined : false;
}

/** Holes that are the same for all pods. */
const constant = /\{\{-?\s*\.(?:TrustDomain|ClusterName|ClusterDomain)\s*-?\}\}/g;

function templateOf(node: YamlNode): PodIdentity['template'] {
  if (node.kind !== 'scalar' && node.kind !== 'unknown') return undefined;
  const quote = node.kind === 'unknown' && /^(?:".*"|'.*')$/s.test(node.text);
  const written = quote ? node.text.slice(1, -1) : node.text;
  const rest = written.replace(constant, '');
  const each = /\.PodMeta\.(?:Labels|Annotations)\b/.test(written)
    ? 'label'
    : /\.(?:Pod|Node)(?:Meta|Spec)\b/.test(written)
      ? 'pod'
      : rest.includes('{{') || rest.includes('${')
        ? undefined
        : 'none';
  const whole = placeOf(node);
  const at = quote ? { start: whole.start + 1, end: whole.end - 1 } : whole;
  return each && { at, text: written, each };
}

function grantsOf({ file }: Source, spec: YamlNode): readonly Grant[] {
  return (['admin', 'downstream'] as const).flatMap((right): Grant[] => {
    const entry = entryAt(spec, right);
    if (!entry || boolean(entry.value) !== true) return [];
    const removal = removeEntry(file, entry);
    return [{ right, text: `${right}: true`, at: entry.span, ...(removal ? { removal } : {}) }];
  });
}

/** Reads a ClusterStaticEntry. */
export function readStaticEntry(source: Source, spec: YamlNode | undefined): void {
  if (spec?.kind !== 'map') return;
  const list = at(spec, 'selectors');
  const stated = items(list);
  const selectors = stated.flatMap((it): Selector[] => {
    const value = text(it);
    const found =
      value === undefined ? undefined : selectorOf(value, !value.includes('${'), placeOf(it), exactly(it, value));
    return found ? [found] : [];
  });
  const [id, parent] = [at(spec, 'spiffeID'), text(at(spec, 'parentID'))];
  const named = text(id);
  source.emit('spire.entry', {
    span: entryAt(spec, 'spiffeID')?.span ?? spec.span,
    place: configuration(),
    // An alias of nodes has the server as its parent.
    of: parent?.endsWith('/spire/server') ? 'node' : 'workload',
    selectors,
    open: list?.kind !== 'list' || list.open || selectors.length < stated.length,
    grants: grantsOf(source, spec),
    ...(id && named !== undefined ? { id: { value: named, at: placeOf(id) } } : {}),
    ...(parent ? { parent } : {}),
  });
  name(source, at(spec, 'spiffeID'), parent ? { beside: parent } : {});
  name(source, at(spec, 'parentID'));
  lifetime(source, spec, 'x509SVIDTTL', 'X.509 SVID');
  lifetime(source, spec, 'jwtSVIDTTL', 'JWT SVID');
}

/** Where a scalar stands, when it is written letter by letter. */
function exactly(node: YamlNode, value: string): Span | undefined {
  const at = placeOf(node);
  return at.end - at.start === value.length ? at : undefined;
}

/** Reads a ClusterFederatedTrustDomain. */
export function readFederation(source: Source, spec: YamlNode | undefined): void {
  const url = at(spec, 'bundleEndpointURL');
  const written = text(url);
  if (url && written !== undefined) {
    const edit = write(url, written.replace(/^http:/, 'https:'));
    const where = { span: url.span, place: configuration() };
    const address = addressOf('bundle endpoint', written, placeOf(url), edit);
    if (address) source.emit('spire.address', { ...where, ...address });
  }
  name(source, at(spec, 'bundleEndpointProfile', 'endpointSPIFFEID'));
}

/** States a SPIFFE ID, or the trust domain of somebody. */
export function name(
  { emit }: Pick<Source, 'emit'>,
  node: YamlNode | undefined,
  more: Pick<SpiffeName, 'of' | 'beside'> = {},
): void {
  const value = text(node);
  if (!node || value === undefined || value === '' || /[{}$<>%]/.test(value)) return;
  emit('spire.name', {
    span: node.span,
    place: configuration(),
    kind: more.of ? 'trust domain' : 'SPIFFE ID',
    value,
    at: placeOf(node),
    ...more,
  });
}

/** States how long something lives, in Go's notation. */
export function lifetime(
  { emit }: Pick<Source, 'emit'>,
  block: YamlNode | undefined,
  key: string,
  of: 'X.509 SVID' | 'JWT SVID' | 'authority' | 'agent',
): void {
  const node = at(block, key);
  const written = text(node);
  const seconds = written === undefined ? undefined : (secondsOf(written) ?? integer(node));
  if (!node || written === undefined || !seconds) return;
  emit('spire.lifetime', {
    span: node.span,
    place: configuration(),
    of,
    seconds,
    text: `${key}: ${written}`,
    at: placeOf(node),
    setTo: to => write(node, durationOf(to)),
  });
}
