import type { YamlNode } from '../../syntax/yaml/model';
import { at, boolean, entryAt, integer, items, placeOf, text } from '../../syntax/yaml/read';
import type { Place } from '../fact';
import { windowsImage } from '../image/catalog';
import { windowsReleaseOf } from '../image/lifecycle';
import { parseReference } from '../image/parse';
import { isLoopback } from '../network/loopback';
import { readCommandLine } from '../yaml/command-line';
import { write } from '../yaml/context';
import { readEnvironment } from '../yaml/environment';
import { readImage } from '../yaml/image';
import type { Container, Stated } from './pod';
import { parseQuantity } from './quantity';
import type { Resource } from './resource';
import { addUser, userOf } from './user';

/** Where a container names further programs that run in it. */
const commandPaths: readonly (readonly string[])[] = [
  ['startupProbe'],
  ['livenessProbe'],
  ['readinessProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];

/** Reads one container; fields of the pod hold for it unless it has its own. */
export function readContainer(
  resource: Resource,
  spec: YamlNode,
  node: YamlNode,
  kind: Container['kind'],
  place: Place,
): Container {
  const { emit } = resource;
  const starts: Place = { ...place, runs: 'start' };
  const kept = text(at(node, 'imagePullPolicy')) === 'Never';
  readImage(at(node, 'image'), 'container', place, resource, { kept });
  readPorts(resource, node, place, boolean(at(spec, 'hostNetwork')) === true);
  readEnvironment(at(node, 'env'), starts, emit);
  readCommandLine(items(at(node, 'command')), items(at(node, 'args')), starts, emit);
  for (const path of commandPaths) readCommandLine(items(at(node, ...path, 'exec', 'command')), [], starts, emit);
  const own = at(node, 'securityContext', 'windowsOptions');
  const shared = at(spec, 'securityContext', 'windowsOptions');
  const process = at(own, 'hostProcess') ?? at(shared, 'hostProcess');
  const name = text(at(node, 'name'));
  const image = text(at(node, 'image'));
  const ownUser = at(own, 'runAsUserName');
  const userNode = ownUser ?? at(shared, 'runAsUserName');
  const user = userOf(resource, userNode, ownUser ? 'container' : 'pod');
  const nonRoot = at(node, 'securityContext', 'runAsNonRoot')
    ? stated(at(node, 'securityContext'), 'runAsNonRoot', 'container')
    : stated(at(spec, 'securityContext'), 'runAsNonRoot', 'pod');
  const added = userNode ? undefined : addUser(resource, node);
  return {
    span: node.span,
    place,
    kind,
    workload: resource.kind,
    hostProcess: process ? boolean(process) : false,
    userUnset: userNode === undefined,
    ...(name === undefined ? {} : { name }),
    ...(image === undefined ? {} : { image, imageAt: placeOf(at(node, 'image')!) }),
    ...(resource.namespace === undefined ? {} : { namespace: resource.namespace }),
    ...(user ? { user } : {}),
    ...(added ? { addUser: added } : {}),
    ...(nonRoot ? { nonRoot } : {}),
    ...imageParts(at(node, 'image')),
    ...memoryOf(node),
  };
}

/** The memory that a container gets; nothing where a template decides. */
function memoryOf(container: YamlNode): Pick<Container, 'memory'> {
  const limit = at(container, 'resources', 'limits', 'memory');
  const request = at(container, 'resources', 'requests', 'memory');
  const written = { limit: text(limit), request: text(request) };
  const most = parseQuantity(written.limit ?? '');
  const least = parseQuantity(written.request ?? '');
  if ((limit && most === undefined) || (request && least === undefined)) return {};
  return {
    memory: {
      text: {
        ...(written.limit === undefined ? {} : { limit: written.limit }),
        ...(written.request === undefined ? {} : { request: written.request }),
      },
      at: placeOf(request ?? at(container, 'name') ?? container),
      ...(most === undefined ? {} : { limit: most }),
      ...(least === undefined ? {} : { request: least }),
      ...(request ? { setRequest: (to: string) => write(request, to) } : {}),
    },
  };
}

/** What the name of an image tells of Windows. */
function imageParts(node: YamlNode | undefined): Pick<Container, 'windows' | 'release'> {
  const reference = parseReference(text(node) ?? '');
  if (!node || !reference) return {};
  const windows = windowsImage(reference);
  const word = windowsReleaseOf(reference);
  const place = placeOf(node);
  const start = place.start + (reference.tagAt?.start ?? 0) + (word?.start ?? 0);
  const isExact = place.end - place.start === text(node)?.length;
  const at = word && isExact ? { start, end: start + word.text.length } : place;
  return { ...(windows ? { windows } : {}), ...(word ? { release: { is: word.release, at } } : {}) };
}

/** A switch that is written in a mapping, where its value is known. */
export function stated(
  holder: YamlNode | undefined,
  key: string,
  level: 'pod' | 'container',
): Stated<boolean> | undefined {
  const node = at(holder, key);
  const entry = entryAt(holder, key);
  const value = boolean(node);
  if (!node || !entry || value === undefined) return undefined;
  return { value, text: text(node) ?? '', at: placeOf(node), span: entry.span, level, setTo: to => write(node, to) };
}

/** Ports of the node that a container takes; on the network of the node these are all that it has. */
function readPorts({ emit }: Resource, container: YamlNode, place: Place, onNode: boolean): void {
  for (const port of items(at(container, 'ports'))) {
    const node = at(port, 'hostPort') ?? (onNode ? at(port, 'containerPort') : undefined);
    const number = integer(node);
    if (!node || number === undefined || number === 0) continue;
    const address = text(at(port, 'hostIP'));
    const own = integer(at(port, 'containerPort')) ?? number;
    const protocol = text(at(port, 'protocol'))?.toUpperCase() ?? 'TCP';
    emit('network.exposure', {
      span: port.span,
      place,
      via: 'host port',
      protocol: protocol === 'UDP' ? 'udp' : protocol === 'TCP' ? 'tcp' : 'any',
      ports: [{ range: { from: own, to: own }, span: placeOf(node) }],
      from:
        address === undefined || /^(?:0\.0\.0\.0|::)$/.test(address)
          ? 'anyone'
          : isLoopback(address)
            ? 'loopback'
            : 'limited',
      fixes: [],
    });
  }
}
