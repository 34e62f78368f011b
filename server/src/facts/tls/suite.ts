import { CIPHERS, EXCHANGES, TLS13_SUITES } from './suite-names.data';

/** What the name of a cipher suite says, in either notation. */
export interface Suite {
  /** As IANA registers it, also Schannel's and Go's name: `TLS_RSA_WITH_AES_128_CBC_SHA`. */
  readonly iana: string;
  /** As OpenSSL, BoringSSL and Envoy call it: `AES128-SHA`. */
  readonly openssl: string;
  /** The notation it was written in; TLS 1.3 names are the same in both. */
  readonly naming: 'iana' | 'openssl' | 'both';
  /** `ECDHE_RSA`, `RSA`, `DH_anon`; empty for TLS 1.3, where the key exchange is not part of the suite. */
  readonly exchange: string;
  /** `AES_128_GCM`, `3DES_EDE_CBC`, `NULL`. */
  readonly cipher: string;
  /** `SHA`, `SHA256`, `MD5`; empty where the name has none. */
  readonly hash: string;
  /** `_P256` of the names that Windows had before Server 2016: there it also picked the curve. */
  readonly curve?: string;
}

const exchangeOf = new Map(EXCHANGES.map(it => [it.iana.toUpperCase(), it]));
/** Longest first, so that `ECDHE-RSA-` is not read as something shorter. */
const opensslPrefixes = EXCHANGES.flatMap(it =>
  [it.openssl, ...(it.others ?? [])].map(prefix => ({ prefix, exchange: it })),
).sort((a, b) => b.prefix.length - a.prefix.length);
const cipherOf = new Map(CIPHERS.map(it => [it.iana, it]));

/** Reads the name of a cipher suite; `undefined` when it follows neither notation. Case matters to no reader. */
export function parseSuite(name: string): Suite | undefined {
  const upper = name.trim().toUpperCase();
  return tls13(upper) ?? iana(upper) ?? openssl(upper);
}

function tls13(name: string): Suite | undefined {
  const match = TLS13_SUITES.find(it => it === name || it === `TLS_${name}`);
  if (!match) return undefined;
  const [, cipher, hash] = /^TLS_(.+)_(SHA\d+)$/.exec(match)!;
  return { iana: match, openssl: match, naming: 'both', exchange: '', cipher: cipher!, hash: hash! };
}

function iana(name: string): Suite | undefined {
  const match = /^(?:TLS|SSL)_(.+?)_WITH_(.+?)(_P(?:256|384|521))?$/.exec(name);
  const exchange = match && exchangeOf.get(match[1]!);
  if (!match || !exchange) return undefined;
  const [, cipher, hash] = /^(.+?)(?:_(MD5|SHA(?:256|384)?))?$/.exec(match[2]!)!;
  const known = cipherOf.get(cipher!);
  if (!known) return undefined;
  return made('iana', exchange, known, hash ?? known.impliedHash ?? '', match[3]);
}

function openssl(name: string): Suite | undefined {
  for (const { prefix, exchange } of opensslPrefixes) {
    if (prefix !== '' && !name.startsWith(`${prefix}-`)) continue;
    const [, cipher, hash] =
      /^(.+?)(?:-(MD5|SHA(?:256|384)?))?$/.exec(prefix === '' ? name : name.slice(prefix.length + 1)) ?? [];
    const known = cipher && CIPHERS.find(it => it.export === exchange.export && it.openssl.includes(cipher));
    if (!known) continue;
    if (!hash && !known.impliedHash && !/_CCM(_8)?$/.test(known.iana)) continue;
    return made('openssl', exchange, known, hash ?? known.impliedHash ?? '');
  }
  return undefined;
}

function made(
  naming: 'iana' | 'openssl',
  exchange: (typeof EXCHANGES)[number],
  cipher: (typeof CIPHERS)[number],
  hash: string,
  curve?: string,
): Suite {
  const spelt = cipher.openssl[cipher.openssl.length > 1 && exchange.longCiphers ? 1 : 0]!;
  const tail = cipher.impliedHash || hash === '' ? '' : `-${hash}`;
  return {
    iana: `TLS_${exchange.iana}_WITH_${cipher.iana}${hash === '' ? '' : `_${hash}`}`,
    openssl: `${exchange.openssl === '' ? '' : `${exchange.openssl}-`}${spelt}${tail}`,
    naming,
    exchange: exchange.iana,
    cipher: cipher.iana,
    hash,
    ...(curve ? { curve } : {}),
  };
}
