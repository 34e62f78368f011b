import { replace } from '../../base/edit';
import { classify } from '../../facts/tls/classify';
import { suiteRepair } from '../../facts/tls/repair';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'tls/strong-suite-off',
  title: 'A strong cipher suite or algorithm is switched off',
  severity: 'low',
  confidence: 'high',
  cwe: [757],
  tags: ['tls', 'cipher-suites'],
  fixable: 'unsafe',
  messages: { off: '`{name}` is switched off: connections fall back to what is weaker.' },
  rationale: `
    Peers agree on the best that both have. With a strong suite gone they agree on the next one, which may be one with CBC
    or static RSA.`,
  remedy: 'Leave AES-256 with GCM, ECDHE and the SHA-2 hashes on, and switch the weak suites off instead.',
  references: ['https://learn.microsoft.com/windows-server/security/tls/manage-tls'],
  bad: [
    {
      language: 'powershell',
      code: 'Disable-TlsCipherSuite -Name «TLS_AES_256_GCM_SHA384»',
      fixed: 'Enable-TlsCipherSuite -Name TLS_AES_256_GCM_SHA384',
    },
    {
      language: 'powershell',
      code: "foreach ($s in 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'TLS_RSA_WITH_RC4_128_SHA') { Disable-TlsCipherSuite «$s» }",
    },
    {
      language: 'powershell',
      code: String.raw`reg add "HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Ciphers\AES 256/256" /v Enabled /t REG_DWORD /d «0» /f`,
      fixed: String.raw`reg add "HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Ciphers\AES 256/256" /v Enabled /t REG_DWORD /d 1 /f`,
    },
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\KeyExchangeAlgorithms\ECDH Enabled «0» -Type DWord`,
      fixed: String.raw`Set-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\KeyExchangeAlgorithms\ECDH Enabled 1 -Type DWord`,
    },
  ],
  good: examples(
    'powershell',
    'Disable-TlsCipherSuite -Name TLS_RSA_WITH_AES_256_GCM_SHA384',
    'Disable-TlsCipherSuite -Name TLS_AES_128_GCM_SHA256',
    'Enable-TlsCipherSuite -Name TLS_AES_256_GCM_SHA384',
    String.raw`Set-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\KeyExchangeAlgorithms\Diffie-Hellman Enabled 0 -Type DWord`,
  ),
  visit: {
    'tls.suites'({ statement, suites, verbSpan }, { report }) {
      if (statement !== 'disable') return;
      for (const { name, span } of suites) {
        const judged = classify(name);
        // To leave only 256-bit keys is a common wish, and takes nothing from an attacker's work.
        if (judged?.grade !== 'strong' || !/^AES_256/.test(judged.suite?.cipher ?? '')) continue;
        const edits = verbSpan && suites.length === 1 ? [replace(verbSpan, 'Enable-TlsCipherSuite')] : undefined;
        report(
          'off',
          span,
          { name },
          {
            fixes: [edits && { title: `Enable ${name}`, edits }],
            repairs: [suiteRepair(name, true)],
          },
        );
      }
    },
    'tls.algorithm'({ name, state, strength, at, mend, repairs = [] }, { report }) {
      if (state !== 'off' || strength !== 'good') return;
      if (!/^(AES 256|ECDH$|SHA\d)/i.test(name)) return;
      report('off', at, { name }, { fixes: [mend], repairs });
    },
  },
});
