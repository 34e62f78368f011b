import { type Failure, failure } from '../answer';
import type { TrustSettings } from '../settings';
import { addressClass } from './address-class';

/** What `settings` lists of hosts, decided by `host:port`. */
export type HostLists = Pick<TrustSettings, 'privateRegistries' | 'insecureRegistries'>;

/**
 * Whether a list of `host` and `host:port` names the one that an address leads to. An entry without a port stands for the
 * ports that need not be written, 443 and 80: listing `localhost` opens no other door of that machine.
 */
export function isListed(list: readonly string[], address: URL): boolean {
  const host = address.hostname.toLowerCase().replace(/\.$/, '');
  return list.some(entry => {
    const wanted = parseHost(entry);
    if (wanted?.host !== host) return false;
    const port = address.port || (address.protocol === 'http:' ? '80' : '443');
    return wanted.port === undefined ? port === '80' || port === '443' : wanted.port === port;
  });
}

/**
 * Splits `host[:port]` as references write it, with the host as `URL` writes it: lower case, IPv4 addresses in dots whatever
 * notation they came in. `undefined` when it is none.
 */
export function parseHost(text: string): { readonly host: string; readonly port?: string } | undefined {
  const parts = /^(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?$/i.exec(text);
  const url = parts && URL.canParse(`http://${parts[1]}/`) ? new URL(`http://${parts[1]}/`) : undefined;
  if (!parts || !url || Number(parts[2] ?? 1) > 65535 || Number(parts[2] ?? 1) === 0) return undefined;
  return { host: url.hostname, ...(parts[2] === undefined ? {} : { port: String(Number(parts[2])) }) };
}

/** An IP address in the place of a name, without the brackets of IPv6; `undefined` when it is a name. */
function bareAddress({ hostname }: Pick<URL, 'hostname'>): string | undefined {
  const plain = hostname.replace(/^\[|\]$/g, '');
  return addressClass(plain) ? plain : undefined;
}

/**
 * Names that are the machine's own or those of a local network (RFC 6761, 6762; ICANN reserved `internal` in 2024; RFC 8375).
 * Where the connection is made here the address decides anyway; a proxy would look them up out of our sight.
 */
const localName = /^[^.]+$|(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa)$/i;

/**
 * Why an address may not be asked, before anything is looked up: it must be https, or the host listed as insecure; carry no
 * credential; and name its host by a public name, unless the host is listed as private.
 * @param plain whether http is allowed, as it is for revocation lists
 */
export function refusalOf(address: URL, lists: HostLists, asked: string, plain = false): Failure | undefined {
  const refused = (why: string) => failure('refused', `${address.host} was not asked for ${asked}: ${why}`);
  if (address.username || address.password) return refused('its address carries a credential.');
  if (address.protocol === 'http:') {
    if (!plain && !isListed(lists.insecureRegistries, address))
      return refused('it would be asked in plain text; list it as an insecure registry if that is meant.');
  } else if (address.protocol !== 'https:')
    return failure('refused', `Addresses of \`${address.protocol}\` are not asked for ${asked}.`);
  if (isListed(lists.privateRegistries, address)) return undefined;
  if (bareAddress(address)) return refused('it is a bare address; list it as a private registry if that is meant.');
  if (localName.test(address.hostname.replace(/\.$/, '')))
    return refused('the name is one of a local network; list it as a private registry if that is meant.');
  return undefined;
}

/** Why none of these addresses may be connected to, when there is one that is not public. */
export const refusedAddress = (addresses: readonly string[]): AddressClassFault | undefined => {
  for (const address of addresses) {
    const is = addressClass(address) ?? 'reserved';
    if (is !== 'public') return { address, is };
  }
  return undefined;
};

export interface AddressClassFault {
  readonly address: string;
  readonly is: string;
}
