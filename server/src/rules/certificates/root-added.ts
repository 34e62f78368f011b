import { defineRule } from '../rule';

export default defineRule({
  name: 'certificates/root-added',
  title: 'A certificate is trusted to vouch for every other',
  severity: 'info',
  confidence: 'high',
  cwe: [295],
  tags: ['certificates', 'trust'],
  fixable: false,
  messages: {
    file: '`{store}` makes Windows trust every server and program that this certificate vouches for.',
    own: {
      severity: 'low',
      text: '`{store}` makes an authority of a key that this script made: whoever reads the key can pose as any server.',
    },
    key: {
      severity: 'low',
      text: '`{store}` gets an authority along with its private key: whoever reads the key can pose as any server.',
    },
  },
  rationale: `
    What an authority in this store signs, Windows takes for genuine: web sites, updates, programs. Malware puts its own there to
    read what browsers send (ATT&CK T1553.004). A certificate that signed itself belongs among the trusted people, or on the
    machine that talks to it, not among the authorities.`,
  remedy: 'Spread the certificate of your own authority by Group Policy, or compare its thumbprint before it is added.',
  exceptions: 'Images of companies add the authority of their proxy: that is what the severity says.',
  references: [
    'https://learn.microsoft.com/powershell/module/pki/import-certificate',
    'https://attack.mitre.org/techniques/T1553/004/',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'Import-Certificate -FilePath C:\\proxy.cer -CertStoreLocation «Cert:\\LocalMachine\\Root»',
    },
    {
      language: 'powershell',
      code: "Import-PfxCertificate C:\\ca.pfx '«Cert:\\LocalMachine\\Root»' -Password $password",
    },
    { language: 'cmd', code: 'certutil -f -addstore «root» C:\\proxy.cer\r\n' },
    { language: 'cmd', code: 'certmgr.exe /add proxy.cer /c /s /r localMachine «root»\r\n' },
    {
      language: 'powershell',
      code: "$store = New-Object System.Security.Cryptography.X509Certificates.X509Store 'Root', 'LocalMachine'\n$store.Open('ReadWrite')\n$store.«Add»($certificate)",
    },
    {
      language: 'powershell',
      code: "$c = New-SelfSignedCertificate -DnsName web\nMove-Item -Path $c.PSPath -Destination '«Cert:\\LocalMachine\\Root»'",
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCOPY proxy.cer C:/\nRUN certutil -addstore -f «Root» C:\\proxy.cer\n',
    },
  ],
  good: [
    {
      language: 'powershell',
      code: 'Import-Certificate -FilePath C:\\web.cer -CertStoreLocation Cert:\\LocalMachine\\My',
    },
    { language: 'powershell', code: 'Get-ChildItem Cert:\\LocalMachine\\Root' },
    { language: 'powershell', code: 'Remove-Item Cert:\\LocalMachine\\Root\\1A2B3C' },
    { language: 'cmd', code: 'certutil -verifystore root\r\ncertutil -hashfile a.zip SHA256\r\n' },
    { language: 'cmd', code: 'certutil -delstore root 1a2b3c\r\n' },
  ],
  visit: {
    'certificate.stored'({ store, action, at, own, key }, { report }) {
      if (action !== 'add' || !/^(?:root|authroot)$/.test(store)) return;
      report(own ? 'own' : key ? 'key' : 'file', at, { store: 'Root' });
    },
  },
});
