/** Windows Server releases that have a list of their own. */
export const schannelReleases = ['2016', '2019', '20H2', '2022', '2025'] as const;
/** A release of Windows Server. */
export type SchannelRelease = (typeof schannelReleases)[number];

/**
 * How a release ships a suite: its rank in the default order, `off` (there, not enabled), `app` (only for an application
 * that asks), `no` (not there).
 */
export type Presence = number | 'off' | 'app' | 'no';

/**
 * The suites that Schannel knows. win32: tls-cipher-suites-in-windows-10-v1607.md (Server 2016), -v1809.md (2019),
 * -v20H2.md, tls-cipher-suites-in-windows-server-2022.md, -2025.md.
 */
export const SCHANNEL_SUITES: Readonly<Record<string, readonly [Presence, Presence, Presence, Presence, Presence]>> = {
  TLS_AES_256_GCM_SHA384: ['no', 'no', 'no', 1, 1],
  TLS_AES_128_GCM_SHA256: ['no', 'no', 'no', 2, 2],
  TLS_CHACHA20_POLY1305_SHA256: ['no', 'no', 'no', 'off', 'off'],
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: [1, 1, 1, 3, 3],
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: [2, 2, 2, 4, 4],
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: [3, 3, 3, 5, 5],
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: [4, 4, 4, 6, 6],
  TLS_DHE_RSA_WITH_AES_256_GCM_SHA384: [5, 5, 5, 7, 'off'],
  TLS_DHE_RSA_WITH_AES_128_GCM_SHA256: [6, 6, 6, 8, 'off'],
  TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384: [7, 7, 7, 9, 7],
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256: [8, 8, 8, 10, 8],
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384: [9, 9, 9, 11, 9],
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256: [10, 10, 10, 12, 10],
  TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA: [11, 11, 11, 13, 11],
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA: [12, 12, 12, 14, 12],
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA: [13, 13, 13, 15, 13],
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA: [14, 14, 14, 16, 14],
  TLS_DHE_RSA_WITH_AES_256_CBC_SHA: [15, 'off', 'off', 'off', 'off'],
  TLS_DHE_RSA_WITH_AES_128_CBC_SHA: [16, 'off', 'off', 'off', 'off'],
  TLS_RSA_WITH_AES_256_GCM_SHA384: [17, 15, 15, 17, 15],
  TLS_RSA_WITH_AES_128_GCM_SHA256: [18, 16, 16, 18, 16],
  TLS_RSA_WITH_AES_256_CBC_SHA256: [19, 17, 17, 19, 17],
  TLS_RSA_WITH_AES_128_CBC_SHA256: [20, 18, 18, 20, 18],
  TLS_RSA_WITH_AES_256_CBC_SHA: [21, 19, 19, 21, 19],
  TLS_RSA_WITH_AES_128_CBC_SHA: [22, 20, 20, 22, 20],
  TLS_RSA_WITH_3DES_EDE_CBC_SHA: [23, 21, 21, 23, 'off'],
  TLS_DHE_DSS_WITH_AES_256_CBC_SHA256: [24, 'off', 'off', 'off', 'off'],
  TLS_DHE_DSS_WITH_AES_128_CBC_SHA256: [25, 'off', 'off', 'off', 'off'],
  TLS_DHE_DSS_WITH_AES_256_CBC_SHA: [26, 'off', 'off', 'off', 'off'],
  TLS_DHE_DSS_WITH_AES_128_CBC_SHA: [27, 'off', 'off', 'off', 'off'],
  TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA: [28, 'off', 'off', 'off', 'off'],
  TLS_RSA_WITH_RC4_128_SHA: [29, 'off', 'off', 'off', 'off'],
  TLS_RSA_WITH_RC4_128_MD5: [30, 'off', 'off', 'off', 'off'],
  TLS_RSA_WITH_NULL_SHA256: [31, 22, 22, 24, 21],
  TLS_RSA_WITH_NULL_SHA: [32, 23, 23, 25, 22],
  TLS_RSA_WITH_DES_CBC_SHA: ['off', 'off', 'off', 'off', 'off'],
  TLS_RSA_EXPORT1024_WITH_RC4_56_SHA: ['off', 'off', 'off', 'off', 'off'],
  TLS_RSA_EXPORT1024_WITH_DES_CBC_SHA: ['off', 'off', 'off', 'off', 'off'],
  TLS_RSA_EXPORT_WITH_RC4_40_MD5: ['off', 'off', 'off', 'off', 'off'],
  TLS_RSA_WITH_NULL_MD5: ['off', 'off', 'off', 'off', 'off'],
  TLS_DHE_DSS_WITH_DES_CBC_SHA: ['off', 'off', 'off', 'off', 'off'],
  TLS_DHE_DSS_EXPORT1024_WITH_DES_CBC_SHA: ['off', 'off', 'off', 'off', 'off'],
  TLS_PSK_WITH_AES_256_GCM_SHA384: ['app', 'app', 'app', 'app', 'app'],
  TLS_PSK_WITH_AES_128_GCM_SHA256: ['app', 'app', 'app', 'app', 'app'],
  TLS_PSK_WITH_AES_256_CBC_SHA384: ['app', 'app', 'app', 'app', 'app'],
  TLS_PSK_WITH_AES_128_CBC_SHA256: ['app', 'app', 'app', 'app', 'app'],
  TLS_PSK_WITH_NULL_SHA384: ['app', 'app', 'app', 'app', 'app'],
  TLS_PSK_WITH_NULL_SHA256: ['app', 'app', 'app', 'app', 'app'],
};

const recommended: readonly string[] = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
];

/** What a list should hold where nothing of it can stay: forward secret and authenticated encryption only. */
export const recommendedSuites = (release: SchannelRelease | undefined): readonly string[] =>
  recommended.filter(name => {
    const row = SCHANNEL_SUITES[name]!;
    return release === undefined || row[schannelReleases.indexOf(release)] !== 'no';
  });

/**
 * Curves of `EccCurves` and the TLS curve cmdlets that are too short. win32:
 * tls-supported-groups-in-windows-11-24h2-and-later.md.
 */
export const WEAK_CURVES: readonly string[] = [
  'secP160k1',
  'secP160r1',
  'secP160r2',
  'nistP192',
  'secP192k1',
  'secP192r1',
  'nistP224',
  'secP224k1',
  'secP224r1',
];

/** What other libraries call the curves of Windows, in lower case and without hyphens. RFC 8422; openssl-ecparam(1). */
export const CURVE_ALIASES: Readonly<Record<string, string>> = {
  x25519: 'curve25519',
  prime256v1: 'NistP256',
  p256: 'NistP256',
  ecdhp256: 'NistP256',
  p384: 'NistP384',
  ecdhp384: 'NistP384',
  p521: 'NistP521',
  ecdhp521: 'NistP521',
};
