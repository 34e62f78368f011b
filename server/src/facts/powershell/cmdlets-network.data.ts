/** Ends of most rows below: what cmdlets made from CIM classes take besides. */
const cim = 'CimSession|Session ThrottleLimit AsJob?';
/** How cmdlets of NetSecurity choose the rules that are there. */
const chosen =
  'DisplayName DisplayGroup Group All? PolicyStore GPOSession TracePolicyStore? InputObject PassThru? AssociatedNetFirewallAddressFilter AssociatedNetFirewallApplicationFilter AssociatedNetFirewallInterfaceFilter AssociatedNetFirewallInterfaceTypeFilter AssociatedNetFirewallPortFilter AssociatedNetFirewallProfile AssociatedNetFirewallSecurityFilter AssociatedNetFirewallServiceFilter';
/** What a firewall rule consists of. */
const firewallRule =
  'Description Group Enabled Profile Platform Direction Action EdgeTraversalPolicy LooseSourceMapping|LSM LocalOnlyMapping Owner LocalAddress RemoteAddress Protocol LocalPort RemotePort IcmpType DynamicTarget|DynamicTransport Program Package Service InterfaceAlias InterfaceType LocalUser RemoteUser RemoteMachine Authentication Encryption OverrideBlockRules RemoteDynamicKeywordAddresses PolicyAppId';
const hyperVRule =
  'Name|ID DisplayName Direction VMCreatorId Protocol LocalAddresses LocalPorts RemoteAddresses RemotePorts Action Enabled RulePriority Profiles PolicyStore';
const ipsecRule =
  'DisplayName PolicyStore GPOSession Description Group Enabled Profile Platform Mode InboundSecurity|SecIn OutboundSecurity|SecOut QuickModeCryptoSet Phase1AuthSet Phase2AuthSet KeyModule AllowWatchKey AllowSetKey LocalTunnelEndpoint RemoteTunnelEndpoint RemoteTunnelHostname ForwardPathLifetime EncryptedTunnelBypass RequireAuthorization User Machine LocalAddress RemoteAddress Protocol LocalPort RemotePort InterfaceAlias InterfaceType TunnelType';
const mapping =
  'Protocol RemoteExternalIPAddressPrefix ExternalIPAddress ExternalPort InternalIPAddress InternalPort InternalRoutingDomainId';
/** Where the machines of a Hyper-V cmdlet run. */
const hyperV = 'CimSession ComputerName|PSComputerName Credential Passthru?';

/**
 * Parameters of the cmdlets that filter, open and translate network traffic, in the form of `cmdlets`. Source:
 * windows-powershell-docs winserver2025-ps: NetSecurity, NetNat, Hyper-V; microsoft/SDN: hns.v2.psm1.
 */
