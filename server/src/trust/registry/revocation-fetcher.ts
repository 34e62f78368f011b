import { type Answer, failure, found } from '../answer';
import type { TrustSettings } from '../settings';
import { Asker, type AskerOptions, refusal } from './asker';
import { Flights } from './flights';
import { isHtml, page } from './registry-answer';

const largest = 1024 * 1024;
const longestAddress = 2048;

export interface RevocationRequest {
  /** As a certificate names it. */
  readonly address: string;
  readonly kind: 'crl' | 'ocsp';
  /** The request to an OCSP responder (DER). */
  readonly body?: Uint8Array;
}

export interface RevocationFetcher {
  (request: RevocationRequest, signal?: AbortSignal): Promise<Answer<Uint8Array>>;
  close(): Promise<void>;
}

/**
 * Fetches revocation lists (RFC 5280, 4.2.1.13) and answers of OCSP responders (RFC 6960, appendix A). Plain http is as it should
 * be, both are signed. Never `absent`: that a list is not there does not mean that nothing was revoked.
 */
export function revocationFetcher(settings: TrustSettings, options: AskerOptions = {}): RevocationFetcher {
  const asker = new Asker(settings, options);
  const flights = new Flights();

  const ask = async (
    { address: text, kind, body }: RevocationRequest,
    signal: AbortSignal,
  ): Promise<Answer<Uint8Array>> => {
    const asked = kind === 'crl' ? 'a list of revoked certificates' : 'the state of a certificate';
    const address = new URL(text);
    const ocsp = { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' };
    const response =
      kind === 'ocsp'
        ? await asker.once(
            {
              method: 'POST',
              address,
              headers: ocsp,
              body: body ?? new Uint8Array(),
              limit: largest,
              asked,
              plain: true,
            },
            signal,
          )
        : await asker.once({ method: 'GET', address, limit: largest, asked }, signal, true);
    if (response.kind === 'failure') return response;
    if (isHtml(response)) return page(response, asked);
    return response.status === 200 ? found(response.body) : refusal(response, asked);
  };

  const fetcher = async (request: RevocationRequest, signal?: AbortSignal): Promise<Answer<Uint8Array>> => {
    const { address, kind, body } = request;
    if (settings.mode !== 'online' || !settings.revocation)
      return failure(
        'network-disabled',
        'Whether certificates were revoked is not looked up: the settings do not say so.',
      );
    if (address.length > longestAddress || !URL.canParse(address))
      return failure('refused', 'A certificate names an address for its revocation that is none.');
    const key = `${kind} ${address} ${Buffer.from(body ?? []).toString('base64')}`;
    return flights.join(key, 'the revocation of a certificate', signal, own => ask(request, own));
  };

  return Object.assign(fetcher, {
    close: () => {
      flights.close();
      return asker.close();
    },
  });
}
