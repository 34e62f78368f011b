import { type Edit, replace } from '../../base/edit';
import type { Table } from '../../base/value';
import { isGuessable, isLiteralSecret, isStandIn } from '../credential/secret';
import { isLocalHost } from '../download/address';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { configuration } from '../yaml/context';
import { agentNames, foreignNames, secretPaths, switches } from './agent.data';
import { readWrittenEntry } from './entry';
import { booleanAt, type Found, find, tableAt, tablesOf, textAt } from './found';
import type { ConsulSetting, ConsulTrait } from './setting';
import { readSuites, readVersion } from './tls';

/** Whether a table is the configuration of a Consul agent. */
export function isAgent(root: Table): boolean {
  // Nomad's `server` is a block; so is its `client`.
  if (root.entries.some(it => foreignNames.has(it.key.toLowerCase())) || tableAt(root, 'server')) return false;
  const tls = tableAt(root, 'tls');
  const acl = tableAt(root, 'acl');
  return (
    root.entries.some(it => agentNames.has(it.key.toLowerCase())) ||
    ['defaults', 'internal_rpc', 'grpc', 'https'].some(it => tableAt(tls, it)) ||
    ['default_policy', 'tokens', 'enable_token_persistence', 'down_policy'].some(it => find(acl, it)) ||
    (booleanAt(root, 'server') !== undefined && find(root, 'datacenter') !== undefined)
  );
}

/**
 * Reads the configuration of a Consul agent, whatever notation it was written in.
 *
 * @param shown how messages name a setting
 */
export function readAgent(root: Table, emit: Emit, place: Place = configuration(), shown = shownSetting): void {
  const tokens = mayAskForTokens(root);
  const address = openAddress(root);
  const state = (trait: ConsulTrait, found: Found, to?: string, title?: string): void => {
    const { literal } = found.value.known ? found.value : { literal: undefined };
    const edits: Edit[] = to !== undefined && literal ? [replace(literal, to)] : [];
    const fact: ConsulSetting = {
      span: found.span,
      place,
      trait,
      text: shown(found),
      at: found.span,
      tokens,
      open: address !== undefined,
      ...(edits.length > 0 && title ? { mend: { title, edits } } : {}),
    };
    emit('consul.setting', fact);
  };

  const isAutomatic = booleanAt(root, 'auto_encrypt', 'tls') === true;
  for (const { path, bad, trait, title } of switches) {
    const found = find(root, ...path);
    // An agent that gets its certificate from a server checks that server.
    if (trait === 'calls unchecked' && isAutomatic) continue;
    if (found && booleanAt(root, ...path) === bad) state(trait, found, String(!bad), title);
  }
  readIncoming(root, state);
  for (const path of [['acl', 'default_policy'], ['acl_default_policy']]) {
    const found = find(root, ...path);
    if (found && textAt(root, ...path) === 'allow') {
      state('tokens optional', found, 'deny', 'Deny what no rule allows');
    }
  }
  if (address && !tokens) state('api', address, '127.0.0.1', 'Listen to this machine only');
  readAuthority(root, state);
  readTls(root, emit);
  readSecrets(root, place, emit);
  for (const it of entriesIn(root)) readWrittenEntry(it, 'this agent', emit);
}

/** Whether callers are asked for tokens, or may be: what a template decides counts as asking. */
const mayAskForTokens = (root: Table): boolean =>
  find(root, 'acl')?.value.known === false ||
  (find(root, 'acl', 'enabled') !== undefined && booleanAt(root, 'acl', 'enabled') !== false) ||
  (find(root, 'acl_default_policy') !== undefined && textAt(root, 'acl_default_policy') !== 'allow');

const shownSetting = ({ key, value }: Found): string => `${key} = ${value.known ? String(value.value) : value.text}`;

type State = (trait: ConsulTrait, found: Found, to?: string, title?: string) => void;

