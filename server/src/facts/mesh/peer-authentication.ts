import { replace } from '../../base/edit';
import { insertAfter } from '../../syntax/yaml/edit';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, entries, entryAt, items, placeOf, text } from '../../syntax/yaml/read';
import { type Fix, mendBy } from '../fix';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write } from '../yaml/context';
import type { MutualTls } from './mesh';
import { readUnknownMode } from './mode';
import { readTokenRule } from './request-authentication';

/** Where Istio keeps what holds for the whole mesh, unless installed elsewhere. */
export const rootNamespace = 'istio-system';

const modes: ReadonlySet<string> = new Set(['STRICT', 'PERMISSIVE', 'DISABLE', 'UNSET']);

/** Source: istio/istio pilot/pkg/security/authn/policy_applier.go, ComposePeerAuthentication. */
const unreadSelector = `in the root namespace \`${rootNamespace}\` Istio skips policies with a selector`;

/** Reads Istio's PeerAuthentication. Source: istio/api security/v1beta1/peer_authentication.proto. */
export function readPeerAuthentication(resource: Resource): void {
  const { root, emit } = resource;
  const selector = at(root, 'spec', 'selector');
  const selects = selector?.kind === 'map' && entries(at(selector, 'matchLabels')).length > 0;
  const namespace = at(root, 'metadata', 'namespace');
  if (selector?.kind === 'unknown' || namespace?.kind === 'unknown') return;
  const scope = selects ? 'workload' : resource.namespace === rootNamespace ? 'mesh' : 'namespace';
  const inNamespace = resource.namespace ? ` in the namespace ${resource.namespace}` : '';
  const workloads = `the selected workloads${inNamespace}`;
  const covers =
    scope === 'mesh'
      ? 'the whole mesh'
      : scope === 'workload'
        ? workloads
        : resource.namespace
          ? `the namespace ${resource.namespace}`
          : 'its namespace';
  const unread = selects && resource.namespace === rootNamespace ? { ignored: unreadSelector } : {};
  const base = { span: root.span, place: configuration(), by: 'Istio', resource: nameOf(resource), ...unread } as const;

  const mode = at(root, 'spec', 'mtls', 'mode');
  const name = modeOf(mode);
  readUnknownMode(resource, mode, modes);
  if (mode && name) {
    emit('mesh.mtls', { ...base, scope, covers, mode: name, text: name, at: placeOf(mode), ...mend(mode) });
  } else if (!mode && scope === 'mesh') {
    const unset = unsetMode(resource);
    if (unset) emit('mesh.mtls', { ...base, scope, covers, mode: 'UNSET', text: '', ...unset });
  }

  for (const port of entries(at(root, 'spec', 'portLevelMtls'))) {
    const own = at(port.value, 'mode');
    const found = modeOf(own);
    readUnknownMode(resource, own, modes);
    if (!own || !found) continue;
    emit('mesh.mtls', {
      ...base,
      scope: 'port',
      covers: `port ${port.key} of ${workloads}`,
      mode: found,
      text: found,
      at: placeOf(own),
      ...(selects ? {} : { ignored: 'port-level modes need a selector' }),
      ...mend(own),
    });
  }
}

/** Reads what came before PeerAuthentication, up to Istio 1.5: `Policy` and `MeshPolicy`. An empty `mtls` is STRICT. */
export function readLegacyPolicy(resource: Resource): void {
  const { root, emit, kind } = resource;
  const scope = kind === 'MeshPolicy' ? 'mesh' : at(root, 'spec', 'targets') ? 'workload' : 'namespace';
  const covers = { mesh: 'the whole mesh', workload: 'its targets', namespace: 'its namespace' }[scope];
  for (const origin of items(at(root, 'spec', 'origins'))) {
    const rule = at(origin, 'jwt');
    if (rule) readTokenRule(resource, rule);
  }
  for (const peer of items(at(root, 'spec', 'peers'))) {
    const mode = at(peer, 'mtls', 'mode');
    const name = modeOf(mode);
    if (!mode || !name) continue;
    const base = { span: root.span, place: configuration(), by: 'Istio', resource: nameOf(resource) } as const;
    emit('mesh.mtls', { ...base, scope, covers, mode: name, text: name, at: placeOf(mode), ...mend(mode) });
  }
}

function modeOf(node: YamlNode | undefined): MutualTls['mode'] | undefined {
  const name = text(node);
  return name !== undefined && modes.has(name) ? (name as MutualTls['mode']) : undefined;
}

function mend(node: YamlNode): { readonly mend?: Fix } {
  const edit = write(node, 'STRICT');
  return mendBy('Ask for mutual TLS (STRICT)', edit);
}

/** The mesh-wide policy without a mode: where it would stand, and the edit that puts it there. */
function unsetMode(resource: Resource): Pick<MutualTls, 'at' | 'mend'> | undefined {
  const { root, file } = resource;
  if (root.open || at(root, 'spec')?.kind === 'unknown') return undefined;
  const title = 'Ask for mutual TLS (STRICT)';
  const spec = entryAt(root, 'spec');
  if (
    spec?.value.kind === 'map' &&
    spec.value.entries.length === 0 &&
    !spec.value.open &&
    spec.value.style === 'flow'
  ) {
    const edits = [replace(spec.value.span, '{ mtls: { mode: STRICT } }')];
    return { at: spec.span, mend: { title, edits } };
  }
  const mtls = entryAt(root, 'spec', 'mtls');
  if (mtls?.value.kind === 'map' && mtls.value.entries.length === 0 && !mtls.value.open) {
    return { at: mtls.span, mend: { title, edits: [replace(mtls.value.span, '{ mode: STRICT }')] } };
  }
  if (spec) return at(root, 'spec', 'mtls') ? undefined : { at: spec.keySpan };
  const metadata = entryAt(root, 'metadata');
  const kind = entryAt(root, 'kind');
  if (!metadata || !kind) return undefined;
  if (root.style === 'flow') return { at: kind.value.span };
  const edits = [insertAfter(file, metadata, ['spec:', '  mtls:', '    mode: STRICT'])];
  return { at: kind.value.span, mend: { title, edits } };
}
