import type { Classified } from './classify';

/** What a word of a cipher list stands for, where it names no single suite. Source: openssl-ciphers(1), RFC 7465, RFC 9325. */
const tokens: readonly (readonly [RegExp, Classified['grade'], string])[] = [
  [/^(?:e?NULL)$/, 'insecure', 'does not encrypt'],
  [/^(?:aNULL|ADH|AECDH|COMPLEMENTOFDEFAULT)$/i, 'insecure', 'does not authenticate the server'],
  [/@SECLEVEL=0$/i, 'insecure', 'lets keys and hashes of any strength in'],
  [/(?:^|\+)(?:EXP(?:ORT)?(?:40|56)?)(?:\+|$)/i, 'insecure', 'uses export-grade keys'],
  [/(?:^|\+)RC4(?:\+|$)/i, 'insecure', 'uses RC4'],
  [/(?:^|\+)3DES(?:\+|$)/i, 'insecure', 'uses 3DES, whose 64-bit blocks collide (Sweet32)'],
  [/(?:^|\+)(?:LOW|DES)(?:\+|$)/i, 'insecure', 'uses single DES'],
  [/(?:^|\+)(?:RC2|IDEA)(?:\+|$)/i, 'insecure', 'uses a cipher with 64-bit blocks'],
  [/(?:^|\+)MD5(?:\+|$)/i, 'insecure', 'authenticates messages with MD5'],
  [/(?:^|\+)(?:a?DSS)(?:\+|$)/i, 'insecure', 'signs with DSS'],
  [/^MEDIUM$/i, 'weak', 'brings SEED, and in some builds RC4 and 3DES'],
  [/^SEED$/i, 'weak', 'uses a cipher that hardly anyone reviews'],
  [/^(?:k?RSA)(?:\+|$)/, 'weak', 'has no forward secrecy'],
  [/(?:^|\+)(?:AESGCM|CHACHA20|HIGH|DEFAULT|PROFILE=SYSTEM|EECDH|k?ECDHE|EDH|TLSv1\.2)(?:\+|$)/i, 'strong', ''],
];

/** The grade of such a word; `undefined` for words that say neither. */
export function tokenGrade(word: string): Classified | undefined {
  const found = tokens.find(([pattern]) => pattern.test(word));
  return found && { grade: found[1], why: found[2] };
}
