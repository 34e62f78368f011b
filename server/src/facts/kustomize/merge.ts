import { isMap, type Plain, type PlainMap } from '../../syntax/yaml/plain';
import type {
  AuthorizationPolicy,
  ClientMode,
  ClientPolicy,
  ClusterObject,
  ClusterType,
  DestinationRule,
  MeshConfiguration,
  ObjectOf,
  PeerAuthentication,
  PeerMode,
  Said,
  Service,
  Spot,
  Workload,
} from '../cluster/object';
import { isMeshAnnotation } from '../cluster/summary/spot';
import { containerPort, isUnknown, labelsWith, mapsIn, numberIn, replaces, selectorWith, under } from './overlay';

type Merge<T extends ClusterType> = (object: ObjectOf<T>, overlay: PlainMap) => ObjectOf<T>;

/** An object with a patch laid over it; one whose patch cannot be followed becomes vague. */
export function merged<T extends ClusterObject>(object: T, overlay: PlainMap): T {
  const merge = merges[object.type] as unknown as ((object: T, overlay: PlainMap) => T) | undefined;
  if (!merge) return { ...object, vague: true };
  const made = merge(object, overlay);
  return isUnknown(overlay) ? { ...made, vague: true } : made;
}

const merges: { readonly [T in ClusterType]?: Merge<T> } = {
  workload,
  namespace: (object, overlay) => ({
    ...object,
    labels: labelsWith(object.labels, overlay, ['metadata', 'labels']),
    annotations: labelsWith(object.annotations, overlay, ['metadata', 'annotations'], isMeshAnnotation),
  }),
  service,
  'peer-authentication': peerAuthentication,
  'destination-rule': destinationRule,
  'authorization-policy': authorizationPolicy,
  'request-authentication': (object, overlay) => ({ ...object, ...selected(object, overlay) }),
  'network-policy': object => ({ ...object, vague: true }),
  'cluster-policy': object => object,
  'mesh-config': meshConfiguration,
};

/** Where kinds keep the template of their pods. */
const templatePath = (kind: string): readonly string[] =>
  kind === 'Pod' ? [] : kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template'];

function workload(object: Workload, overlay: PlainMap): Workload {
  const template = templatePath(object.kind);
  const at = (...path: readonly string[]): Plain => under(overlay, ...template, ...path);
  const network = at('spec', 'hostNetwork');
  const account = at('spec', 'serviceAccountName');
  const containers = mapsIn(at('spec', 'containers'));
  const all = [...mapsIn(at('spec', 'initContainers')), ...containers];
  const removed = new Set(all.filter(it => it.$patch === 'delete').map(it => it.name));
  const ports = containers.flatMap(it =>
    mapsIn(it.ports).flatMap(port => containerPort(port, known => object.ports.find(own => own.port === known)) ?? []),
  );
  const processes = [at('spec'), ...all].map(it => under(it, 'securityContext', 'windowsOptions', 'hostProcess'));
  const names = all.flatMap(it => (typeof it.name === 'string' ? [it.name] : []));
  const volumes = mapsIn(at('spec', 'volumes')).map(it => under(it, 'configMap', 'name'));
  return {
    ...object,
    labels: labelsWith(object.labels, overlay, [...template, 'metadata', 'labels']),
    annotations: labelsWith(object.annotations, overlay, [...template, 'metadata', 'annotations'], isMeshAnnotation),
    os: systemIn(at('spec')) ?? object.os,
    hostNetwork: typeof network === 'boolean' ? network : network === null ? false : object.hostNetwork,
    ...(processes.includes(true) ? { hostProcess: true } : {}),
    serviceAccount: typeof account === 'string' ? account : account === null ? 'default' : object.serviceAccount,
    ports: [...object.ports.filter(it => !ports.some(own => own.port === it.port)), ...ports],
    containers: [...new Set([...object.containers, ...names])].filter(it => !removed.has(it)),
    configMaps: [...new Set([...object.configMaps, ...volumes.filter(it => typeof it === 'string')])],
    // Which ports the containers had that go is not remembered, nor which of them were processes of the node.
    vague:
      object.vague ||
      (object.hostProcess === true && processes.some(it => it === false || it === null)) ||
      removed.size > 0 ||
      replaces(overlay, ...template, 'spec') ||
      all.some(it => it.$patch === 'replace'),
  };
}

