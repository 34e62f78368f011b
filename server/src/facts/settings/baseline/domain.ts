import { below, type Grade, type Weakness, type Weaknesses, when } from './weakness';

/** Bits of encryption types (MS-KILE 2.2.7): both AES types, and all that may come. */
const strongTypes = 0x7ffffff8;

/** DES can be broken by anyone, RC4 tickets are cracked off line. */
const encryption = (bits: number, grade: Grade, does: string): Weakness => ({
  weak: value => (value & bits) !== 0,
  good: strongTypes,
  grade,
  does,
});

/** Values of `SupportedEncryptionTypes` and its like. */
const ticketTypes: readonly Weakness[] = [
  encryption(0x3, 'medium', 'lets Kerberos use DES, which is broken in a day'),
  encryption(0x4, 'low', 'lets Kerberos use RC4, whose tickets give away weak passwords'),
];

/** LDAP, Netlogon and Kerberos. Source: CIS Microsoft Windows Server 2022 benchmark 3.0.0, 2.3.5, 2.3.6 and 2.3.11. */
export const domainWeaknesses: Weaknesses = {
  TrustedForDelegation: when(1, 0, 'medium', 'hands over the tickets of all who log on to it, for any service'),
  TrustedToAuthForDelegation: when(1, 0, 'low', 'lets it log on as anyone without a password of theirs'),
  LDAPServerIntegrity: below(2, 'medium', 'lets LDAP sessions be relayed and changed'),
  LdapEnforceChannelBinding: below(1, 'medium', 'lets LDAP logons over TLS be relayed'),
  LDAPClientIntegrity: when(0, 1, 'medium', 'sends LDAP queries that anyone can change'),
  RequireSignOrSeal: when(0, 1, 'medium', 'lets the channel to the domain go unprotected'),
  SealSecureChannel: when(0, 1, 'medium', 'lets the channel to the domain go unencrypted'),
  SignSecureChannel: when(0, 1, 'medium', 'lets the channel to the domain be tampered with'),
  RequireStrongKey: when(0, 1, 'medium', 'accepts weak keys for the channel to the domain'),
  RequireSeal: below(2, 'medium', 'accepts machines whose channel to the domain is not encrypted (CVE-2022-38023)'),
  FullSecureChannelProtection: when(
    0,
    1,
    'high',
    'reopens Zerologon (CVE-2020-1472), which makes anyone a domain administrator',
  ),
  DisablePasswordChange: when(1, 0, 'medium', 'keeps the password of this machine for ever'),
  RefusePasswordChange: when(1, 0, 'medium', 'keeps the passwords of all machines of the domain for ever'),
  MaximumPasswordAge: {
    weak: value => value > 60 || value === 0,
    good: 30,
    grade: 'low',
    does: 'keeps the password of this machine too long',
  },
  SupportedEncryptionTypes: ticketTypes,
  DefaultDomainSupportedEncTypes: ticketTypes,
  AllowTgtSessionKey: when(1, 0, 'medium', 'lets programs take the key of the ticket that a user logs on with'),
  StrongCertificateBindingEnforcement: when(
    0,
    2,
    'high',
    'lets a certificate log on as whoever its holder names (CVE-2022-26923)',
  ),
  KrbtgtFullPacSignature: below(2, 'medium', 'accepts tickets that were changed (CVE-2022-37967)', 3),
};
