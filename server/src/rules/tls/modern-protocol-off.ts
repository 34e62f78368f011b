import { listed } from '../../base/listed';
import { isLegacy } from '../../facts/tls/version';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'tls/modern-protocol-off',
  title: 'TLS 1.2 or 1.3 is switched off',
  severity: 'medium',
  confidence: 'high',
  cwe: [757, 1188],
  tags: ['tls', 'schannel'],
  fixable: 'unsafe',
  messages: {
    off: '`{version}` {are} switched off for {speaker}: older versions or no connection are left.',
    newest: {
      severity: 'low',
      text: '`{version}` {are} switched off for {speaker}: TLS 1.2, with its weaker suites, is the best that is left.',
    },
    maximum: {
      severity: 'low',
      text: '`{version}` is the highest version that {speaker} speaks: TLS 1.3 is out of reach.',
    },
    old: {
      severity: 'high',
      text: '`{version}` is the highest version that {speaker} speaks: its connections can be broken into.',
    },
  },
  rationale: `
    Without TLS 1.2 and 1.3 a machine speaks versions with known attacks, or its administrators switch those back on when
    connections fail.`,
  remedy: 'Leave TLS 1.2 and 1.3 on, and switch the older versions off instead.',
  references: ['https://learn.microsoft.com/windows-server/security/tls/tls-registry-settings'],
  bad: [
    {
      language: 'powershell',
      code: String.raw`reg add "HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client" /v DisabledByDefault /t REG_DWORD /d «1» /f`,
      fixed: String.raw`reg add "HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client" /v DisabledByDefault /t REG_DWORD /d 0 /f`,
    },
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.3\Server' Enabled «0» -Type DWord`,
      fixed: String.raw`Set-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.3\Server' Enabled 1 -Type DWord`,
    },
    {
      language: 'powershell',
      code: 'netsh http add sslcert ipport=0.0.0.0:443 certhash=$hash appid=$id «disabletls13=enable»',
      fixed: 'netsh http add sslcert ipport=0.0.0.0:443 certhash=$hash appid=$id disabletls13=disable',
    },
    {
      language: 'yaml',
      code: 'apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: ClientTrafficPolicy\nmetadata:\n  name: a\nspec:\n  tls:\n    maxVersion: "«1.2»"\n',
      fixed:
        'apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: ClientTrafficPolicy\nmetadata:\n  name: a\nspec:\n  tls:\n    maxVersion: "1.3"\n',
    },
    {
      language: 'powershell',
      code: String.raw`foreach ($version in 'SSL 3.0', 'TLS 1.2') {
  Set-ItemProperty "HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\$version\Server" Enabled «0» -Type DWord
}`,
    },
  ],
  good: examples(
    'powershell',
    String.raw`Set-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Server' DisabledByDefault 0 -Type DWord`,
    String.raw`Set-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.1\Server' Enabled 0 -Type DWord`,
    'netsh http add sslcert ipport=0.0.0.0:443 certhash=$hash appid=$id disabletls13=disable',
    'netsh http show sslcert disabletls13=enable',
  ),
  visit: {
    'tls.version'({ version, others = [], state, by, role, at, mend, repairs = [] }, { report }) {
      const speaker = by === 'schannel' ? `Schannel ${role ? `${role}s` : 'at both ends'}` : by;
      const names = listed([version, ...others]);
      const are = others.length > 0 ? 'are' : 'is';
      const more = { fixes: [mend], repairs };
      const message = version === 'TLS 1.3' ? 'newest' : 'off';
      if (state === 'off' && !isLegacy(version)) report(message, at, { version: names, are, speaker }, more);
      if (state !== 'maximum' || version === 'TLS 1.3') return;
      report(isLegacy(version) ? 'old' : 'maximum', at, { version, speaker }, more);
    },
  },
});
