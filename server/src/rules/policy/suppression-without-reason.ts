import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'policy/suppression-without-reason',
  title: 'A suppression states no reason',
  severity: 'low',
  confidence: 'high',
  cwe: [1116],
  tags: ['suppression'],
  fixable: false,
  messages: {
    missing: { severity: 'info', text: '`{keyword}` silences a rule without saying why.' },
    required: '`{keyword}` has no effect here, because this project asks for a reason.',
  },
  rationale: `
    A suppression is a decision to live with a risk. Whoever reads it later can judge only a stated reason; without one,
    a risk taken for a week stays for years, and nobody dares to remove the comment.`,
  remedy: 'Write the reason after two hyphens: `-- the port is open to the test network only`.',
  references: ['https://owasp.org/www-project-devsecops-guideline/'],
  bad: [
    {
      language: 'powershell',
      code: '# «boltseal-disable-next-line» policy/unused-suppression\nGet-Date',
    },
    {
      language: 'dockerfile',
      code: '# «boltseal-disable-file» policy/unused-suppression until 2999-01-31\nFROM scratch',
    },
  ],
  good: examples(
    'powershell',
    '# boltseal-disable-next-line policy/unused-suppression -- needed on the build servers\nGet-Date',
    '# See boltseal-disable-next-line in the manual.\nGet-Date',
  ),
  visit: {
    suppression({ keyword, reason, reasonRequired, scope }, { report }) {
      if (reason || !scope) return;
      report(reasonRequired ? 'required' : 'missing', keyword.span, { keyword: keyword.text });
    },
  },
});
