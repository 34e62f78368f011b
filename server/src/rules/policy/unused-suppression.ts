import { remove } from '../../base/edit';
import { defineRule } from '../rule';

export default defineRule({
  name: 'policy/unused-suppression',
  title: 'A suppression silences nothing',
  severity: 'info',
  confidence: 'high',
  cwe: [1116],
  tags: ['suppression'],
  fixable: 'safe',
  messages: { unused: '`{name}` finds nothing here that this comment would have to silence.' },
  rationale: `
    What was suppressed has been mended, or has moved. Left in place, the comment will silence the next finding of that
    rule on this spot, one that nobody has judged.`,
  remedy: 'Remove the comment, or the name of the rule from it.',
  references: ['https://owasp.org/www-project-devsecops-guideline/'],
  bad: [
    {
      language: 'powershell',
      code: 'Get-Date\n# boltseal-disable-next-line «tls/legacy-protocol» -- a test\nGet-Date',
      fixed: 'Get-Date\nGet-Date',
    },
    {
      language: 'dockerfile',
      code: '# boltseal-disable-file «tls/*» -- a test\nFROM scratch',
      fixed: 'FROM scratch',
    },
  ],
  good: [
    { language: 'powershell', code: '# boltseal-disable-file policy/* -- a test\nGet-Date' },
    {
      language: 'powershell',
      code: '# boltseal-disable-next-line tls/legacy-protocol until 2020-01-31 -- has ended\nGet-Date',
    },
  ],
  visit: {
    suppression({ rules, whole }, { report }) {
      const unused = rules.filter(it => it.used === false);
      for (const it of unused) {
        const all = unused.length === rules.length;
        const fix = all
          ? { title: 'Remove the suppression', edits: [remove(whole)] }
          : { title: `Remove ${it.name} from the suppression`, edits: [remove(it.withComma)] };
        report('unused', it.span, { name: it.name }, { fixes: [fix] });
      }
    },
  },
});
