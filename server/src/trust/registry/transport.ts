/** The one file of this floor that opens sockets. */
import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { readFileSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import tls, { type SecureContext } from 'node:tls';
import { Agent, buildConnector, type Dispatcher, ProxyAgent, request } from 'undici';
import { type Failure, failure } from '../answer';
import type { TrustSettings } from '../settings';
import { failureOf, isBroken, RefusedAddress } from './fault';
import { cancelled, places } from './gate';
import { isListed, refusalOf, refusedAddress } from './host';
import { type Environment, proxyFor } from './proxies';

/** Finds the addresses of a name. */
export type Lookup = (host: string) => Promise<readonly LookupAddress[]>;

export interface TransportOptions {
  readonly lookup?: Lookup;
  readonly environment?: Environment;
  /** For a whole exchange, from the name to the last byte; 5 seconds. */
  readonly timeout?: number;
}

/** One request; redirects are not followed. */
export interface Exchange {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly address: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** Of the body of the answer, in bytes. */
  readonly limit: number;
  /** What is asked for, as part of a sentence. */
  readonly asked: string;
  /** Whether http is allowed without being listed. */
  readonly plain?: boolean;
}

export interface Response {
  readonly kind: 'response';
  readonly address: URL;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

const usualTimeout = 5000;

/** Sends requests to where the user lets them go. The address is checked when the connection is made, not before it. */
export class Transport {
  /** How many requests were sent. */
  requests = 0;
  private direct: Agent | undefined;
  private readonly proxies = new Map<string, ProxyAgent>();
  private trust: SecureContext | undefined;
  private readonly environment: Environment;
  private readonly lookup: Lookup;

  constructor(
    private readonly settings: TrustSettings,
    private readonly options: TransportOptions = {},
  ) {
    this.environment = options.environment ?? process.env;
    this.lookup = options.lookup ?? resolveName;
  }

  async send(exchange: Exchange, signal: AbortSignal): Promise<Response | Failure> {
    const { address, asked } = exchange;
    if (this.settings.mode !== 'online')
      return failure('network-disabled', `${address.host} was not asked for ${asked}: the network is switched off.`);
    const refusal = refusalOf(address, this.settings, asked, exchange.plain);
    if (refusal) return refusal;
    const timeout = this.options.timeout ?? usualTimeout;
    const clock = AbortSignal.timeout(timeout);
    const both = AbortSignal.any([signal, clock]);
    try {
      return await this.exchange(exchange, both).catch(error => {
        if (exchange.method === 'POST' || both.aborted || !isBroken(error)) throw error;
        return this.exchange(exchange, both);
      });
    } catch (error) {
      if (signal.aborted) return cancelled(asked);
      if (clock.aborted)
        return failure('timeout', `${address.host} did not answer within ${timeout} ms when asked for ${asked}.`);
      return failureOf(error, address.host, asked);
    }
  }

  private async exchange(exchange: Exchange, signal: AbortSignal): Promise<Response | Failure> {
    const { method, address, limit } = exchange;
    const dispatcher = await this.dispatcher(address, signal);
    signal.throwIfAborted();
    this.requests++;
    const { statusCode, headers, body } = await request(address, {
      method,
      headers: { 'user-agent': 'boltseal', 'accept-encoding': 'identity', ...exchange.headers },
      ...(exchange.body === undefined ? {} : { body: exchange.body }),
      dispatcher,
      signal,
      // Else every HEAD costs a connection, out of regard for servers that answer it with a body.
      reset: false,
    });
    body.on('error', () => {});
    const announced = method === 'HEAD' ? 0 : Number(headers['content-length'] ?? 0);
    const wanted = statusCode === 200;
    const most = wanted ? limit : mostOfError;
    const { bytes, whole } = wanted && announced > most ? noBytes : await read(body, most);
    if (!whole) body.destroy();
    if (whole || !wanted) return { kind: 'response', address, status: statusCode, headers, body: bytes };
    return failure(
      'too-big',
      `${address.host} answered with more than ${limit} bytes when asked for ${exchange.asked}.`,
    );
  }

  async close(): Promise<void> {
    const all = [...(this.direct ? [this.direct] : []), ...this.proxies.values()];
    this.direct = undefined;
    this.proxies.clear();
    await Promise.all(all.map(it => it.destroy()));
  }

  private async dispatcher(address: URL, signal: AbortSignal): Promise<Dispatcher> {
    const proxy = proxyFor(address, this.settings.proxy, this.environment);
    if (proxy === undefined) return (this.direct ??= new Agent({ connect: this.connector(), connections: places }));
    // In plain text nothing proves that the far end is who was asked for, and the proxy would look for it out of our sight.
    if (address.protocol === 'http:' && !isListed(this.settings.privateRegistries, address))
      await this.checkName(address, signal);
    const known = this.proxies.get(proxy);
    if (known) return known;
    const tls = this.tls();
    const made = new ProxyAgent({
      uri: proxy,
      proxyTunnel: false,
      requestTls: tls,
      proxyTls: tls,
      connections: places,
    });
    this.proxies.set(proxy, made);
    return made;
  }

  /** A name that nobody here knows is left to the proxy. */
  private async checkName({ hostname }: URL, signal: AbortSignal): Promise<void> {
    const given = new Promise<readonly LookupAddress[]>(done =>
      signal.addEventListener('abort', () => done([]), { once: true }),
    );
    const known = await Promise.race([this.lookup(hostname).catch(() => []), given]);
    const fault = refusedAddress(known.map(it => it.address));
    if (fault) throw new RefusedAddress(fault);
  }

  /** Connects to listed hosts wherever they are, to others only where all their addresses are public. */
  private connector(): buildConnector.connector {
    const connecting = (onlyPublic: boolean) =>
      buildConnector({
        ...this.tls(),
        timeout: this.options.timeout ?? usualTimeout,
        lookup: this.looking(onlyPublic),
      } as buildConnector.BuildOptions);
    const listed = connecting(false);
    const others = connecting(true);
    return (options, callback) => {
      const { protocol, hostname, port } = options;
      const host = hostname.includes(':') ? `[${hostname}]` : hostname;
      const address = new URL(`${protocol}//${host}${port ? `:${port}` : ''}`);
      (isListed(this.settings.privateRegistries, address) ? listed : others)(options, callback);
    };
  }

  /** What Node asks for the address that it then connects to, so that no other answer can come between. */
  private looking(onlyPublic: boolean): LookupFunction {
    return (host, options, callback) => {
      this.lookup(host).then(
        addresses => {
          const fault = onlyPublic ? refusedAddress(addresses.map(it => it.address)) : undefined;
          if (fault) return callback(new RefusedAddress(fault), []);
          const [first] = addresses;
          if (!first) return callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), []);
          if (options.all) callback(null, [...addresses]);
          else callback(null, first.address, first.family);
        },
        error => callback(error, []),
      );
    };
  }

  /**
   * Authorities of Node, of `NODE_EXTRA_CA_CERTS`, of the system and of the settings; Node's own way when there are no others. An
   * environment that tells Node to believe any certificate is not meant for what decides about trust.
   */
  private tls(): { rejectUnauthorized: true; secureContext?: SecureContext } {
    if (this.trust) return { rejectUnauthorized: true, secureContext: this.trust };
    const { certificateFiles } = this.settings;
    const system = systemCertificates();
    if (certificateFiles.length === 0 && system.length === 0) return { rejectUnauthorized: true };
    const extra = this.environment.NODE_EXTRA_CA_CERTS;
    const own = [...(extra ? [extra] : []), ...certificateFiles].flatMap(readCertificates);
    this.trust = tls.createSecureContext({ ca: [...tls.rootCertificates, ...system, ...own] });
    return { rejectUnauthorized: true, secureContext: this.trust };
  }
}

/** What the system trusts, as `docker` does: among it are authorities of companies. Node tells from 22.15 on. */
function systemCertificates(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (of: 'system') => readonly string[] };
  return getCACertificates?.('system') ?? [];
}

/** Of answers that are not what was asked for, in bytes; what is beyond is not looked at. */
const mostOfError = 64 * 1024;

interface Bytes {
  readonly bytes: Uint8Array;
  /** Whether these are all. */
  readonly whole: boolean;
}

const noBytes: Bytes = { bytes: new Uint8Array(), whole: false };

async function read(body: AsyncIterable<Uint8Array>, limit: number): Promise<Bytes> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > limit) return { bytes: Buffer.concat(pieces), whole: false };
    pieces.push(piece);
  }
  return { bytes: Buffer.concat(pieces), whole: true };
}

/** A file that cannot be read adds no authority; connections that need it fail and say so. */
function readCertificates(file: string): string[] {
  try {
    return readFileSync(file, 'latin1').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  } catch {
    return [];
  }
}

const resolveName: Lookup = host =>
  new Promise((done, failed) =>
    systemLookup(host, { all: true }, (error, addresses) => (error ? failed(error) : done(addresses))),
  );
