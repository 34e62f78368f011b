import type { AlgorithmSwitch } from './algorithm';
import type { TlsVersion } from './version';

/** Where Schannel keeps its settings. windowsserverdocs: tls-registry-settings.md. */
export const SCHANNEL_KEY = 'SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL';

/** The order of cipher suites, as a policy. Same source; cipher-suites-in-schannel.md. */
export const SUITE_POLICY_KEY = 'SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002';
/** The order of cipher suites that Windows ships. */
export const SUITE_DEFAULT_KEY =
  'SYSTEM\\CurrentControlSet\\Control\\Cryptography\\Configuration\\Local\\SSL\\00010002';

/** Protocol keys by lower-case name. `Multi-Protocol Unified Hello` is the hello of SSL 2.0. */
export const PROTOCOL_KEYS: Readonly<Record<string, TlsVersion>> = {
  'multi-protocol unified hello': 'SSL 2.0',
  'pct 1.0': 'PCT 1.0',
  'ssl 2.0': 'SSL 2.0',
  'ssl 3.0': 'SSL 3.0',
  'tls 1.0': 'TLS 1.0',
  'tls 1.1': 'TLS 1.1',
  'tls 1.2': 'TLS 1.2',
  'tls 1.3': 'TLS 1.3',
  'dtls 1.0': 'DTLS 1.0',
  'dtls 1.2': 'DTLS 1.2',
};

type Strength = AlgorithmSwitch['strength'];

/** Keys below `Ciphers`, `Hashes`, `KeyExchangeAlgorithms`, by lower-case name. Same source. */
export const ALGORITHM_KEYS: Readonly<
  Record<string, { readonly group: AlgorithmSwitch['group']; readonly names: Readonly<Record<string, Strength>> }>
> = {
  ciphers: {
    group: 'cipher',
    names: {
      null: 'insecure',
      'des 56/56': 'insecure',
      'rc2 40/128': 'insecure',
      'rc2 56/56': 'insecure',
      'rc2 56/128': 'insecure',
      'rc2 128/128': 'insecure',
      'rc4 40/128': 'insecure',
      'rc4 56/128': 'insecure',
      'rc4 64/128': 'insecure',
      'rc4 128/128': 'insecure',
      'triple des 168': 'insecure',
      'triple des 168/168': 'insecure',
      'aes 128/128': 'good',
      'aes 256/256': 'good',
    },
  },
  hashes: {
    group: 'hash',
    names: { md5: 'insecure', sha: 'weak', sha256: 'good', sha384: 'good', sha512: 'good' },
  },
  keyexchangealgorithms: {
    group: 'key exchange',
    names: { pkcs: 'weak', 'diffie-hellman': 'good', ecdh: 'good' },
  },
};

/** The names above that are not written in capitals. */
export const ALGORITHM_SPELLINGS: Readonly<Record<string, string>> = {
  'triple des 168': 'Triple DES 168',
  'triple des 168/168': 'Triple DES 168/168',
  'diffie-hellman': 'Diffie-Hellman',
};

/** What is written for a key of an algorithm, without blanks and slashes, and the key that is meant. */
export const ALGORITHM_ALIASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ciphers: {
    '3des': 'Triple DES 168',
    '3des168': 'Triple DES 168',
    '3des168168': 'Triple DES 168',
    tripledes: 'Triple DES 168',
    des: 'DES 56/56',
    des56: 'DES 56/56',
    rc4: 'RC4 128/128',
    rc4128: 'RC4 128/128',
    rc456: 'RC4 56/128',
    rc440: 'RC4 40/128',
    rc2: 'RC2 128/128',
    aes128: 'AES 128/128',
    aes256: 'AES 256/256',
  },
  hashes: { sha1: 'SHA', sha2: 'SHA256' },
  keyexchangealgorithms: { dh: 'Diffie-Hellman', dhe: 'Diffie-Hellman', ecdhe: 'ECDH', rsa: 'PKCS' },
};

/** Key lengths below which a key exchange can be broken, and what is enough. */
export const ENOUGH_BITS = 2048;
