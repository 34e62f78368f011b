import { isMapping, type Mapping } from '../../base/mapping';

/** A user and a password, or an identity token that stands for both; or a token for the registry itself. */
export type Credential =
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  | { readonly kind: 'identity'; readonly token: string }
  | { readonly kind: 'registry'; readonly token: string };

/** What `config.json` of the Docker command line says of credentials. */
export interface DockerConfig {
  /** Helpers by server. */
  readonly helpers: Readonly<Record<string, string>>;
  /** The helper for all others. */
  readonly store?: string;
  /** By server, as it is written there: `https://index.docker.io/v1/`, `registry.example:5000`. */
  readonly credentials: Readonly<Record<string, Credential>>;
}

/** The server under which credentials of Docker Hub are kept. */
export const hubServer = 'https://index.docker.io/v1/';

/** docker/cli `cli/config/configfile`. What is not as it should be is left out. */
export function parseDockerConfig(text: string): DockerConfig {
  const config = record(readJson(text));
  const helpers = Object.entries(record(config.credHelpers)).filter(
    (it): it is [string, string] => typeof it[1] === 'string' && it[1] !== '',
  );
  const credentials = Object.entries(record(config.auths)).flatMap(([server, entry]) => {
    const credential = credentialOf(record(entry));
    return credential ? [[server, credential] as const] : [];
  });
  return {
    helpers: Object.fromEntries(helpers),
    ...(typeof config.credsStore === 'string' && config.credsStore ? { store: config.credsStore } : {}),
    credentials: Object.fromEntries(credentials),
  };
}

/** The entry of a table for a server: by its very name, else by its host, since entries may be addresses. */
export function entryFor<T>(table: Readonly<Record<string, T>>, server: string): T | undefined {
  if (Object.hasOwn(table, server)) return table[server];
  return Object.entries(table).find(([name]) => hostOf(name) === hostOf(server))?.[1];
}

/** `ConvertToHostname` of docker/cli: without scheme and path. */
const hostOf = (server: string): string => {
  const [host = ''] = server.replace(/^https?:\/\//i, '').split('/', 1);
  return host.toLowerCase();
};

/** What a credential helper writes: a user `<token>` means that the secret is an identity token. */
export function parseHelperAnswer(text: string): Credential | undefined {
  const { Username: user, Secret: secret } = record(readJson(text));
  if (typeof user !== 'string' || typeof secret !== 'string' || secret === '') return undefined;
  return user === '<token>' ? { kind: 'identity', token: secret } : { kind: 'password', user, password: secret };
}

function credentialOf(entry: Mapping): Credential | undefined {
  const text = (name: string): string => (typeof entry[name] === 'string' ? entry[name] : '');
  if (text('identitytoken')) return { kind: 'identity', token: text('identitytoken') };
  if (/^[\w.~+/-]+=*$/.test(text('registrytoken'))) return { kind: 'registry', token: text('registrytoken') };
  const pair = Buffer.from(text('auth'), 'base64').toString().replace(/\0+$/, '');
  const colon = pair.indexOf(':');
  if (colon > 0) return { kind: 'password', user: pair.slice(0, colon), password: pair.slice(colon + 1) };
  return text('username') && text('password')
    ? { kind: 'password', user: text('username'), password: text('password') }
    : undefined;
}

const record = (value: unknown): Mapping => (isMapping(value) ? value : {});

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
