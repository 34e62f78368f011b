import { replace } from '../../base/edit';
import { defineRule } from '../rule';

export default defineRule({
  name: 'policy/invalid-suppression',
  title: 'A suppression is written so that it has no effect',
  severity: 'low',
  confidence: 'high',
  cwe: [1116],
  tags: ['suppression'],
  fixable: 'suggestion',
  messages: {
    rule: '`{name}` is the name of no rule, so this silences nothing.',
    all: '`{keyword}` names no rule, so it silences nothing.',
    keyword: '`{keyword}` is no suppression that Boltseal knows.',
    date: '`{date}` is no date, so this silences nothing.',
  },
  rationale: `
    A comment that looks like a suppression and is none misleads: its author believes a finding to be judged, and the
    next reader believes the risk to be accepted.`,
  remedy:
    'Write `boltseal-disable-next-line`, `boltseal-disable-line` or `boltseal-disable-file`, the names of the rules, and a date as `until 2027-01-31` if it shall end.',
  references: ['https://owasp.org/www-project-devsecops-guideline/'],
  bad: [
    {
      language: 'powershell',
      code: '# boltseal-disable-next-line «policy/unused-supression» -- a test\nGet-Date',
      fixed: '# boltseal-disable-next-line policy/unused-suppression -- a test\nGet-Date',
    },
    { language: 'powershell', code: '# «boltseal-disable-next-line» -- a test\nGet-Date' },
    {
      language: 'dockerfile',
      code: '# «boltseal-disable-nextline» policy/unused-suppression -- a test\nFROM scratch',
      fixed: '# boltseal-disable-next-line policy/unused-suppression -- a test\nFROM scratch',
    },
    {
      language: 'powershell',
      code: '# boltseal-disable-line policy/unused-suppression until «31.1.2027» -- a test\nGet-Date',
    },
  ],
  good: [
    { language: 'powershell', code: '# boltseal-disable-line policy/* until 2999-12-31 -- a test\nGet-Date' },
    { language: 'powershell', code: '# boltseal reads this file\nGet-Date' },
  ],
  visit: {
    suppression({ scope, keyword, rules, until, suggestion }, { report }) {
      if (!scope) {
        const meant =
          suggestion === undefined
            ? undefined
            : { title: `Write ${suggestion}`, edits: [replace(keyword.span, suggestion)] };
        return report('keyword', keyword.span, { keyword: keyword.text }, { fixes: [meant] });
      }
      if (rules.length === 0) report('all', keyword.span, { keyword: keyword.text });
      for (const it of rules) {
        if (it.known) continue;
        const meant =
          it.suggestion === undefined
            ? undefined
            : { title: `Write ${it.suggestion}`, edits: [replace(it.span, it.suggestion)] };
        report('rule', it.span, { name: it.name }, { fixes: [meant] });
      }
      if (until?.state === 'malformed') report('date', until.span, { date: until.text });
    },
  },
});
