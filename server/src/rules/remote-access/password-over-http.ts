import { argumentOf, type Command, is, parameter, switchState, textArgument } from '../../facts/command/command';
import { literalOf, placeOf } from '../../facts/command/native';
import { defineRule, examples } from '../rule';

const commands = [
  'New-PSSession',
  'Enter-PSSession',
  'Invoke-Command',
  'Connect-PSSession',
  'Receive-PSSession',
  'Connect-WSMan',
  'Invoke-WSManAction',
  'Get-WSManInstance',
  'Set-WSManInstance',
  'New-WSManInstance',
  'Test-WSMan',
  'New-CimSession',
];

export default defineRule({
  name: 'remote-access/password-over-http',
  title: 'A remote session hands over the password',
  severity: 'high',
  confidence: 'high',
  cwe: [319, 522],
  tags: ['winrm', 'credentials'],
  fixable: 'unsafe',
  messages: {
    basic: '`{method}` sends the password in a form that anyone on the path can read, since the session has no TLS.',
    delegated: {
      severity: 'info',
      text: '`{method}` hands the password to the other machine, which keeps it in memory.',
    },
    redirected: {
      severity: 'low',
      text: '`{switch}` lets a server that is not verified send the session, and the logon, elsewhere.',
    },
  },
  rationale: `
    With Basic the password itself goes over the network, with CredSSP it is handed to the far machine: who reads the
    traffic, or owns that machine, owns the account.`,
  remedy: 'Use Kerberos, or -UseSSL with a certificate that is checked.',
  exceptions:
    'CredSSP over TLS to a machine as trusted as this one may be a choice; delegate by Kerberos where possible.',
  references: [
    'https://learn.microsoft.com/powershell/scripting/security/remoting/winrm-security',
    'https://learn.microsoft.com/powershell/module/microsoft.powershell.core/new-pssession',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'New-PSSession -ComputerName web1 -Credential $c -Authentication «Basic»',
      fixed: 'New-PSSession -ComputerName web1 -Credential $c -Authentication Negotiate',
    },
    {
      language: 'powershell',
      code: "Invoke-Command -ConnectionUri http://web1:5985/wsman -Authentication '«Basic»' -Credential $c -ScriptBlock { hostname }",
      fixed:
        "Invoke-Command -ConnectionUri http://web1:5985/wsman -Authentication 'Negotiate' -Credential $c -ScriptBlock { hostname }",
    },
    {
      language: 'powershell',
      code: 'New-CimSession -ComputerName web1 -Authentication «Basic» -Credential $c',
      fixed: 'New-CimSession -ComputerName web1 -Authentication Negotiate -Credential $c',
    },
    {
      language: 'powershell',
      code: 'Enter-PSSession web1 -Credential $c -UseSSL:$false -Auth «Basic»',
      fixed: 'Enter-PSSession web1 -Credential $c -UseSSL:$false -Auth Negotiate',
    },
    {
      language: 'powershell',
      code: "$p = @{ ComputerName = 'web1'; Authentication = '«CredSSP»' }\nInvoke-Command @p -ScriptBlock { hostname }",
      fixed:
        "$p = @{ ComputerName = 'web1'; Authentication = 'Kerberos' }\nInvoke-Command @p -ScriptBlock { hostname }",
    },
    {
      language: 'powershell',
      code: 'New-PSSession -ConnectionUri http://mail.example.test/powershell -Authentication Negotiate «-AllowRedirection»',
      fixed: 'New-PSSession -ConnectionUri http://mail.example.test/powershell -Authentication Negotiate',
    },
  ],
  good: examples(
    'powershell',
    'New-PSSession -ComputerName web1 -Credential $c -Authentication Basic -UseSSL',
    'New-PSSession -ComputerName web1 -Credential $c -Authentication Kerberos',
    'New-PSSession -ConnectionUri https://mail.example.test/powershell -Authentication Basic -AllowRedirection',
    'New-PSSession -ConnectionUri $uri -Authentication Basic',
    'New-PSSession @settings -Authentication Basic',
    'New-PSSession -HostName web1 -UserName app',
    'New-CimSession -ComputerName web1 -Authentication Basic -Credential $c -SessionOption (New-CimSessionOption -UseSsl)',
  ),
  visit: {
    command(command, { report }) {
      if (!is(command, ...commands)) return;
      const value = argumentOf(command, 'Authentication');
      const method = textArgument(command, 'Authentication')?.toLowerCase();
      const clear = plain(command);
      if (value && ((method === 'basic' && clear) || method === 'credssp')) {
        const literal = literalOf(value);
        const text = method === 'basic' ? 'Negotiate' : 'Kerberos';
        const fixes = literal ? [{ title: `Use ${text}`, edits: [{ span: literal, text }] }] : [];
        const message = method === 'basic' ? 'basic' : 'delegated';
        report(message, placeOf(value), { method: textArgument(command, 'Authentication')! }, { fixes });
      }
      const redirect = parameter(command, 'AllowRedirection');
      if (!redirect || !clear || !switchState(command, 'AllowRedirection')) return;
      const fixes = redirect.value
        ? []
        : [{ title: 'Remove -AllowRedirection', edits: [{ span: redirect.gap, text: '' }] }];
      report('redirected', redirect.span, { switch: '-AllowRedirection' }, { fixes });
    },
  },
});

/** The session certainly goes over HTTP. */
function plain(command: Command): boolean {
  const uri = argumentOf(command, 'ConnectionUri');
  if (uri) return /^http:/i.test(uri.known ? `${textArgument(command, 'ConnectionUri')}` : (uri.prefix ?? ''));
  // The options of a CIM session say whether it has TLS.
  if (is(command, 'New-CimSession') && parameter(command, 'SessionOption')) return false;
  if (switchState(command, 'UseSSL') === false) return true;
  if (parameter(command, 'UseSSL') || command.incomplete) return false;
  if (textArgument(command, 'Port') === '5986') return false;
  return parameter(command, 'ComputerName') !== undefined;
}
