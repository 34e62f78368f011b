import { defineRule } from '../rule';

/** Algorithms that are broken, and those that are no longer asked for (RFC 8221, RFC 8247). */
const broken: ReadonlySet<string> = new Set(['des', 'md5', 'dh1']);
const weak: ReadonlySet<string> = new Set(['3des', 'sha1', 'dh2', 'dh24']);

export default defineRule({
  name: 'ipsec/weak-algorithm',
  title: 'IPsec is offered with a weak algorithm',
  severity: 'medium',
  confidence: 'high',
  cwe: [327],
  tags: ['ipsec'],
  fixable: 'unsafe',
  messages: {
    broken: '`{algorithm}` is broken: who records the connection reads or changes it ({use}, {phase}).',
    weak: { severity: 'low', text: '`{algorithm}` is weak and superseded ({use}, {phase}).' },
    clear: { severity: 'low', text: '`{algorithm}` leaves what is sent readable: packets are signed at most.' },
  },
  rationale: `
    The two sides take the first proposal that both know. One weak entry in the list is enough for somebody in between to
    have it chosen, and DES, MD5 and 768-bit groups fall to a single machine.`,
  remedy: 'Offer AES-256 with SHA-384 and group 20 in main mode, AES-256 or AES-GCM with SHA-256 in quick mode.',
  exceptions: 'Integrity without encryption may be meant where a network has to look into the packets.',
  references: [
    'https://learn.microsoft.com/powershell/module/netsecurity/new-netipsecmainmodecryptoproposal',
    'https://learn.microsoft.com/powershell/module/netsecurity/new-netipsecquickmodecryptoproposal',
    'https://datatracker.ietf.org/doc/html/rfc8247',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'New-NetIPsecMainModeCryptoProposal -Encryption «DES3» -Hash «MD5» -KeyExchange «DH2»',
      fixed: 'New-NetIPsecMainModeCryptoProposal -Encryption AES256 -Hash SHA384 -KeyExchange DH20',
    },
    {
      language: 'powershell',
      code: '$p = New-NetIPsecQuickModeCryptoProposal -Encapsulation ESP -ESPHash «SHA1» -Encryption «None»',
      fixed: '$p = New-NetIPsecQuickModeCryptoProposal -Encapsulation ESP -ESPHash SHA256 -Encryption AES256',
    },
    {
      language: 'powershell',
      code: "$q = @{ Encapsulation = 'AH', 'ESP'; AHHash = '«MD5»'; ESPHash = 'SHA256'; Encryption = '«DES»' }\nNew-NetIPsecQuickModeCryptoProposal @q",
      fixed:
        "$q = @{ Encapsulation = 'AH', 'ESP'; AHHash = 'SHA256'; ESPHash = 'SHA256'; Encryption = 'AES256' }\nNew-NetIPsecQuickModeCryptoProposal @q",
    },
    {
      language: 'powershell',
      code: 'New-NetIPsecQuickModeCryptoProposal -Encapsulation «ESP» -ESPHash SHA256',
      fixed: 'New-NetIPsecQuickModeCryptoProposal -Encapsulation ESP -ESPHash SHA256 -Encryption AES256',
    },
    {
      language: 'powershell',
      code: 'New-NetIPsecQuickModeCryptoSet -DisplayName lab -Proposal $p -PfsGroup «DH1»',
      fixed: 'New-NetIPsecQuickModeCryptoSet -DisplayName lab -Proposal $p -PfsGroup DH20',
    },
    {
      language: 'cmd',
      code: 'netsh advfirewall set global mainmode mmsecmethods «dhgroup2»:«3des»-«sha1»,ecdhp384:aes256-sha384',
      fixed: 'netsh advfirewall set global mainmode mmsecmethods ecdhp384:aes256-sha256,ecdhp384:aes256-sha384',
    },
    {
      language: 'cmd',
      code: 'netsh advfirewall consec add rule name=lab endpoint1=any endpoint2=any action=requireinrequireout qmsecmethods=ah:«md5»+esp:sha256-«des» qmpfs=«dhgroup1»',
      fixed:
        'netsh advfirewall consec add rule name=lab endpoint1=any endpoint2=any action=requireinrequireout qmsecmethods=ah:sha256+esp:sha256-aes256 qmpfs=ecdhp384',
    },
    { language: 'cmd', code: 'netsh ipsec static add policy name=lab mmsecmethods="«DES»-«MD5»-«1»"' },
    {
      language: 'cmd',
      code: 'netsh ipsec static add filteraction name=f action=negotiate qmsecmethods="ESP[«3DES»,«SHA1»]"',
    },
  ],
  good: [
    {
      language: 'powershell',
      code: 'New-NetIPsecMainModeCryptoProposal -Encryption AES256 -Hash SHA384 -KeyExchange DH20',
    },
    {
      language: 'powershell',
      code: 'New-NetIPsecQuickModeCryptoProposal -Encapsulation ESP -Encryption AESGCM256 -ESPHash AESGMAC256',
    },
    {
      language: 'powershell',
      code: 'New-NetIPsecQuickModeCryptoProposal -Encapsulation AH -AHHash SHA256 -ESPHash None -Encryption None',
    },
    { language: 'powershell', code: 'New-NetIPsecQuickModeCryptoSet -DisplayName lab -Proposal $p -PfsGroup None' },
    { language: 'powershell', code: 'New-NetIPsecQuickModeCryptoProposal @chosen' },
    { language: 'cmd', code: 'netsh advfirewall set global mainmode mmsecmethods ecdhp384:aes256-sha384' },
    { language: 'cmd', code: 'netsh advfirewall set global mainmode mmsecmethods default' },
    { language: 'cmd', code: 'netsh ipsec static show all' },
  ],
  visit: {
    'ipsec.algorithm'({ phase, use, algorithm, written, at, fix, place }, { report }) {
      if (place.os === 'linux' || place.runs === 'build') return;
      const message = broken.has(algorithm)
        ? 'broken'
        : weak.has(algorithm)
          ? 'weak'
          : algorithm === 'none'
            ? 'clear'
            : undefined;
      if (message) report(message, at, { algorithm: written, use, phase }, { fixes: fix ? [fix] : [] });
    },
  },
});
