import { defineRule } from '../rule';

export default defineRule({
  name: 'ipsec/not-required',
  title: 'IPsec is not required for inbound connections',
  severity: 'low',
  confidence: 'medium',
  cwe: [319],
  tags: ['ipsec'],
  fixable: 'unsafe',
  messages: {
    request: '`{written}` lets in unprotected connections whenever the other side does not negotiate.',
    none: { severity: 'info', text: '`{written}` lets connections in unprotected: it makes an exception.' },
    bare: '`{written}` authenticates the other side, and protects nothing that is sent after that.',
  },
  rationale: `
    Whoever wants to read or forge a connection keeps the negotiation from succeeding; a rule that only asks for protection
    then takes the connection as it is.`,
  remedy: 'Require protection of inbound connections, once all partners can do it.',
  exceptions:
    'To ask first and require later is how IPsec is rolled out; exceptions are made for DHCP, ICMP and the like.',
  references: ['https://learn.microsoft.com/powershell/module/netsecurity/new-netipsecrule'],
  bad: [
    {
      language: 'powershell',
      code: 'New-NetIPsecRule -DisplayName isolation -InboundSecurity «Request» -OutboundSecurity Request',
      fixed: 'New-NetIPsecRule -DisplayName isolation -InboundSecurity Require -OutboundSecurity Request',
    },
    {
      language: 'powershell',
      code: 'Set-NetIPsecRule -DisplayName isolation -SecIn «None»',
      fixed: 'Set-NetIPsecRule -DisplayName isolation -SecIn Require',
    },
    { language: 'powershell', code: 'New-NetIPsecQuickModeCryptoProposal -Encapsulation «None»' },
    {
      language: 'cmd',
      code: 'netsh advfirewall consec add rule name=isolation endpoint1=any endpoint2=any action=«requestinrequestout»',
      fixed: 'netsh advfirewall consec add rule name=isolation endpoint1=any endpoint2=any action=requireinrequestout',
    },
    {
      language: 'cmd',
      code: 'netsh ipsec static add filteraction name=f action=negotiate inpass=«yes» soft=«yes»',
      fixed: 'netsh ipsec static add filteraction name=f action=negotiate inpass=no soft=no',
    },
  ],
  good: [
    {
      language: 'powershell',
      code: 'New-NetIPsecRule -DisplayName isolation -InboundSecurity Require -OutboundSecurity Request',
    },
    { language: 'powershell', code: 'New-NetIPsecRule -DisplayName isolation -InboundSecurity $how' },
    { language: 'powershell', code: 'New-NetIPsecQuickModeCryptoProposal -Encapsulation ESP -Encryption AES256' },
    {
      language: 'cmd',
      code: 'netsh advfirewall consec add rule name=isolation endpoint1=any endpoint2=any action=requireinrequireout',
    },
  ],
  visit: {
    'ipsec.demand'({ what, written, at, fix, place }, { report }) {
      if (place.os === 'linux' || place.runs === 'build') return;
      const more = { fixes: fix ? [fix] : [] };
      if (what === 'inbound not required') report('request', at, { written }, more);
      if (what === 'inbound not asked') report('none', at, { written }, more);
      if (what === 'no encapsulation') report('bare', at, { written }, more);
    },
  },
});
