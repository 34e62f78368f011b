import { type Failure, failure } from '../answer';
import type { TrustSettings } from '../settings';
import { Authentication } from './authentication';
import { Credentials } from './credentials';
import type { Endpoint } from './endpoint';
import { Gate } from './gate';
import { retryAfter } from './retry-after';
import { type Exchange, type Response, Transport, type TransportOptions } from './transport';

export interface AskerOptions extends TransportOptions {
  /** In milliseconds since the epoch. */
  readonly now?: () => number;
}

export interface Question {
  readonly method: 'GET' | 'HEAD';
  /** Of an endpoint: what follows on `/v2/<repository>/`, or a whole address of the same origin. */
  readonly path: string | URL;
  readonly accept?: string;
  readonly limit: number;
  /** What is asked for, as part of a sentence. */
  readonly asked: string;
}

/** RFC 9110, 15.4: redirects that keep the method, as all do for GET and HEAD. */
const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 5;

/** Asks hosts with patience: a few requests at a time, no more than they want, signed in where they ask for it. */
export class Asker {
  private readonly transport: Transport;
  private readonly gates = new Map<string, Gate>();
  private readonly authentication: Authentication;
  private readonly now: () => number;

  constructor(settings: TrustSettings, options: AskerOptions = {}) {
    this.now = options.now ?? Date.now;
    this.transport = new Transport(settings, options);
    const credentials = new Credentials(settings.credentials, options.environment ?? process.env, this.now);
    this.authentication = new Authentication(settings, credentials, this.now);
  }

  get requests(): number {
    return this.transport.requests;
  }

  close(): Promise<void> {
    return this.transport.close();
  }

  /** Asks an endpoint, and once more when it wants to know who asks. */
  async ask(endpoint: Endpoint, question: Question, signal: AbortSignal): Promise<Response | Failure> {
    const address = new URL(question.path, `${endpoint.origin}/v2/${endpoint.repository}/`);
    const known = this.authentication.known(endpoint);
    const first = await this.follow(address, question, known, signal);
    if (first.kind === 'failure' || first.status !== 401) return first;
    const refused = failure('auth', `${first.address.host} wants to know who asks for ${question.asked}.`);
    if (first.address.origin !== endpoint.origin) return refused;
    if (known) this.authentication.forget(endpoint);
    const authorization = await this.authorize(endpoint, first, question.asked, signal);
    if (typeof authorization === 'object') return this.advised(authorization, endpoint);
    if (authorization === undefined) return this.advised(refused, endpoint);
    const second = await this.follow(address, question, authorization, signal);
    if (second.kind === 'failure') return this.advised(second, endpoint);
    if (second.status !== 401) return second;
    this.authentication.forget(endpoint);
    return this.advised(refused, endpoint);
  }

  /** One request without authentication; only redirects of GET may be followed. */
  async once(exchange: Exchange, signal: AbortSignal, follow = false): Promise<Response | Failure> {
    if (follow) return this.follow(exchange.address, { ...exchange, method: 'GET', path: '' }, undefined, signal, true);
    return this.pass(exchange, signal);
  }

  /** Tokens that somebody else's waiting has begun to fetch may be given up by them. */
  private async authorize(
    endpoint: Endpoint,
    refused: Response,
    asked: string,
    signal: AbortSignal,
  ): Promise<string | undefined | Failure> {
    const send = async (exchange: Exchange): Promise<Response | Failure> => {
      const response = await this.pass(exchange, signal);
      return response.kind === 'failure' || response.status === 200 ? response : refusal(response, exchange.asked);
    };
    for (;;) {
      const answer = await this.authentication.answer(endpoint, refused, asked, send);
      const givenUp = typeof answer === 'object' && answer.reason === 'cancelled' && !signal.aborted;
      if (!givenUp) return answer;
    }
  }

  /** Follows redirects. `Authorization` stays with the origin that it is for. */
  private async follow(
    start: URL,
    { method, accept, limit, asked }: Question,
    authorization: string | undefined,
    signal: AbortSignal,
    plain = false,
  ): Promise<Response | Failure> {
    let address = start;
    let own = authorization;
    for (let hops = 0; ; hops++) {
      const headers = { ...(accept ? { accept } : {}), ...(own ? { authorization: own } : {}) };
      const response = await this.pass({ method, address, headers, limit, asked, plain }, signal);
      if (response.kind === 'failure' || !redirects.has(response.status)) return response;
      const { location } = response.headers;
      if (typeof location !== 'string' || !URL.canParse(location, address.href))
        return failure('protocol', `${address.host} answered with a redirect to nowhere when asked for ${asked}.`);
      if (hops === mostRedirects)
        return failure('protocol', `${start.host} answered with too many redirects when asked for ${asked}.`);
      const next = new URL(location, address.href);
      if (next.origin !== address.origin) own = undefined;
      address = next;
    }
  }

  private pass(exchange: Exchange, signal: AbortSignal): Promise<Response | Failure> {
    const { host } = exchange.address;
    const gate = this.gates.get(host) ?? new Gate(host, this.now);
    this.gates.set(host, gate);
    return gate.pass(exchange.asked, signal, async () => {
      const response = await this.transport.send(exchange, signal);
      return response.kind === 'failure' ? response : (this.trouble(response, exchange.asked) ?? response);
    });
  }

  /** Answers that tell nothing of what was asked for. */
  private trouble({ address, status, headers }: Response, asked: string): Failure | undefined {
    const again = retryAfter(headers['retry-after'], this.now());
    if (status === 429)
      return failure('rate-limited', `${address.host} has had too many requests to answer for ${asked}.`, again);
    if (status >= 500)
      return failure(
        'server-error',
        `${address.host} answered with status ${status} when asked for ${asked}.`,
        status === 503 ? again : undefined,
      );
    if (status === 403) return failure('auth', `${address.host} does not let you have ${asked} (status ${status}).`);
    if (status === 407) return failure('offline', `The proxy on the way to ${address.host} wants to know who asks.`);
    return undefined;
  }

  private advised(it: Failure, endpoint: Endpoint): Failure {
    return it.reason === 'auth' ? { ...it, detail: it.detail + this.authentication.advice(endpoint) } : it;
  }
}

/** Of an answer that is neither what was asked for nor a proper way of saying that it is not there. */
export const refusal = ({ address, status }: Response, asked: string): Failure =>
  status === 401
    ? failure('auth', `${address.host} wants to know who asks for ${asked}.`)
    : failure('protocol', `${address.host} answered with status ${status} when asked for ${asked}.`);
