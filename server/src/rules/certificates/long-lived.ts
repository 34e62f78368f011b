import { defineRule } from '../rule';

export default defineRule({
  name: 'certificates/long-lived',
  title: 'A certificate is made to be valid for many years',
  severity: 'info',
  confidence: 'high',
  cwe: [298, 324],
  tags: ['certificates'],
  fixable: false,
  messages: {
    long: 'The certificate is valid for {years} years: whoever gets its key can use it for that long.',
  },
  rationale: `
    A key that leaks, from a backup or an old disk, is worth something for as long as its certificate is valid. Nobody remembers
    to revoke one that was made by a script ten years ago.`,
  remedy: 'Let a certificate of a server live for a year at most, and renew it by the script that made it.',
  exceptions: 'The root of an authority of your own lives longer; its key belongs off the network.',
  references: [
    'https://learn.microsoft.com/powershell/module/pki/new-selfsignedcertificate',
    'https://docs.openssl.org/master/man1/openssl-req/',
  ],
  options: {
    years: { default: 5, description: 'From how many years on a certificate lives too long.' },
  },
  bad: [
    {
      language: 'powershell',
      code: 'New-SelfSignedCertificate -DnsName web -NotAfter «(Get-Date).AddYears(10)»',
    },
    {
      language: 'cmd',
      code: 'openssl req -x509 -newkey rsa:3072 -days «3650» -keyout k.pem -out c.pem -subj /CN=web\r\n',
    },
    {
      language: 'powershell',
      code: 'New-SelfSignedCertificate -DnsName web -NotAfter «(Get-Date).AddMonths(24)»',
      options: { years: 1 },
    },
  ],
  good: [
    { language: 'powershell', code: 'New-SelfSignedCertificate -DnsName web -NotAfter (Get-Date).AddYears(1)' },
    { language: 'powershell', code: 'New-SelfSignedCertificate -DnsName web' },
    { language: 'powershell', code: 'New-SelfSignedCertificate -DnsName web -NotAfter (Get-Date).AddYears($years)' },
    { language: 'cmd', code: 'openssl x509 -in c.pem -noout -enddate\r\n' },
  ],
  visit: {
    'certificate.trait'({ trait, value, at }, { report, options }) {
      if (trait !== 'days' || !value.known) return;
      const years = Math.floor(Number(value.value) / 365);
      if (years >= options.years) report('long', at, { years: `${years}` });
    },
  },
});
