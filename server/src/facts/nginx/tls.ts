import { remove, replace } from '../../base/edit';
import type { MappedText } from '../../base/mapped-text';
import type { Fact, Place } from '../fact';
import type { Emit } from '../facts';
import { readCipherString } from '../tls/cipher-string';
import type { TlsVersion } from '../tls/version';
import { directivesOf, type Word } from './directives';

/** Source: nginx.org ngx_http_ssl_module, ssl_protocols. */
const versions: Readonly<Record<string, TlsVersion>> = {
  SSLV2: 'SSL 2.0',
  SSLV3: 'SSL 3.0',
  TLSV1: 'TLS 1.0',
  'TLSV1.0': 'TLS 1.0',
  'TLSV1.1': 'TLS 1.1',
};

/** Reads the directives of a configuration of nginx, or of a part of one, that are about TLS. */
export function readNginx(source: MappedText, place: Place, emit: Emit): void {
  // What came of an optional certificate is asked for where it matters.
  const isAsked = source.text.includes('$ssl_client_');
  for (const { name, span, words } of directivesOf(source)) {
    const base = { span, place };
    const [first] = words;
    if (!first) continue;
    const at = source.span(first.start, first.end);
    if (/^(?:(?:proxy|grpc|uwsgi)_)?ssl_protocols$/.test(name)) readProtocolList(source, words, base, emit);
    if (/^(?:(?:proxy|grpc|uwsgi)_)?ssl_ciphers$/.test(name)) {
      readCipherString(source.slice(first.start, first.end), 'nginx', base, emit);
    }
    if (/^(?:proxy|grpc|uwsgi)_ssl_verify$/.test(name) && first.text === 'off') {
      const mend = { title: 'Check the certificate', edits: [replace(at, 'on')] };
      emit('tls.validation-off', { ...base, who: 'nginx', text: `${name} off`, at: span, weight: 'inside', mend });
    }
    if (name === 'ssl_verify_client' && /^optional/.test(first.text) && !isAsked) {
      const mend = { title: 'Require a client certificate', edits: [replace(at, 'on')] };
      emit('tls.optional-client', {
        ...base,
        resource: 'nginx',
        text: `${name} ${first.text}`,
        at: span,
        chosen: true,
        mend,
      });
    }
    if (name === 'ssl_early_data' && first.text === 'on') {
      const mend = { title: 'Refuse early data', edits: [replace(at, 'off')] };
      emit('tls.option', { ...base, who: 'nginx', option: 'early data', text: `${name} on`, at: span, mend });
    }
  }
}

/** The words of a list of protocols, as a directive or a setting by that name has it. */
export function readProtocolList(
  source: MappedText,
  words: readonly Word[],
  base: Pick<Fact, 'span' | 'place'>,
  emit: Emit,
): void {
  const isOld = (it: Word): boolean => Object.hasOwn(versions, it.text.toUpperCase());
  const isAlone = words.every(isOld);
  for (const [index, word] of words.entries()) {
    const version = versions[word.text.toUpperCase()];
    if (!version) continue;
    const next = words[index + 1];
    const at = source.span(word.start, word.end);
    // The last one left becomes the version that is meant.
    const edit = isAlone
      ? replace(at, 'TLSv1.2')
      : next
        ? remove(source.span(word.start, next.start))
        : remove(source.span(words[index - 1]!.end, word.end));
    const mends = !isAlone || words.length === 1;
    const mend = mends ? { mend: { title: isAlone ? 'Speak TLS 1.2' : `Remove ${word.text}`, edits: [edit] } } : {};
    emit('tls.version', { ...base, version, state: 'on', by: 'nginx', role: 'server', at, ...mend });
  }
}

/** The words of a text, parted by blanks or commas. */
export const wordsIn = (text: string): readonly Word[] =>
  [...text.matchAll(/[^\s,;]+/g)].map(it => ({ text: it[0], start: it.index, end: it.index + it[0].length }));
