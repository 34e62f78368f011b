import { defineRule } from '../rule';

const weakHash = /^(?:sha-?1|md[245])(?:with\w+|rsa)?$/i;
const enough = 2048;

export default defineRule({
  name: 'certificates/weak-algorithm',
  title: 'A key is too short, or a signature rests on a broken hash',
  severity: 'medium',
  confidence: 'high',
  cwe: [326, 328],
  tags: ['certificates', 'signing'],
  fixable: 'unsafe',
  messages: {
    bits: '`{bits}` bits are too few for a key that is to be relied on: it can be computed from the certificate.',
    hash: '`{hash}` signs the certificate: another one with the same hash can be made.',
    signature: '`{hash}` signs the file: another one with the same hash can be made.',
    wrapping: { severity: 'low', text: '`{name}` wraps the exported key in Triple DES and SHA-1.' },
  },
  rationale: `
    Keys below 2048 bits and SHA-1 or MD5 signatures no longer withstand those who have money for it. Windows refuses many of
    them by now, and a certificate is often trusted longer than it was meant to be.`,
  remedy: 'Make RSA keys of 3072 bits, or keys on NIST P-256 or P-384; sign with SHA-256.',
  references: [
    'https://learn.microsoft.com/powershell/module/pki/new-selfsignedcertificate',
    'https://learn.microsoft.com/powershell/module/pki/export-pfxcertificate',
    'https://learn.microsoft.com/powershell/module/microsoft.powershell.security/set-authenticodesignature',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'New-SelfSignedCertificate -DnsName web -KeyLength «1024» -HashAlgorithm «SHA1»',
      fixed: 'New-SelfSignedCertificate -DnsName web -KeyLength 3072 -HashAlgorithm SHA256',
    },
    {
      language: 'powershell',
      code: "$p = @{ Subject = 'CN=web'; KeyAlgorithm = 'RSA'; KeyLength = «1024» }\nNew-SelfSignedCertificate @p",
      fixed: "$p = @{ Subject = 'CN=web'; KeyAlgorithm = 'RSA'; KeyLength = 3072 }\nNew-SelfSignedCertificate @p",
    },
    {
      language: 'powershell',
      code: 'Set-AuthenticodeSignature -FilePath a.ps1 -Certificate $c -HashAlgorithm «sha1»',
      fixed: 'Set-AuthenticodeSignature -FilePath a.ps1 -Certificate $c -HashAlgorithm SHA256',
    },
    {
      language: 'powershell',
      code: "Export-PfxCertificate -Cert $c -FilePath a.pfx -ProtectTo ops -CryptoAlgorithmOption '«TripleDES_SHA1»'",
      fixed: "Export-PfxCertificate -Cert $c -FilePath a.pfx -ProtectTo ops -CryptoAlgorithmOption 'AES256_SHA256'",
    },
    {
      language: 'cmd',
      code: 'openssl req -x509 -newkey rsa:«1024» -«sha1» -keyout k.pem -out c.pem -subj /CN=web\r\n',
      fixed: 'openssl req -x509 -newkey rsa:3072 -sha256 -keyout k.pem -out c.pem -subj /CN=web\r\n',
    },
    {
      language: 'cmd',
      code: 'signtool sign /fd «SHA1» /a app.exe\r\n',
      fixed: 'signtool sign /fd SHA256 /a app.exe\r\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM alpine:3\nRUN openssl genrsa -out k.pem «1024»\n',
      fixed: 'FROM alpine:3\nRUN openssl genrsa -out k.pem 3072\n',
    },
    {
      language: 'cmd',
      code: 'makecert -r -pe -n CN=web -a «md5» -len «512» web.cer\r\n',
      fixed: 'makecert -r -pe -n CN=web -a sha256 -len 3072 web.cer\r\n',
    },
  ],
  good: [
    { language: 'powershell', code: 'New-SelfSignedCertificate -DnsName web -KeyLength 2048 -HashAlgorithm SHA256' },
    { language: 'powershell', code: 'New-SelfSignedCertificate -DnsName web' },
    {
      language: 'powershell',
      code: 'New-SelfSignedCertificate -DnsName web -KeyAlgorithm ECDSA_nistP256 -KeyLength 256',
    },
    { language: 'powershell', code: 'Get-FileHash a.zip -Algorithm SHA1' },
    { language: 'powershell', code: '(New-SelfSignedCertificate -DnsName web -KeyLength $bits).Thumbprint' },
    {
      language: 'powershell',
      code: 'Set-AuthenticodeSignature a.ps1 $c -TimestampServer http://timestamp.example.org',
    },
    { language: 'cmd', code: 'openssl x509 -in c.pem -noout -fingerprint -sha256\r\n' },
    { language: 'cmd', code: 'openssl dgst -sha1 a.zip\r\n' },
    { language: 'cmd', code: 'signtool sign /fd SHA256 /tr http://timestamp.example.org /td SHA256 app.exe\r\n' },
  ],
  visit: {
    'certificate.trait'({ trait, of, value, at, setTo }, { report }) {
      if (!value.known) return;
      const text = `${value.value}`;
      const mended = (to: string) => {
        const edit = setTo?.(to);
        return { fixes: [edit && { title: `Use ${to}`, edits: [edit] }] };
      };
      if (trait === 'bits' && Number(text) < enough) report('bits', at, { bits: text }, mended('3072'));
      if (trait === 'wrapping' && /^TripleDES_SHA1$/i.test(text))
        report('wrapping', at, { name: text }, mended('AES256_SHA256'));
      if (trait !== 'hash' || !weakHash.test(text)) return;
      const lower = text === text.toLowerCase() && of === 'certificate';
      report(of === 'signature' ? 'signature' : 'hash', at, { hash: text }, mended(lower ? 'sha256' : 'SHA256'));
    },
  },
});
