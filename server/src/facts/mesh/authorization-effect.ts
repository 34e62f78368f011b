import { replace } from '../../base/edit';
import type { Span } from '../../base/span';
import type { YamlEntry, YamlNode } from '../../syntax/yaml/model';
import { at, entries, entryAt, items, placeOf, text } from '../../syntax/yaml/read';
import { type Fix, mendBy } from '../fix';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write } from '../yaml/context';
import type { WithoutEffect } from './enforcement';

const actions: ReadonlySet<string> = new Set(['ALLOW', 'DENY', 'AUDIT', 'CUSTOM']);

/**
 * Reads what makes an AuthorizationPolicy decide nothing. Sources: istio/istio pkg/config/validation/validation.go
 * (ValidateAuthorizationPolicy), pilot/pkg/security/authz/builder (dry run), pilot/pkg/model/policyattachment.go (waypoints).
 *
 * @returns whether the policy decides
 */
export function readPolicyEffect(resource: Resource): boolean {
  const { root, emit } = resource;
  const found = refusalOf(resource) ?? dryRunOf(resource) ?? waypointOf(resource) ?? auditOf(resource);
  if (!found) return true;
  emit('mesh.without-effect', {
    span: root.span,
    place: configuration(),
    by: 'Istio',
    resource: nameOf(resource),
    ...found,
  });
  return false;
}

/** Reads a RequestAuthentication that is meant for a waypoint, which looks at those with `targetRefs` only. */
export function readTokenEffect(resource: Resource): void {
  const found = waypointOf(resource);
  if (!found) return;
  const base = { span: resource.root.span, place: configuration(), by: 'Istio' } as const;
  resource.emit('mesh.without-effect', { ...base, resource: nameOf(resource), ...found });
}

type Effect = Pick<WithoutEffect, 'text' | 'at' | 'fate' | 'why' | 'mend'>;

function refusalOf({ root }: Resource): Effect | undefined {
  const spec = at(root, 'spec');
  const action = at(spec, 'action');
  const word = text(action);
  const refused = (said: string, span: Span, why: string): Effect => ({ text: said, at: span, fate: 'refused', why });
  if (action && word !== undefined && !actions.has(word)) {
    return refused(word, placeOf(action), 'actions are written `ALLOW`, `DENY`, `AUDIT` or `CUSTOM`');
  }
  if (action && (word === 'DENY' || word === 'CUSTOM') && hasNothing(at(spec, 'rules'))) {
    return refused(word, placeOf(action), 'without rules it never matches');
  }
  const provider = entryAt(spec, 'provider');
  if (action && word === 'CUSTOM' && hasNothing(at(spec, 'provider'))) {
    return refused(word, placeOf(action), 'it names no provider that decides');
  }
  if (provider && (action === undefined || (word !== undefined && word !== 'CUSTOM'))) {
    return refused('provider', provider.keySpan, 'only the action CUSTOM has a provider');
  }
  const selector = entryAt(spec, 'selector');
  if (selector && at(spec, 'selector') && items(at(spec, 'targetRefs')).length > 0) {
    return refused('selector', selector.keySpan, 'a policy has `selector` or `targetRefs`, not both');
  }
  return undefined;
}

const hasNothing = (node: YamlNode | undefined): boolean =>
  node === undefined || (node.kind === 'list' && node.items.length === 0 && !node.open);

function dryRunOf({ root }: Resource): Effect | undefined {
  const entry = entryAt(root, 'metadata', 'annotations', 'istio.io/dry-run');
  if (!entry || !/^(?:1|t|T|TRUE|true|True)$/.test(text(entry.value) ?? '')) return undefined;
  const edit = write(entry.value, 'false');
  return {
    text: `istio.io/dry-run: ${text(entry.value)}`,
    at: entry.span,
    fate: 'watching',
    why: 'a dry run only notes what the policy would do',
    ...mendBy('Put the policy in force', edit),
  };
}

function auditOf({ root }: Resource): Effect | undefined {
  const action = at(root, 'spec', 'action');
  if (!action || text(action) !== 'AUDIT') return undefined;
  return { text: 'AUDIT', at: placeOf(action), fate: 'watching', why: 'requests that match are noted and let through' };
}

/** Labels of a selector that mean the proxy of a Gateway. */
const gatewayLabels: readonly string[] = ['gateway.networking.k8s.io/gateway-name', 'istio.io/gateway-name'];

function waypointOf(resource: Resource): Effect | undefined {
  const spec = at(resource.root, 'spec');
  const labels = entries(at(spec, 'selector', 'matchLabels'));
  const label = labels.find(it => gatewayLabels.includes(it.key) && /waypoint/i.test(text(it.value) ?? ''));
  const selector = entryAt(spec, 'selector');
  if (!label || !selector || at(spec, 'targetRefs')) return undefined;
  const mend = labels.length === 1 ? targetRefs(resource, selector, text(label.value)!) : undefined;
  return {
    text: `${label.key}: ${text(label.value)}`,
    at: label.span,
    fate: 'ignored',
    why: 'a waypoint reads policies with `targetRefs` only',
    ...(mend ? { mend } : {}),
  };
}

function targetRefs({ file }: Resource, selector: YamlEntry, gateway: string): Fix | undefined {
  if (selector.map.style === 'flow' || selector.value.kind !== 'map') return undefined;
  const line = file.text.lastIndexOf('\n', selector.keySpan.start - 1) + 1;
  const indent = ' '.repeat(selector.keySpan.start - line);
  const lines = ['targetRefs:', '- kind: Gateway', '  group: gateway.networking.k8s.io', `  name: ${gateway}`];
  const end = selector.span.start + file.text.slice(selector.span.start, selector.span.end).trimEnd().length;
  const edit = replace({ start: selector.span.start, end }, lines.join(file.newline + indent));
  return { title: 'Attach it to the waypoint', edits: [edit] };
}
