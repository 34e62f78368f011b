// Written by `npm run generate` from the files of this folder.
import certificatesDistrustRemoved from './certificates/distrust-removed';
import certificatesExportableKey from './certificates/exportable-key';
import certificatesLongLived from './certificates/long-lived';
import certificatesRootAdded from './certificates/root-added';
import certificatesRootUpdateOff from './certificates/root-update-off';
import certificatesWeakAlgorithm from './certificates/weak-algorithm';
import certificatesWrongPurpose from './certificates/wrong-purpose';
import downloadChecksumOff from './download/checksum-off';
import downloadDownloadAndExecute from './download/download-and-execute';
import downloadPlainHttp from './download/plain-http';
import downloadUnverified from './download/unverified';
import firewallAclAllowsAny from './firewall/acl-allows-any';
import firewallAclUnknownKey from './firewall/acl-unknown-key';
import firewallAdapterGuardOff from './firewall/adapter-guard-off';
import firewallDefaultInboundAllow from './firewall/default-inbound-allow';
import firewallEdgeTraversal from './firewall/edge-traversal';
import firewallFirewallOff from './firewall/firewall-off';
import firewallFirewallReset from './firewall/firewall-reset';
import firewallInboundAllowAny from './firewall/inbound-allow-any';
import firewallLittleLogging from './firewall/little-logging';
import firewallLocalizedGroup from './firewall/localized-group';
import firewallLooseProfile from './firewall/loose-profile';
import firewallNatMappingNotMade from './firewall/nat-mapping-not-made';
import firewallNatPublicPrefix from './firewall/nat-public-prefix';
import firewallNsgAnySource from './firewall/nsg-any-source';
import firewallPastBlockRules from './firewall/past-block-rules';
import identityAdministratorUser from './identity/administrator-user';
import identityCredentialSpecIncomplete from './identity/credential-spec-incomplete';
import identityCredentialSpecOpenToAll from './identity/credential-spec-open-to-all';
import identityDomainPassword from './identity/domain-password';
import identityEveryoneInGroup from './identity/everyone-in-group';
import identityLdapClearText from './identity/ldap-clear-text';
import identityOpenLogonPolicy from './identity/open-logon-policy';
import identitySpoofableNameResolution from './identity/spoofable-name-resolution';
import identityWeakAccountPolicy from './identity/weak-account-policy';
import identityWeakAuthenticationSetting from './identity/weak-authentication-setting';
import identityWideUserRight from './identity/wide-user-right';
import imageDigestEndOfLife from './image/digest-end-of-life';
import imageDigestInvalid from './image/digest-invalid';
import imageEndOfLife from './image/end-of-life';
import imageHostBuildMismatch from './image/host-build-mismatch';
import imageInsecureRegistry from './image/insecure-registry';
import imageLockMismatch from './image/lock-mismatch';
import imageMixedWindowsVersions from './image/mixed-windows-versions';
import imageMutableBase from './image/mutable-base';
import imageNoTag from './image/no-tag';
import imagePatchLag from './image/patch-lag';
import imagePowershellMissing from './image/powershell-missing';
import imageRegistryNotAllowed from './image/registry-not-allowed';
import imageRequireSignature from './image/require-signature';
import imageRetiredName from './image/retired-name';
import imageSignatureInvalid from './image/signature-invalid';
import imageSignatureMissing from './image/signature-missing';
import imageSignatureUnknown from './image/signature-unknown';
import imageSignatureUntrusted from './image/signature-untrusted';
import imageTagMoved from './image/tag-moved';
import imageUnsignedBase from './image/unsigned-base';
import imageVerifiedNotPinned from './image/verified-not-pinned';
import integrityAppControlBroadAllow from './integrity/app-control-broad-allow';
import integrityAppControlWeakened from './integrity/app-control-weakened';
import integrityBootProtectionOff from './integrity/boot-protection-off';
import integrityContentTrust from './integrity/content-trust';
import integrityDefenderBroadExclusion from './integrity/defender-broad-exclusion';
import integrityDefenderOff from './integrity/defender-off';
import integrityDefenderWeakened from './integrity/defender-weakened';
import integrityExecutionPolicyOff from './integrity/execution-policy-off';
import integrityExploitProtectionOff from './integrity/exploit-protection-off';
import integrityUpdatesOff from './integrity/updates-off';
import integrityVirtualizationSecurityOff from './integrity/virtualization-security-off';
import ipsecNotRequired from './ipsec/not-required';
import ipsecWeakAlgorithm from './ipsec/weak-algorithm';
import ipsecWeakAuthentication from './ipsec/weak-authentication';
import kubernetesHostMount from './kubernetes/host-mount';
import kubernetesHostProcessIncomplete from './kubernetes/host-process-incomplete';
import kubernetesHostProcessWithoutUser from './kubernetes/host-process-without-user';
import kubernetesHostProcess from './kubernetes/host-process';
import kubernetesLinuxOnlyFields from './kubernetes/linux-only-fields';
import kubernetesManagementPortUnrestricted from './kubernetes/management-port-unrestricted';
import kubernetesOpenComponent from './kubernetes/open-component';
import kubernetesOpenNetworkPolicy from './kubernetes/open-network-policy';
import kubernetesPodSecurityLoose from './kubernetes/pod-security-loose';
import kubernetesPodSecurityMisspelt from './kubernetes/pod-security-misspelt';
import kubernetesPolicyPortOfNoPod from './kubernetes/policy-port-of-no-pod';
import kubernetesPolicySelectsNothing from './kubernetes/policy-selects-nothing';
import kubernetesRefusedByNamespace from './kubernetes/refused-by-namespace';
import kubernetesRuntimeClassWithoutNodes from './kubernetes/runtime-class-without-nodes';
import kubernetesSidecarMemoryShare from './kubernetes/sidecar-memory-share';
import kubernetesUnsupportedOnWindows from './kubernetes/unsupported-on-windows';
import kubernetesUserNameNotAccepted from './kubernetes/user-name-not-accepted';
import kubernetesWideBinding from './kubernetes/wide-binding';
import kubernetesWindowsAdministratorUser from './kubernetes/windows-administrator-user';
import kubernetesWindowsBuildMismatch from './kubernetes/windows-build-mismatch';
import kubernetesWindowsDefaultAdministrator from './kubernetes/windows-default-administrator';
import kubernetesWindowsMemoryOvercommitted from './kubernetes/windows-memory-overcommitted';
import kubernetesWindowsNodeNotChosen from './kubernetes/windows-node-not-chosen';
import kubernetesWindowsNonRootNotHeld from './kubernetes/windows-non-root-not-held';
import kubernetesWindowsOptionsOnLinux from './kubernetes/windows-options-on-linux';
import kubernetesWindowsPodWithoutOs from './kubernetes/windows-pod-without-os';
import loggingAuditPolicyOff from './logging/audit-policy-off';
import loggingEventLogOff from './logging/event-log-off';
import loggingLogCleared from './logging/log-cleared';
import loggingSensorRemoved from './logging/sensor-removed';
import loggingSmallLog from './logging/small-log';
import loggingSourceNotRead from './logging/source-not-read';
import loggingTracingOff from './logging/tracing-off';
import loggingWeakLogging from './logging/weak-logging';
import meshAccessLogOff from './mesh/access-log-off';
import meshAllowAllAuthorization from './mesh/allow-all-authorization';
import meshAuthorizationFailsOpen from './mesh/authorization-fails-open';
import meshAuthorizationWidened from './mesh/authorization-widened';
import meshConsulRunsCommands from './mesh/consul-runs-commands';
import meshConsulTlsOff from './mesh/consul-tls-off';
import meshConsulWithoutTokens from './mesh/consul-without-tokens';
import meshDenialOverridden from './mesh/denial-overridden';
import meshHostOfNoService from './mesh/host-of-no-service';
import meshIdentityWithoutMtls from './mesh/identity-without-mtls';
import meshMtlsConflict from './mesh/mtls-conflict';
import meshMtlsNotEnforced from './mesh/mtls-not-enforced';
import meshNoWindowsDataPlane from './mesh/no-windows-data-plane';
import meshOlderApi from './mesh/older-api';
import meshOptionalClientCertificate from './mesh/optional-client-certificate';
import meshPathNotNormalized from './mesh/path-not-normalized';
import meshPermissiveMtls from './mesh/permissive-mtls';
import meshPlaintextDestination from './mesh/plaintext-destination';
import meshPlaintextGateway from './mesh/plaintext-gateway';
import meshPlaintextMirror from './mesh/plaintext-mirror';
import meshPolicyNotEnforced from './mesh/policy-not-enforced';
import meshPolicyWithoutEffect from './mesh/policy-without-effect';
import meshPortOfService from './mesh/port-of-service';
import meshProxyBypassed from './mesh/proxy-bypassed';
import meshRefersToNothing from './mesh/refers-to-nothing';
import meshRetiredApi from './mesh/retired-api';
import meshSharedWithEveryNamespace from './mesh/shared-with-every-namespace';
import meshTokenNotRequired from './mesh/token-not-required';
import meshTrafficShown from './mesh/traffic-shown';
import meshUnauthenticatedLinkerdPolicy from './mesh/unauthenticated-linkerd-policy';
import meshUnverifiedDestination from './mesh/unverified-destination';
import meshWeakTokenRule from './mesh/weak-token-rule';
import meshWideEgress from './mesh/wide-egress';
import policyExpiredSuppression from './policy/expired-suppression';
import policyInvalidSuppression from './policy/invalid-suppression';
import policySuppressionWithoutReason from './policy/suppression-without-reason';
import policyUnusedSuppression from './policy/unused-suppression';
import remoteAccessAdministrationPortExposed from './remote-access/administration-port-exposed';
import remoteAccessOpenSessionConfiguration from './remote-access/open-session-configuration';
import remoteAccessOpenShare from './remote-access/open-share';
import remoteAccessPasswordOverHttp from './remote-access/password-over-http';
import remoteAccessRdpExposed from './remote-access/rdp-exposed';
import remoteAccessRdpSessionPolicy from './remote-access/rdp-session-policy';
import remoteAccessRdpSwitchedOn from './remote-access/rdp-switched-on';
import remoteAccessRdpWithoutNla from './remote-access/rdp-without-nla';
import remoteAccessSmbSigningOff from './remote-access/smb-signing-off';
import remoteAccessSmb1Enabled from './remote-access/smb1-enabled';
import remoteAccessTrustedHostsWildcard from './remote-access/trusted-hosts-wildcard';
import remoteAccessUnencryptedMapping from './remote-access/unencrypted-mapping';
import remoteAccessUrlReservedForEveryone from './remote-access/url-reserved-for-everyone';
import remoteAccessWinrmExposed from './remote-access/winrm-exposed';
import remoteAccessWinrmOnPublicNetwork from './remote-access/winrm-on-public-network';
import remoteAccessWinrmUnencrypted from './remote-access/winrm-unencrypted';
import remoteAccessWinrmWeakAuthentication from './remote-access/winrm-weak-authentication';
import remoteAccessWinrmWideListener from './remote-access/winrm-wide-listener';
import runtimeErrorDetailsShown from './runtime/error-details-shown';
import runtimeFirewallInImage from './runtime/firewall-in-image';
import runtimeHandlerWithoutIsolation from './runtime/handler-without-isolation';
import runtimeHardeningLostInImage from './runtime/hardening-lost-in-image';
import runtimeNoEffectInContainer from './runtime/no-effect-in-container';
import runtimeRdpInContainer from './runtime/rdp-in-container';
import runtimeRestartInImage from './runtime/restart-in-image';
import runtimeUnsupportedOnWindows from './runtime/unsupported-on-windows';
import secretsPlaintextCredential from './secrets/plaintext-credential';
import secretsSecretInImage from './secrets/secret-in-image';
import servicesDependencyList from './services/dependency-list';
import servicesOpenDescriptor from './services/open-descriptor';
import servicesUnquotedPath from './services/unquoted-path';
import spireAuditOff from './spire/audit-off';
import spireBroadSelector from './spire/broad-selector';
import spireDeprecatedPlugin from './spire/deprecated-plugin';
import spireDiagnosticsOn from './spire/diagnostics-on';
import spireFederationIncomplete from './spire/federation-incomplete';
import spireForeignTrustDomain from './spire/foreign-trust-domain';
import spireIdentityForEveryPod from './spire/identity-for-every-pod';
import spireInsecureBootstrap from './spire/insecure-bootstrap';
import spireInvalidSpiffeId from './spire/invalid-spiffe-id';
import spireLifetimeCutShort from './spire/lifetime-cut-short';
import spireLongLivedIdentity from './spire/long-lived-identity';
import spireOpenImageSignature from './spire/open-image-signature';
import spireOpenNodeAttestor from './spire/open-node-attestor';
import spirePlaintextConnection from './spire/plaintext-connection';
import spireRateLimitOff from './spire/rate-limit-off';
import spireSampleTrustDomain from './spire/sample-trust-domain';
import spireSelectorUntold from './spire/selector-untold';
import spireSelectorWithoutMatch from './spire/selector-without-match';
import spireUnboundedHash from './spire/unbounded-hash';
import spireUnsupportedOnWindows from './spire/unsupported-on-windows';
import spireUnverifiedKubelet from './spire/unverified-kubelet';
import spireWideGrant from './spire/wide-grant';
import tlsCertificateCheckOff from './tls/certificate-check-off';
import tlsCipherSuiteOrder from './tls/cipher-suite-order';
import tlsHttpBindingTakesLegacy from './tls/http-binding-takes-legacy';
import tlsIisSslNotRequired from './tls/iis-ssl-not-required';
import tlsLegacyProtocol from './tls/legacy-protocol';
import tlsModernProtocolOff from './tls/modern-protocol-off';
import tlsOcspStaplingOff from './tls/ocsp-stapling-off';
import tlsSchannelHalfSet from './tls/schannel-half-set';
import tlsSchannelNoEffect from './tls/schannel-no-effect';
import tlsSchannelSlashPath from './tls/schannel-slash-path';
import tlsStrongCryptoHalfSet from './tls/strong-crypto-half-set';
import tlsStrongCryptoOff from './tls/strong-crypto-off';
import tlsStrongSuiteOff from './tls/strong-suite-off';
import tlsUnknownCipherSuite from './tls/unknown-cipher-suite';
import tlsUnsafeOption from './tls/unsafe-option';
import tlsWeakCertificatesTaken from './tls/weak-certificates-taken';
import tlsWeakCipherSuite from './tls/weak-cipher-suite';
import tlsWeakCipher from './tls/weak-cipher';
import tlsWeakHashOrKeyExchange from './tls/weak-hash-or-key-exchange';
import trustPolicyAnyIdentity from './trust-policy/any-identity';
import trustPolicyInvalid from './trust-policy/invalid';
import trustPolicyNoTimestampStore from './trust-policy/no-timestamp-store';
import trustPolicyOpenIdentity from './trust-policy/open-identity';
import trustPolicyRevocationSkipped from './trust-policy/revocation-skipped';
import trustPolicyVerificationSkipped from './trust-policy/verification-skipped';
import type { AnyRule } from './rule';

