import { replace } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import type { MappedText } from '../../base/mapped-text';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { wordsIn } from '../nginx/tls';
import { readCipherString } from '../tls/cipher-string';
import type { TlsVersion } from '../tls/version';

const versions: Readonly<Record<string, TlsVersion>> = {
  SSLV3: 'SSL 3.0',
  'TLSV1.0': 'TLS 1.0',
  'TLSV1.1': 'TLS 1.1',
  'FORCE-SSLV3': 'SSL 3.0',
  'FORCE-TLSV10': 'TLS 1.0',
  'FORCE-TLSV11': 'TLS 1.1',
};

/** Reads lines of a configuration of HAProxy that are about TLS. Source: docs.haproxy.org configuration, 3.1, 5.1, 5.2. */
export function readHaproxyLines(source: MappedText, place: Place, emit: Emit): void {
  // What came of an optional certificate is asked for where it matters.
  const isAsked = /\bssl_c_\w+/.test(source.text);
  for (const line of source.text.matchAll(/[^\r\n]+/g)) {
    const text = line[0].replace(/#.*/, '');
    const words = wordsIn(text).map(it => ({ ...it, start: it.start + line.index, end: it.end + line.index }));
    const [first] = words;
    if (!first) continue;
    const base = { span: source.span(first.start, words.at(-1)!.end), place };
    for (const [index, word] of words.entries()) {
      const next = words[index + 1];
      const isMinimum = word.text === 'ssl-min-ver' && next !== undefined;
      const stated = isMinimum ? next : word;
      const version = isMinimum || /^force-/.test(word.text) ? lookUp(versions, stated.text.toUpperCase()) : undefined;
      const at = source.span(stated.start, stated.end);
      if (version) {
        const good = isMinimum ? 'TLSv1.2' : 'force-tlsv12';
        const mend = { title: `Write ${good}`, edits: [replace(at, good)] };
        emit('tls.version', { ...base, version, state: isMinimum ? 'minimum' : 'on', by: 'HAProxy', at, mend });
      }
      if (/^ssl-default-(?:bind|server)-ciphers$/.test(word.text) && next) {
        readCipherString(source.slice(next.start, next.end), 'HAProxy', base, emit);
      }
      if (first.text === 'bind' && word.text === 'verify' && next?.text === 'optional' && !isAsked) {
        const own = source.span(next.start, next.end);
        const mend = { title: 'Require a client certificate', edits: [replace(own, 'required')] };
        emit('tls.optional-client', {
          ...base,
          resource: 'HAProxy',
          text: 'verify optional',
          at: own,
          chosen: true,
          mend,
        });
      }
      const isUnverified =
        next?.text === 'none' &&
        (word.text === 'ssl-server-verify' || (word.text === 'verify' && /^(?:default-)?server$/.test(first.text)));
      if (!isUnverified) continue;
      const span = source.span(word.start, next.end);
      emit('tls.validation-off', { ...base, who: 'HAProxy', text: `${word.text} none`, at: span, weight: 'inside' });
    }
  }
}
