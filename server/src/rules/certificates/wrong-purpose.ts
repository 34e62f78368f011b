import { knownValue } from '../../base/value';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'certificates/wrong-purpose',
  title: 'A certificate for signing programs is made for a server',
  severity: 'low',
  confidence: 'high',
  cwe: [295],
  tags: ['certificates'],
  fixable: 'unsafe',
  messages: {
    signing:
      '`{type}` makes a certificate that signs programs, though it carries names of a server: TLS clients refuse it.',
  },
  rationale: `
    The purpose on a certificate keeps the key of a web server from signing programs, and the other way round. Clients that
    check it refuse such a server, which is then mended by checking nothing.`,
  remedy: 'Use `SSLServerAuthentication`, which is also what is made without -Type.',
  references: ['https://learn.microsoft.com/powershell/module/pki/new-selfsignedcertificate'],
  bad: [
    {
      language: 'powershell',
      code: 'New-SelfSignedCertificate -DnsName web.example.test -Type «CodeSigningCert» -CertStoreLocation Cert:\\LocalMachine\\My',
      fixed:
        'New-SelfSignedCertificate -DnsName web.example.test -Type SSLServerAuthentication -CertStoreLocation Cert:\\LocalMachine\\My',
    },
  ],
  good: examples(
    'powershell',
    "New-SelfSignedCertificate -Subject 'CN=Builds' -Type CodeSigningCert",
    'New-SelfSignedCertificate -DnsName web.example.test -Type SSLServerAuthentication',
    'New-SelfSignedCertificate -DnsName web.example.test',
  ),
  visit: {
    'certificate.trait'({ trait, value, at, setTo, named }, { report }) {
      const type = trait === 'purpose' && named ? knownValue(value) : undefined;
      if (typeof type !== 'string' || !/^CodeSigningCert$/i.test(type)) return;
      const edit = setTo?.('SSLServerAuthentication');
      const fixes = [edit && { title: 'Use SSLServerAuthentication', edits: [edit] }];
      report('signing', at, { type }, { fixes });
    },
  },
});
