import { replace } from '../../base/edit';
import { sameName } from '../../facts/registry/key';
import { classify, isTls13 } from '../../facts/tls/classify';
import { schannelReleaseOf } from '../../facts/tls/release';
import { defineRule, examples } from '../rule';

/** What the policy editor takes. */
const longest = 1023;
const rank = (name: string): number =>
  ['strong', 'acceptable', 'weak', 'insecure'].indexOf(classify(name)?.grade ?? 'weak');

export default defineRule({
  name: 'tls/cipher-suite-order',
  title: 'The order of cipher suites prefers weak ones or is not read as written',
  severity: 'low',
  confidence: 'high',
  cwe: [757],
  tags: ['tls', 'cipher-suites'],
  fixable: 'unsafe',
  messages: {
    order: '`{weak}` stands before `{strong}`: a peer that knows both gets the weak one.',
    head: '`{weak}` heads the list: a peer that knows it gets it before `{strong}`, and HTTP/2 refuses it.',
    twice: '`{name}` stands in the list more than once: the second time it counts for nothing.',
    empty: '`{name}` is followed by a comma and nothing: the list holds an empty name.',
    blanks: { severity: 'medium', text: '`{name}` has a blank beside it: Schannel does not recognise the suite.' },
    long: {
      severity: 'medium',
      text: 'The list of {size} characters is longer than the 1023 that Schannel reads: `{name}` is beyond.',
    },
    noTls13: '`{name}` heads a list without suites of TLS 1.3: Windows Server {release} then speaks TLS 1.2 at most.',
    shipped:
      '`Functions` is changed in the list that Windows ships: an update may put it back; the policy key is meant for it.',
  },
  rationale: `
    Schannel picks the first suite of its list that the other end knows. A weak suite in front is used even where both ends
    could do better, and a list that is read differently from how it was written protects nobody.`,
  remedy: 'Put TLS 1.3 and ECDHE with GCM first, separate by commas alone, and write to the policy key.',
  references: ['https://learn.microsoft.com/windows-server/security/tls/manage-tls'],
  bad: [
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 Functions '«TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384»,TLS_AES_256_GCM_SHA384'`,
      fixed: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 Functions 'TLS_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384'`,
    },
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 Functions 'TLS_AES_256_GCM_SHA384, «TLS_AES_128_GCM_SHA256»'`,
      fixed: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 Functions 'TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256'`,
    },
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 Functions 'TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256,«TLS_AES_256_GCM_SHA384»'`,
      fixed: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 Functions 'TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256'`,
    },
    {
      language: 'powershell',
      code: String.raw`reg add HKLM\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 /v Functions /t REG_SZ /d "TLS_AES_256_GCM_SHA384,«TLS_AES_128_GCM_SHA256»," /f`,
      fixed: String.raw`reg add HKLM\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 /v Functions /t REG_SZ /d "TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256" /f`,
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002 /v Functions /d «TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384» /f\n',
    },
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\Cryptography\Configuration\Local\SSL\00010002 Functions '«TLS_AES_256_GCM_SHA384»' -Type MultiString`,
    },
  ],
  good: examples(
    'powershell',
    String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 Functions 'TLS_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384'`,
    String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 Functions 'TLS_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_DHE_RSA_WITH_AES_256_GCM_SHA384'`,
    String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 Functions @('TLS_AES_256_GCM_SHA384', 'TLS_AES_128_GCM_SHA256') -Type MultiString`,
    'Enable-TlsCipherSuite TLS_AES_256_GCM_SHA384 -Position 0',
  ),
  visit: {
    'tls.suites'({ statement, by, suites, text, listSpan, isLiteral, isDefault, kept, place }, { report }) {
      const [first] = suites;
      if (statement !== 'order' || by !== 'schannel' || !first) return;
      const rewrite = (title: string, names: readonly string[]) =>
        isLiteral && text !== undefined ? { fixes: [{ title, edits: [replace(listSpan, names.join(','))] }] } : {};
      const names = suites.map(it => it.name);
      const repairs = (value: readonly string[]) =>
        kept
          ? { repairs: [{ kind: 'registry' as const, ...kept, type: 'String' as const, value: value.join(',') }] }
          : {};
      const unique = names.filter((it, index) => names.findIndex(name => sameName(name, it)) === index);
      const sorted = [...unique].sort((a, b) => rank(a) - rank(b));
      if (isDefault) report('shipped', first.span, {});
      const late = suites.findIndex(
        (it, index) => index > 0 && rank(it.name) === 0 && rank(suites[index - 1]!.name) >= 2,
      );
      if (late > 0) {
        const weak = suites[late - 1]!;
        const more = { ...rewrite('Put the strong suites first', sorted), ...repairs(sorted) };
        if (rank(first.name) >= 2) report('head', first.span, { weak: first.name, strong: names[late]! }, more);
        else report('order', weak.span, { weak: weak.name, strong: names[late]! }, more);
      }
      const padded = new Set(text?.split(',').flatMap(it => (it === it.trim() ? [] : [it.trim()])));
      const blank = suites.find(it => padded.has(it.name));
      const tidy = { ...rewrite('Tidy the list', unique), ...repairs(unique) };
      if (blank) report('blanks', blank.span, { name: blank.name }, tidy);
      const again = suites.find((it, index) => names.findIndex(name => sameName(name, it.name)) < index);
      if (again) report('twice', again.span, { name: again.name }, tidy);
      const gap = text?.split(',').findIndex((it, index) => index > 0 && it.trim() === '') ?? -1;
      const before = text
        ?.split(',')
        .slice(0, gap)
        .findLast(it => it.trim() !== '')
        ?.trim();
      const last = suites.findLast(it => it.name === before);
      if (gap > 0 && last) report('empty', last.span, { name: last.name }, tidy);
      if (text !== undefined && text.length > longest) {
        const last = suites[suites.length - 1]!;
        report('long', last.span, { size: `${text.length}`, name: last.name });
      }
      const release = schannelReleaseOf(place);
      if ((release === '2022' || release === '2025') && !names.some(isTls13)) {
        report('noTls13', first.span, { name: first.name, release });
      }
    },
  },
});
