import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, entries, entryAt, items, placeOf, text } from '../../syntax/yaml/read';
import type { Fact, Place } from '../fact';
import { write } from '../yaml/context';
import { parseQuantity } from './quantity';
import { nameOf, type Resource } from './resource';

/** The memory that is set aside for the proxy of a mesh, and that of the pod it is in. All containers have limits. */
export interface SidecarMemory extends Fact {
  /** `Deployment web`. */
  readonly resource: string;
  /** `the proxy of Istio`, `container envoy`. */
  readonly proxy: string;
  /** As written. */
  readonly text: string;
  readonly at: Span;
  /** In bytes. */
  readonly request: number;
  /** What the proxy may use at most; absent when that is not written. */
  readonly limit?: number;
  /** The limits of the other containers together. */
  readonly others: number;
  readonly setTo: (quantity: string) => Edit | undefined;
}

/**
 * Annotations of a pod that set the memory of the proxy. Sources: istio.io reference/config/annotations, linkerd.io
 * reference/proxy-configuration, hashicorp/consul-k8s control-plane/connect-inject/constants/annotations_and_labels.go.
 */
const annotations = [
  { by: 'Istio', request: 'sidecar.istio.io/proxyMemory', limit: 'sidecar.istio.io/proxyMemoryLimit' },
  {
    by: 'Linkerd',
    request: 'config.linkerd.io/proxy-memory-request',
    limit: 'config.linkerd.io/proxy-memory-limit',
  },
  {
    by: 'Consul',
    request: 'consul.hashicorp.com/sidecar-proxy-memory-request',
    limit: 'consul.hashicorp.com/sidecar-proxy-memory-limit',
  },
] as const;

/** How the proxies of meshes are called where they stand among the containers. */
const proxies: ReadonlySet<string> = new Set(['istio-proxy', 'linkerd-proxy', 'consul-dataplane']);

/** Names that a gateway has as well, as the first of its containers. */
const proxiesOrGateways: ReadonlySet<string> = new Set(['envoy', 'envoy-sidecar']);

/** Reads the memory of a sidecar; silent where one container of the pod has no limit, or a template decides. */
export function readSidecar(resource: Resource, template: YamlNode, place: Place): void {
  const spec = at(template, 'spec');
  const sidecar = annotated(template) ?? contained(spec);
  const node = sidecar?.request;
  const written = text(node);
  const request = parseQuantity(written ?? '');
  const others = containersOf(spec).filter(it => it !== sidecar?.container);
  const limits = others.map(it => parseQuantity(text(at(it, 'resources', 'limits', 'memory')) ?? ''));
  if (!sidecar || !node || written === undefined || !request || others.length === 0) return;
  if (limits.includes(undefined) || !isComplete(spec)) return;
  const limit = parseQuantity(text(sidecar.limit) ?? '');
  if (sidecar.limit && limit === undefined) return;
  resource.emit('kubernetes.sidecar', {
    span: node.span,
    place,
    resource: nameOf(resource),
    proxy: sidecar.proxy,
    text: written,
    at: placeOf(node),
    request,
    ...(limit === undefined ? {} : { limit }),
    others: limits.reduce<number>((sum, it) => sum + (it ?? 0), 0),
    setTo: to => write(node, to),
  });
}

interface Sidecar {
  readonly proxy: string;
  readonly request: YamlNode;
  readonly limit?: YamlNode;
  /** Absent where it is put into the pod later. */
  readonly container?: YamlNode;
}

function annotated(template: YamlNode): Sidecar | undefined {
  const written = at(template, 'metadata', 'annotations');
  for (const it of annotations) {
    const request = entryAt(written, it.request)?.value;
    const limit = entryAt(written, it.limit)?.value;
    if (request) return { proxy: `the proxy of ${it.by}`, request, ...(limit ? { limit } : {}) };
  }
  return undefined;
}

function contained(spec: YamlNode | undefined): Sidecar | undefined {
  for (const [index, container] of containersOf(spec).entries()) {
    const name = text(at(container, 'name')) ?? '';
    const limit = at(container, 'resources', 'limits', 'memory');
    // Without a request, Kubernetes sets aside what the limit allows.
    const request = at(container, 'resources', 'requests', 'memory') ?? limit;
    if (request && (proxies.has(name) || (index > 0 && proxiesOrGateways.has(name)))) {
      return { proxy: `container ${name}`, request, container, ...(limit ? { limit } : {}) };
    }
  }
  return undefined;
}

/** The containers that run together; of the init containers only those that stay. */
const containersOf = (spec: YamlNode | undefined): readonly YamlNode[] => [
  ...items(at(spec, 'containers')),
  ...items(at(spec, 'initContainers')).filter(it => text(at(it, 'restartPolicy')) === 'Always'),
];

/** Whether no template adds containers, and no limit of the pod as a whole prevails over theirs. */
function isComplete(spec: YamlNode | undefined): boolean {
  const lists = entries(spec).filter(it => it.key === 'containers' || it.key === 'initContainers');
  return lists.every(({ value }) => value.kind === 'list' && !value.open) && !at(spec, 'resources');
}
