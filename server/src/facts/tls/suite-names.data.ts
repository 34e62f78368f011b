/** How a key exchange is written in the two notations. */
interface Exchange {
  readonly iana: string;
  /** What stands before the cipher, without the hyphen; nothing for static RSA. */
  readonly openssl: string;
  /** Spellings that OpenSSL takes too. */
  readonly others?: readonly string[];
  /** Export-grade suites pair with ciphers of that grade. */
  readonly export?: 40 | 56;
  /** OpenSSL names `AES128-CBC` here, not `AES128`. */
  readonly longCiphers?: true;
}

/** RFC 4346, 5246, 4279, 8422, 5054, 2712; openssl-ciphers(1). */
export const EXCHANGES: readonly Exchange[] = [
  { iana: 'RSA', openssl: '' },
  { iana: 'ECDHE_ECDSA', openssl: 'ECDHE-ECDSA', others: ['EECDH-ECDSA'] },
  { iana: 'ECDHE_RSA', openssl: 'ECDHE-RSA', others: ['EECDH-RSA'] },
  { iana: 'ECDH_ECDSA', openssl: 'ECDH-ECDSA' },
  { iana: 'ECDH_RSA', openssl: 'ECDH-RSA' },
  { iana: 'ECDH_anon', openssl: 'AECDH' },
  { iana: 'DHE_RSA', openssl: 'DHE-RSA', others: ['EDH-RSA'] },
  { iana: 'DHE_DSS', openssl: 'DHE-DSS', others: ['EDH-DSS'] },
  { iana: 'DH_RSA', openssl: 'DH-RSA' },
  { iana: 'DH_DSS', openssl: 'DH-DSS' },
  { iana: 'DH_anon', openssl: 'ADH' },
  { iana: 'PSK', openssl: 'PSK', longCiphers: true },
  { iana: 'RSA_PSK', openssl: 'RSA-PSK', longCiphers: true },
  { iana: 'DHE_PSK', openssl: 'DHE-PSK', longCiphers: true },
  { iana: 'ECDHE_PSK', openssl: 'ECDHE-PSK', longCiphers: true },
  { iana: 'SRP_SHA', openssl: 'SRP', longCiphers: true },
  { iana: 'SRP_SHA_RSA', openssl: 'SRP-RSA', longCiphers: true },
  { iana: 'SRP_SHA_DSS', openssl: 'SRP-DSS', longCiphers: true },
  { iana: 'KRB5', openssl: 'KRB5' },
  { iana: 'NULL', openssl: 'NULL-NULL' },
  { iana: 'RSA_EXPORT', openssl: 'EXP', export: 40 },
  { iana: 'DHE_RSA_EXPORT', openssl: 'EXP-DHE-RSA', others: ['EXP-EDH-RSA'], export: 40 },
  { iana: 'DHE_DSS_EXPORT', openssl: 'EXP-DHE-DSS', others: ['EXP-EDH-DSS'], export: 40 },
  { iana: 'DH_anon_EXPORT', openssl: 'EXP-ADH', export: 40 },
  { iana: 'KRB5_EXPORT', openssl: 'EXP-KRB5', export: 40 },
  { iana: 'RSA_EXPORT1024', openssl: 'EXP1024', export: 56 },
  { iana: 'DHE_DSS_EXPORT1024', openssl: 'EXP1024-DHE-DSS', export: 56 },
];

/** How a cipher is written in the two notations. */
interface Cipher {
  readonly iana: string;
  /** The usual spelling, then the long one. */
  readonly openssl: readonly string[];
  /** The hash that OpenSSL does not write. */
  readonly impliedHash?: string;
  readonly export?: 40 | 56;
}

const sized = (family: string, sizes: readonly number[], mode: string): Cipher[] =>
  sizes.map(bits =>
    mode === 'CBC'
      ? {
          iana: `${family}_${bits}_CBC`,
          openssl: [`${family}${bits}`, `${family}${bits}-CBC`, `${family}-${bits}-CBC`],
        }
      : { iana: `${family}_${bits}_${mode}`, openssl: [`${family}${bits}-${mode.replace('_', '')}`] },
  );

/** Ciphers by the parts of names that stand for them. */
export const CIPHERS: readonly Cipher[] = [
  ...['GCM', 'CBC', 'CCM', 'CCM_8'].flatMap(mode => sized('AES', [128, 256], mode)),
  ...['GCM', 'CBC'].flatMap(mode => sized('CAMELLIA', [128, 256], mode)),
  ...['GCM', 'CBC'].flatMap(mode => sized('ARIA', [128, 256], mode)),
  { iana: 'CHACHA20_POLY1305', openssl: ['CHACHA20-POLY1305'], impliedHash: 'SHA256' },
  { iana: '3DES_EDE_CBC', openssl: ['DES-CBC3', '3DES-EDE-CBC'] },
  { iana: 'DES_CBC', openssl: ['DES-CBC'] },
  { iana: 'RC4_128', openssl: ['RC4'] },
  { iana: 'IDEA_CBC', openssl: ['IDEA-CBC'] },
  { iana: 'SEED_CBC', openssl: ['SEED'] },
  { iana: 'NULL', openssl: ['NULL'] },
  { iana: 'DES40_CBC', openssl: ['DES-CBC'], export: 40 },
  { iana: 'DES_CBC_40', openssl: ['DES-CBC-40'], export: 40 },
  { iana: 'RC4_40', openssl: ['RC4'], export: 40 },
  { iana: 'RC2_CBC_40', openssl: ['RC2-CBC'], export: 40 },
  { iana: 'DES_CBC', openssl: ['DES-CBC'], export: 56 },
  { iana: 'RC4_56', openssl: ['RC4'], export: 56 },
  { iana: 'RC2_CBC_56', openssl: ['RC2-CBC'], export: 56 },
];

/** RFC 8446, appendix B.4. */
export const TLS13_SUITES = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_AES_128_GCM_SHA256',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_CCM_SHA256',
  'TLS_AES_128_CCM_8_SHA256',
] as const;
