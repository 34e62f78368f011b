import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'policy/expired-suppression',
  title: 'A suppression has expired',
  severity: 'low',
  confidence: 'high',
  cwe: [1116],
  tags: ['suppression'],
  fixable: false,
  messages: { expired: 'This suppression ended on `{date}`, so it silences nothing any more.' },
  rationale: `
    The date was set so that the risk would be looked at again. That day has come: the findings are shown again, and the
    comment no longer says what is true.`,
  remedy: 'Mend what was suppressed and remove the comment, or decide anew and set a later date.',
  references: ['https://owasp.org/www-project-devsecops-guideline/'],
  bad: [
    {
      language: 'powershell',
      code: '# boltseal-disable-next-line policy/unused-suppression until «2020-01-31» -- a test\nGet-Date',
    },
  ],
  good: examples(
    'powershell',
    '# boltseal-disable-next-line policy/unused-suppression until 2999-01-31 -- a test\nGet-Date',
    '# boltseal-disable-next-line policy/unused-suppression -- kept until 2020-01-31\nGet-Date',
  ),
  visit: {
    suppression({ until }, { report }) {
      if (until?.state === 'expired') report('expired', until.span, { date: until.text });
    },
  },
});