/** Only servers are called; what holds for their calls is stated for these alone, or for all of the agent. */
function readIncoming(root: Table, state: State): void {
  if (booleanAt(root, 'server') !== true) return;
  for (const [own, all] of [
    [
      ['tls', 'internal_rpc', 'verify_incoming'],
      ['tls', 'defaults', 'verify_incoming'],
    ],
    [['verify_incoming_rpc'], ['verify_incoming']],
  ] as const) {
    const found = find(root, ...own) ?? find(root, ...all);
    const path = find(root, ...own) ? own : all;
    const isBoth = path === own && booleanAt(root, ...all) === true && own.length === 1;
    if (found && !isBoth && booleanAt(root, ...path) === false) {
      state('callers unchecked', found, 'true', 'Ask callers for a certificate');
    }
  }
}

/** Where Consul has the certificates of its mesh signed: Vault, which it shows its token. */
function readAuthority(root: Table, state: State): void {
  const found = find(root, 'connect', 'ca_config', 'address');
  const { value } = found ?? {};
  const address = value?.known && typeof value.value === 'string' ? value.value : '';
  const host = /^http:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:]+)/i.exec(address)?.[1];
  if (!found || host === undefined || isLocalHost(host.toLowerCase())) return;
  state('authority in plain text', found, address.replace(/http/i, 'https'), 'Ask it over HTTPS');
}

/** The address at which plain HTTP is taken from other machines. */
function openAddress(root: Table): Found | undefined {
  const port = find(root, 'ports', 'http')?.value;
  if (port && (!port.known || port.value === -1 || port.value === '-1')) return undefined;
  const found = find(root, 'addresses', 'http') ?? find(root, 'client_addr');
  const written = found?.value.known ? found.value.value : undefined;
  return typeof written === 'string' && /^(?:0\.0\.0\.0|::|\[::\])$/.test(written.trim()) ? found : undefined;
}

function readTls(root: Table, emit: Emit): void {
  const places = [...['defaults', 'internal_rpc', 'https', 'grpc'].map(it => ['tls', it]), [] as readonly string[]];
  for (const place of places) {
    const version = find(root, ...place, 'tls_min_version');
    if (version) readVersion(version.value, 'minimum', undefined, emit);
    const suites = find(root, ...place, 'tls_cipher_suites');
    if (suites) readSuites(suites.value, 'iana', emit);
  }
}

/**
 * What secrets of Consul look like: 16, 24 or 32 bytes in base64, a UUID that is not made of one digit, tokens of Vault and of
 * the web, private keys.
 */
const secret =
  /^(?:(?=.*[a-z])(?:[A-Za-z\d+/]{22}==|[A-Za-z\d+/]{32}|[A-Za-z\d+/]{43}=)|(?!(.)\1{7}-)[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?:hv[sb]|s)\.[\w-]{20,}|eyJ[\w.-]{30,}|-----BEGIN[\s\S]*)$/;

/**
 * Tokens that may be of any form: those that older versions are given for everything, and the one for Vault, which is `root`
 * where Vault runs for trials.
 */
const freeForms: ReadonlySet<string> = new Set([
  'tokens.master',
  'tokens.agent_master',
  'acl_master_token',
  'acl_agent_master_token',
  'ca_config.token',
]);

function readSecrets(root: Table, place: Place, emit: Emit): void {
  for (const path of secretPaths) {
    const found = find(root, ...path);
    const value = found?.value;
    if (!found || !value?.known || typeof value.value !== 'string' || !value.literal) continue;
    const isFree = freeForms.has(path.slice(-2).join('.')) && /^(?:root|(?!.*token)\S{6,})$/i.test(value.value);
    if ((!isFree && !secret.test(value.value)) || !isLiteralSecret(value.value) || isStandIn(value.value)) continue;
    emit('credential', {
      span: found.span,
      place: place.runs === 'configuration' ? { ...place, runs: 'start' } : place,
      form: 'environment',
      name: path.join('.'),
      at: value.literal,
      guessable: isGuessable(value.value),
    });
  }
}

/** The configuration entries that an agent writes when its cluster begins. */
function entriesIn(root: Table): readonly Table[] {
  const holder = tableAt(root, 'config_entries');
  return (holder?.entries ?? []).filter(it => it.key.toLowerCase() === 'bootstrap').flatMap(it => tablesOf(it.value));
}
