import type { UnknownReason } from '../../facts/image/status';
import { type Failure, failure } from '../answer';
import type { AddressClassFault } from './host';

/** Thrown where a connection would be made to an address that is not public. */
export class RefusedAddress extends Error {
  constructor(readonly fault: AddressClassFault) {
    super(`${fault.address} is ${fault.is}`);
  }
}

/** Codes of Node and of undici, and what became of the request. */
const codes: Readonly<Record<string, readonly [reason: UnknownReason, what: string]>> = {
  ENOTFOUND: ['offline', 'its name is not known'],
  EAI_AGAIN: ['offline', 'its name could not be looked up'],
  ECONNREFUSED: ['offline', 'the connection was refused'],
  ECONNRESET: ['offline', 'the connection was reset'],
  EPIPE: ['offline', 'the connection was reset'],
  EHOSTUNREACH: ['offline', 'there is no way to it'],
  ENETUNREACH: ['offline', 'there is no way to it'],
  UND_ERR_SOCKET: ['offline', 'the connection broke'],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['offline', 'the answer broke off'],
  UND_ERR_ABORTED: ['offline', 'the proxy did not let the connection through'],
  // Headers are made here; what else undici says this of is the proxy: its address, or that it wants to know who asks.
  UND_ERR_INVALID_ARG: ['offline', 'the proxy did not let the connection through'],
  ERR_INVALID_URL: ['offline', 'the address of the proxy is none'],
  ETIMEDOUT: ['timeout', 'it did not answer in time'],
  UND_ERR_CONNECT_TIMEOUT: ['timeout', 'it did not answer in time'],
  UND_ERR_HEADERS_TIMEOUT: ['timeout', 'it did not answer in time'],
  UND_ERR_BODY_TIMEOUT: ['timeout', 'it did not answer in time'],
  UND_ERR_HEADERS_OVERFLOW: ['too-big', 'the head of its answer is too big'],
};

/** What an error of a request means, as a sentence that names neither credential nor address beyond the host. */
export function failureOf(error: unknown, host: string, asked: string): Failure {
  if (error instanceof RefusedAddress)
    return failure(
      'refused',
      `${host} was not asked for ${asked}: the name leads to ${error.fault.address}, which is ${error.fault.is}; list it as a private registry if that is meant.`,
    );
  const code = codeOf(error);
  const [reason, what] = codes[code] ?? unlisted(code);
  return failure(reason, `${host} could not be asked for ${asked}: ${what}.`);
}

/** Whether the connection broke: a server may close one that was kept open at any time, also just when it is used. */
export const isBroken = (error: unknown): boolean => /^(?:UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(codeOf(error));

function unlisted(code: string): readonly [UnknownReason, string] {
  if (/^(?:CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_|HOSTNAME_MISMATCH|INVALID_CA|ERR_SSL_|EPROTO)/.test(code))
    return [
      'protocol',
      `no trusted TLS connection came about (${code}); if an authority of yours has signed its certificate, name the file with it`,
    ];
  if (code.startsWith('HPE_')) return ['protocol', 'it does not speak HTTP'];
  return ['offline', code ? `the connection failed (${code})` : 'the connection failed'];
}

function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    const code = (at as NodeJS.ErrnoException).code;
    if (typeof code === 'string') return code;
  }
  return '';
}
