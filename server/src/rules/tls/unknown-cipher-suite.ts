import { conflicts, type Edit, replace } from '../../base/edit';
import { schannelKnows } from '../../facts/tls/classify';
import { schannelReleaseOf } from '../../facts/tls/release';
import { parseSuite } from '../../facts/tls/suite';
import type { CipherSuites } from '../../facts/tls/suites';
import { defineRule, examples, type Fix } from '../rule';

/** Names every suite without its curve, and only once. By hand only: Windows before Server 2016 wants the curves. */
function withoutCurves({ suites, listSpan, isLiteral, text }: CipherSuites): Fix | undefined {
  const rightOf = (name: string): string => {
    const suite = parseSuite(name);
    return suite?.curve && schannelKnows(suite.iana) ? suite.iana : name;
  };
  const title = 'Name the suites without curves';
  if (isLiteral && text !== undefined) {
    const names = [...new Set(suites.map(it => rightOf(it.name)))];
    return { title, edits: [replace(listSpan, names.join(','))], safety: 'suggestion' };
  }
  const named = new Set<string>();
  const edits: Edit[] = [];
  for (const { name, span, without } of suites) {
    const right = rightOf(name);
    const edit = named.has(right) ? without : replace(span, right);
    if (right !== name && (!edit || span.end - span.start !== name.length)) return undefined;
    if (right !== name && edit) edits.push(edit);
    named.add(right);
  }
  const clash = edits.some((it, index) => index > 0 && conflicts(edits[index - 1]!, it));
  return edits.length === 0 || clash ? undefined : { title, edits, safety: 'suggestion' };
}

export default defineRule({
  name: 'tls/unknown-cipher-suite',
  title: 'A cipher suite is named as its reader does not know it',
  severity: 'medium',
  confidence: 'high',
  cwe: [1188],
  tags: ['tls', 'cipher-suites'],
  fixable: 'unsafe',
  messages: {
    unknown: '`{name}` is no cipher suite that {reader} knows: the line has no effect.',
    notation: '`{name}` is not how {reader} calls the suite: the line has no effect, `{right}` is meant.',
    release: '`{name}` does not exist in Windows Server {release}: the line has no effect there.',
    unknownCurve: '`{name}` is no curve that Schannel knows: the line has no effect, `{right}` is meant.',
    curveHere: '`{name}` names a curve, which Windows Server {release} does not understand: the line has no effect.',
    curve: {
      severity: 'info',
      text: '`{name}` names a curve, which Windows has not understood since Server 2016: there the line has no effect.',
    },
  },
  rationale: `
    A name that is not known is passed over without a word. What was to be preferred is not offered, or what was to be
    switched off stays on, and the list looks right to everyone who reads it.`,
  remedy: 'Use the names that IANA registers for Schannel and Go, and those of OpenSSL for Envoy and Istio.',
  references: ['https://learn.microsoft.com/windows/win32/secauthn/cipher-suites-in-schannel'],
  bad: [
    {
      language: 'powershell',
      code: 'Disable-TlsCipherSuite -Name «DES-CBC3-SHA»',
      fixed: 'Disable-TlsCipherSuite -Name TLS_RSA_WITH_3DES_EDE_CBC_SHA',
    },
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 Functions 'TLS_AES_256_GCM_SHA384,«ECDHE-RSA-AES256-GCM-SHA384»'`,
      fixed: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 Functions 'TLS_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'`,
    },
    { language: 'powershell', code: 'Disable-TlsCipherSuite -Name «TLS_RSA_WITH_RC4_SHA»' },
    {
      language: 'powershell',
      code: 'Enable-TlsEccCurve -Name «X25519» -Position 0',
      fixed: 'Enable-TlsEccCurve -Name curve25519 -Position 0',
    },
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 EccCurves @('«P-256»', 'NistP384') -Type MultiString`,
      fixed: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 EccCurves @('NistP256', 'NistP384') -Type MultiString`,
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2019\nRUN powershell Enable-TlsCipherSuite -Name «TLS_AES_256_GCM_SHA384»\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell Enable-TlsCipherSuite -Name «TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384_P384»\n',
      fixed:
        'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell Enable-TlsCipherSuite -Name TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384\n',
    },
    { language: 'powershell', code: 'Enable-TlsCipherSuite «TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256»' },
    {
      language: 'registry',
      code: 'REGEDIT4\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002]\n"Functions"="«TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384_P256»"\n',
      fixed:
        'REGEDIT4\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002]\n"Functions"="TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"\n',
    },
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 Functions '«TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384_P521»,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384_P384,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384_P256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256_P256'`,
      fixed: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 Functions 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'`,
    },
  ],
  good: examples(
    'powershell',
    'Enable-TlsEccCurve -Name secP256r1',
    String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 EccCurves @('NistP384', 'NistP256') -Type MultiString`,
    'Disable-TlsCipherSuite -Name TLS_RSA_WITH_3DES_EDE_CBC_SHA',
    'Enable-TlsCipherSuite -Name tls_aes_256_gcm_sha384',
    "Get-TlsCipherSuite | Where-Object Name -Match 'RC4' | ForEach-Object { Disable-TlsCipherSuite $_.Name }",
  ),
  visit: {
    'tls.suites'(fact, { report }) {
      const { by, naming, suites, place } = fact;
      const reader = by === 'schannel' ? 'Schannel' : by;
      const release = by === 'schannel' ? schannelReleaseOf(place) : undefined;
      let curves = 0;
      const told = new Set<string>();
      for (const { name: written, span } of suites) {
        // A name may hold line ends, of which a list in hexadecimal digits shows nothing.
        const name = written.trim();
        const suite = parseSuite(name);
        const isPlain = span.end - span.start === name.length;
        const renamed = (right: string) => ({
          fixes: [isPlain ? { title: `Write ${right}`, edits: [replace(span, right)] } : undefined],
        });
        if (suite?.curve && by === 'schannel') {
          // Such lists have the curve everywhere: said once, it is understood.
          if (curves++ > 0) continue;
          const more = { fixes: [withoutCurves(fact)] };
          if (release) report('curveHere', span, { name, release }, more);
          else report('curve', span, { name }, more);
        } else if (suite && naming !== 'any' && suite.naming !== 'both' && suite.naming !== naming) {
          const right = suite[naming];
          if (by !== 'schannel' || schannelKnows(right))
            report('notation', span, { name, reader, right }, renamed(right));
          else report('unknown', span, { name, reader });
        } else if (by === 'schannel' && !schannelKnows(written)) {
          // A list that stands in one place as a whole goes wrong once.
          const place = `${span.start} ${span.end}`;
          if (!told.has(place)) report('unknown', span, { name, reader });
          told.add(place);
        } else if (release && !schannelKnows(name, release)) {
          report('release', span, { name, release });
        }
      }
    },
    'tls.algorithm'({ group, name, meant, at }, { report }) {
      if (group !== 'curve' || meant === undefined) return;
      const isPlain = at.end - at.start === name.length;
      const fix = isPlain ? { title: `Write ${meant}`, edits: [replace(at, meant)] } : undefined;
      report('unknownCurve', at, { name, right: meant }, { fixes: [fix] });
    },
  },
});
