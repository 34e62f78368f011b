import type { Edit } from '../../base/edit';
import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import { type Data, entry, entryIn, isTable, itemsOf, textOf, type Value } from '../../base/value';
import { parseJson } from '../../syntax/json/parse';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, entryAt, placeOf, toValue } from '../../syntax/yaml/read';
import { isGuessable, isLiteralSecret } from '../credential/secret';
import type { Fact, Place } from '../fact';
import type { Emit } from '../facts';
import { dataOf } from '../json/value';
import { configuration, write } from '../yaml/context';
import { nameOf, type Resource } from './resource';

/** Text and where it stands. */
interface Said {
  readonly text: string;
  readonly at: Span;
}

/**
 * The description of a group managed service account that a container logs on as: an object of Kubernetes, a JSON file
 * for Docker, or text in a pod.
 * Sources: kubernetes-sigs/windows-gmsa admission-webhook/deploy/gmsa-crd.yml; Virtualization-Documentation
 * manage-containers/manage-serviceaccounts.md.
 */
export interface CredentialSpec extends Fact {
  /** `GMSACredentialSpec web`, `this credential spec`. */
  readonly resource: string;
  /** Where it begins, for what is missing. */
  readonly at: Span;
  /** Keys of `DomainJoinConfig` that are not there. */
  readonly missing: readonly string[];
  /** Of the domain: `S-1-5-21-...`. */
  readonly sid?: Said;
  readonly guid?: Said;
  /** Plug-ins for the logon; the one of Active Directory is not among them. */
  readonly plugins?: Said;
  /** No account is listed. */
  readonly noAccount: boolean;
  /** The version of the API, where it is an object of Kubernetes. */
  readonly version?: Said & { readonly setTo: (version: string) => Edit | undefined };
  /** It stands in a pod; `named` when the pod also names the object that it comes from. */
  readonly inline?: { readonly named: boolean; readonly at: Span };
}

const joinKeys = ['Sid', 'MachineAccountName', 'Guid', 'DnsTreeName', 'DnsName', 'NetBiosName'];

/** Whether a JSON document is a credential spec. */
export const isCredentialSpec = (root: Value<Data>): boolean =>
  root.known && isTable(root.value) && entry(root.value, 'DomainJoinConfig') !== undefined;

/**
 * States what a credential spec says.
 * @param spec the mapping with `DomainJoinConfig`
 * @param isOpen a template may add to it
 */
export function emitCredentialSpec(
  spec: Value<Data>,
  more: Pick<CredentialSpec, 'resource' | 'at' | 'version' | 'inline'>,
  place: Place,
  emit: Emit,
  isOpen = false,
): void {
  const whole = more.inline?.at ?? spec.span;
  emitAccount(spec, place, emit);
  const join = entryIn(spec, 'DomainJoinConfig');
  const isRead = !isOpen && (!join || (join.known && isTable(join.value)));
  const plugins = itemsOf(entryIn(spec, 'CmsPlugins'));
  const isOther = plugins.length > 0 && plugins.every(it => it.known && !/^ActiveDirectory$/i.test(textOf(it) ?? ''));
  const directory = entryIn(spec, 'ActiveDirectoryConfig');
  const sid = said(entryIn(join, 'Sid'));
  const guid = said(entryIn(join, 'Guid'));
  emit('gmsa.credential-spec', {
    span: whole,
    place,
    ...more,
    missing: isRead ? joinKeys.filter(key => entryIn(join, key) === undefined) : [],
    ...(sid ? { sid } : {}),
    ...(guid ? { guid } : {}),
    ...(isOther ? { plugins: { text: plugins.map(textOf).join(', '), at: plugins[0]!.span } } : {}),
    noAccount: !isOpen && directory?.known === true && accountsOf(directory).length === 0,
  });
}

const accountsOf = (directory: Value<Data>): readonly Value<Data>[] =>
  itemsOf(entryIn(directory, 'GroupManagedServiceAccounts'));

const said = (value: Value<Data> | undefined): Said | undefined => {
  const known = textOf(value);
  return value?.known && known !== undefined ? { text: known, at: value.literal ?? value.span } : undefined;
};

