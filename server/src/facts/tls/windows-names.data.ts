import type { TlsVersion } from './version';

/** Below HKLM, or HKCU for what a user chose. */
export const DOTNET_KEY = 'SOFTWARE\\Microsoft\\.NETFramework';
const internet = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
const chain = 'SOFTWARE\\Microsoft\\Cryptography\\OID\\EncodingType 0\\CertDllCreateCertificateChainEngine\\Config';

/** Bit masks of protocols, by lower-case key and name: WinHTTP's (support article 3140245), WinINet's (wininet.h). */
export const PROTOCOL_MASKS: Readonly<Record<string, readonly string[]>> = {
  [`${internet}\\WinHttp`.toLowerCase()]: ['defaultsecureprotocols'],
  [internet.toLowerCase()]: ['secureprotocols'],
  [internet.replace('Microsoft', 'Policies\\Microsoft').toLowerCase()]: ['secureprotocols'],
};

/** What the bits of such a mask stand for. Same sources. */
export const PROTOCOL_BITS: readonly (readonly [number, TlsVersion])[] = [
  [0x8, 'SSL 2.0'],
  [0x20, 'SSL 3.0'],
  [0x80, 'TLS 1.0'],
  [0x200, 'TLS 1.1'],
  [0x800, 'TLS 1.2'],
  [0x2000, 'TLS 1.3'],
];

/** dotnet/docs: docs/framework/network-programming/tls.md. Values below `.NETFramework\v4.0.30319` and `v2.0.50727`. */
export const DOTNET_VALUES: readonly string[] = ['SchUseStrongCrypto', 'SystemDefaultTlsVersions'];

/** Same source. Switches of an application, set in code, in app.config or for all below `.NETFramework\AppContext`. */
export const CONTEXT_SWITCHES: readonly string[] = [
  'Switch.System.Net.DontEnableSchUseStrongCrypto',
  'Switch.System.Net.DontEnableSystemDefaultTlsVersions',
  'Switch.System.ServiceModel.DontEnableSystemDefaultTlsVersions',
  'Switch.System.ServiceModel.DisableUsingServicePointManagerSecurityProtocols',
];

/** Where CryptoAPI keeps what certificates it takes. Support article 2661254. */
export const CHAIN_KEY = chain;
/** Values there that say which certificates are too weak. */
export const CHAIN_VALUES: readonly string[] = ['MinRsaPubKeyBitLength', 'EnableWeakSignatureFlags'];
