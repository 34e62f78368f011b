import type { YamlMap, YamlNode } from '../../syntax/yaml/model';
import { parseInside } from '../../syntax/yaml/parse';
import { at, boolean, entries, entryAt, items, placeOf, text } from '../../syntax/yaml/read';
import { mendBy } from '../fix';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write, type YamlContext } from '../yaml/context';
import { readComposeEnvironment } from '../yaml/environment';
import { readProxyValues } from './bypass';
import type { ProtectionOff } from './enforcement';
import { istioVersions, readIstioVersion } from './istio-version';
import { readOutboundPolicy } from './reach';
import { readSuites, readSwitchedOff } from './tls-settings';

/** Reads the configuration of the whole mesh out of an IstioOperator or Istio resource. */
export function readIstioOperator(resource: Resource): void {
  const spec = at(resource.root, 'spec');
  readMeshConfig(resource, nameOf(resource), at(spec, 'meshConfig'));
  const values = at(spec, 'values');
  if (values?.kind === 'map') readIstioValues(values, nameOf(resource), resource);
  readIstiod(resource, at(spec, 'components', 'pilot', 'k8s', 'env'));
}

/** Reads the ConfigMap `istio`, whose entry `mesh` is YAML in itself. */
export function readMeshConfigMap(resource: Resource): void {
  const mesh = at(resource.root, 'data', 'mesh');
  if (mesh?.kind !== 'scalar') return;
  for (const document of parseInside(resource.file, mesh)) readMeshConfig(resource, nameOf(resource), document.root);
}

/** Reads values of Istio's charts. Source: istio/istio manifests/charts/istio-control/istio-discovery/values.yaml. */
export function readIstioValues(root: YamlMap, resource: string, context: YamlContext, isWithin = false): void {
  // A chart of charts has the values of each below its name.
  for (const { key, value } of isWithin ? [] : entries(root)) {
    if (value.kind === 'map' && /istio/i.test(key)) readIstioValues(value, resource, context, true);
  }
  readMeshConfig(context, resource, at(root, 'meshConfig'));
  readIstiod(context, at(root, 'pilot', 'env'));
  const proxy = entryAt(root, 'global', 'proxy');
  if (proxy) readProxyValues(proxy, context);
  if (at(root, 'meshConfig')) readIstiod(context, at(root, 'env'));
}

/** Reads a ProxyConfig, whose variables every proxy gets. Source: istio/api networking/v1beta1/proxy_config.proto. */
export function readProxyConfig({ root, emit }: Resource): void {
  const place = { ...configuration(), runs: 'start' } as const;
  readComposeEnvironment(at(root, 'spec', 'environmentVariables'), place, emit);
}

/** Source: istio/api mesh/v1alpha1/config.proto. */
function readMeshConfig(context: YamlContext, resource: string, config: YamlNode | undefined): void {
  const { emit } = context;
  const whole = 'the configuration of the mesh';
  for (const key of ['meshMTLS', 'tlsDefaults']) {
    const tls = at(config, key);
    readIstioVersion(context, at(tls, 'minProtocolVersion'), 'minimum', istioVersions.mesh, whole);
    readSuites(at(tls, 'cipherSuites'), 'Istio', context);
  }
  readSwitchedOff(at(config, 'ca', 'tlsSettings'), 'insecureSkipVerify', 'Istio', emit);
  readOutboundPolicy(context, resource, at(config, 'outboundTrafficPolicy'));
  const paths = entryAt(at(config, 'pathNormalization'), 'normalization');
  if (paths && text(paths.value) === 'NONE') {
    const edit = write(paths.value, 'MERGE_SLASHES');
    const mend = edit && { title: 'Normalize paths, and merge slashes', edits: [edit] };
    emitOff(context, resource, 'paths', paths.value, 'normalization: NONE', mend);
  }
  const log = at(config, 'accessLogFile');
  const others = ['extensionProviders', 'defaultProviders', 'enableEnvoyAccessLogService'];
  if (log && text(log) === '' && others.every(it => !at(config, it)))
    emitOff(context, resource, 'log', log, 'accessLogFile: ""');
  readProviders(context, resource, config);
  readAutoMtls(context, resource, config);
}

