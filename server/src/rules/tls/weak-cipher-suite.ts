import { replace } from '../../base/edit';
import type { Repair } from '../../facts/repair';
import { classify, gradeOf, isForwardSecret } from '../../facts/tls/classify';
import { schannelReleaseOf } from '../../facts/tls/release';
import { suiteRepair } from '../../facts/tls/repair';
import { recommendedSuites } from '../../facts/tls/schannel-suites.data';
import type { CipherSuites } from '../../facts/tls/suites';
import { defineRule, examples, type Fix } from '../rule';

/** The fix for suites of a list: take them out, turn the cmdlet around, or put a good list in the place of a bad one. */
function mend(fact: CipherSuites, bad: readonly CipherSuites['suites'][number][]): Fix | undefined {
  const [first] = bad;
  if (!first) return undefined;
  if (fact.statement === 'enable') {
    // What the cmdlets do in an image is gone when a container starts.
    if (!fact.verbSpan || fact.suites.length > 1 || fact.place.runs === 'build') return undefined;
    return { title: `Disable ${first.name}`, edits: [replace(fact.verbSpan, 'Disable-TlsCipherSuite')] };
  }
  const title = bad.length === 1 ? `Remove ${first.name}` : `Remove ${bad.length} suites`;
  const kept = fact.suites.filter(it => !bad.includes(it)).map(it => it.name);
  const isGoodLeft = kept.some(it => /strong|acceptable/.test(gradeOf(fact, it)?.grade ?? ''));
  const isRewritable = fact.by === 'schannel' && fact.isLiteral && fact.text !== undefined;
  if (isGoodLeft && bad.length === 1) return first.without && { title, edits: [first.without] };
  if (!isRewritable) return undefined;
  if (isGoodLeft) return { title, edits: [replace(fact.listSpan, kept.join(','))] };
  const list = recommendedSuites(schannelReleaseOf(fact.place)).join(',');
  return { title: 'Write a list of strong suites', edits: [replace(fact.listSpan, list)] };
}

/** The change of the machine that does the same. */
function repairsOf(fact: CipherSuites, bad: readonly CipherSuites['suites'][number][]): readonly Repair[] {
  if (fact.by !== 'schannel') return [];
  if (fact.statement === 'enable') return bad.map(it => suiteRepair(it.name, false));
  const left = fact.suites.filter(it => classify(it.name)?.grade === 'strong').map(it => it.name);
  const names = left.length > 0 ? left : recommendedSuites(undefined);
  return fact.kept ? [{ kind: 'registry', ...fact.kept, type: 'String', value: names.join(',') }] : [];
}

/** How many more suites of the list are as bad as the one that is named. */
const alike = (count: number): string =>
  count === 0 ? '' : count === 1 ? ', like one more of the list,' : `, like ${count} more of the list,`;

