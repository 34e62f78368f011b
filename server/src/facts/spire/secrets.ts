import type { Span } from '../../base/span';
import { knownValue } from '../../base/value';
import { isGuessable, isLiteralSecret, isSecret, isStandIn, secretsIn } from '../credential/secret';
import type { Emit } from '../facts';
import type { SpireConfig } from './config';
import type { SpireBlock, SpireSetting } from './settings';

/** Settings that are secrets whatever their value looks like (spire: doc/plugin_*.md). */
const secrets: ReadonlySet<string> = new Set(['app_secret', 'secret_access_key', 'approle_secret_id', 'password']);

/** The server makes tokens of the form of a UUID; whoever asks for another one writes something long. */
export const isToken = /^(?=.*\d)[\w-]{16,}$/;

/** `user:password@tcp(host)/name`, as the MySQL driver takes it. */
const dataSource = /^(?<user>[^:@/]+):(?<secret>[^@]+)@(?:tcp|unix)?\(/;

/** Reads the secrets that a configuration has as text. */
export function readSecrets({ settings, plugins, place, span }: SpireConfig, emit: Emit): void {
  const state = (form: 'environment' | 'connection string', name: string, at: Span, text: string): void => {
    if (!isLiteralSecret(text) || isStandIn(text) || /^(?:[A-Z]+_)+[A-Z]+$/.test(text)) return;
    emit('credential', { span, place: { ...place, runs: 'start' }, form, name, at, guessable: isGuessable(text) });
  };
  const visit = (setting: SpireSetting): void => {
    for (const it of setting.block?.entries ?? []) visit(it);
    const { key, at, value } = setting;
    const text = knownValue(value);
    if (typeof text !== 'string' || text === '') return;
    if (key === 'connection_string' || key === 'ro_connection_string') {
      for (const { start, end, secret } of inConnection(text)) {
        const exact = value.known && value.literal;
        state('connection string', key, exact ? { start: at.start + start, end: at.start + end } : at, secret);
      }
    } else if (
      key === 'join_token' ? isToken.test(text) : secrets.has(key) || (key === 'token' && isSecret('app_token', text))
    )
      state('environment', key, at, text);
  };
  for (const block of [settings, ...plugins.map((it): SpireBlock => it.data)])
    for (const it of block.entries) visit(it);
}

function inConnection(text: string): readonly (Span & { readonly secret: string })[] {
  const match = dataSource.exec(text);
  const secret = match?.groups?.secret;
  if (secret !== undefined) {
    const start = match!.groups!.user!.length + 1;
    return [{ start, end: start + secret.length, secret }];
  }
  return secretsIn(text).map(({ start, end }) => ({ start, end, secret: text.slice(start, end) }));
}
