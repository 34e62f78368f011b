import { textOf } from '../../base/value';
import { defineRule } from '../rule';

const config = (text: string): string =>
  `<configuration>\n  <system.web>\n    ${text}\n  </system.web>\n</configuration>\n`;

export default defineRule({
  name: 'runtime/error-details-shown',
  title: 'A web site shows its visitors how it is made',
  severity: 'low',
  confidence: 'high',
  cwe: [209, 489],
  tags: ['iis', 'aspnet'],
  fixable: 'unsafe',
  messages: {
    errors: '`customErrors` is `{value}`: visitors see the code, the paths and the values behind an error.',
    debug: {
      severity: 'info',
      text: '`debug` is `{value}`: the site is built for its developers, and requests may take as long as they like.',
    },
  },
  rationale: `
    Stack traces with source lines, connection strings in messages and versions spare an attacker the search for a weak
    spot.`,
  remedy: 'Set `customErrors` to `RemoteOnly`, and `debug` to `false` in what is shipped.',
  references: [
    'https://learn.microsoft.com/previous-versions/dotnet/netframework-4.0/h0hfz6fc(v=vs.100)',
    'https://learn.microsoft.com/dotnet/fundamentals/code-analysis/quality-rules/ca3147',
  ],
  bad: [
    {
      language: 'xml',
      file: 'Web.config',
      code: config('<customErrors mode="«Off»" />'),
      fixed: config('<customErrors mode="RemoteOnly" />'),
    },
    {
      language: 'xml',
      file: 'Web.config',
      code: config('<compilation debug="«true»" targetFramework="4.8" />'),
      fixed: config('<compilation debug="false" targetFramework="4.8" />'),
    },
    {
      language: 'powershell',
      code: "Set-WebConfigurationProperty -Filter '/system.web/customErrors' -Name mode -Value '«Off»'",
      fixed: "Set-WebConfigurationProperty -Filter '/system.web/customErrors' -Name mode -Value 'RemoteOnly'",
    },
  ],
  good: [
    { language: 'xml', file: 'Web.config', code: config('<customErrors mode="RemoteOnly" />') },
    { language: 'xml', file: 'Web.config', code: config('<!-- <customErrors mode="Off" /> -->') },
    { language: 'xml', file: 'Web.config', code: config('<compilation debug="false" />') },
  ],
  visit: {
    setting({ area, name, value, at, setTo }, { report }) {
      const text = textOf(value);
      if (area !== 'iis' || text === undefined) return;
      const [message, good] =
        name === 'customErrors/mode' && /^off$/i.test(text)
          ? (['errors', 'RemoteOnly'] as const)
          : name === 'compilation/debug' && /^true$/i.test(text)
            ? (['debug', false] as const)
            : [];
      if (!message) return;
      const edit = setTo?.(good);
      report(message, at, { value: text }, { fixes: [edit && { title: `Write ${good}`, edits: [edit] }] });
    },
  },
});
