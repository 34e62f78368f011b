/**
 * Trust stores of Notation: `truststore/x509/{ca|signingAuthority|tsa}/<name>/` with certificates.
 * Sources: specs/trust-store-trust-policy.md, Trust Store; notation-go `verifier/truststore`; notation-core-go `x509/cert.go`.
 */
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type { StoreType } from '../../facts/trust-policy/document';
import { isUnreadable, type PolicyFiles } from './files';

/** What is wrong with a store, and where. */
export interface StoreProblem {
  readonly path: string;
  readonly message: string;
}

const mostFiles = 200;
const mostBytes = 1_000_000;

/**
 * The certificates of a store (DER). A store that cannot be read as a whole is a problem: none of it is used then.
 * @param folder that of the trust policy
 */
export async function loadStore(
  folder: string,
  type: StoreType,
  name: string,
  files: PolicyFiles,
): Promise<readonly X509Certificate[] | StoreProblem> {
  const path = join(folder, 'truststore', 'x509', type, name);
  // Names are checked with the document; `.` and `..` would be other folders.
  if (/^\.+$/.test(name)) return { path, message: `\`${name}\` is no name of a trust store.` };
  const entries = await files.list(path);
  const store = `The trust store \`${type}:${name}\``;
  if (isUnreadable(entries)) return { path, message: `${store} cannot be used: ${entries.problem}.` };
  if (entries.length === 0) return { path, message: `${store} holds no certificate.` };
  if (entries.length > mostFiles) return { path, message: `${store} holds more than ${mostFiles} files.` };
  const all: X509Certificate[] = [];
  for (const { name: file, isFile } of entries) {
    const at = join(path, file);
    const problem = (what: string): StoreProblem => ({ path: at, message: `${store}: \`${file}\` ${what}.` });
    if (!isFile) return problem('is no regular file; folders and symbolic links are not supported');
    const bytes = await files.read(at, mostBytes);
    if (isUnreadable(bytes)) return problem(`cannot be used: ${bytes.problem}`);
    const certificates = certificatesOf(bytes);
    if (!certificates || certificates.length === 0) return problem('holds no certificate that can be read');
    for (const it of certificates) {
      const fault = faultOf(it, type);
      if (fault) return problem(fault);
    }
    all.push(...certificates);
  }
  return all;
}

/** The certificates of a file, PEM or DER, one behind another; `undefined` when it holds something else. */
function certificatesOf(bytes: Uint8Array): readonly X509Certificate[] | undefined {
  const text = Buffer.from(bytes).toString('latin1');
  try {
    const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g)];
    const all = text.split('-----BEGIN ').length - 1;
    // Anything beside certificates makes notation refuse the file.
    if (all > blocks.length) return undefined;
    if (all > 0) return blocks.map(it => new X509Certificate(Buffer.from(it[1]!, 'base64')));
    const certificates: X509Certificate[] = [];
    for (let at = 0; at < bytes.length; ) {
      const size = sizeOf(bytes, at);
      if (size === undefined || at + size > bytes.length) return undefined;
      certificates.push(new X509Certificate(bytes.subarray(at, at + size)));
      at += size;
    }
    return certificates;
  } catch {
    return undefined;
  }
}

/** The size of the DER sequence at a place, header included. Certificates have lengths of two or three bytes. */
function sizeOf(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at] !== 0x30) return undefined;
  const count = bytes[at + 1]! - 0x80;
  if (count < 1 || count > 3 || at + 2 + count > bytes.length) return undefined;
  let length = 0;
  for (let index = 0; index < count; index++) length = length * 256 + bytes[at + 2 + index]!;
  return 2 + count + length;
}

/** Stores hold certificates of authorities, or such that vouch for themselves; those of timestamps roots alone. */
function faultOf(certificate: X509Certificate, type: StoreType): string | undefined {
  const isOwn = isSelfSigned(certificate);
  if (type === 'tsa' && !(certificate.ca && isOwn && certificate.subject === certificate.issuer))
    return 'is no root certificate, which stores of type `tsa` hold alone';
  if (!certificate.ca && !isOwn) return 'is neither the certificate of an authority nor self-signed';
  return undefined;
}

function isSelfSigned(certificate: X509Certificate): boolean {
  try {
    return certificate.verify(certificate.publicKey);
  } catch {
    return false;
  }
}
