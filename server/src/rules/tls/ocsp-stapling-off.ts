import { replace } from '../../base/edit';
import { defineRule, examples } from '../rule';

const binding = 'netsh http add sslcert ipport=0.0.0.0:443 certhash=$hash appid=$id';

export default defineRule({
  name: 'tls/ocsp-stapling-off',
  title: 'A server no longer proves that its certificate is not revoked',
  severity: 'low',
  confidence: 'high',
  cwe: [299],
  tags: ['tls', 'http-sys'],
  fixable: 'unsafe',
  messages: { off: '`{text}` keeps http.sys from sending the proof that its certificate is not revoked.' },
  rationale: `
    Most clients do not ask the authority themselves, and go on when it does not answer. Whoever has the key of a revoked
    certificate is then taken for the server.`,
  remedy: 'Leave `disableocspstapling` out.',
  references: ['https://learn.microsoft.com/windows-server/administration/windows-commands/netsh-http'],
  bad: [
    {
      language: 'powershell',
      code: `${binding} «disableocspstapling=enable»`,
      fixed: `${binding} disableocspstapling=disable`,
    },
    {
      language: 'cmd',
      code: 'netsh http update sslcert hostnameport=a.test:443 certhash=%HASH% appid=%ID% certstorename=MY «disableocspstapling=enable»\r\n',
      fixed:
        'netsh http update sslcert hostnameport=a.test:443 certhash=%HASH% appid=%ID% certstorename=MY disableocspstapling=disable\r\n',
    },
  ],
  good: examples(
    'powershell',
    binding,
    `${binding} disableocspstapling=disable`,
    'netsh http show sslcert disableocspstapling=enable',
  ),
  visit: {
    'http.binding'({ options }, { report }) {
      const option = options.get('disableocspstapling');
      if (!option?.on) return;
      const { at, literal } = option;
      const fix = literal && { title: 'Leave OCSP stapling on', edits: [replace(literal, 'disable')] };
      report('off', at, { text: 'disableocspstapling=enable' }, { fixes: [fix] });
    },
  },
});
