import { lookUp } from '../../base/look-up';
import { tokenGrade } from './cipher-tokens.data';
import { SCHANNEL_SUITES, type SchannelRelease, schannelReleases } from './schannel-suites.data';
import { parseSuite, type Suite } from './suite';
import type { CipherSuites } from './suites';

/** `insecure` can be broken in practice or protects nothing; `weak` lacks forward secrecy or uses CBC. */
export type SuiteGrade = 'insecure' | 'weak' | 'acceptable' | 'strong';

/** What is known of a cipher suite by its name. */
export interface Classified {
  readonly suite?: Suite;
  readonly grade: SuiteGrade;
  /** What is wrong, to follow the name in a sentence: `does not encrypt`; empty for a strong one. */
  readonly why: string;
}

/** The grade of a cipher suite by its name, IANA or OpenSSL; `undefined` when the name is none. */
export function classify(name: string): Classified | undefined {
  if (/^SSL_CK_/i.test(name.trim())) return { grade: 'insecure', why: 'belongs to SSL 2.0' };
  const suite = parseSuite(name);
  if (!suite) return undefined;
  for (const [grade, why, test] of flaws) if (test(suite)) return { suite, grade, why };
  return { suite, grade: 'strong', why: '' };
}

/** The grade of an item of a list: a suite, or a word of OpenSSL that stands for several. */
export const gradeOf = ({ naming }: CipherSuites, name: string): Classified | undefined =>
  classify(name) ?? (naming === 'iana' ? undefined : tokenGrade(name));

/** The first that applies decides. RFC 7465 (RC4), RFC 8996, RFC 9325, Sweet32, Mozilla's server side TLS profiles. */
const flaws: readonly (readonly [SuiteGrade, string, (suite: Suite) => boolean])[] = [
  ['insecure', 'does not encrypt', it => it.cipher === 'NULL' || it.exchange === 'NULL'],
  ['insecure', 'does not authenticate the server', it => /_anon/.test(it.exchange)],
  ['insecure', 'uses export-grade keys', it => /EXPORT/.test(it.exchange) || /_40$|^DES40/.test(it.cipher)],
  ['insecure', 'uses RC4', it => it.cipher.startsWith('RC4')],
  ['insecure', 'uses single DES', it => it.cipher.startsWith('DES')],
  ['insecure', 'uses 3DES, whose 64-bit blocks collide (Sweet32)', it => it.cipher.startsWith('3DES')],
  ['insecure', 'uses a cipher with 64-bit blocks', it => /^(RC2|IDEA)/.test(it.cipher)],
  ['insecure', 'authenticates messages with MD5', it => it.hash === 'MD5'],
  ['insecure', 'signs with DSS', it => /DSS/.test(it.exchange)],
  ['weak', 'has no forward secrecy', it => it.exchange !== '' && !isForwardSecret(it)],
  ['weak', 'uses CBC mode', it => /_CBC$/.test(it.cipher)],
  ['weak', 'shortens the authentication tag to 8 bytes', it => /_CCM_8$/.test(it.cipher)],
  ['weak', 'uses a cipher that hardly anyone reviews', it => /^(CAMELLIA|ARIA|SEED)/.test(it.cipher)],
  ['acceptable', 'is only as strong as the Diffie-Hellman group in use', it => it.exchange.startsWith('DHE_')],
];

/** Whether a key stolen later leaves recorded traffic unreadable. */
export const isForwardSecret = (suite: Suite): boolean => suite.exchange === '' || /^(ECDHE|DHE)_/.test(suite.exchange);

/** Whether a suite is one of TLS 1.3, whose names say nothing of the key exchange. */
export const isTls13 = (name: string): boolean => parseSuite(name)?.exchange === '';

/** Whether Schannel of that release, or of any, knows the suite by exactly this name. */
export function schannelKnows(name: string, release?: SchannelRelease): boolean {
  const row = lookUp(SCHANNEL_SUITES, name.toUpperCase());
  if (!row) return false;
  return release === undefined || row[schannelReleases.indexOf(release)] !== 'no';
}