export const networkCmdlets: Readonly<Record<string, string>> = {
  // NetSecurity
  'New-NetFirewallRule': `PolicyStore GPOSession Name|ID DisplayName ${firewallRule} ${cim}`,
  'Set-NetFirewallRule': `Name|ID|InstanceID@0 DisplayName DisplayGroup PolicyStore GPOSession NewDisplayName InputObject PassThru? ${firewallRule} ${cim}`,
  'Enable-NetFirewallRule': `Name|ID|InstanceID@0 ${chosen} Description Enabled Direction Action ${cim}`,
  'Disable-NetFirewallRule': `Name|ID|InstanceID@0 ${chosen} Description Enabled Direction Action ${cim}`,
  'Remove-NetFirewallRule': `Name|ID|InstanceID@0 ${chosen} Description Enabled Direction Action ${cim}`,
  'Get-NetFirewallRule': `Name|ID|InstanceID@0 ${chosen} Description Enabled Direction Action ${cim}`,
  'Copy-NetFirewallRule': `Name|ID|InstanceID@0 ${chosen} Description Enabled Direction Action NewName NewPolicyStore NewGPOSession ${cim}`,
  'Set-NetFirewallProfile': `Name|Profile@0 All? PolicyStore GPOSession InputObject Enabled DefaultInboundAction DefaultOutboundAction AllowInboundRules AllowLocalFirewallRules AllowLocalIPsecRules AllowUserApps AllowUserPorts AllowUnicastResponseToMulticast NotifyOnListen EnableStealthModeForIPsec LogFileName LogMaxSizeKilobytes LogAllowed LogBlocked LogIgnored DisabledInterfaceAliases PassThru? ${cim}`,
  'Set-NetFirewallSetting': `PolicyStore GPOSession InputObject PassThru? Exemptions EnableStatefulFtp EnableStatefulPptp RequireFullAuthSupport CertValidationLevel AllowIPsecThroughNAT MaxSAIdleTimeSeconds KeyEncoding EnablePacketQueuing RemoteMachineTransportAuthorizationList RemoteMachineTunnelAuthorizationList RemoteUserTransportAuthorizationList RemoteUserTunnelAuthorizationList ${cim}`,
  'Get-NetFirewallAddressFilter': `All? PolicyStore GPOSession AssociatedNetFirewallRule AssociatedNetIPsecRule AssociatedNetIPsecMainModeRule ${cim}`,
  'Get-NetFirewallPortFilter': `All? PolicyStore GPOSession Protocol DynamicTarget|DynamicTransport AssociatedNetFirewallRule AssociatedNetIPsecRule ${cim}`,
  'Get-NetFirewallSecurityFilter': `All? PolicyStore GPOSession Authentication Encryption OverrideBlockRules LocalUser RemoteUser RemoteMachine AssociatedNetFirewallRule ${cim}`,
  'Set-NetFirewallAddressFilter': `PolicyStore GPOSession InputObject LocalAddress RemoteAddress PassThru? ${cim}`,
  'Set-NetFirewallPortFilter': `PolicyStore GPOSession InputObject Protocol LocalPort RemotePort IcmpType DynamicTarget|DynamicTransport PassThru? ${cim}`,
  'Set-NetFirewallSecurityFilter': `PolicyStore GPOSession InputObject Authentication Encryption OverrideBlockRules LocalUser RemoteUser RemoteMachine PassThru? ${cim}`,
  'New-NetFirewallHyperVRule': `${hyperVRule} ${cim}`,
  'Set-NetFirewallHyperVRule': `${hyperVRule} NewDisplayName InputObject PassThru? ${cim}`,
  'New-NetFirewallHyperVVMSetting': `Name|VMCreatorId PolicyStore Enabled DefaultInboundAction DefaultOutboundAction LoopbackEnabled AllowHostPolicyMerge ${cim}`,
  'Set-NetFirewallHyperVVMSetting': `Name|VMCreatorId PolicyStore Enabled DefaultInboundAction DefaultOutboundAction LoopbackEnabled AllowHostPolicyMerge InputObject PassThru? ${cim}`,
  'New-NetFirewallHyperVProfile': `Name|VMCreatorId Profile PolicyStore Enabled DefaultInboundAction DefaultOutboundAction AllowLocalFirewallRules ${cim}`,
  'Set-NetFirewallHyperVProfile': `Name|VMCreatorId Profile PolicyStore Enabled DefaultInboundAction DefaultOutboundAction AllowLocalFirewallRules InputObject PassThru? ${cim}`,
  'New-NetIPsecMainModeCryptoProposal': 'Encryption Hash KeyExchange',
  'New-NetIPsecQuickModeCryptoProposal': 'Encapsulation AHHash ESPHash Encryption MaxKiloBytes MaxMinutes',
  'New-NetIPsecQuickModeCryptoSet': `PolicyStore GPOSession Name|ID DisplayName Description Group Proposal PerfectForwardSecrecyGroup|PfsGroup Default? ${cim}`,
  'Set-NetIPsecQuickModeCryptoSet': `Name|ID@0 DisplayName DisplayGroup Group PolicyStore GPOSession InputObject NewDisplayName Description Proposal PerfectForwardSecrecyGroup|PfsGroup PassThru? ${cim}`,
  'New-NetIPsecAuthProposal':
    'Machine?@1 User?@1 Anonymous?@1 Cert?@2 Kerberos?@2 Ntlm?@2 Health?@2 PreSharedKey|PSK@2 Proxy Authority AuthorityType AccountMapping? ExcludeCAName? ExtendedKeyUsage|EKUs FollowRenewal? SelectionCriteria? Signing SubjectName SubjectNameType Thumbprint ValidationCriteria?',
  'New-NetIPsecRule': `IPsecRuleName|ID|Name ${ipsecRule} ${cim}`,
  'Set-NetIPsecRule': `IPsecRuleName|ID|Name@0 DisplayGroup NewDisplayName InputObject PassThru? ${ipsecRule} ${cim}`,
  // NetNat
  'New-NetNat': `Name@0 InternalIPInterfaceAddressPrefix ExternalIPInterfaceAddressPrefix InternalRoutingDomainId ${cim}`,
  'Add-NetNatStaticMapping': `NatName@0 ${mapping} ${cim}`,
  'Get-NetNatStaticMapping': `NatName@0 StaticMappingID ${cim}`,
  'Add-NetNatExternalAddress': `NatName@0 IPAddress PortStart PortEnd ${cim}`,
  // Hyper-V
  'Add-VMNetworkAdapterAcl': `VMName|VM|VMNetworkAdapter@0 ManagementOS? VMNetworkAdapterName Action Direction LocalIPAddress LocalMacAddress RemoteIPAddress RemoteMacAddress ${hyperV}`,
  'Add-VMNetworkAdapterExtendedAcl': `VMName|VM|VMNetworkAdapter@0 ManagementOS? VMNetworkAdapterName Action@1 Direction@2 LocalIPAddress@3 RemoteIPAddress@4 LocalPort@5 RemotePort@6 Protocol@7 Weight@8 Stateful IdleSessionTimeout IsolationID ${hyperV}`,
  'Set-VMNetworkAdapter': `VMName|VM|VMNetworkAdapter@0 ManagementOS? Name|VMNetworkAdapterName DynamicMacAddress? StaticMacAddress MacAddressSpoofing DhcpGuard RouterGuard PortMirroring IeeePriorityTag VmqWeight IovWeight IovQueuePairsRequested IovInterruptModeration AllowTeaming StormLimit DynamicIPAddressLimit DeviceNaming NotMonitoredInCluster MandatoryFeatureId MaximumBandwidth MinimumBandwidthAbsolute MinimumBandwidthWeight ResourcePoolName VirtualSubnetId VrssEnabled VmmqEnabled VmmqQueuePairs FixSpeed10G ${hyperV}`,
  // The helper module for host networking
  'New-HnsNetwork':
    'JsonString@0 Type Name AddressPrefix Gateway SubnetPolicies IPv6? DNSServer AdapterName AdditionalParams NetworkSpecificParams NetworkAdapterName',
  'New-HnsEndpoint':
    'JsonString@0 NetworkId@1 Name IPAddress IPv6Address DNSServerList GatewayAddress GatewayAddressV6 DnsSuffix MacAddress InboundNatPolicy PAPolicy OutboundNatPolicy Policies RoutePrefixes EnableOutboundNat? OutboundNatExceptions EnableDhcpv4? VMGeneration',
  'Add-HnsEndpointPolicy': 'EndpointId|Id@0 Policies JsonString',
  'Update-HnsEndpointPolicy': 'EndpointId|Id@0 Policies JsonString',
};
