import { type Answer, failure, found } from '../answer';
import type { TrustSettings } from '../settings';
import { jsonObject } from '../strict-json';
import { Asker, type AskerOptions } from './asker';
import { isRepository, mayAsk } from './endpoint';
import { Flights } from './flights';
import { absentOr, isHtml, page } from './registry-answer';

const largest = 4 * 1024 * 1024;
const rolePattern = /^(?:\d{1,9}\.)?[\w-]+(?:\/[\w-]+)*(?:\.[0-9a-f]{64})?$/;

export interface NotaryFetcher {
  /**
   * @param server `https://notary.example`
   * @param gun `docker.io/library/alpine`
   * @param role `root`, `timestamp`, `snapshot`, `targets`, `targets/releases`; by version or hash: `2.root`, `snapshot.12ab...`
   */
  (server: string, gun: string, role: string, signal?: AbortSignal): Promise<Answer<Uint8Array>>;
  close(): Promise<void>;
}

/**
 * Fetches signed metadata of Notary v1: `GET /v2/<gun>/_trust/tuf/<role>.json`. The server must be among the registries that may be
 * asked, and it gets the credential that is kept for itself, not the one of the registry.
 */
export function notaryFetcher(settings: TrustSettings, options: AskerOptions = {}): NotaryFetcher {
  const asker = new Asker(settings, options);
  const flights = new Flights();

  const ask = async (server: URL, gun: string, role: string, signal: AbortSignal): Promise<Answer<Uint8Array>> => {
    const asked = `the ${role} metadata of ${gun}`;
    const endpoint = { origin: server.origin, repository: gun, registry: server.host, mirror: false };
    const question = { method: 'GET', path: `_trust/tuf/${role}.json`, limit: largest, asked } as const;
    const response = await asker.ask(endpoint, question, signal);
    if (response.kind === 'failure') return response;
    if (response.status !== 200) return absentOr(response, asked);
    if (isHtml(response)) return page(response, asked);
    return jsonObject(response.body)
      ? found(response.body)
      : failure('protocol', `${server.host} answered with something that is no metadata when asked for ${asked}.`);
  };

  const fetcher = async (
    server: string,
    gun: string,
    role: string,
    signal?: AbortSignal,
  ): Promise<Answer<Uint8Array>> => {
    const address = URL.canParse(server) ? new URL(server) : undefined;
    if (!address?.host || address.pathname !== '/' || address.search || address.username || address.password)
      return failure('refused', `\`${server.slice(0, 160)}\` is not the address of a Notary server.`);
    const [registry = '', ...repository] = gun.split('/');
    if (!/^[\w.:-]+$/.test(registry) || !isRepository(repository.join('/')) || !rolePattern.test(role))
      return failure('refused', `\`${gun.slice(0, 160)}\` is not the name of a repository in full.`);
    const refusal = mayAsk(address.host, settings);
    if (refusal) return refusal;
    return flights.join(`${address.origin} ${gun} ${role}`, `the ${role} metadata of ${gun}`, signal, own =>
      ask(address, gun, role, own),
    );
  };

  return Object.assign(fetcher, {
    close: () => {
      flights.close();
      return asker.close();
    },
  });
}