function systemIn(spec: Plain): Workload['os'] | undefined {
  const named = under(spec, 'os', 'name') ?? under(spec, 'nodeSelector', 'kubernetes.io/os');
  return named === 'windows' || named === 'linux' ? named : undefined;
}

/** What decides who reaches a service from outside. */
const balancing = [
  ['spec', 'type'],
  ['spec', 'externalIPs'],
  ['spec', 'loadBalancerIP'],
  ['spec', 'loadBalancerClass'],
  ['spec', 'loadBalancerSourceRanges'],
  ['metadata', 'annotations'],
];

function service(object: Service, overlay: PlainMap): Service {
  const ports = mapsIn(under(overlay, 'spec', 'ports'));
  const own = ports.flatMap(it => {
    const number = numberIn(it.port);
    if (number === undefined || it.$patch !== undefined) return [];
    const before = object.ports.find(port => port.port.value === number);
    const { name = before?.name, protocol = before?.protocol ?? 'TCP', targetPort = before?.target ?? number } = it;
    return [
      {
        port: before?.port ?? { ...spotOf(object), value: number },
        target: numberIn(targetPort) ?? String(targetPort),
        protocol: String(protocol).toUpperCase(),
        ...(typeof name === 'string' ? { name } : {}),
      },
    ];
  });
  const ip = under(overlay, 'spec', 'clusterIP');
  const { selector: _, headless, ...rest } = object;
  return {
    ...rest,
    ...selectorWith(object.selector, overlay, ['spec', 'selector']),
    ...((typeof ip === 'string' ? ip === 'None' : headless) ? { headless: true } : {}),
    ...(balancing.some(path => under(overlay, ...path) !== undefined) ? { outside: 'unknown' as const } : {}),
    ports: [
      ...object.ports.filter(
        it => !own.some(port => port.port.value === it.port.value) && !replaces(overlay, 'spec', 'ports'),
      ),
      ...own,
    ],
    vague: object.vague || ports.some(it => it.$patch !== undefined),
  };
}

/** Istio's selector of pods. */
function selected<T extends PeerAuthentication | AuthorizationPolicy | ObjectOf<'request-authentication'>>(
  object: T,
  overlay: PlainMap,
): Omit<T, 'selector'> & { readonly selector?: T['selector'] } {
  const { selector, ...rest } = object;
  return { ...rest, ...selectorWith(selector, overlay, ['spec', 'selector', 'matchLabels']) };
}

const peerModes: readonly PeerMode[] = ['DISABLE', 'PERMISSIVE', 'STRICT', 'UNSET'];
const clientModes: readonly ClientMode[] = ['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'];

/** Source: istio.io reference/config/security/peer_authentication. */
function peerAuthentication(object: PeerAuthentication, overlay: PlainMap): PeerAuthentication {
  const { mode: before, ...rest } = selected(object, overlay);
  const mode = modeWith(before, under(overlay, 'spec', 'mtls', 'mode'), peerModes, object);
  const patched = under(overlay, 'spec', 'portLevelMtls');
  const gone = replaces(overlay, 'spec', 'portLevelMtls');
  const named = new Map(isMap(patched) ? Object.entries(patched).filter(([key]) => /^\d+$/.test(key)) : []);
  const kept = object.ports.filter(it => !gone && under(named.get(String(it.port.value)), 'mode') === undefined);
  const ports = [...named].flatMap(([key, value]) => {
    const known = object.ports.find(it => String(it.port.value) === key);
    const own = modeWith(known?.mode, under(value, 'mode'), peerModes, object);
    if (value === null || !own || under(value, 'mode') === undefined) return [];
    return [{ port: known?.port ?? { ...spotOf(object), value: Number(key) }, mode: own }];
  });
  return { ...rest, ...(mode ? { mode } : {}), ports: [...kept, ...ports] };
}

