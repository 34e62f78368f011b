import { addBefore } from '../../syntax/yaml/branch';
import { insertAfter } from '../../syntax/yaml/edit';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, boolean, entries, entryAt, items, placeOf, text } from '../../syntax/yaml/read';
import type { Place } from '../fact';
import { configuration, write } from '../yaml/context';
import { readContainer, stated } from './container';
import { readInlineSpecs } from './credential-spec';
import { linuxOnlyFields, networkFields, windowsOnlyFields } from './linux-only';
import { readPlacement } from './placement';
import type { HostPath, Pod, Stated } from './pod';
import { nameOf, type Resource } from './resource';
import { readSidecar } from './sidecar';
import { systemOf } from './system';

/** Where kinds keep the template of their pods; the first that has containers counts. */
const templates: readonly (readonly string[])[] = [
  [],
  ['spec', 'template'],
  ['spec', 'jobTemplate', 'spec', 'template'],
  ['template'],
];

/** The pod, or the template of pods, in an object. */
export function podTemplate(resource: Resource): YamlNode | undefined {
  for (const path of templates) {
    const template = at(resource.root, ...path);
    if (template?.kind === 'map' && at(template, 'spec', 'containers')?.kind === 'list') return template;
  }
  return undefined;
}

const lists = [
  ['initContainers', 'init'],
  ['containers', 'container'],
  ['ephemeralContainers', 'ephemeral'],
] as const;

/** Reads a pod with its containers. */
export function readPod(resource: Resource, template: YamlNode): void {
  const spec = at(template, 'spec')!;
  const nodes = lists.flatMap(([key, kind]) => items(at(spec, key)).map(node => ({ kind, node })));
  const system = systemOf(
    spec,
    nodes.map(it => it.node),
  );
  const place: Place = configuration(system.os);
  const all = nodes.map(it => it.node);
  const containers = nodes.map(({ kind, node }) => readContainer(resource, spec, node, kind, place));
  const beside = entryAt(spec, 'containers')!;
  const network = at(spec, 'hostNetwork');
  const osName = at(spec, 'os', 'name');
  const pod: Pod = {
    span: spec.span,
    place,
    kind: resource.kind,
    resource: nameOf(resource),
    ...(resource.name === undefined ? {} : { name: resource.name }),
    ...(resource.namespace === undefined ? {} : { namespace: resource.namespace }),
    ...(system.from ? { osFrom: system.from } : {}),
    ...statedName(osName),
    ...(at(spec, 'os') ? {} : { addOs: addBefore(resource.file, beside, { os: { name: 'windows' } }) }),
    placement: readPlacement(resource, spec),
    patch: all.every(it => at(it, 'image') === undefined),
    containers,
    hostProcess: [spec, ...all].flatMap(it => hostProcessOf(it, it === spec ? 'pod' : 'container')),
    hostNetwork: network ? boolean(network) : false,
    ...hostNetworkFix(resource, spec, network),
    ...nameUser(resource, [spec, ...all]),
    leaveNetwork: networkFields(spec, resource).flatMap(it => it.removals),
    ...otherSystem(resource, spec, all, place, containers),
    hostPaths: hostPathsOf(spec, all),
    ...sharedLogonOf(spec, all),
    ...injectionOf(template),
  };
  resource.emit('kubernetes.pod', pod);
  for (const container of containers) resource.emit('kubernetes.container', container);
  readSidecar(resource, template, place);
  readInlineSpecs(resource, spec, all);
}

/** Fields that only the other system knows. */
function otherSystem(
  resource: Resource,
  spec: YamlNode,
  all: readonly YamlNode[],
  { os }: Place,
  containers: Pod['containers'],
): Pick<Pod, 'linuxOnly' | 'windowsOnly'> {
  const isOffNetwork = containers.every(it => it.hostProcess === false);
  return {
    linuxOnly: os === 'windows' ? linuxOnlyFields(spec, all, isOffNetwork, resource) : [],
    windowsOnly: os === 'linux' ? windowsOnlyFields(spec, all, resource) : [],
  };
}

