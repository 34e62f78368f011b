import assert from 'node:assert/strict';
import { languageOf } from '../../../server/src/engine/languages';
import { read as readScript } from '../../../server/src/facts/powershell/file';
import type { FactEntry } from '../../../server/src/facts/source';
import { read } from '../../../server/src/facts/xml/file';

function show({ kind, fact }: FactEntry, text: string): string | undefined {
  if (kind === 'setting') {
    const value = fact.value.known ? fact.value.value : '?';
    const edit = fact.setTo?.(typeof value === 'boolean' ? !value : 'x');
    const to = edit ? ` ${text.slice(edit.span.start, edit.span.end)}>${edit.text}` : '';
    return `${fact.area} ${fact.name}=${value}${to}`;
  }
  if (kind === 'tls.version') return `${fact.version} ${fact.state} ${text.slice(fact.at.start, fact.at.end)}`;
  if (kind === 'http.reservation') return `${fact.account} ${fact.url ?? ''}`;
  if (kind === 'http.binding') return [...fact.options].map(([name, { on }]) => `${name}=${on ?? '?'}`).join(' ');
  return undefined;
}

/** What stands in a web.config, and what is read off it. */
const files: readonly (readonly [text: string, ...facts: readonly string[]])[] = [
  ['<access sslFlags="None"/>', 'iis access/sslFlags=None None>x'],
  ['<access sslFlags="Ssl, Ssl128"/>', 'iis access/sslFlags=Ssl, Ssl128 Ssl, Ssl128>x'],
  ['<HttpCookies RequireSSL="false"/>', 'iis httpCookies/requireSSL=false false>x'],
  ['<hsts enabled="true" max-age="1"/>', 'iis hsts/enabled=true true>x'],
  ['<binding sslFlags="0"/>'],
  ['<!-- <access sslFlags="None"/> -->'],
  [
    '<AppContextSwitchOverrides value="A=true;Switch.System.Net.DontEnableSchUseStrongCrypto = true ;B=false"/>',
    'dotnet Switch.System.Net.DontEnableSchUseStrongCrypto=true true>x',
  ],
  ['<transport sslProtocols="Tls|Tls12"/>', 'TLS 1.0 on Tls'],
  ['<transport sslProtocols="None"/>'],
];

/** The same by commands. */
const scripts: readonly (readonly [text: string, ...facts: readonly string[]])[] = [
  [
    "Set-WebConfigurationProperty '/system.web/authentication/forms' IIS:\\ -Name requireSSL -Value $false",
    'iis forms/requireSSL=false $false>$true',
  ],
  ["Set-WebConfiguration -Filter 'system.webServer/security/access' -Value 'None'", 'iis access/sslFlags=None None>x'],
  [
    "Get-IISConfigSection 'system.webServer/security/access' | Set-IISConfigAttributeValue sslFlags 'None'",
    'iis access/sslFlags=None None>x',
  ],
  ['appcmd set config -section:system.web/compilation -debug:true', 'iis compilation/debug=true true>x'],
  ['appcmd list config -section:system.web/compilation'],
  ["Set-WebConfigurationProperty -Filter $filter -Name requireSSL -Value 'false'"],
  [
    'netsh http add sslcert ipport=0.0.0.0:443 disablehttp2=enable disabletls13=$x',
    'ipport=false disablehttp2=true disabletls13=?',
  ],
  ['netsh http add urlacl url=http://+:80/ user=Everyone', 'Everyone http://+:80/'],
  [
    "netsh http add urlacl url=http://+:80/ 'sddl=D:(A;;GX;;;NS)(A;;GA;;;WD)(D;;GX;;;BU)'",
    'NS http://+:80/',
    'WD http://+:80/',
  ],
];

describe('what IIS, http.sys and .NET are told', () => {
  for (const [text, ...facts] of files) {
    it(text, () => {
      const whole = `<?xml version="1.0"?>\n<configuration><system.web>${text}</system.web></configuration>\n`;
      assert.equal(languageOf('src/Web.config', whole), 'xml');
      const found = read({ path: 'src/Web.config', language: 'xml', text: whole }).facts;
      assert.deepEqual(
        found.flatMap(it => show(it, whole) ?? []),
        facts,
      );
    });
  }

  for (const [text, ...facts] of scripts) {
    it(text, () => {
      const found = readScript({ path: 'x.ps1', language: 'powershell', text }).facts;
      assert.deepEqual(
        found.flatMap(it => show(it, text) ?? []),
        facts,
      );
    });
  }

  it('the defaults that IIS ships are nobody’s choice', () => {
    const text = '<configuration><access sslFlags="None"/></configuration>';
    assert.deepEqual(read({ path: 'config/applicationHost.config', language: 'xml', text }).facts, []);
  });
});
