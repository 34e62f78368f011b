import type { Span } from '../../../base/span';
import type { YamlNode } from '../../../syntax/yaml/model';
import { parseInside } from '../../../syntax/yaml/parse';
import { at, boolean, entries, integer, items, text } from '../../../syntax/yaml/read';
import type {
  AuthorizationPolicy,
  ClientMode,
  ClientPolicy,
  DestinationRule,
  MeshConfiguration,
  PeerAuthentication,
  PeerCondition,
  PeerMode,
  RequestAuthentication,
  Said,
} from '../object';
import { isOpen, labelsOf, mayDiffer, type Summarised, said, spotOf } from './spot';
import type { Own } from './summary';

const peerModes: ReadonlySet<string> = new Set<PeerMode>(['DISABLE', 'PERMISSIVE', 'STRICT', 'UNSET']);
const clientModes: ReadonlySet<string> = new Set<ClientMode>(['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL']);

/** Source: istio/api security/v1beta1/peer_authentication.proto. */
export function peerAuthentication(resource: Summarised): Own<PeerAuthentication> {
  const spec = at(resource.root, 'spec');
  const mode = at(spec, 'mtls', 'mode');
  const own = modeOf<PeerMode>(resource, mode, peerModes);
  const ports = at(spec, 'portLevelMtls');
  return {
    type: 'peer-authentication',
    ...selectorOf(spec),
    ...(own ? { mode: own } : {}),
    ports: entries(ports).flatMap(({ key, keySpan, value }) => {
      const found = modeOf<PeerMode>(resource, at(value, 'mode'), peerModes);
      if (!found || !/^\d+$/.test(key)) return [];
      return [{ port: { value: Number(key), ...spotOf(resource.lines, inQuotes(key, keySpan)) }, mode: found }];
    }),
    vague:
      isOpen(matchLabels(spec)) ||
      isOpen(ports) ||
      entries(ports).some(it => at(it.value, 'mode')?.kind === 'unknown') ||
      (mode !== undefined && !own),
  };
}

/** Source: istio/api networking/v1alpha3/destination_rule.proto. */
export function destinationRule(resource: Summarised): Own<DestinationRule> | undefined {
  const spec = at(resource.root, 'spec');
  const node = at(spec, 'host');
  const host = text(node);
  if (!node || host === undefined) return undefined;
  const exported = at(spec, 'exportTo');
  const selector = at(spec, 'workloadSelector', 'matchLabels');
  const subsets = items(at(spec, 'subsets'));
  const policies = [spec, ...subsets].map(it => at(it, 'trafficPolicy'));
  return {
    type: 'destination-rule',
    host: said(resource, node, host),
    ...clientPolicy(resource, policies[0]),
    ...(exported ? { exportTo: items(exported).flatMap(it => text(it) ?? []) } : {}),
    ...(selector ? { selector: labelsOf(selector) } : {}),
    subsets: subsets.map((it, index) => ({
      name: text(at(it, 'name')) ?? '',
      labels: labelsOf(at(it, 'labels')),
      ...clientPolicy(resource, policies[index + 1]),
    })),
    vague: isOpen(selector) || mayDiffer(exported) || policies.some(isUnclear),
  };
}

/** A template decides over it or its ports, or it has TLS without saying which. */
const isUnclear = (policy: YamlNode | undefined): boolean =>
  isOpen(policy) ||
  items(at(policy, 'portLevelSettings')).some(it => mayDiffer(at(it, 'port'))) ||
  [policy, ...items(at(policy, 'portLevelSettings'))].some(it => {
    const tls = at(it, 'tls');
    return tls !== undefined && (isOpen(tls) || text(at(tls, 'mode')) === undefined);
  });

function clientPolicy(resource: Summarised, policy: YamlNode | undefined): ClientPolicy {
  const tls = modeOf<ClientMode>(resource, at(policy, 'tls', 'mode'), clientModes);
  const ports = items(at(policy, 'portLevelSettings')).flatMap(it => {
    const node = at(it, 'port', 'number');
    const port = integer(node);
    const own = modeOf<ClientMode>(resource, at(it, 'tls', 'mode'), clientModes);
    return node && port !== undefined ? [{ port: said(resource, node, port), ...(own ? { tls: own } : {}) }] : [];
  });
  return { stated: policy !== undefined, ...(tls ? { tls } : {}), ports };
}

/** What reads the certificate of the caller. Source: istio.io reference/config/security/authorization-policy. */
const peerFields: readonly string[] = ['principals', 'namespaces', 'serviceAccounts'];
const peerKeys: ReadonlySet<string> = new Set(['source.principal', 'source.namespace', 'source.serviceAccount']);