export default defineRule({
  name: 'tls/weak-cipher-suite',
  title: 'A weak or broken cipher suite is offered',
  severity: 'medium',
  confidence: 'high',
  cwe: [326, 327],
  tags: ['tls', 'cipher-suites'],
  fixable: 'unsafe',
  messages: {
    insecure: { severity: 'high', text: '`{name}`{others} {why}: what is sent with it can be read or forged.' },
    weak: '`{name}`{others} {why}: a safer suite should be in its place.',
    cbc: { severity: 'info', text: '`{name}`{others} {why}; suites with GCM or ChaCha20 do without.' },
  },
  rationale: `
    A peer, or whoever sits between the two, picks among what is offered. Suites with RC4, 3DES, DES, MD5, export keys,
    no encryption or no authentication give the traffic away; suites with static RSA give it away later, to whoever gets
    hold of the key.`,
  remedy: 'Offer the TLS 1.3 suites and ECDHE with AES-GCM or ChaCha20 only.',
  exceptions: `
    ECDHE with CBC is on in every Windows release; in a list that holds better suites it is only pointed out.`,
  references: [
    'https://learn.microsoft.com/windows-server/security/tls/manage-tls',
    'https://learn.microsoft.com/windows/win32/secauthn/cipher-suites-in-schannel',
    'https://www.rfc-editor.org/rfc/rfc9325',
  ],
  bad: [
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell Enable-TlsCipherSuite «TLS_RSA_WITH_3DES_EDE_CBC_SHA»\n',
    },
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 -Name Functions -Value 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,«TLS_RSA_WITH_RC4_128_SHA»,TLS_AES_256_GCM_SHA384'`,
      fixed: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 -Name Functions -Value 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_AES_256_GCM_SHA384'`,
    },
    {
      language: 'powershell',
      code: String.raw`reg add HKLM\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 /v Functions /t REG_SZ /d «TLS_RSA_WITH_AES_256_GCM_SHA384» /f`,
      fixed: String.raw`reg add HKLM\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 /v Functions /t REG_SZ /d TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256,TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 /f`,
    },
    {
      language: 'powershell',
      code: 'Enable-TlsCipherSuite -Name «TLS_RSA_WITH_3DES_EDE_CBC_SHA»',
      fixed: 'Disable-TlsCipherSuite -Name TLS_RSA_WITH_3DES_EDE_CBC_SHA',
    },
    {
      language: 'powershell',
      code: "foreach ($s in 'TLS_AES_256_GCM_SHA384', 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA') { Enable-TlsCipherSuite «$s» }",
    },
    { language: 'powershell', code: 'Enable-TlsCipherSuite «TLS_RSA_WITH_NULL_SHA256» -Position 0' },
    {
      language: 'yaml',
      code: 'kind: ConfigMap\napiVersion: v1\ndata:\n  ssl-ciphers: "HIGH:«RC4+RSA»:!aNULL:!MD5" # old\n',
      fixed: 'kind: ConfigMap\napiVersion: v1\ndata:\n  ssl-ciphers: "HIGH:!aNULL:!MD5" # old\n',
    },
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 Functions 'TLS_AES_256_GCM_SHA384,«TLS_RSA_WITH_AES_256_CBC_SHA»,TLS_RSA_WITH_AES_128_CBC_SHA'`,
      fixed: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 Functions 'TLS_AES_256_GCM_SHA384'`,
    },
    {
      language: 'registry',
      code: 'REGEDIT4\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002]\n"Functions"="TLS_AES_256_GCM_SHA384,«TLS_RSA_WITH_AES_128_CBC_SHA»"\n',
      fixed:
        'REGEDIT4\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002]\n"Functions"="TLS_AES_256_GCM_SHA384"\n',
    },
  ],
  good: examples(
    'powershell',
    'Enable-TlsCipherSuite TLS_RSA_WITH_RC4_128_SHA\nDisable-TlsCipherSuite -Name TLS_RSA_WITH_RC4_128_SHA',
    String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 Functions 'TLS_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_DHE_RSA_WITH_AES_256_GCM_SHA384'`,
    'Disable-TlsCipherSuite -Name TLS_RSA_WITH_3DES_EDE_CBC_SHA',
    "foreach ($s in 'TLS_RSA_WITH_RC4_128_SHA', 'TLS_RSA_WITH_NULL_SHA') { Disable-TlsCipherSuite $s }",
    'Get-TlsCipherSuite -Name TLS_RSA_WITH_RC4_128_SHA',
    'Enable-TlsCipherSuite -Name $suite',
  ),
  visit: {
    'tls.suites'(fact, { report }) {
      if (fact.statement === 'disable') return;
      const hasStrong = fact.suites.some(it => gradeOf(fact, it.name)?.grade === 'strong');
      // Every release ships these, and a cmdlet leaves the others of the list where they are.
      const isAdded = fact.statement === 'enable' && fact.by === 'schannel';
      const groups = new Map<
        string,
        { message: 'insecure' | 'weak' | 'cbc'; why: string; suites: CipherSuites['suites'][number][] }
      >();
      for (const suite of fact.suites) {
        const judged = gradeOf(fact, suite.name);
        if (judged?.grade !== 'insecure' && judged?.grade !== 'weak') continue;
        const isCbc =
          judged.grade === 'weak' && judged.suite && isForwardSecret(judged.suite) && (hasStrong || isAdded);
        const message = isCbc ? 'cbc' : judged.grade;
        // What can be broken is shown one by one, unless a variable brings the whole list to one place.
        const key = message === 'insecure' ? `${suite.span.start} ${suite.span.end}` : message;
        const same = groups.get(key);
        if (same) same.suites.push(suite);
        else groups.set(key, { message, why: judged.why, suites: [suite] });
      }
      for (const { message, why, suites } of groups.values()) {
        report(
          message,
          suites[0]!.span,
          { name: suites[0]!.name, others: alike(suites.length - 1), why },
          { fixes: [mend(fact, suites)], repairs: repairsOf(fact, suites) },
        );
      }
    },
  },
});