/**
 * Hosts outside of the domain need an account, and some plug-ins take it as `domain:user:password`.
 * Source: Virtualization-Documentation manage-containers/gmsa-troubleshooting.md.
 */
function emitAccount(spec: Value<Data>, place: Place, emit: Emit): void {
  const input = entryIn(entryIn(entryIn(spec, 'ActiveDirectoryConfig'), 'HostAccountConfig'), 'PluginInput');
  const match = /^([^:=\s/]+:[^:=\s/]+):([^:\s]+)$/.exec(textOf(input) ?? '');
  const [whole, account = '', secret = ''] = match ?? [];
  if (!input?.known || !whole || !isLiteralSecret(secret)) return;
  const literal = input.literal;
  const isExact = literal && literal.end - literal.start === whole.length;
  emit('credential', {
    span: input.span,
    place: { ...place, runs: 'start' },
    form: 'account',
    name: account.replace(':', '\\'),
    at: isExact ? { start: literal.start + account.length + 1, end: literal.end } : input.span,
    guessable: isGuessable(secret),
  });
}

/** Reads a GMSACredentialSpec. */
export function readCredentialSpec(resource: Resource): void {
  const { root, version } = resource;
  const spec = at(root, 'credspec');
  const kind = entryAt(root, 'kind');
  const api = at(root, 'apiVersion');
  if (!spec || !kind) return;
  const stated = api && { text: version, at: placeOf(api), setTo: (to: string) => write(api, to) };
  const more = { resource: nameOf(resource), at: entryAt(root, 'credspec')?.keySpan ?? kind.span };
  const place = configuration('windows');
  const parts = [spec, at(spec, 'DomainJoinConfig'), at(spec, 'ActiveDirectoryConfig')];
  const isOpen = parts.some(it => it?.kind === 'unknown' || (it?.kind === 'map' && it.open));
  emitCredentialSpec(toValue(spec), { ...more, ...(stated ? { version: stated } : {}) }, place, resource.emit, isOpen);
}

/** Reads the credential specs that are written out in a pod. */
export function readInlineSpecs(resource: Resource, spec: YamlNode, containers: readonly YamlNode[]): void {
  for (const holder of [spec, ...containers]) {
    const options = at(holder, 'securityContext', 'windowsOptions');
    const node = at(options, 'gmsaCredentialSpec');
    const content = node?.kind === 'scalar' ? node.content() : undefined;
    if (!node || !content) continue;
    const named = at(options, 'gmsaCredentialSpecName') !== undefined;
    const key = entryAt(options, 'gmsaCredentialSpec')?.keySpan ?? placeOf(node);
    readCredentialSpecText(content, configuration('windows'), resource.emit, { named, at: key });
  }
}

/** Whether a JSON text may be a credential spec. */
export const looksLikeCredentialSpec = (text: string): boolean => text.includes('"DomainJoinConfig"');

/** Reads a credential spec that another file carries as JSON text: a pod, a ConfigMap, a compose file. */
export function readCredentialSpecText(
  content: MappedText,
  place: Place,
  emit: Emit,
  inline?: CredentialSpec['inline'],
): void {
  const { root } = parseJson(content.text);
  if (!root) return;
  const value = mapped(dataOf(root, content.text), content);
  if (!isCredentialSpec(value)) return;
  const first = inline?.at ?? value.span;
  emitCredentialSpec(
    value,
    { resource: 'this credential spec', at: first, ...(inline ? { inline } : {}) },
    place,
    emit,
  );
}

/** A value with its places in the host. */
function mapped(value: Value<Data>, content: MappedText): Value<Data> {
  const span = (it: Span): Span => content.span(it.start, it.end);
  if (!value.known) return { ...value, span: span(value.span) };
  const { value: data, literal } = value;
  const moved = { ...value, span: span(value.span), ...(literal ? { literal: span(literal) } : {}) };
  if (typeof data !== 'object' || data === null) return moved;
  if (data.kind === 'list') return { ...moved, value: { ...data, items: data.items.map(it => mapped(it, content)) } };
  if (data.kind !== 'table') return moved;
  const entries = data.entries.map(it => ({
    key: it.key,
    keySpan: span(it.keySpan),
    value: mapped(it.value, content),
  }));
  return { ...moved, value: { kind: 'table', entries } };
}
