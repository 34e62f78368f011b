import { lookUp } from '../../base/look-up';
import { textOf } from '../../base/value';
import { defineRule } from '../rule';

const config = (text: string): string =>
  `<configuration>\n  <system.web>\n    ${text}\n  </system.web>\n</configuration>\n`;
const server = (text: string): string =>
  `<configuration>\n  <system.webServer>\n    <security>${text}</security>\n  </system.webServer>\n</configuration>\n`;

/** What a switch does once it is off, and its value when it is on. */
const switches: Readonly<
  Record<string, readonly [off: RegExp, effect: 'page' | 'cookie' | 'hsts', good: string | true]>
> = {
  'access/sslFlags': [/^(?:none|0)$/i, 'page', 'Ssl'],
  'httpCookies/requireSSL': [/^(?:false|0)$/i, 'cookie', true],
  'forms/requireSSL': [/^(?:false|0)$/i, 'cookie', true],
  'hsts/enabled': [/^(?:false|0)$/i, 'hsts', true],
};

export default defineRule({
  name: 'tls/iis-ssl-not-required',
  title: 'A web site is told to do without TLS',
  severity: 'low',
  confidence: 'medium',
  cwe: [319, 614],
  tags: ['tls', 'iis'],
  fixable: 'unsafe',
  messages: {
    page: '`{name}` is `{value}`: IIS serves what it guards without TLS too.',
    cookie: '`{name}` is `{value}`: browsers send the cookie without TLS too.',
    hsts: '`{name}` is `{value}`: browsers may be led to the site without TLS.',
  },
  rationale: `
    Whoever is on the way reads and changes what goes without TLS. One request is enough to take a session over, and a page
    can be made to send it.`,
  remedy: 'Ask for TLS: `sslFlags="Ssl"`, `requireSSL="true"`, HSTS on.',
  exceptions: 'Where a proxy in front ends TLS, the site behind it may have to be reachable without.',
  references: [
    'https://learn.microsoft.com/iis/configuration/system.webserver/security/access',
    'https://learn.microsoft.com/iis/configuration/system.applicationhost/sites/site/hsts',
  ],
  bad: [
    {
      language: 'powershell',
      code: "Set-WebConfigurationProperty -PSPath IIS:\\ -Filter '/system.webServer/security/access' -Name sslFlags -Value '«None»'",
      fixed:
        "Set-WebConfigurationProperty -PSPath IIS:\\ -Filter '/system.webServer/security/access' -Name sslFlags -Value 'Ssl'",
    },
    {
      language: 'cmd',
      code: '%windir%\\system32\\inetsrv\\appcmd.exe set config "Default Web Site" /section:access /sslFlags:«None» /commit:APPHOST\r\n',
      fixed:
        '%windir%\\system32\\inetsrv\\appcmd.exe set config "Default Web Site" /section:access /sslFlags:Ssl /commit:APPHOST\r\n',
    },
    {
      language: 'powershell',
      code: 'Set-WebConfigurationProperty -Filter system.web/httpCookies -Name requireSSL -Value «$false»',
      fixed: 'Set-WebConfigurationProperty -Filter system.web/httpCookies -Name requireSSL -Value $true',
    },
    {
      language: 'xml',
      file: 'Web.config',
      code: server('<access sslFlags="«None»" />'),
      fixed: server('<access sslFlags="Ssl" />'),
    },
    {
      language: 'xml',
      file: 'Web.config',
      code: config(
        '<httpCookies requireSSL="«false»" /><authentication><forms requireSSL="«false»" /></authentication>',
      ),
      fixed: config('<httpCookies requireSSL="true" /><authentication><forms requireSSL="true" /></authentication>'),
    },
  ],
  good: [
    {
      language: 'powershell',
      code: "Set-WebConfigurationProperty -PSPath IIS:\\ -Filter '/system.webServer/security/access' -Name sslFlags -Value 'SslNegotiateCert'",
    },
    { language: 'powershell', code: "Set-WebConfiguration -Filter system.webServer/security/access -Value 'Ssl'" },
    { language: 'powershell', code: 'Set-WebConfigurationProperty -Filter system.web/x -Name sslFlags -Value None' },
    { language: 'powershell', code: 'New-WebBinding -Name a -Protocol https -Port 443 -SslFlags 0' },
    { language: 'xml', file: 'Web.config', code: server('<access sslFlags="Ssl, SslNegotiateCert" />') },
    { language: 'xml', file: 'applicationHost.config', code: server('<access sslFlags="None" />') },
    { language: 'xml', file: 'Web.config', code: config('<httpCookies httpOnlyCookies="true" />') },
  ],
  visit: {
    setting({ area, name, value, at, setTo }, { report }) {
      const row = area === 'iis' ? lookUp(switches, name) : undefined;
      const text = textOf(value);
      if (!row || text === undefined || !row[0].test(text)) return;
      const [, effect, good] = row;
      const edit = setTo?.(good);
      const more = { fixes: [edit && { title: `Set ${name.split('/').at(-1)} to ${good}`, edits: [edit] }] };
      report(effect, at, { name, value: text }, more);
    },
  },
});
