import { classify, type SuiteGrade } from './classify';

/** One item of an OpenSSL cipher string, with its offsets in that string. */
export interface CipherToken {
  /** Without operator. */
  readonly name: string;
  /** `!` and `-` take ciphers out, `+` moves them to the end. */
  readonly operator: '' | '!' | '-' | '+';
  readonly start: number;
  readonly end: number;
  /** Absent when nothing can be said: `HIGH` depends on the library. */
  readonly grade?: SuiteGrade;
  readonly why: string;
}

/**
 * The items of an OpenSSL or BoringSSL cipher string: `HIGH:!aNULL:@STRENGTH`, `[ECDHE-RSA-A|ECDHE-RSA-B]:C`. Items that
 * exclude have no grade: taking something bad out is good.
 */
export function cipherTokens(text: string): readonly CipherToken[] {
  const tokens: CipherToken[] = [];
  for (const match of text.matchAll(/[^:,;\s|[\]]+/g)) {
    const [, operator, name] = /^([!+-]?)(.*)$/.exec(match[0])!;
    const judged = operator === '' ? gradeOf(name!) : undefined;
    tokens.push({
      name: name!,
      operator: operator as CipherToken['operator'],
      start: match.index,
      end: match.index + match[0].length,
      ...(judged ? { grade: judged[0] } : {}),
      why: judged?.[1] ?? '',
    });
  }
  return tokens;
}

function gradeOf(name: string): readonly [SuiteGrade, string] | undefined {
  const level = /@SECLEVEL=(\d)/i.exec(name);
  if (level) {
    if (level[1] === '0') return ['insecure', 'permits every key length and cipher'];
    if (level[1] === '1') return ['weak', 'permits 80-bit security'];
    return undefined;
  }
  const suite = classify(name);
  if (suite) return [suite.grade, suite.why];
  // `kRSA+AES` is the intersection of its parts: the worst of them is still in force for what is left.
  for (const part of name.split('+')) {
    const found = aliases.get(part.toUpperCase());
    if (found) return found;
  }
  return undefined;
}

/** openssl-ciphers(1): names that stand for sets. */
const aliases = new Map<string, readonly [SuiteGrade, string]>([
  ['ALL', ['insecure', 'includes ciphers that do not authenticate']],
  ['COMPLEMENTOFALL', ['insecure', 'includes ciphers that do not encrypt']],
  ['COMPLEMENTOFDEFAULT', ['insecure', 'includes ciphers that do not authenticate']],
  ['NULL', ['insecure', 'does not encrypt']],
  ['ENULL', ['insecure', 'does not encrypt']],
  ['ANULL', ['insecure', 'does not authenticate the server']],
  ['ADH', ['insecure', 'does not authenticate the server']],
  ['AECDH', ['insecure', 'does not authenticate the server']],
  ['EXP', ['insecure', 'uses export-grade keys']],
  ['EXPORT', ['insecure', 'uses export-grade keys']],
  ['EXPORT40', ['insecure', 'uses export-grade keys']],
  ['EXPORT56', ['insecure', 'uses export-grade keys']],
  ['LOW', ['insecure', 'includes ciphers with 64-bit keys or less']],
  ['MEDIUM', ['insecure', 'includes RC4 and ciphers with 64-bit blocks']],
  ['SSLV2', ['insecure', 'belongs to SSL 2.0']],
  ['DES', ['insecure', 'uses single DES']],
  ['3DES', ['insecure', 'uses 3DES, whose 64-bit blocks collide (Sweet32)']],
  ['RC2', ['insecure', 'uses a cipher with 64-bit blocks']],
  ['RC4', ['insecure', 'uses RC4']],
  ['IDEA', ['insecure', 'uses a cipher with 64-bit blocks']],
  ['MD5', ['insecure', 'authenticates messages with MD5']],
  ['SEED', ['weak', 'uses a cipher that hardly anyone reviews']],
  ['DSS', ['insecure', 'signs with DSS']],
  ['ADSS', ['insecure', 'signs with DSS']],
  ['KRSA', ['weak', 'has no forward secrecy']],
  ['RSA', ['weak', 'has no forward secrecy']],
  ['CAMELLIA', ['weak', 'uses a cipher that hardly anyone reviews']],
  ['ARIA', ['weak', 'uses a cipher that hardly anyone reviews']],
]);
