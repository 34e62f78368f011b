import { insert } from '../../base/edit';
import { defineRule, examples } from '../rule';

const binding = 'http add sslcert ipport=0.0.0.0:443 certhash=$hash appid=$id';

export default defineRule({
  name: 'tls/http-binding-takes-legacy',
  title: 'An HTTPS address leaves it to the machine whether TLS 1.0 and 1.1 are spoken',
  severity: 'info',
  confidence: 'medium',
  optIn: true,
  cwe: [757],
  tags: ['tls', 'http-sys'],
  fixable: 'suggestion',
  messages: {
    open: '`{command}` says nothing of TLS 1.0 and 1.1: they are spoken here wherever Schannel has them on.',
  },
  rationale: `
    A switch of the address holds whatever becomes of the settings of the machine, and leaves these alone for the programs
    that still need them.`,
  remedy: 'Add `disablelegacytls=enable`.',
  exceptions: 'Windows Server 2016 does not know the option.',
  references: ['https://learn.microsoft.com/windows-server/administration/windows-commands/netsh-http'],
  bad: [
    { language: 'powershell', code: `«netsh» ${binding}`, fixed: `netsh ${binding} disablelegacytls=enable` },
    {
      language: 'powershell',
      code: `«netsh» ${binding} disablehttp2=enable`,
      fixed: `netsh ${binding} disablehttp2=enable disablelegacytls=enable`,
    },
  ],
  good: examples(
    'powershell',
    `netsh ${binding} disablelegacytls=enable`,
    `netsh ${binding} disablelegacytls=$legacy`,
    'netsh http delete sslcert ipport=0.0.0.0:443',
  ),
  visit: {
    'http.binding'({ options, at, end }, { report }) {
      if (options.has('disablelegacytls')) return;
      const fix = { title: 'Switch TLS 1.0 and 1.1 off', edits: [insert(end, ' disablelegacytls=enable')] };
      report('open', at, { command: 'netsh http add sslcert' }, { fixes: [fix] });
    },
  },
});
