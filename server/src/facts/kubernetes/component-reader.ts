import { replace } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import type { Span } from '../../base/span';
import { textOf, type Value } from '../../base/value';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, entries, entryAt, items, nodesIn, placeOf, text } from '../../syntax/yaml/read';
import { type Command, is } from '../command/command';
import { itemsOfText, pairOf, placeOf as placeOfValue, wordOf } from '../command/native';
import type { ScriptReader } from '../command/script';
import { isLiteralSecret } from '../credential/secret';
import { isLocalHost } from '../download/address';
import type { Fact, Place } from '../fact';
import type { Emit } from '../facts';
import type { Fix } from '../fix';
import { readSuites, readSwitchedOff, readVersion } from '../mesh/tls-settings';
import { configuration, write } from '../yaml/context';
import { components } from './component';
import type { Resource } from './resource';

/** Reads the configuration file of the kubelet. Source: kubernetes/kubelet config/v1beta1 types.go. */
export function readKubelet(resource: Resource): void {
  const { root, emit } = resource;
  for (const { path, opens, isBad, good } of components.kubelet!.options) {
    const entry = path && entryAt(root, ...path);
    const value = text(entry?.value);
    if (!entry || value === undefined || !isBad(value)) continue;
    const edit = write(entry.value, good);
    emit('kubernetes.component', {
      span: entry.span,
      place: configuration(),
      component: 'the kubelet',
      opens,
      text: `${path.join('.')}: ${value}`,
      at: placeOf(entry.value),
      ...(edit ? { mend: { title: `Set ${path.at(-1)} to ${good}`, edits: [edit] } } : {}),
    });
  }
  readVersion(at(root, 'tlsMinVersion'), 'the kubelet', 'minimum', 'server', emit);
  readSuites(at(root, 'tlsCipherSuites'), 'the kubelet', resource, 'iana');
}

/** Reads the file by which kubectl and others find a cluster. Source: kubernetes/client-go tools/clientcmd/api/v1/types.go. */
export function readKubeconfig({ root, emit }: Resource): void {
  for (const it of items(at(root, 'clusters'))) {
    const cluster = at(it, 'cluster');
    const host = /^https:\/\/(\[[^\]]*\]|[^:/]+)/.exec(text(at(cluster, 'server')) ?? '')?.[1] ?? '';
    if (!isLocalHost(host)) readSwitchedOff(cluster, 'insecure-skip-tls-verify', 'kubectl', emit);
  }
  for (const it of items(at(root, 'users'))) readUser(text(at(it, 'name')) ?? 'kubectl', at(it, 'user'), emit);
}

/** What a user logs on with, where it stands in the file: whoever reads that is the user. */
function readUser(name: string, user: YamlNode | undefined, emit: Emit): void {
  for (const { key, value, span } of entries(user)) {
    const form = lookUp(secrets, key);
    const secret = text(value) ?? '';
    // Shorter ones stand for some other text.
    if (!form || secret.length < 16 || !isLiteralSecret(secret)) continue;
    emit('credential', { span, place: configuration(), form, name, at: placeOf(value), guessable: false });
  }
}

const secrets: Readonly<Record<string, 'token' | 'private key'>> = { token: 'token', 'client-key-data': 'private key' };

/** Where kubeadm keeps the flags of a program. Sources: kubernetes.io reference/config-api/kubeadm-config.v1beta4. */
const extraArguments: readonly (readonly [program: string, ...path: string[]])[] = [
  ['kubelet', 'kubeletExtraArgs'],
  ['kube-apiserver', 'apiServer', 'extraArgs'],
];

/** Reads the flags that kubeadm, alone or by the Cluster API, starts programs with: a mapping, or a list of names and values. */
export function readKubeadm({ root, emit }: Resource): void {
  for (const node of nodesIn(root)) {
    for (const [program, ...path] of extraArguments) {
      const list = node.kind === 'map' && entryAt(node, path[0]!) ? at(node, ...path) : undefined;
      for (const it of items(list)) readExtra(program, text(at(it, 'name')), at(it, 'value'), emit);
      for (const it of entries(list)) readExtra(program, it.key, it.value, emit);
    }
  }
}

function readExtra(program: string, name: string | undefined, node: YamlNode | undefined, emit: Emit): void {
  const value = text(node);
  if (name === undefined || !node || value === undefined) return;
  const setTo = (to: string): Fix | undefined => {
    const edit = write(node, to);
    return edit && { title: `Set ${name} to ${to}`, edits: [edit] };
  };
  emitFlag({ program, name, value, at: placeOf(node), text: `${name}: ${value}`, setTo }, fact(node.span), emit);
  if (name === 'tls-min-version') readVersion(node, nameOf(program), 'minimum', 'server', emit);
}

const fact = (span: Span, place: Place = configuration()): Fact => ({ span, place });
const nameOf = (program: string): 'the kubelet' | 'the API server' =>
  program === 'kubelet' ? 'the kubelet' : 'the API server';

