import { control, services, windowsPolicies } from '../../registry/keys.data';
import type { Row } from './row';

/**
 * The ties of a machine to its domain: LDAP, Netlogon, Kerberos. Source: CIS Microsoft Windows Server 2022 benchmark
 * 3.0.0, 2.3.5, 2.3.6 and 2.3.11; MS-ADTS; MS-KILE 2.2.7.
 */
export const domainRows: readonly Row[] = [
  { key: `${services}\\NTDS\\Parameters`, area: 'domain', names: ['LDAPServerIntegrity', 'LdapEnforceChannelBinding'] },
  { key: `${services}\\LDAP`, area: 'domain', names: ['LDAPClientIntegrity'] },
  {
    key: `${services}\\Netlogon\\Parameters`,
    area: 'domain',
    names: [
      'RequireSignOrSeal',
      'SealSecureChannel',
      'SignSecureChannel',
      'RequireStrongKey',
      'RequireSeal',
      'FullSecureChannelProtection',
      'DisablePasswordChange',
      'RefusePasswordChange',
      'MaximumPasswordAge',
    ],
  },
  { key: `${windowsPolicies}\\Kerberos\\Parameters`, area: 'domain', names: ['SupportedEncryptionTypes'] },
  {
    key: `${control}\\Lsa\\Kerberos\\Parameters`,
    area: 'domain',
    names: ['SupportedEncryptionTypes', 'AllowTgtSessionKey'],
  },
  {
    key: `${services}\\Kdc`,
    area: 'domain',
    names: {
      DefaultDomainSupportedEncTypes: 'DefaultDomainSupportedEncTypes',
      StrongCertificateBindingEnforcement: 'StrongCertificateBindingEnforcement',
      KrbtgtFullPacSignature: 'KrbtgtFullPacSignature',
    },
  },
];