function destinationRule(object: DestinationRule, overlay: PlainMap): DestinationRule {
  const { tls: _, stated: __, selector, exportTo, ...rest } = object;
  const host = under(overlay, 'spec', 'host');
  const exported = under(overlay, 'spec', 'exportTo');
  const subsets = under(overlay, 'spec', 'subsets');
  const visible = Array.isArray(exported) ? exported.map(String) : exported === null ? undefined : exportTo;
  return {
    ...rest,
    ...selectorWith(selector, overlay, ['spec', 'workloadSelector', 'matchLabels']),
    ...clientPolicy(object, under(overlay, 'spec', 'trafficPolicy'), object),
    ...(visible ? { exportTo: visible } : {}),
    host: typeof host === 'string' ? { ...object.host, value: host } : object.host,
    // Lists of such objects are replaced as they are: nothing is known by which their items would be merged.
    subsets:
      subsets === undefined
        ? object.subsets
        : mapsIn(subsets).map(it => ({
            name: String(it.name ?? ''),
            labels: labelsWith({}, it, ['labels']),
            ...clientPolicy({ ports: [] }, it.trafficPolicy, object),
          })),
  };
}

function clientPolicy(before: ClientPolicy, policy: Plain, object: DestinationRule): ClientPolicy {
  if (policy === null) return { ports: [] };
  const start: ClientPolicy = isMap(policy) && policy.$patch === 'replace' ? { ports: [] } : before;
  const mode = under(policy, 'tls', 'mode');
  const tls = under(policy, 'tls') === null ? undefined : modeWith(start.tls, mode, clientModes, object);
  const settings = under(policy, 'portLevelSettings');
  const ports =
    settings === undefined
      ? start.ports
      : mapsIn(settings).flatMap(it => {
          const number = numberIn(under(it, 'port', 'number'));
          const own = modeWith<ClientMode>(undefined, under(it, 'tls', 'mode'), clientModes, object);
          return number === undefined
            ? []
            : [{ port: { ...spotOf(object), value: number }, ...(own ? { tls: own } : {}) }];
        });
  const stated = isMap(policy) || start.stated;
  return { ...(stated ? { stated } : {}), ...(tls ? { tls } : {}), ports };
}

function authorizationPolicy(object: AuthorizationPolicy, overlay: PlainMap): AuthorizationPolicy {
  const action = under(overlay, 'spec', 'action');
  const rules = under(overlay, 'spec', 'rules');
  return {
    ...selected(object, overlay),
    action: actions.find(it => it === action) ?? object.action,
    targeted:
      object.targeted ||
      isMap(under(overlay, 'spec', 'targetRef')) ||
      mapsIn(under(overlay, 'spec', 'targetRefs')).length > 0,
    vague: object.vague || rules !== undefined,
  };
}

const actions = ['ALLOW', 'DENY', 'AUDIT', 'CUSTOM'] as const;

function meshConfiguration(object: MeshConfiguration, overlay: PlainMap): MeshConfiguration {
  const config = under(overlay, 'spec', 'meshConfig') ?? under(overlay, 'spec', 'values', 'meshConfig');
  const root = under(config, 'rootNamespace');
  const auto = under(config, 'enableAutoMtls');
  return {
    ...object,
    ...(typeof root === 'string' ? { rootNamespace: root } : {}),
    ...(typeof auto === 'boolean' ? { autoMtls: { ...(object.autoMtls ?? spotOf(object)), value: auto } } : {}),
    // A ConfigMap has it as a text.
    vague: object.vague || under(overlay, 'data', 'mesh') !== undefined,
  };
}

/** A value of a patch is shown at the object that has it in the end. */
const spotOf = ({ at }: ClusterObject): Spot => at;

/** The mode that is in force: that of the overlay where it says one, none where it takes it away. */
function modeWith<M extends string>(
  before: Said<M> | undefined,
  mode: Plain,
  modes: readonly M[],
  object: ClusterObject,
): Said<M> | undefined {
  if (mode === undefined) return before;
  const value = modes.find(it => it === mode);
  return value && { ...(before ?? spotOf(object)), value };
}
