import { insertAfter } from '../../syntax/yaml/edit';
import type { YamlEntry, YamlNode } from '../../syntax/yaml/model';
import { at, boolean, entryAt, items, placeOf, text } from '../../syntax/yaml/read';
import { mendBy } from '../fix';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write } from '../yaml/context';
import type { WithoutEffect } from './enforcement';

type Effect = Pick<WithoutEffect, 'text' | 'at' | 'fate' | 'why' | 'mend'>;

/**
 * Annotations of one word, the words that Linkerd knows, those that are meant by others, and what an unknown one does. `windows` is
 * one of Buoyant's distribution (docs.buoyant.io features/windows-containers).
 */
const words = [
  {
    key: 'linkerd.io/inject',
    known: ['enabled', 'disabled', 'ingress', 'windows'],
    meant: /^(?:true|yes|on|enable|1)$/i,
    better: 'enabled',
    why: 'Linkerd knows no such word, and gives no proxy',
  },
  {
    key: 'config.linkerd.io/default-inbound-policy',
    known: [
      'all-unauthenticated',
      'all-authenticated',
      'cluster-authenticated',
      'cluster-unauthenticated',
      'deny',
      'audit',
    ],
    meant: /^(?:deny-?all|denied|block|none)$/i,
    better: 'deny',
    why: 'Linkerd knows no such policy, so that of the installation holds',
  },
] as const;

/** Reads words that Linkerd does not know, at a namespace or a pod. Sources: linkerd/linkerd2 pkg/inject, policy-controller. */
export function readLinkerdWords(resource: Resource, annotations: YamlNode | undefined): void {
  for (const { key, known, meant, better, why } of words) {
    const node = at(annotations, key);
    const word = text(node);
    const all: readonly string[] = known;
    if (!node || !word || all.includes(word)) continue;
    const lower = word.toLowerCase();
    const right = all.includes(lower) ? lower : meant.test(word) ? better : undefined;
    const edit = right === undefined ? undefined : write(node, right);
    emit(resource, {
      text: word,
      at: placeOf(node),
      fate: 'ignored',
      why,
      ...mendBy(`Replace it by ${right}`, edit),
    });
  }
}

/** Reads what makes an object of Linkerd's policy decide nothing. Source: linkerd/linkerd2 policy-controller/runtime/src/admission.rs. */
export function readLinkerdEffect(resource: Resource): void {
  const spec = at(resource.root, 'spec');
  const found =
    resource.kind === 'AuthorizationPolicy'
      ? (targetFault(resource, at(spec, 'targetRef')) ?? demandFault(at(spec, 'requiredAuthenticationRefs')))
      : resource.kind === 'Server'
        ? accessFault(resource, entryAt(spec, 'accessPolicy'))
        : resource.kind === 'ServerAuthorization'
          ? clientFault(at(spec, 'client'))
          : undefined;
  if (found) emit(resource, found);
}

const own = 'policy.linkerd.io';
const gateway = 'gateway.networking.k8s.io';
const targets = new Set([
  `${own}/server`,
  `${own}/httproute`,
  `${gateway}/httproute`,
  `${gateway}/grpcroute`,
  '/namespace',
]);

/** The kind that a reference names, in lower case with its group; `undefined` when a template decides. */
function kindOf(reference: YamlNode | undefined): string | undefined {
  const group = at(reference, 'group');
  const kind = text(at(reference, 'kind'));
  if (kind === undefined || group?.kind === 'unknown') return undefined;
  return `${(text(group) ?? '').replace(/^core$/, '')}/${kind}`.toLowerCase();
}

function targetFault({ file, namespace }: Resource, target: YamlNode | undefined): Effect | undefined {
  const kind = kindOf(target);
  const entry = entryAt(target, 'kind');
  const name = at(target, 'name');
  if (kind === undefined || !entry) return undefined;
  const shown = { text: text(entry.value) ?? '', at: placeOf(entry.value), fate: 'refused' } as const;
  if (!targets.has(kind)) {
    const why = 'a policy is for a Server, a route or its namespace';
    if (kind !== '/server') return { ...shown, why };
    const edits = [insertAfter(file, entry, `group: ${own}`)];
    const mend = { title: 'Say whose Server it is', edits };
    return { ...shown, why: `without the group ${own} no Server is meant`, mend };
  }
  if (kind !== '/namespace' || !name || namespace === undefined) return undefined;
  const stated = text(name);
  if (stated === undefined || stated === namespace) return undefined;
  return { text: stated, at: placeOf(name), fate: 'refused', why: 'a policy speaks for its own namespace only' };
}

const identities = new Set([`${own}/meshtlsauthentication`, '/serviceaccount']);

function demandFault(demands: YamlNode | undefined): Effect | undefined {
  const all = items(demands).map(node => ({ node, kind: kindOf(node) }));
  for (const isOne of [(it: string) => identities.has(it), (it: string) => it === `${own}/networkauthentication`]) {
    const [, second] = all.filter(it => it.kind !== undefined && isOne(it.kind));
    const kind = entryAt(second?.node, 'kind');
    if (!kind) continue;
    const why = 'a policy asks for one identity and one network at most; several stand in one authentication';
    return { text: text(kind.value) ?? '', at: placeOf(kind.value), fate: 'refused', why };
  }
  return undefined;
}

/** Versions before v1beta3 lose the field. Source: charts/linkerd-crds/templates/policy/server.yaml. */
function accessFault({ root, version, group }: Resource, entry: YamlEntry | undefined): Effect | undefined {
  const word = text(entry?.value);
  if (!entry || word === undefined || !/^v1(?:alpha1|beta[12])$/.test(version)) return undefined;
  const edit = write(at(root, 'apiVersion'), `${group}/v1beta3`);
  return {
    text: `accessPolicy: ${word}`,
    at: entry.span,
    fate: 'ignored',
    why: `${version} has no such field, and nobody is let in that no policy names`,
    ...mendBy('Write it for v1beta3', edit),
  };
}

function clientFault(client: YamlNode | undefined): Effect | undefined {
  const entry = entryAt(client, 'unauthenticated');
  const tls = at(client, 'meshTLS');
  if (!entry || boolean(entry.value) !== true || tls?.kind !== 'map') return undefined;
  return {
    text: 'unauthenticated: true',
    at: entry.span,
    fate: 'refused',
    why: 'TLS of the mesh is asked for beside it',
  };
}

const emit = (resource: Resource, found: Effect): void =>
  resource.emit('mesh.without-effect', {
    span: resource.root.span,
    place: configuration(),
    by: 'Linkerd',
    resource: nameOf(resource),
    ...found,
  });
