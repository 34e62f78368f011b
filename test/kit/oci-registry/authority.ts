import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate authority that nobody trusts by itself, and a server's certificate from it: for loopback, and names that a proxy leads here. */
export interface Authority {
  /** The file with the authority's certificate (PEM). */
  readonly file: string;
  readonly key: Buffer;
  readonly certificate: Buffer;
}

let made: Authority | undefined;

/** Made once a run, by openssl. */
export function authority(): Authority {
  if (made) return made;
  const folder = mkdtempSync(join(tmpdir(), 'authority-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe', cwd: folder });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '30', '-subj', '/CN=Kit CA');
  openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost');
  const names = ['localhost', 'registry.test', '*.registry.test', 'registry-1.docker.io', 'auth.docker.io'];
  const alternatives = [...names.map(it => `DNS:${it}`), 'IP:127.0.0.1'];
  writeFileSync(path('server.ext'), `subjectAltName=${alternatives.join(',')}\n`);
  const sign = ['x509', '-req', '-in', 'server.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'];
  openssl(...sign, '-out', 'server.crt', '-days', '30', '-extfile', 'server.ext');
  made = { file: path('ca.crt'), key: readFileSync(path('server.key')), certificate: readFileSync(path('server.crt')) };
  return made;
}
