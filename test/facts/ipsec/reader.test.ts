import assert from 'node:assert/strict';
import { readerOf } from '../../../server/src/facts/read';
import type { FactEntry, Language } from '../../../server/src/facts/source';

/** The facts of an IPsec statement, one a line, each with the text it stands at. */
function show(entry: FactEntry, text: string): string[] {
  const cut = (span: { start: number; end: number }): string => text.slice(span.start, span.end);
  if (entry.kind === 'ipsec.algorithm')
    return [`${entry.fact.phase} ${entry.fact.use} ${entry.fact.algorithm} <${cut(entry.fact.at)}>`];
  return entry.kind === 'ipsec.demand' ? [`${entry.fact.what} <${cut(entry.fact.at)}>`] : [];
}

const table: readonly (readonly [language: Language, source: string, ...facts: readonly string[]])[] = [
  [
    'powershell',
    '$p = @(New-NetIPsecMainModeCryptoProposal -Enc DES3 -Hash MD5 -Key DH1), (New-NetIPsecMainModeCryptoProposal -KeyExchange DH19)',
    'main mode encryption 3des <DES3>',
    'main mode integrity md5 <MD5>',
    'main mode key exchange dh1 <DH1>',
    'main mode key exchange ecdh256 <DH19>',
  ],
  [
    'powershell',
    "$strength = 'DES'; New-NetIPsecQuickModeCryptoProposal -Encapsulation ESP -ESPHash None -Encryption $strength",
    'quick mode encryption des <$strength>',
  ],
  [
    'powershell',
    'New-NetIPsecQuickModeCryptoProposal -Encapsulation AH -AHHash SHA1',
    'quick mode integrity sha1 <SHA1>',
  ],
  [
    'powershell',
    'New-NetIPsecQuickModeCryptoProposal -Encapsulation AH,ESP -AHHash SHA256 -ESPHash SHA256',
    'quick mode integrity sha256 <SHA256>',
    'quick mode integrity sha256 <SHA256>',
    'quick mode encryption none <ESP>',
  ],
  ['powershell', 'New-NetIPsecQuickModeCryptoProposal -Encapsulation $e'],
  ['powershell', 'New-NetIPsecRule -DisplayName a -InboundSecurity Require -OutboundSecurity Request'],
  ['powershell', 'New-NetIPsecRule -DisplayName a -SecIn Request', 'inbound not required <Request>'],
  ['powershell', 'New-NetIPsecAuthProposal -Machine -PSK $key', 'pre-shared key <-PSK>'],
  [
    'cmd',
    'netsh advf set global mainmode mmsecmethods dhgroup14:aes128-sha1,3des-sha256',
    'main mode key exchange dh14 <dhgroup14>',
    'main mode encryption aes128 <aes128>',
    'main mode integrity sha1 <sha1>',
    'main mode encryption 3des <3des>',
    'main mode integrity sha256 <sha256>',
  ],
  [
    'cmd',
    'netsh advfirewall consec add rule name=a endpoint1=any endpoint2=any action=requireinrequestout qmsecmethods=authnoencap:sha256+30min',
    'quick mode integrity sha256 <sha256>',
    'no encapsulation <authnoencap:sha256+30min>',
  ],
  [
    'cmd',
    'netsh advfirewall consec set rule name=a new auth1=computerpsk auth1psk=abc qmpfs=none',
    'pre-shared key <abc>',
  ],
  [
    'cmd',
    'netsh ipsec static add policy name=p mmsecmethods="3DES-SHA1-2"',
    'main mode encryption 3des <3DES>',
    'main mode integrity sha1 <SHA1>',
    'main mode key exchange dh2 <2>',
  ],
  [
    'cmd',
    'netsh ipsec static add filteraction name=f qmsecmethods="ESP[None,MD5]" soft=yes',
    'quick mode encryption none <None>',
    'quick mode integrity md5 <MD5>',
    'inbound not required <yes>',
  ],
  ['cmd', 'netsh ipsec static delete policy name=p\nnetsh advfirewall consec show rule name=all'],
  ['cmd', 'netsh advfirewall set global statefulftp enable'],
];

describe('IPsec statements', () => {
  for (const [language, source, ...facts] of table) {
    it(source, async () => {
      const read = await readerOf(language);
      const reading = read({ path: `script.${language}`, language, text: source });
      assert.deepEqual(
        reading.facts.flatMap(it => show(it, source)),
        facts,
      );
    });
  }
});