function statedName(node: YamlNode | undefined): Pick<Pod, 'osName'> {
  const value = text(node);
  if (!node || value === undefined) return {};
  const setTo = (to: string) => write(node, to);
  return { osName: { value, text: value, at: placeOf(node), span: node.span, level: 'pod', setTo } };
}

const hostProcessOf = (holder: YamlNode, level: 'pod' | 'container'): Stated<boolean>[] => {
  const found = stated(at(holder, 'securityContext', 'windowsOptions'), 'hostProcess', level);
  return found ? [found] : [];
};

function nameUser({ file }: Resource, holders: readonly YamlNode[]): Pick<Pod, 'nameUser'> {
  for (const holder of holders) {
    const options = at(holder, 'securityContext', 'windowsOptions');
    const entry = entryAt(options, 'hostProcess');
    if (!entry || boolean(at(options, 'hostProcess')) !== true) continue;
    return { nameUser: insertAfter(file, entry, "runAsUserName: 'NT AUTHORITY\\Local service'") };
  }
  return {};
}

function hostNetworkFix(
  resource: Resource,
  spec: YamlNode,
  network: YamlNode | undefined,
): Pick<Pod, 'setHostNetwork'> {
  const title = 'Put the pod on the network of its node';
  const edit = network
    ? write(network, 'true')
    : addBefore(resource.file, entryAt(spec, 'containers')!, { hostNetwork: 'true' });
  return edit ? { setHostNetwork: { title, edits: [edit] } } : {};
}

function hostPathsOf(spec: YamlNode, containers: readonly YamlNode[]): HostPath[] {
  return items(at(spec, 'volumes')).flatMap(volume => {
    const node = at(volume, 'hostPath', 'path');
    const path = text(node);
    if (!node || path === undefined) return [];
    const name = text(at(volume, 'name'));
    const mounts = containers.flatMap(it => items(at(it, 'volumeMounts'))).filter(it => text(at(it, 'name')) === name);
    const readOnly = mounts.length > 0 && mounts.every(it => boolean(at(it, 'readOnly')) === true);
    return [{ path, at: placeOf(node), readOnly, parts: partsOf(mounts) }];
  });
}

/** The folders of a volume that its mounts take; none where one takes the whole. */
function partsOf(mounts: readonly YamlNode[]): readonly string[] | undefined {
  const paths = mounts.map(it => at(it, 'subPath') ?? at(it, 'subPathExpr'));
  if (paths.some(it => !it)) return [];
  const parts = paths.map(text);
  return parts.every(it => it !== undefined) ? parts : undefined;
}

/** The webhook asks whether the service account of the pod may use the credential spec. */
function sharedLogonOf(spec: YamlNode, containers: readonly YamlNode[]): Pick<Pod, 'sharedLogon'> {
  const account = at(spec, 'serviceAccountName') ?? at(spec, 'serviceAccount');
  if (account && text(account) !== 'default') return {};
  for (const holder of [spec, ...containers]) {
    const node = at(holder, 'securityContext', 'windowsOptions', 'gmsaCredentialSpecName');
    const name = text(node);
    if (node && name !== undefined) return { sharedLogon: { spec: name, at: placeOf(node) } };
  }
  return {};
}

/** Labels and annotations that ask for the proxy of Istio, with the words that say yes and no. */
const injections: readonly (readonly [key: string, yes: string, no: string])[] = [
  ['sidecar.istio.io/inject', 'true', 'false'],
  ['istio.io/dataplane-mode', 'ambient', 'none'],
];

function injectionOf(template: YamlNode): Pick<Pod, 'injection'> {
  for (const holder of ['labels', 'annotations']) {
    for (const entry of entries(at(template, 'metadata', holder))) {
      const word = text(entry.value);
      const found = injections.find(it => it[0] === entry.key && it[1] === word);
      if (!found) continue;
      const [key, yes, no] = found;
      const off = write(entry.value, no);
      return { injection: { at: entry.span, text: `${key}: ${yes}`, ...(off ? { off } : {}) } };
    }
  }
  return {};
}
