import { X509Certificate } from 'node:crypto';
import { readPublicKey } from '../cosign/key';
import type { PolicyStatement } from '../policy';
import { sha256 } from '../sha256';
import type { Scoped } from './scoped';

/** Each by what makes it this one, with the words for it. */
type Names = Map<string, string>;

interface Brought {
  readonly roots: Names;
  readonly keys: Names;
  readonly identities: Names;
  readonly servers: Names;
  readonly skips: Names;
}

/** `1 root (Acme Root, SHA-256 12ab34cd…) and 1 key (sha256:56ef…) for a.b/*`: what a project wants to be trusted, and for what. */
export function summaryOf(statements: readonly Scoped[]): string {
  const all: Brought = {
    roots: new Map(),
    keys: new Map(),
    identities: new Map(),
    servers: new Map(),
    skips: new Map(),
  };
  for (const { statement } of statements) collect(statement, all);
  const parts = [
    counted(all.roots, 'root'),
    counted(all.keys, 'key'),
    counted(all.identities, 'keyless identity', 'keyless identities'),
    counted(all.servers, 'server'),
    counted(all.skips, 'statement that asks for no signature', 'statements that ask for no signature'),
  ].filter(Boolean);
  const scopes = [...new Set(statements.flatMap(it => it.scopes))];
  const brought = parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts[0];
  return `${brought ?? 'statements'} for ${some(scopes)}`;
}

function collect(statement: PolicyStatement, { roots, keys, identities, servers, skips }: Brought): void {
  if (statement.level === 'skip') skips.set(statement.name, statement.name);
  else if (statement.kind === 'notation')
    for (const store of Object.values(statement.stores))
      for (const it of store.certificates) roots.set(sha256(it), `${commonName(it)}, SHA-256 ${short(sha256(it))}`);
  else if (statement.kind === 'docker-content-trust') {
    servers.set(statement.server, statement.server);
    for (const it of statement.rootKeys) keys.set(it, short(it));
  } else {
    const { trustedRoot, signers } = statement;
    if (trustedRoot) roots.set(trustedRoot.sha256, `a Sigstore, SHA-256 ${short(trustedRoot.sha256)}`);
    for (const it of signers)
      if ('key' in it) keys.set(it.key, `sha256:${short(keyId(it.key))}`);
      else identities.set(JSON.stringify(it), `${identityOf(it.identity)} by ${it.issuer}`);
  }
}

const identityOf = (identity: string | { readonly pattern: string }): string =>
  typeof identity === 'string' ? identity : `/${identity.pattern}/`;

const keyId = (pem: string): string => {
  const read = readPublicKey(pem);
  return typeof read === 'string' ? sha256(Buffer.from(pem)) : read.id;
};

function commonName(der: Uint8Array): string {
  try {
    const { subject } = new X509Certificate(der);
    return /^CN=(.*)$/m.exec(subject)?.[1] ?? subject;
  } catch {
    return 'a certificate';
  }
}

const short = (hex: string): string => `${hex.slice(0, 16)}…`;

const counted = (names: Names, one: string, many = `${one}s`): string =>
  names.size === 0 ? '' : `${names.size} ${names.size === 1 ? one : many} (${some([...names.values()])})`;

/** The first few: a dialog has not room for all. */
function some(names: readonly string[]): string {
  const plain = names.slice(0, 3).map(it => it.replace(/[\p{C}\s]+/gu, ' ').slice(0, 120));
  return `${plain.join('; ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
}
