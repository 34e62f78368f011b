import { knownValue } from '../../base/value';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'certificates/exportable-key',
  title: 'The private key of a certificate may be taken out of its store',
  severity: 'low',
  confidence: 'high',
  cwe: [522],
  tags: ['certificates'],
  fixable: 'unsafe',
  messages: {
    made: '`{text}` lets any administrator of the machine copy the private key.',
    imported: '`-Exportable` lets any administrator of the machine copy the private key.',
  },
  rationale: `
    A key that cannot leave the store of Windows is lost with the machine and no sooner. One that can be exported is copied
    by the first intruder with administrator rights, and used elsewhere for as long as the certificate is valid.`,
  remedy: 'Keep the key where it was made, and make another one for another machine.',
  exceptions: 'A script that exports the key itself is not reported: it needs what it asks for.',
  references: [
    'https://learn.microsoft.com/powershell/module/pki/new-selfsignedcertificate',
    'https://learn.microsoft.com/powershell/module/pki/import-pfxcertificate',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'New-SelfSignedCertificate -DnsName web -KeyExportPolicy «Exportable»',
      fixed: 'New-SelfSignedCertificate -DnsName web -KeyExportPolicy NonExportable',
    },
    {
      language: 'powershell',
      code: 'Import-PfxCertificate -FilePath web.pfx -CertStoreLocation Cert:\\LocalMachine\\My «-Exportable» -Password $password',
      fixed: 'Import-PfxCertificate -FilePath web.pfx -CertStoreLocation Cert:\\LocalMachine\\My -Password $password',
    },
  ],
  good: examples(
    'powershell',
    'New-SelfSignedCertificate -DnsName web -KeyExportPolicy NonExportable',
    'New-SelfSignedCertificate -DnsName web',
    'Import-PfxCertificate web.pfx Cert:\\LocalMachine\\My -Password $password',
    'Import-PfxCertificate web.pfx Cert:\\LocalMachine\\My -Exportable:$false',
    '$c = New-SelfSignedCertificate -DnsName web -KeyExportPolicy Exportable\nExport-PfxCertificate -Cert $c -FilePath web.pfx -ProtectTo ops',
  ),
  visit: {
    'certificate.trait'({ trait, value, at, setTo, remove, exported }, { report }) {
      const stated = trait === 'exportable' && !exported ? knownValue(value) : undefined;
      if (stated === true) {
        report('imported', at, {}, { fixes: [remove && { title: 'Remove -Exportable', edits: [remove] }] });
      }
      if (typeof stated !== 'string' || !/^Exportable$/i.test(stated)) return;
      const edit = setTo?.('NonExportable');
      report('made', at, { text: stated }, { fixes: [edit && { title: 'Use NonExportable', edits: [edit] }] });
    },
  },
});