/** Source: istio/api security/v1beta1/authorization_policy.proto. */
export function authorizationPolicy(resource: Summarised): Own<AuthorizationPolicy> {
  const spec = at(resource.root, 'spec');
  const action = at(spec, 'action');
  const rules = items(at(spec, 'rules'));
  const sources = rules.flatMap((rule, number) =>
    items(at(rule, 'from')).map((it, index) => ({ node: at(it, 'source'), rule: number, source: index })),
  );
  const conditions = rules.flatMap((rule, number) => items(at(rule, 'when')).map(node => ({ node, rule: number })));
  const keyed = conditions.flatMap(({ node, rule }) => {
    const field = text(at(node, 'key'));
    if (field === undefined || !peerKeys.has(field)) return [];
    return [
      ...conditionsOf(resource, at(node, 'values'), { field, negative: false, rule }),
      ...conditionsOf(resource, at(node, 'notValues'), { field, negative: true, rule }),
    ];
  });
  return {
    type: 'authorization-policy',
    ...selectorOf(spec),
    targeted: isTargeted(spec),
    action: actions.find(it => it === text(action)) ?? 'ALLOW',
    peers: [
      ...sources.flatMap(({ node, rule, source }) =>
        peerFields.flatMap(field => [
          ...conditionsOf(resource, at(node, field), { field, negative: false, rule, source }),
          ...conditionsOf(resource, at(node, negated(field)), { field: negated(field), negative: true, rule, source }),
        ]),
      ),
      ...keyed,
    ],
    empty: at(spec, 'rules') === undefined || (at(spec, 'rules')?.kind === 'list' && rules.length === 0),
    asksForToken:
      sources.some(it => at(it.node, 'requestPrincipals') ?? at(it.node, 'notRequestPrincipals')) ||
      conditions.some(it => text(at(it.node, 'key'))?.startsWith('request.auth.')),
    vague: isOpen(matchLabels(spec)) || action?.kind === 'unknown' || isOpen(spec),
  };
}

const actions = ['ALLOW', 'DENY', 'AUDIT', 'CUSTOM'] as const;

const negated = (field: string): string => `not${field[0]!.toUpperCase()}${field.slice(1)}`;

const conditionsOf = (
  resource: Summarised,
  values: YamlNode | undefined,
  where: Omit<PeerCondition, keyof Said<string>>,
): PeerCondition[] =>
  items(values).flatMap(it => {
    const value = text(it);
    return value === undefined ? [] : [{ ...said(resource, it, value), ...where }];
  });

/** Source: istio/api security/v1beta1/request_authentication.proto. */
export function requestAuthentication(resource: Summarised): Own<RequestAuthentication> {
  const spec = at(resource.root, 'spec');
  return {
    type: 'request-authentication',
    ...selectorOf(spec),
    targeted: isTargeted(spec),
    vague: isOpen(matchLabels(spec)) || isOpen(spec),
  };
}

/** What of `MeshConfig` decides over other objects. Source: istio/api mesh/v1alpha1/config.proto. */
export function meshConfiguration(resource: Summarised): Own<MeshConfiguration> | undefined {
  const config = meshConfigOf(resource);
  const auto = at(config, 'enableAutoMtls');
  const value = boolean(auto);
  const root = text(at(config, 'rootNamespace'));
  if (root === undefined && value === undefined) return undefined;
  return {
    type: 'mesh-config',
    ...(root === undefined ? {} : { rootNamespace: root }),
    ...(auto && value !== undefined ? { autoMtls: said(resource, auto, value) } : {}),
    vague: false,
  };
}

/** Out of an installation, or out of the ConfigMap `istio`, whose entry `mesh` is YAML in itself. */
function meshConfigOf({ root, file, kind }: Summarised): YamlNode | undefined {
  if (kind !== 'ConfigMap') return at(root, 'spec', 'meshConfig') ?? at(root, 'spec', 'values', 'meshConfig');
  const mesh = at(root, 'data', 'mesh');
  return mesh?.kind === 'scalar' ? parseInside(file, mesh)[0]?.root : undefined;
}

/** The key without its quotes. */
const inQuotes = (key: string, span: Span): Span =>
  span.end - span.start === key.length + 2 ? { start: span.start + 1, end: span.end - 1 } : span;

const matchLabels = (spec: YamlNode | undefined): YamlNode | undefined => at(spec, 'selector', 'matchLabels');

const isTargeted = (spec: YamlNode | undefined): boolean =>
  at(spec, 'targetRef') !== undefined || at(spec, 'targetRefs') !== undefined;

function selectorOf(spec: YamlNode | undefined): Pick<PeerAuthentication, 'selector'> {
  const labels = matchLabels(spec);
  return labels?.kind === 'map' && labels.entries.length > 0 ? { selector: labelsOf(labels) } : {};
}

function modeOf<M extends string>(
  resource: Summarised,
  node: YamlNode | undefined,
  modes: ReadonlySet<string>,
): Said<M> | undefined {
  const name = text(node);
  return node && name !== undefined && modes.has(name) ? said(resource, node, name as M) : undefined;
}
