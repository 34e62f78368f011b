import { lookUp } from '../../base/look-up';
import { type Data, isTable, type Value } from '../../base/value';
import type { YamlMap, YamlNode } from '../../syntax/yaml/model';
import { at, boolean, entryAt, items, text, toValue } from '../../syntax/yaml/read';
import { readConsulJson } from '../consul/document';
import { readEntry } from '../consul/entry';
import type { ConsulTrait } from '../consul/setting';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write, type YamlContext } from '../yaml/context';
import { readSuites } from './tls-settings';

/** Keys that values of a chart have under `global` for Consul only. */
const consulKeys: readonly string[] = ['datacenter', 'gossipEncryption', 'enableConsulNamespaces', 'consulAPITimeout'];

/** Booleans of the chart that weaken Consul. */
const switches: readonly {
  readonly path: readonly [string, ...string[]];
  readonly trait: ConsulTrait;
  readonly title: string;
}[] = [
  { path: ['tls', 'enabled'], trait: 'plain text', title: 'Switch TLS on' },
  { path: ['tls', 'verify'], trait: 'calls unchecked', title: 'Check certificates' },
  { path: ['tls', 'httpsOnly'], trait: 'http open', title: 'Take HTTPS only' },
  { path: ['acls', 'manageSystemACLs'], trait: 'no tokens', title: 'Ask for tokens' },
];

/**
 * Reads values of Consul's chart. Source: developer.hashicorp.com/consul/docs/reference/k8s/helm, hashicorp/consul-k8s
 * charts/consul/values.yaml.
 *
 * @param isNamed they stand below the name of the chart, in the values of another one
 */
export function readConsulValues(root: YamlMap, context: YamlContext, isNamed = false): void {
  const below = at(root, 'consul');
  if (below?.kind === 'map' && at(below, 'global')) readConsulValues(below, context, true);
  const global = at(root, 'global');
  const isConsul =
    isNamed ||
    at(root, 'connectInject') !== undefined ||
    /consul/.test(text(at(global, 'name')) ?? '') ||
    consulKeys.some(it => at(global, it) !== undefined);
  if (!isConsul || global?.kind === 'unknown') return;
  const tokens = boolean(at(global, 'acls', 'manageSystemACLs')) === true;
  // Servers that this chart does not bring ask for tokens as they like.
  const isElsewhere = boolean(at(root, 'externalServers', 'enabled')) === true;
  const open = ['LoadBalancer', 'NodePort'].includes(text(at(root, 'ui', 'service', 'type')) ?? '');
  const state = (trait: ConsulTrait, parent: YamlNode | undefined, key: string, better?: string, title = ''): void => {
    const entry = entryAt(parent, key);
    if (!entry) return;
    const edit = better === undefined ? undefined : write(entry.value, better);
    context.emit('consul.setting', {
      span: entry.span,
      place: configuration(),
      trait,
      text: `${key}: ${text(entry.value) ?? ''}`,
      at: entry.span,
      tokens,
      open,
      ...(edit ? { mend: { title, edits: [edit] } } : {}),
    });
  };
  for (const { path, trait, title } of switches) {
    const parent = at(global, ...path.slice(0, -1));
    const key = path.at(-1)!;
    if (boolean(at(parent, key)) !== false) continue;
    // Without TLS there is neither HTTPS nor a certificate.
    if (path[0] === 'tls' && key !== 'enabled' && boolean(at(global, 'tls', 'enabled')) !== true) continue;
    if (trait === 'no tokens' && isElsewhere) continue;
    state(trait, parent, key, 'true', title);
  }
  const gossip = at(global, 'gossipEncryption');
  if (boolean(at(gossip, 'autoGenerate')) === false && at(gossip, 'secretName') === undefined) {
    state('gossip', gossip, 'autoGenerate', 'true', 'Encrypt messages about members');
  }
  const acls = at(global, 'acls', 'manageSystemACLs');
  if (open && !isElsewhere && boolean(acls) !== true && acls?.kind !== 'unknown') {
    state('published', at(root, 'ui', 'service'), 'type', 'ClusterIP', 'Keep it inside of the cluster');
  }
  readRedirection(root, context);
  for (const part of ['server', 'client']) {
    const extra = at(root, part, 'extraConfig');
    const content = extra?.kind === 'scalar' ? extra.content() : undefined;
    if (content) readConsulJson(content, context.emit, true);
  }
}

/** Where nothing leads traffic to the proxies, they are gone past. */
function readRedirection(root: YamlMap, { emit }: YamlContext): void {
  const entry = entryAt(at(root, 'connectInject', 'transparentProxy'), 'defaultEnabled');
  if (!entry || boolean(entry.value) !== false) return;
  const removal = write(entry.value, 'true');
  emit('mesh.bypass', {
    span: entry.span,
    place: configuration(),
    by: 'Consul',
    resource: 'every pod',
    what: 'redirection',
    whole: false,
    text: 'defaultEnabled: false',
    at: entry.span,
    ...(removal ? { removal } : {}),
  });
}

/** The configuration entries that Kubernetes resources stand for. */
const entries: Readonly<Record<string, string>> = {
  Mesh: 'mesh',
  ProxyDefaults: 'proxy-defaults',
  ServiceDefaults: 'service-defaults',
  ServiceIntentions: 'service-intentions',
  IngressGateway: 'ingress-gateway',
};

/** Reads Consul's resources. Source: hashicorp/consul-k8s control-plane/api/v1alpha1. */
export function readConsul(resource: Resource): void {
  const spec = at(resource.root, 'spec');
  const kind = lookUp(entries, resource.kind);
  const value: Value<Data> | undefined = spec && toValue(spec);
  if (!kind || !value?.known || !isTable(value.value)) return;
  readEntry(value.value, nameOf(resource), resource.emit, kind, resource.name);
  const tls = at(spec, 'tls');
  const sides = [
    tls,
    at(tls, 'incoming'),
    at(tls, 'outgoing'),
    ...items(at(spec, 'listeners')).map(it => at(it, 'tls')),
  ];
  for (const it of sides) readSuites(at(it, 'cipherSuites'), 'Consul', resource);
}