interface Flag {
  readonly program: string;
  readonly name: string;
  readonly value: string;
  readonly at: Span;
  readonly text: string;
  readonly setTo: (value: string) => Fix | undefined;
  /** What another flag of the same program is set to, where that is known. */
  readonly other?: (name: string) => string | undefined;
}

function emitFlag(flag: Flag, where: Fact, emit: Emit): void {
  const { name: component, options } = components[flag.program]!;
  const known = options.find(it => it.flag === flag.name);
  if (!known?.isBad(flag.value)) return;
  const mend = flag.setTo(known.good);
  const address = known.wide && flag.other?.(known.wide.flag);
  emit('kubernetes.component', {
    ...where,
    component,
    opens: known.wide && address && !isLocalHost(address) ? known.wide.opens : known.opens,
    text: flag.text,
    at: flag.at,
    ...(mend ? { mend } : {}),
  });
}

/** Reads the flags of components that scripts and pods start. */
export const readComponents: ScriptReader = ({ events }, emit) => {
  for (const event of events) {
    if (event.kind !== 'command') continue;
    for (const program of Object.keys(components)) if (is(event, program)) readFlags(event, program, emit);
    if (is(event, 'kubectl')) readProxy(event, emit);
    if (event.args.some(it => it.text.includes('--tls-'))) readTlsFlags(event, emit);
  }
};

function readFlags(command: Command, program: string, emit: Emit): void {
  const where = fact(command.span, command.place);
  const flags = flagsOf(command);
  const other = (called: string): string | undefined => textOf(flags.find(it => it.name === called)?.value);
  for (const { name, value, text: written } of flags) {
    if (!value.known) continue;
    const { literal } = value;
    const setTo = (to: string): Fix | undefined =>
      literal && { title: `Set --${name} to ${to}`, edits: [replace(literal, to)] };
    emitFlag({ program, name, value: value.value, at: written.at, text: written.text, setTo, other }, where, emit);
  }
}

interface Written {
  /** Without its dashes. */
  readonly name: string;
  readonly value: Value<string>;
  readonly text: { readonly text: string; readonly at: Span };
}

/** The flags of a Go program that have a value: `--name=value`, `--name value`. */
function flagsOf({ args }: Command): readonly Written[] {
  return args.flatMap((argument, index): Written[] => {
    const word = wordOf(argument);
    if (!word.known || !word.value.startsWith('--')) return [];
    const pair = pairOf(argument);
    if (pair)
      return [{ name: pair.key.slice(2), value: pair.value, text: { text: word.value, at: placeOfValue(word) } }];
    const next = args[index + 1];
    const value = next && wordOf(next);
    if (!value || (value.known && value.value.startsWith('-'))) return [];
    const text = { text: `${word.value} ${value.known ? value.value : ''}`, at: placeOfValue(value) };
    return [{ name: word.value.slice(2), value, text }];
  });
}

/**
 * The flags for TLS that all servers of Kubernetes share, and those made with its libraries. Source: kubernetes/component-base
 * cli/flag/ciphersuites_flag.go.
 */
function readTlsFlags(command: Command, emit: Emit): void {
  const where = fact(command.span, command.place);
  for (const { name, value } of flagsOf(command)) {
    const minor = name === 'tls-min-version' && value.known ? /^VersionTLS1([0-3])$/.exec(value.value)?.[1] : undefined;
    if (minor) {
      const { literal } = value as Extract<typeof value, { known: true }>;
      const version = `TLS 1.${minor}` as 'TLS 1.0' | 'TLS 1.1' | 'TLS 1.2' | 'TLS 1.3';
      const mend = literal && { title: 'Take TLS 1.2 at least', edits: [replace(literal, 'VersionTLS12')] };
      const at = placeOfValue(value);
      const more = mend ? { mend } : {};
      emit('tls.version', { ...where, version, state: 'minimum', by: 'program', role: 'server', at, ...more });
    }
    const items = name === 'tls-cipher-suites' ? itemsOfText(value) : [];
    if (items.length === 0 || items.some(it => !it.known)) continue;
    const suites = items.map(it => ({ name: it.known ? it.value : '', span: placeOfValue(it) }));
    const listSpan = placeOfValue(value);
    emit('tls.suites', { ...where, statement: 'list', by: 'program', naming: 'iana', suites, listSpan });
  }
}

/** `kubectl proxy --address=0.0.0.0`: the API with the rights of who runs it, for whoever sends the expected host name. */
function readProxy(command: Command, emit: Emit): void {
  const words = command.args.map(wordOf).map(it => (it.known ? it.value : ''));
  if (words.find(it => !it.startsWith('-')) !== 'proxy') return;
  for (const [index, word] of words.entries()) {
    const isSeparate = word === '--address';
    const address = isSeparate ? words[index + 1] : /^--address=(.*)$/.exec(word)?.[1];
    if (address !== '0.0.0.0' && address !== '::') continue;
    const at = command.args[isSeparate ? index + 1 : index]!.span;
    const where = fact(command.span, command.place);
    const component = 'kubectl proxy';
    emit('kubernetes.component', { ...where, component, opens: 'unsafe port', text: `--address=${address}`, at });
  }
}
