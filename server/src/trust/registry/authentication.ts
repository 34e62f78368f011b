import { type Failure, failure } from '../answer';
import type { TrustSettings } from '../settings';
import { jsonObject } from '../strict-json';
import { type Challenge, parseChallenges } from './challenge';
import type { Credentials } from './credentials';
import type { Credential } from './docker-config';
import type { Endpoint } from './endpoint';
import { parseHost } from './host';
import type { Exchange, Response } from './transport';

/** Registries whose tokens are given by a host of another name, which gets the credentials of the registry. */
const tokenServers: Readonly<Record<string, string>> = {
  'registry-1.docker.io': 'auth.docker.io',
  'registry.gitlab.com': 'gitlab.com',
};

const largestAnswer = 64 * 1024;
/** Of the distribution token specification: what holds where no time is named. */
const usualLifetime = 60;
const longestLifetime = 3600;
/** Seconds before its end from which on a token is no longer used. */
const margin = 5;
const mostKept = 1000;

interface Kept {
  readonly authorization: string;
  readonly until: number;
}

type Send = (exchange: Exchange) => Promise<Response | Failure>;

/**
 * Answers challenges: basic authentication (RFC 7617), and bearer tokens of the distribution specification ("Token
 * Authentication Specification"). Tokens are kept in memory, each for one repository of one endpoint.
 */
export class Authentication {
  private readonly kept = new Map<string, Kept>();
  /** Token servers that asked for a credential that is not theirs to have, by endpoint. */
  private readonly withheld = new Map<string, string>();
  private readonly underWay = new Map<string, Promise<string | undefined | Failure>>();

  constructor(
    private readonly settings: TrustSettings,
    private readonly credentials: Credentials,
    private readonly now: () => number,
  ) {}

  /** What to send without having been asked. */
  known(endpoint: Endpoint): string | undefined {
    const it = this.kept.get(keyOf(endpoint));
    return it && it.until > this.now() ? it.authorization : undefined;
  }

  forget(endpoint: Endpoint): void {
    this.kept.delete(keyOf(endpoint));
    this.credentials.forget(endpoint.registry);
  }

  /** What a user may do about a refusal. */
  advice(endpoint: Endpoint): string {
    const realm = this.withheld.get(keyOf(endpoint));
    if (realm !== undefined)
      return ` Your credential was not given to ${realm}, which gives out its tokens; list that host as a registry if it may have it.`;
    return this.settings.credentials
      ? ''
      : ' Credentials of your Docker configuration are only used if the settings say so.';
  }

  /** What to send after a 401; `undefined` when there is nothing to answer it with. */
  answer(endpoint: Endpoint, refused: Response, asked: string, send: Send): Promise<string | undefined | Failure> {
    const key = keyOf(endpoint);
    const running = this.underWay.get(key);
    if (running) return running;
    const challenges = parseChallenges(refused.headers['www-authenticate']);
    const begun = this.work(endpoint, challenges, asked, send).finally(() => this.underWay.delete(key));
    this.underWay.set(key, begun);
    return begun;
  }

  private async work(
    endpoint: Endpoint,
    challenges: readonly Challenge[],
    asked: string,
    send: Send,
  ): Promise<string | undefined | Failure> {
    const bearer = challenges.find(it => it.scheme === 'bearer' && it.parameters.realm !== undefined);
    if (!bearer && !challenges.some(it => it.scheme === 'basic')) return undefined;
    const credential = await this.credentials.for(endpoint.registry);
    if (credential?.kind === 'registry') return this.keep(endpoint, `Bearer ${credential.token}`, longestLifetime);
    if (bearer) return this.token(endpoint, bearer.parameters, credential, asked, send);
    return credential?.kind === 'password' ? this.keep(endpoint, basic(credential), longestLifetime) : undefined;
  }

  private async token(
    endpoint: Endpoint,
    { realm = '', service, scope }: Challenge['parameters'],
    credential: Credential | undefined,
    asked: string,
    send: Send,
  ): Promise<string | undefined | Failure> {
    const host = new URL(endpoint.origin).host;
    if (!URL.canParse(realm))
      return failure('protocol', `${host} names no proper address for tokens when asked for ${asked}.`);
    const address = new URL(realm);
    const own = this.mayGet(endpoint, address) ? credential : undefined;
    if (credential && !own) this.withheld.set(keyOf(endpoint), address.host);
    const parameters = { ...(service === undefined ? {} : { service }), scope: scopeOf(scope, endpoint) };
    const what = `a token for ${asked}`;
    const exchange: Exchange =
      own?.kind === 'identity'
        ? {
            method: 'POST',
            address,
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            body: new URLSearchParams({
              grant_type: 'refresh_token',
              client_id: 'boltseal',
              ...parameters,
              refresh_token: own.token,
            }).toString(),
            limit: largestAnswer,
            asked: what,
          }
        : {
            method: 'GET',
            address: withQuery(address, parameters),
            headers: own?.kind === 'password' ? { authorization: basic(own) } : {},
            limit: largestAnswer,
            asked: what,
          };
    const response = await send(exchange);
    if (response.kind === 'failure') return response;
    const { token, access_token, expires_in } = jsonObject(response.body) ?? {};
    const text = token || access_token;
    // RFC 6750, 2.1: what a token may consist of.
    if (typeof text !== 'string' || !/^[\w.~+/-]+=*$/.test(text))
      return failure('protocol', `${address.host} answered with no token when asked for ${what}.`);
    return this.keep(endpoint, `Bearer ${text}`, typeof expires_in === 'number' ? expires_in : usualLifetime);
  }

  private keep(endpoint: Endpoint, authorization: string, seconds: number): string {
    if (this.kept.size >= mostKept) this.kept.clear();
    const lifetime = Math.min(seconds, longestLifetime) - margin;
    this.kept.set(keyOf(endpoint), { authorization, until: this.now() + lifetime * 1000 });
    return authorization;
  }

  /**
   * Whether the credential of a registry may be handed to where it wants its tokens from: itself, its known token server, or a
   * host that the user lists by name. A common domain is not enough: names below `example.com` may be anybody's.
   */
  private mayGet({ origin }: Endpoint, realm: URL): boolean {
    const self = new URL(origin);
    if (realm.protocol !== 'https:' && realm.origin !== self.origin) return false;
    if (realm.host === self.host || tokenServers[self.hostname] === realm.host) return true;
    return this.settings.registries.some(it => {
      const listed = parseHost(it);
      return listed && realm.host === `${listed.host}${listed.port ? `:${listed.port}` : ''}`;
    });
  }
}

const keyOf = ({ origin, repository }: Endpoint): string => `${origin} ${repository}`;

/** Names of other kinds than `repository` are the registry's own affair; of a repository nothing but reading this one is asked for. */
const scopeOf = (offered: string | undefined, { repository }: Endpoint): string =>
  offered && offered.length <= 256 && !offered.includes('repository') ? offered : `repository:${repository}:pull`;

const basic = ({ user, password }: Extract<Credential, { kind: 'password' }>): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

function withQuery(address: URL, parameters: Readonly<Record<string, string>>): URL {
  const whole = new URL(address);
  for (const [name, value] of Object.entries(parameters)) whole.searchParams.set(name, value);
  return whole;
}
