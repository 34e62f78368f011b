import { remove } from '../../base/edit';
import type { MappedText } from '../../base/mapped-text';
import type { Fact } from '../fact';
import type { Emit } from '../facts';
import { tokenGrade } from './cipher-tokens.data';
import { parseSuite } from './suite';
import type { CipherSuites } from './suites';

/**
 * Reads a cipher list as OpenSSL takes it: `HIGH:!aNULL:ECDHE-RSA-AES128-SHA`. What `!` or `-` takes out is not in it,
 * whatever stands before. Source: openssl-ciphers(1).
 */
export function readCipherString(
  list: MappedText,
  by: CipherSuites['by'],
  base: Pick<Fact, 'span' | 'place'>,
  emit: Emit,
): void {
  const words = [...list.text.matchAll(/[^:,\s]+/g)].map(it => ({ text: it[0], start: it.index }));
  if (words.some(it => /[${}]/.test(it.text))) return;
  const excluded = new Set(words.filter(it => /^[!-]/.test(it.text)).map(it => it.text.slice(1).toUpperCase()));
  const isOut = (name: string): boolean => name.split('+').some(it => excluded.has(it.toUpperCase()));
  const suites: CipherSuites['suites'][number][] = [];
  for (const [index, { text: name, start }] of words.entries()) {
    if (/^[!+-]/.test(name) || isOut(name) || isCovered(name, excluded)) continue;
    if (!parseSuite(name) && !tokenGrade(name)) continue;
    const next = words[index + 1];
    const before = words[index - 1];
    const gap = next
      ? list.span(start, next.start)
      : before && list.span(before.start + before.text.length, start + name.length);
    suites.push({ name, span: list.span(start, start + name.length), ...(gap ? { without: remove(gap) } : {}) });
  }
  if (suites.length === 0) return;
  const listSpan = list.span(0, list.text.length);
  emit('tls.suites', { ...base, statement: 'list', by, naming: by === 'Istio' ? 'openssl' : 'any', suites, listSpan });
}

/** Whether an exclusion by algorithm takes a suite out as well: `!3DES` and `DES-CBC3-SHA`. */
function isCovered(name: string, excluded: ReadonlySet<string>): boolean {
  const suite = parseSuite(name);
  if (!suite) return false;
  const { cipher, hash, exchange } = suite;
  return (
    (cipher.startsWith('3DES') && (excluded.has('3DES') || excluded.has('MEDIUM'))) ||
    (cipher.startsWith('RC4') && (excluded.has('RC4') || excluded.has('MEDIUM'))) ||
    (cipher.startsWith('DES') && (excluded.has('DES') || excluded.has('LOW'))) ||
    (cipher === 'NULL' && (excluded.has('NULL') || excluded.has('ENULL'))) ||
    (hash === 'MD5' && excluded.has('MD5')) ||
    (exchange === 'RSA' && (excluded.has('KRSA') || excluded.has('RSA'))) ||
    (/_anon/.test(exchange) && excluded.has('ANULL')) ||
    (/DSS/.test(exchange) && (excluded.has('DSS') || excluded.has('ADSS'))) ||
    (/EXPORT/.test(exchange) && (excluded.has('EXPORT') || excluded.has('EXP'))) ||
    (/^CAMELLIA/.test(cipher) && excluded.has('CAMELLIA')) ||
    (/^SEED/.test(cipher) && excluded.has('SEED')) ||
    (hash === 'SHA' && (excluded.has('SHA') || excluded.has('SHA1'))) ||
    (hash === 'SHA256' && /_CBC$/.test(cipher) && excluded.has('SHA256')) ||
    (hash === 'SHA384' && /_CBC$/.test(cipher) && excluded.has('SHA384'))
  );
}