/** Services that decide about requests, and tokens of services that take traces. */
function readProviders(context: YamlContext, resource: string, config: YamlNode | undefined): void {
  const place = { ...configuration(), runs: 'start' } as const;
  const defaults = at(config, 'defaultConfig');
  readComposeEnvironment(at(defaults, 'proxyMetadata'), place, context.emit);
  readComposeEnvironment(at(defaults, 'tracing', 'lightstep'), place, context.emit);
  for (const provider of items(at(config, 'extensionProviders'))) {
    for (const key of ['lightstep', 'skywalking']) readComposeEnvironment(at(provider, key), place, context.emit);
    for (const key of ['envoyExtAuthzHttp', 'envoyExtAuthzGrpc']) {
      const open = entryAt(at(provider, key), 'failOpen');
      if (!open || boolean(open.value) !== true) continue;
      const edit = write(open.value, 'false');
      const mend = edit && { title: 'Refuse requests that nobody decides about', edits: [edit] };
      emitOff(context, resource, 'answer', open.value, `failOpen: ${text(open.value)}`, mend);
    }
  }
}

/** Reads a WasmPlugin that decides about requests. Source: istio/api extensions/v1alpha1/wasm.proto. */
export function readWasmPlugin(resource: Resource): void {
  const spec = at(resource.root, 'spec');
  const strategy = at(spec, 'failStrategy');
  if (!strategy || text(strategy) !== 'FAIL_OPEN' || !/^AUTH[NZ]$/.test(text(at(spec, 'phase')) ?? '')) return;
  const edit = write(strategy, 'FAIL_CLOSE');
  const mend = edit && { title: 'Refuse requests that nobody decides about', edits: [edit] };
  emitOff(resource, nameOf(resource), 'answer', strategy, 'FAIL_OPEN', mend);
}

function emitOff(
  { emit }: YamlContext,
  resource: string,
  what: ProtectionOff['what'],
  node: YamlNode,
  said: string,
  mend?: ProtectionOff['mend'],
): void {
  const span = placeOf(node);
  const base = { span, place: configuration(), by: 'Istio', resource, what, text: said } as const;
  const at = span.end > span.start ? span : node.span;
  emit('mesh.protection-off', { ...base, at, ...(mend ? { mend } : {}) });
}

function readAutoMtls({ emit }: YamlContext, resource: string, config: YamlNode | undefined): void {
  const auto = at(config, 'enableAutoMtls');
  const entry = entryAt(config, 'enableAutoMtls');
  if (!auto || !entry || boolean(auto) !== false) return;
  const edit = write(auto, 'true');
  emit('mesh.client-tls', {
    span: entry.span,
    place: configuration(),
    by: 'Istio',
    resource,
    host: '*',
    covers: 'every destination without a DestinationRule',
    mode: 'DISABLE',
    how: 'switch',
    text: `enableAutoMtls: ${text(auto) ?? 'false'}`,
    at: entry.span,
    authority: 'none',
    subjects: false,
    ...mendBy('Let the mesh choose mutual TLS', edit),
  });
}

/** Variables of istiod that switch a check off, with the value that does it and the one that does not. */
const checks: ReadonlyMap<string, readonly [off: string, on: string, who: string]> = new Map([
  ['JWKS_RESOLVER_INSECURE_SKIP_VERIFY', ['true', 'false', 'istiod, which fetches the keys of tokens,']],
  ['VERIFY_CERTIFICATE_AT_CLIENT', ['false', 'true', 'proxies without a stated authority']],
] as const);

/** Reads istiod as it runs, out of the template of its pods. */
export function readIstiodPod(context: YamlContext, template: YamlNode): void {
  for (const container of items(at(template, 'spec', 'containers'))) {
    if (text(at(container, 'name')) === 'discovery') readIstiod(context, at(container, 'env'));
  }
}

/** Reads the environment of istiod: a mapping in values of charts, a list in the operator. */
function readIstiod({ emit }: YamlContext, environment: YamlNode | undefined): void {
  const listed = items(environment).map(it => [text(at(it, 'name')), at(it, 'value'), it.span] as const);
  const mapped = entries(environment).map(it => [it.key, it.value, it.span] as const);
  for (const [name, value, span] of [...listed, ...mapped]) {
    const check = checks.get(name ?? '');
    if (!check || !value || text(value)?.toLowerCase() !== check[0]) continue;
    const edit = write(value, check[1]);
    emit('tls.validation-off', {
      span,
      place: configuration(),
      who: check[2],
      text: `${name}: ${text(value)}`,
      at: span,
      ...mendBy('Check the certificate', edit),
    });
  }
}