export const rules: readonly AnyRule[] = [
  certificatesDistrustRemoved,
  certificatesExportableKey,
  certificatesLongLived,
  certificatesRootAdded,
  certificatesRootUpdateOff,
  certificatesWeakAlgorithm,
  certificatesWrongPurpose,
  downloadChecksumOff,
  downloadDownloadAndExecute,
  downloadPlainHttp,
  downloadUnverified,
  firewallAclAllowsAny,
  firewallAclUnknownKey,
  firewallAdapterGuardOff,
  firewallDefaultInboundAllow,
  firewallEdgeTraversal,
  firewallFirewallOff,
  firewallFirewallReset,
  firewallInboundAllowAny,
  firewallLittleLogging,
  firewallLocalizedGroup,
  firewallLooseProfile,
  firewallNatMappingNotMade,
  firewallNatPublicPrefix,
  firewallNsgAnySource,
  firewallPastBlockRules,
  identityAdministratorUser,
  identityCredentialSpecIncomplete,
  identityCredentialSpecOpenToAll,
  identityDomainPassword,
  identityEveryoneInGroup,
  identityLdapClearText,
  identityOpenLogonPolicy,
  identitySpoofableNameResolution,
  identityWeakAccountPolicy,
  identityWeakAuthenticationSetting,
  identityWideUserRight,
  imageDigestEndOfLife,
  imageDigestInvalid,
  imageEndOfLife,
  imageHostBuildMismatch,
  imageInsecureRegistry,
  imageLockMismatch,
  imageMixedWindowsVersions,
  imageMutableBase,
  imageNoTag,
  imagePatchLag,
  imagePowershellMissing,
  imageRegistryNotAllowed,
  imageRequireSignature,
  imageRetiredName,
  imageSignatureInvalid,
  imageSignatureMissing,
  imageSignatureUnknown,
  imageSignatureUntrusted,
  imageTagMoved,
  imageUnsignedBase,
  imageVerifiedNotPinned,
  integrityAppControlBroadAllow,
  integrityAppControlWeakened,
  integrityBootProtectionOff,
  integrityContentTrust,
  integrityDefenderBroadExclusion,
  integrityDefenderOff,
  integrityDefenderWeakened,
  integrityExecutionPolicyOff,
  integrityExploitProtectionOff,
  integrityUpdatesOff,
  integrityVirtualizationSecurityOff,
  ipsecNotRequired,
  ipsecWeakAlgorithm,
  ipsecWeakAuthentication,
  kubernetesHostMount,
  kubernetesHostProcessIncomplete,
  kubernetesHostProcessWithoutUser,
  kubernetesHostProcess,
  kubernetesLinuxOnlyFields,
  kubernetesManagementPortUnrestricted,
  kubernetesOpenComponent,
  kubernetesOpenNetworkPolicy,
  kubernetesPodSecurityLoose,
  kubernetesPodSecurityMisspelt,
  kubernetesPolicyPortOfNoPod,
  kubernetesPolicySelectsNothing,
  kubernetesRefusedByNamespace,
  kubernetesRuntimeClassWithoutNodes,
  kubernetesSidecarMemoryShare,
  kubernetesUnsupportedOnWindows,
  kubernetesUserNameNotAccepted,
  kubernetesWideBinding,
  kubernetesWindowsAdministratorUser,
  kubernetesWindowsBuildMismatch,
  kubernetesWindowsDefaultAdministrator,
  kubernetesWindowsMemoryOvercommitted,
  kubernetesWindowsNodeNotChosen,
  kubernetesWindowsNonRootNotHeld,
  kubernetesWindowsOptionsOnLinux,
  kubernetesWindowsPodWithoutOs,
  loggingAuditPolicyOff,
  loggingEventLogOff,
  loggingLogCleared,
  loggingSensorRemoved,
  loggingSmallLog,
  loggingSourceNotRead,
  loggingTracingOff,
  loggingWeakLogging,
  meshAccessLogOff,
  meshAllowAllAuthorization,
  meshAuthorizationFailsOpen,
  meshAuthorizationWidened,
  meshConsulRunsCommands,
  meshConsulTlsOff,
  meshConsulWithoutTokens,
  meshDenialOverridden,
  meshHostOfNoService,
  meshIdentityWithoutMtls,
  meshMtlsConflict,
  meshMtlsNotEnforced,
  meshNoWindowsDataPlane,
  meshOlderApi,
  meshOptionalClientCertificate,
  meshPathNotNormalized,
  meshPermissiveMtls,
  meshPlaintextDestination,
  meshPlaintextGateway,
  meshPlaintextMirror,
  meshPolicyNotEnforced,
  meshPolicyWithoutEffect,
  meshPortOfService,
  meshProxyBypassed,
  meshRefersToNothing,
  meshRetiredApi,
  meshSharedWithEveryNamespace,
  meshTokenNotRequired,
  meshTrafficShown,
  meshUnauthenticatedLinkerdPolicy,
  meshUnverifiedDestination,
  meshWeakTokenRule,
  meshWideEgress,
  policyExpiredSuppression,
  policyInvalidSuppression,
  policySuppressionWithoutReason,
  policyUnusedSuppression,
  remoteAccessAdministrationPortExposed,
  remoteAccessOpenSessionConfiguration,
  remoteAccessOpenShare,
  remoteAccessPasswordOverHttp,
  remoteAccessRdpExposed,
  remoteAccessRdpSessionPolicy,
  remoteAccessRdpSwitchedOn,
  remoteAccessRdpWithoutNla,
  remoteAccessSmbSigningOff,
  remoteAccessSmb1Enabled,
  remoteAccessTrustedHostsWildcard,
  remoteAccessUnencryptedMapping,
  remoteAccessUrlReservedForEveryone,
  remoteAccessWinrmExposed,
  remoteAccessWinrmOnPublicNetwork,
  remoteAccessWinrmUnencrypted,
  remoteAccessWinrmWeakAuthentication,
  remoteAccessWinrmWideListener,
  runtimeErrorDetailsShown,
  runtimeFirewallInImage,
  runtimeHandlerWithoutIsolation,
  runtimeHardeningLostInImage,
  runtimeNoEffectInContainer,
  runtimeRdpInContainer,
  runtimeRestartInImage,
  runtimeUnsupportedOnWindows,
  secretsPlaintextCredential,
  secretsSecretInImage,
  servicesDependencyList,
  servicesOpenDescriptor,
  servicesUnquotedPath,
  spireAuditOff,
  spireBroadSelector,
  spireDeprecatedPlugin,
  spireDiagnosticsOn,
  spireFederationIncomplete,
  spireForeignTrustDomain,
  spireIdentityForEveryPod,
  spireInsecureBootstrap,
  spireInvalidSpiffeId,
  spireLifetimeCutShort,
  spireLongLivedIdentity,
  spireOpenImageSignature,
  spireOpenNodeAttestor,
  spirePlaintextConnection,
  spireRateLimitOff,
  spireSampleTrustDomain,
  spireSelectorUntold,
  spireSelectorWithoutMatch,
  spireUnboundedHash,
  spireUnsupportedOnWindows,
  spireUnverifiedKubelet,
  spireWideGrant,
  tlsCertificateCheckOff,
  tlsCipherSuiteOrder,
  tlsHttpBindingTakesLegacy,
  tlsIisSslNotRequired,
  tlsLegacyProtocol,
  tlsModernProtocolOff,
  tlsOcspStaplingOff,
  tlsSchannelHalfSet,
  tlsSchannelNoEffect,
  tlsSchannelSlashPath,
  tlsStrongCryptoHalfSet,
  tlsStrongCryptoOff,
  tlsStrongSuiteOff,
  tlsUnknownCipherSuite,
  tlsUnsafeOption,
  tlsWeakCertificatesTaken,
  tlsWeakCipherSuite,
  tlsWeakCipher,
  tlsWeakHashOrKeyExchange,
  trustPolicyAnyIdentity,
  trustPolicyInvalid,
  trustPolicyNoTimestampStore,
  trustPolicyOpenIdentity,
  trustPolicyRevocationSkipped,
  trustPolicyVerificationSkipped,
];
