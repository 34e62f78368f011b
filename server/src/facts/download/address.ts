import type { Span } from '../../base/span';
import type { Value } from '../../base/value';
import { literalOf } from '../command/native';

/** The parts of an address that are known: of `"http://host/$x"` scheme and host. */
export interface Address {
  readonly scheme: string;
  /** Lower case, without user and port. */
  readonly host: string;
  /** Path and query, as far as known. */
  readonly path: string;
}

/** Reads an address; `undefined` when scheme or host are not known, or when it is none. */
export function addressOf(url: Value<string>): Address | undefined {
  const text = url.known ? url.value : (url.prefix ?? '');
  const match = /^\s*([a-z][a-z\d+.-]*):\/\/(?:[^/?#@\s]*@)?(\[[^\]]*\]|[^/?#:\s]*)(?::\d+)?([/?#]\S*)?/i.exec(text);
  // A host that ends where the known text does may go on: `http://$server`, `http://test$number/`.
  if (!match?.[2] || (!url.known && match[3] === undefined)) return undefined;
  return { scheme: match[1]!.toLowerCase(), host: match[2].toLowerCase(), path: match[3] ?? '' };
}

/** The host of an address that is written without a scheme, as programs that fetch take it: `get.scoop.sh`. */
export const bareHostOf = (url: Value<string>): string | undefined =>
  url.known ? /^\s*((?:[a-z\d-]+\.)+[a-z]{2,})(?=[/?#:\s]|$)/i.exec(url.value)?.[1]?.toLowerCase() : undefined;

/**
 * What programs that fetch make of an address without a scheme: `irm example.test/get` asks by http. A name alone may be a
 * file's: it has three parts, or a path follows.
 */
export function impliedAddressOf(url: Value<string>): Address | undefined {
  const host = bareHostOf(url);
  const rest = host !== undefined && url.known ? url.value.trim().slice(host.length) : '';
  if (host === undefined || files.test(host) || (host.split('.').length < 3 && !rest.startsWith('/'))) return undefined;
  return { scheme: 'http', host, path: rest };
}

const files =
  /\.(?:exe|msi|msix|appx|zip|7z|cab|iso|ps1|psm1|bat|cmd|json|xml|txt|html?|config|nupkg|dll|gz|tgz|jar|war)$/;

/** Where the scheme of an address is written; `undefined` when it is put together from parts, or stands elsewhere. */
export function schemeAt(url: Value<string>): Span | undefined {
  const literal = literalOf(url);
  // What another shell puts in, `'%URL%'`, is no longer than its name where it stands.
  if (literal && url.known && literal.end - literal.start !== url.value.length) return undefined;
  const at = literal ?? url.head;
  const size = addressOf(url)?.scheme.length ?? 0;
  return at && size > 0 && at.end - at.start > size ? { start: at.start, end: at.start + size } : undefined;
}

/** Hosts that are this machine, its own link or the host of an Azure machine: nobody stands between. */
export const isLocalHost = (host: string): boolean =>
  /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|::1|\[::1\]|\[fe80:.*\]|169\.254(?:\.\d+){2}|168\.63\.129\.16|host\.docker\.internal|gateway\.docker\.internal|metadata\.google\.internal|\+|\*|\.)$/.test(
    host,
  );

/**
 * Addresses of private networks (RFC 1918) and names that no public name service knows, those of a cluster among them: a
 * smaller set of people stands between.
 */
export const isPrivateHost = (host: string): boolean =>
  /^(?:10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2})$/.test(host) ||
  /\.(?:svc|svc\..*|local|localdomain|internal|intranet|lan|home\.arpa)$/.test(host) ||
  !/[.:]/.test(host);

/** Whether `host` is `name` or below it. */
export const isHostOf = (host: string, name: string): boolean => host === name || host.endsWith(`.${name}`);
