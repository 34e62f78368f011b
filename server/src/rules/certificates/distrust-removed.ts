import { defineRule } from '../rule';

export default defineRule({
  name: 'certificates/distrust-removed',
  title: 'Certificates that Windows must not trust are trusted again',
  severity: 'high',
  confidence: 'high',
  cwe: [295, 299],
  tags: ['certificates', 'trust'],
  fixable: false,
  messages: {
    removed:
      '`{store}` lists certificates that Windows must refuse, stolen ones among them: once removed, they are trusted again.',
  },
  rationale: `
    Microsoft puts certificates into this store whose keys were stolen, or that were issued by mistake. Nothing breaks when
    they stay there.`,
  remedy: 'Delete the line.',
  references: [
    'https://learn.microsoft.com/windows-server/identity/ad-cs/configure-trusted-roots-disallowed-certificates',
  ],
  bad: [
    { language: 'powershell', code: 'Remove-Item -Path «Cert:\\LocalMachine\\Disallowed\\*» -Force' },
    { language: 'powershell', code: 'Get-ChildItem «Cert:\\LocalMachine\\Disallowed» | Remove-Item' },
    { language: 'cmd', code: 'certutil -delstore «Disallowed» 1a2b3c\r\n' },
  ],
  good: [
    { language: 'powershell', code: 'Get-ChildItem Cert:\\LocalMachine\\Disallowed' },
    { language: 'cmd', code: 'certutil -addstore Disallowed stolen.cer\r\n' },
    { language: 'powershell', code: 'Remove-Item Cert:\\LocalMachine\\My\\1A2B3C' },
  ],
  visit: {
    'certificate.stored'({ store, action, at }, { report }) {
      if (action === 'remove' && store === 'disallowed') report('removed', at, { store: 'Disallowed' });
    },
  },
});
