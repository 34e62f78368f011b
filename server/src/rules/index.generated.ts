// Written by `npm run generate` from the files of this folder.
import policyExpiredSuppression from './policy/expired-suppression';
import policyInvalidSuppression from './policy/invalid-suppression';
import policySuppressionWithoutReason from './policy/suppression-without-reason';
import policyUnusedSuppression from './policy/unused-suppression';
import remoteAccessAdministrationPortExposed from './remote-access/administration-port-exposed';
import remoteAccessRdpExposed from './remote-access/rdp-exposed';
import remoteAccessRdpSwitchedOn from './remote-access/rdp-switched-on';
import remoteAccessRdpWithoutNla from './remote-access/rdp-without-nla';
import remoteAccessSmbSigningOff from './remote-access/smb-signing-off';
import remoteAccessSmb1Enabled from './remote-access/smb1-enabled';
import remoteAccessTrustedHostsWildcard from './remote-access/trusted-hosts-wildcard';
import remoteAccessWinrmExposed from './remote-access/winrm-exposed';
import remoteAccessWinrmOnPublicNetwork from './remote-access/winrm-on-public-network';
import remoteAccessWinrmUnencrypted from './remote-access/winrm-unencrypted';
import remoteAccessWinrmWeakAuthentication from './remote-access/winrm-weak-authentication';
import tlsLegacyProtocol from './tls/legacy-protocol';
import tlsModernProtocolOff from './tls/modern-protocol-off';
import tlsStrongCryptoOff from './tls/strong-crypto-off';
import tlsWeakCipher from './tls/weak-cipher';
import tlsWeakHashOrKeyExchange from './tls/weak-hash-or-key-exchange';
import type { AnyRule } from './rule';

export const rules: readonly AnyRule[] = [
  policyExpiredSuppression,
  policyInvalidSuppression,
  policySuppressionWithoutReason,
  policyUnusedSuppression,
  remoteAccessAdministrationPortExposed,
  remoteAccessRdpExposed,
  remoteAccessRdpSwitchedOn,
  remoteAccessRdpWithoutNla,
  remoteAccessSmbSigningOff,
  remoteAccessSmb1Enabled,
  remoteAccessTrustedHostsWildcard,
  remoteAccessWinrmExposed,
  remoteAccessWinrmOnPublicNetwork,
  remoteAccessWinrmUnencrypted,
  remoteAccessWinrmWeakAuthentication,
  tlsLegacyProtocol,
  tlsModernProtocolOff,
  tlsStrongCryptoOff,
  tlsWeakCipher,
  tlsWeakHashOrKeyExchange,
];
