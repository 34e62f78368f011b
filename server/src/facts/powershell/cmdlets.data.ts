import { managementCmdlets } from './cmdlets-management.data';
import { networkCmdlets } from './cmdlets-network.data';
import { objectCmdlets } from './cmdlets-objects.data';

/**
 * Parameters of the cmdlets that rules ask about. Source: the cmdlets' reference pages (PowerShell-Docs,
 * windows-powershell-docs winserver2025-ps, azure-docs-powershell). A row is `Name`, `Name?` for a switch, `Name@0` for a
 * position, `Name|Alias`. What is not listed stays as written; common parameters are added to all.
 */
export const cmdlets: Readonly<Record<string, string>> = {
  ...managementCmdlets,
  ...networkCmdlets,
  ...objectCmdlets,
  // Microsoft.PowerShell.Management
  'Set-ItemProperty':
    'Path@0 LiteralPath|PSPath|LP Name|PSProperty@1 Value@2 InputObject Type PassThru? Force? Filter Include Exclude Credential',
  'New-ItemProperty':
    'Path@0 LiteralPath|PSPath|LP Name|PSProperty@1 PropertyType|Type Value Force? Filter Include Exclude Credential',
  'Remove-ItemProperty': 'Path@0 LiteralPath|PSPath|LP Name|PSProperty@1 Force? Filter Include Exclude Credential',
  'Get-ItemProperty': 'Path@0 LiteralPath|PSPath|LP Name|PSProperty@1 Filter Include Exclude Credential',
  'Set-Item': 'Path@0 LiteralPath|PSPath|LP Value@1 Force? PassThru? Filter Include Exclude Credential',
  'New-Item':
    'Path@0 Name ItemType|Type Value|Target Force? Credential Transport Address Port CertificateThumbPrint HostName Enabled URLPrefix',
  'Remove-Item': 'Path@0 LiteralPath|PSPath|LP Recurse? Force? Filter Include Exclude Credential Stream',
  'Copy-Item':
    'Path@0 LiteralPath|PSPath|LP Destination@1 Container? Force? Recurse? PassThru? Filter Include Exclude Credential FromSession ToSession',
  'Move-Item': 'Path@0 LiteralPath|PSPath|LP Destination@1 Force? PassThru? Filter Include Exclude Credential',
  'Rename-Item': 'Path@0 LiteralPath|PSPath|LP NewName@1 Force? PassThru? Credential',
  'Set-Content':
    'Path@0 Value@1 LiteralPath|PSPath|LP PassThru? Filter Include Exclude Force? NoNewline? Encoding Stream AsByteStream? Credential',
  'Add-Content':
    'Path@0 Value@1 LiteralPath|PSPath|LP PassThru? Filter Include Exclude Force? NoNewline? Encoding Stream AsByteStream? Credential',
  'Get-Content':
    'Path@0 LiteralPath|PSPath|LP ReadCount TotalCount|First|Head Tail|Last Raw? Encoding Stream Force? Wait? Delimiter Filter Include Exclude',
  'Out-File': 'FilePath|Path@0 Encoding@1 LiteralPath|PSPath|LP Append? Force? NoClobber? Width NoNewline? InputObject',
  'Get-Item': 'Path@0 LiteralPath|PSPath|LP Force? Filter Include Exclude Credential Stream',
  'Set-Location': 'Path@0 LiteralPath|PSPath|LP PassThru? StackName',
  'Push-Location': 'Path@0 LiteralPath|PSPath|LP PassThru? StackName',
  'Pop-Location': 'PassThru? StackName',
  'Join-Path': 'Path@0 ChildPath@1 AdditionalChildPath@2 Resolve? Credential',
  'Start-Process':
    'FilePath|PSPath|Path@0 ArgumentList|Args@1 Credential WorkingDirectory LoadUserProfile|Lup? NoNewWindow|nnw? PassThru? RedirectStandardError|RSE RedirectStandardInput|RSI RedirectStandardOutput|RSO Verb WindowStyle Wait? UseNewEnvironment? Environment',
  'Stop-Service': 'Name|ServiceName@0 DisplayName InputObject Force? NoWait? PassThru? Include Exclude',
  'Get-Service':
    'Name|ServiceName@0 ComputerName|Cn DependentServices|DS? RequiredServices|SDO? DisplayName Include Exclude InputObject',
  'Start-Service': 'Name|ServiceName@0 DisplayName InputObject PassThru? Include Exclude',
  'Restart-Service': 'Name|ServiceName@0 DisplayName InputObject Force? PassThru? Include Exclude',
  'Set-Service':
    'Name|ServiceName|SN@0 ComputerName DisplayName|DN Description StartupType|StartMode|SM|ST Status InputObject PassThru? Credential SecurityDescriptorSddl|sd Force?',
  'New-Service':
    'Name|ServiceName@0 BinaryPathName|Path@1 DisplayName Description StartupType Credential DependsOn SecurityDescriptorSddl',
  'Remove-Service': 'Name|ServiceName@0 InputObject',
  'Restart-Computer': 'ComputerName@0 Force? Wait? Timeout For Delay Credential Protocol',
  // Microsoft.PowerShell.Utility
  'Invoke-WebRequest':
    'Uri@0 OutFile Method Headers Body ContentType UseBasicParsing? UseDefaultCredentials? Credential Certificate CertificateThumbprint Proxy ProxyCredential ProxyUseDefaultCredentials? SessionVariable WebSession UserAgent TimeoutSec DisableKeepAlive? MaximumRedirection InFile PassThru? SkipCertificateCheck? SslProtocol Token Authentication AllowUnencryptedAuthentication? NoProxy? Resume? SkipHeaderValidation? SkipHttpErrorCheck? PreserveAuthorizationOnRedirect? HttpVersion Form CustomMethod MaximumRetryCount RetryIntervalSec TransferEncoding AllowInsecureRedirect?',
  'Invoke-RestMethod':
    'Uri@0 OutFile Method Headers Body ContentType UseBasicParsing? UseDefaultCredentials? Credential Certificate CertificateThumbprint Proxy ProxyCredential ProxyUseDefaultCredentials? SessionVariable WebSession UserAgent TimeoutSec DisableKeepAlive? MaximumRedirection InFile PassThru? SkipCertificateCheck? SslProtocol Token Authentication AllowUnencryptedAuthentication? NoProxy? Resume? SkipHeaderValidation? SkipHttpErrorCheck? PreserveAuthorizationOnRedirect? HttpVersion Form CustomMethod MaximumRetryCount RetryIntervalSec TransferEncoding FollowRelLink? MaximumFollowRelLink ResponseHeadersVariable StatusCodeVariable AllowInsecureRedirect?',
  'Invoke-Expression': 'Command@0',
  'New-Object': 'TypeName@0 ArgumentList|Args@1 Property ComObject Strict?',
  'Add-Type':
    'TypeDefinition@0 AssemblyName|AN Path LiteralPath|PSPath|LP MemberDefinition@1 Name Namespace|NS Language ReferencedAssemblies|RA OutputAssembly|OA OutputType|OT PassThru? IgnoreWarnings? UsingNamespace|Using CompilerOptions',
  'Get-FileHash': 'Path@0 LiteralPath|PSPath|LP InputStream Algorithm',
  'ConvertFrom-Csv': 'InputObject@0 Delimiter@1 Header UseCulture?',
  'ConvertFrom-Json': 'InputObject@0 AsHashtable? Depth NoEnumerate?',
  'Set-Alias': 'Name@0 Value@1 Description Option Scope Force? PassThru?',
  'New-Alias': 'Name@0 Value@1 Description Option Scope Force? PassThru?',
  'Set-Variable': 'Name@0 Value@1 Option Scope Force? PassThru? Visibility Description Include Exclude',
  'New-Variable': 'Name@0 Value@1 Option Scope Force? PassThru? Visibility Description',
  'Write-Output': 'InputObject@0 NoEnumerate?',
  'ForEach-Object':
    'Process@0 Begin End RemainingScripts InputObject MemberName ArgumentList|Args Parallel ThrottleLimit TimeoutSeconds AsJob? UseNewRunspace?',
  'Where-Object':
    'FilterScript@0 Property Value InputObject EQ? NE? Match? Like? NotMatch? NotLike? In? Contains? GT? LT?',
  'Select-Object':
    'Property@0 InputObject ExcludeProperty ExpandProperty Unique? Last First Skip SkipLast Wait? Index SkipIndex',
  'Write-Host': 'Object|Msg|Message@0 NoNewline? Separator ForegroundColor BackgroundColor',
  'Import-Module':
    'Name@0 Global? Prefix Function Cmdlet Variable Alias Force? PassThru? AsCustomObject? MinimumVersion|Version MaximumVersion RequiredVersion ArgumentList|Args DisableNameChecking? NoClobber|NoOverwrite? Scope PSSession CimSession SkipEditionCheck? UseWindowsPowerShell|UseWinPS?',
  // Microsoft.PowerShell.Core
  'Invoke-Command':
    'ScriptBlock|Command FilePath|PSPath ComputerName|Cn@0 Session Credential Port UseSSL? ConfigurationName ApplicationName ThrottleLimit AsJob? InDisconnectedSession|Disconnected? SessionName HideComputerName|HCN? JobName ArgumentList|Args InputObject ConnectionUri|URI|CU AllowRedirection? SessionOption Authentication EnableNetworkAccess? NoNewScope? VMId VMName ContainerId RunAsAdministrator? HostName UserName KeyFilePath|IdentityFilePath SSHTransport? CertificateThumbprint',
  'New-PSSession':
    'ComputerName|Cn@0 Credential Name EnableNetworkAccess? Port UseSSL? ApplicationName ThrottleLimit ConnectionUri|URI|CU AllowRedirection? SessionOption Authentication CertificateThumbprint ConfigurationName VMId VMName Session ContainerId RunAsAdministrator? HostName UserName KeyFilePath|IdentityFilePath SSHTransport?',
  'Enter-PSSession':
    'ComputerName|Cn@0 Credential Port UseSSL? ConfigurationName ApplicationName SessionOption Authentication CertificateThumbprint ConnectionUri|URI|CU AllowRedirection? EnableNetworkAccess? Session InstanceId Id Name VMId VMName ContainerId RunAsAdministrator? HostName UserName KeyFilePath SSHTransport?',
  'New-PSSessionOption':
    'MaximumRedirection NoCompression? NoMachineProfile? Culture UICulture MaximumReceivedDataSizePerCommand MaximumReceivedObjectSize OutputBufferingMode MaxConnectionRetryCount ApplicationArguments OpenTimeout|OpenTimeoutMSec CancelTimeout|CancelTimeoutMSec IdleTimeout|IdleTimeoutMSec ProxyAccessType ProxyAuthentication ProxyCredential SkipCACheck? SkipCNCheck? SkipRevocationCheck? OperationTimeout|OperationTimeoutMSec NoEncryption? UseUTF16? IncludePortInSPN?',
  'Enable-PSRemoting': 'Force? SkipNetworkProfileCheck?',
  'Set-PSSessionConfiguration':
    'Name@0 AssemblyName ApplicationBase ThreadApartmentState ThreadOptions AccessMode UseSharedProcess? StartupScript MaximumReceivedDataSizePerCommandMB MaximumReceivedObjectSizeMB SecurityDescriptorSddl ShowSecurityDescriptorUI? Force? NoServiceRestart? RunAsCredential PSVersion SessionTypeOption Path',
  // Microsoft.PowerShell.Security, LocalAccounts, WSMan
  'ConvertTo-SecureString': 'String@0 AsPlainText? Force? SecureKey@1 Key',
  'Set-ExecutionPolicy': 'ExecutionPolicy@0 Scope@1 Force?',
  'Get-Credential': 'Credential@0 Message UserName Title',
  'New-LocalUser':
    'Name@0 Password NoPassword? AccountExpires AccountNeverExpires? Description Disabled? FullName PasswordNeverExpires? UserMayNotChangePassword?',
  'Set-LocalUser':
    'Name@0 InputObject SID Password AccountExpires AccountNeverExpires? Description FullName PasswordNeverExpires UserMayChangePassword',
  'Add-LocalGroupMember': 'Group@0 Name Member@1 SID',
  'Enable-WSManCredSSP': 'Role@0 DelegateComputer@1 Force?',
  'Disable-WSManCredSSP': 'Role@0',
  'Remove-WSManInstance':
    'ResourceURI@0 SelectorSet@1 ComputerName|cn Port SessionOption|so UseSSL|ssl? Credential|cred|c',
  'Set-WSManInstance':
    'ResourceURI|ruri@0 SelectorSet@1 ValueSet Authentication|auth|am Credential|cred|c ComputerName|cn ConnectionURI Dialect FilePath|Path Fragment OptionSet|os Port SessionOption|so UseSSL|ssl? ApplicationName CertificateThumbprint',
  'New-WSManInstance':
    'ResourceURI@0 SelectorSet@1 ValueSet Authentication|auth|am Credential|cred|c ComputerName|cn ConnectionURI FilePath|Path OptionSet|os Port SessionOption|so UseSSL|ssl? ApplicationName CertificateThumbprint',
  'Set-WSManQuickConfig': 'UseSSL? Force? SkipNetworkProfileCheck?',
  'New-WSManSessionOption':
    'NoEncryption? OperationTimeout|OperationTimeoutMSec ProxyAccessType ProxyAuthentication ProxyCredential SkipCACheck? SkipCNCheck? SkipRevocationCheck? SPNPort UseUTF16?',
  // CimCmdlets
  'New-CimSessionOption':
    'NoEncryption? SkipCACheck? SkipCNCheck? SkipRevocationCheck? EncodePortInServicePrincipalName? Encoding HttpPrefix MaxEnvelopeSizeKB ProxyAuthentication ProxyCertificateThumbprint ProxyCredential ProxyType UseSsl? Impersonation PacketIntegrity? PacketPrivacy? Protocol UICulture Culture',
  'Invoke-CimMethod':
    'ClassName|Class@0 CimClass Query InputObject|CimInstance MethodName|Name@1 Arguments@2 Namespace ComputerName|CN CimSession Property Key? QueryDialect',
  'Invoke-WmiMethod':
    'Class@0 Name@1 ArgumentList@2 InputObject Path Namespace|NS Credential ComputerName|Cn Authentication Impersonation EnableAllPrivileges?',
  // SmbShare, TLS, Defender, DISM, ServerManager
  'Set-SmbServerConfiguration':
    'AnnounceComment AnnounceServer AsynchronousCredits AuditSmb1Access AuditClientDoesNotSupportEncryption AuditClientDoesNotSupportSigning AuditInsecureGuestLogon AutoDisconnectTimeout AutoShareServer AutoShareWorkstation CachedOpenLimit EnableAuthenticateUserSharing EnableDownlevelTimewarp EnableForcedLogoff EnableLeasing EnableMultiChannel EnableOplocks EnableSecuritySignature EnableSMB1Protocol EnableSMB2Protocol EnableSMBQUIC EnableStrictNameChecking EncryptData InvalidAuthenticationDelayTimeInMs IrpStackSize NullSessionPipes NullSessionShares RejectUnencryptedAccess RequireSecuritySignature RestrictNamedpipeAccessViaQuic ServerHidden Smb2CreditsMax Smb2CreditsMin Smb2DialectMax Smb2DialectMin SmbServerNameHardeningLevel TreatHostAsStableStorage ValidateAliasNotCircular ValidateShareScope Force? CimSession|Session ThrottleLimit AsJob?',
  'Set-SmbClientConfiguration':
    'BlockNTLM ConnectionCountPerRssNetworkInterface DirectoryCacheEntriesMax EnableBandwidthThrottling EnableByteRangeLockingOnReadOnlyFiles EnableInsecureGuestLogons EnableLargeMtu EnableLoadBalanceScaleOut EnableMultiChannel EnableSecuritySignature EnableSMBQUIC EncryptionCiphers ExtendedSessionTimeout RequireEncryption RequireSecuritySignature SessionTimeout Smb2DialectMax Smb2DialectMin UseOpportunisticLocking Force? CimSession|Session ThrottleLimit AsJob?',
  'New-SmbShare':
    'Name@0 Path@1 Temporary? ContinuouslyAvailable CachingMode CATimeout ChangeAccess ConcurrentUserLimit Description EncryptData FolderEnumerationMode FullAccess NoAccess ReadAccess ScopeName SecurityDescriptor CimSession|Session ThrottleLimit AsJob?',
  'Enable-TlsCipherSuite': 'Name@0 Position@1',
  'Disable-TlsCipherSuite': 'Name@0',
  'Get-TlsCipherSuite': 'Name@0',
  'Enable-TlsEccCurve': 'Name@0 Position@1',
  'Disable-TlsEccCurve': 'Name@0',
  // WebAdministration, IISAdministration
  'Set-WebConfigurationProperty':
    'Filter@0 PSPath@1 Name Value Location Clr Force? AtElement AtIndex AtName InputObject',
  'Set-WebConfiguration': 'Filter@0 PSPath@1 Value Location Clr Force? Metadata InputObject',
  'Get-IISConfigSection': 'SectionPath@0 CommitPath Clr Location',
  'Set-IISConfigAttributeValue': 'AttributeName@0 AttributeValue@1 ConfigElement',
  'Set-MpPreference':
    'ExclusionPath ExclusionExtension ExclusionProcess ExclusionIpAddress DisableRealtimeMonitoring|drtm DisableBehaviorMonitoring|dbm DisableBlockAtFirstSeen|dbaf DisableIOAVProtection|dioavp DisableScriptScanning|dscrptsc DisableIntrusionPreventionSystem|dips DisableArchiveScanning|darchsc DisableEmailScanning|demsc DisableRemovableDriveScanning|drdsc DisablePrivacyMode|dpm DisableAutoExclusions|dae DisableCatchupFullScan DisableCatchupQuickScan DisableRestorePoint DisableScanningMappedNetworkDrivesForFullScan DisableScanningNetworkFiles DisableTlsParsing DisableSshParsing DisableRdpParsing DisableHttpParsing DisableDnsParsing DisableDnsOverTcpParsing DisableInboundConnectionFiltering DisableDatagramProcessing DisableNetworkProtectionPerfTelemetry DisableSmtpParsing DisableFtpParsing DisableCpuThrottleOnIdleScans MAPSReporting SubmitSamplesConsent PUAProtection EnableNetworkProtection EnableControlledFolderAccess EnableFileHashComputation EnableLowCpuPriority AttackSurfaceReductionRules_Actions AttackSurfaceReductionRules_Ids AttackSurfaceReductionOnlyExclusions SignatureDisableUpdateOnStartupWithoutEngine UILockdown CloudBlockLevel CloudExtendedTimeout ScanAvgCPULoadFactor SignatureUpdateInterval SevereThreatDefaultAction HighThreatDefaultAction ModerateThreatDefaultAction LowThreatDefaultAction UnknownThreatDefaultAction ScanScheduleDay Force? CimSession|Session ThrottleLimit AsJob?',
  'Add-MpPreference':
    'ExclusionPath ExclusionExtension ExclusionProcess ExclusionIpAddress AttackSurfaceReductionRules_Actions AttackSurfaceReductionRules_Ids AttackSurfaceReductionOnlyExclusions ControlledFolderAccessAllowedApplications ControlledFolderAccessProtectedFolders Force? CimSession|Session ThrottleLimit AsJob?',
  'Remove-MpPreference':
    'ExclusionPath ExclusionExtension ExclusionProcess ExclusionIpAddress AttackSurfaceReductionRules_Actions AttackSurfaceReductionRules_Ids AttackSurfaceReductionOnlyExclusions ControlledFolderAccessAllowedApplications ControlledFolderAccessProtectedFolders Force? CimSession|Session ThrottleLimit AsJob?',
  // ProcessMitigations, ConfigCI, Hyper-V
  'Set-ProcessMitigation':
    'Name|n@0 System|s? PolicyFilePath|f IsValid? Enable|e Disable|d EAFModules Force Remove|r? Reset?',
  'Set-RuleOption': 'FilePath|f@0 Option|o@1 Delete|d? Help|h?',
  'New-CIPolicy':
    'FilePath|f@0 Level|l Fallback ScanPath|s UserPEs|u? Audit|a? DriverFiles Rules Deny? OmitPaths PathToCatroot NoScript? NoShadowCopy? MultiplePolicyFormat? SpecificFileNameLevel AllowFileNameFallbacks? UserWriteablePaths? ScriptFileNames? AppIdTaggingPolicy? AppIdTaggingKey AppIdTaggingValue',
  'New-CIPolicyRule':
    'Level|l Fallback DriverFiles DriverFilePath Rules FilePathRule Package Deny? SpecificFileNameLevel AllowFileNameFallbacks? ScriptFileNames? AppID',
  'Merge-CIPolicy': 'OutputFilePath|o@0 PolicyPaths|p@1 Rules|r AppIdTaggingPolicy?',
  'ConvertFrom-CIPolicy': 'XmlFilePath|x@0 BinaryFilePath|b@1',
  'Set-VMSecurity':
    'VMName@0 VM VirtualizationBasedSecurityOptOut EncryptStateAndVmMigrationTraffic BindToHostTpm? Passthru? CimSession ComputerName Credential',
  // Event logs, EventTracingManagement
  'Clear-EventLog': 'LogName|LN@0 ComputerName|Cn@1',
  'Remove-EventLog': 'LogName|LN@0 ComputerName|CN@1 Source|SRC',
  'Limit-EventLog': 'LogName|LN@0 ComputerName|CN RetentionDays|MRD|RD OverflowAction|OFA MaximumSize',
  'Set-EtwTraceProvider':
    'Guid@0 SessionName AutologgerName Level MatchAnyKeyword MatchAllKeyword Property CimSession|Session ThrottleLimit AsJob?',
  'Remove-EtwTraceProvider': 'Guid@0 SessionName AutologgerName CimSession|Session ThrottleLimit AsJob?',
  'Stop-EtwTraceSession': 'Name@0 CimSession|Session ThrottleLimit AsJob?',
  'Remove-AutologgerConfig': 'Name@0 CimSession|Session ThrottleLimit AsJob?',
  'Set-AutologgerConfig':
    'Name@0 BufferSize ClockType DisableRealtimePersistence FlushTimer Guid InitStatus LocalFilePath LogFileMode MaximumBuffers MinimumBuffers Start CimSession|Session ThrottleLimit AsJob?',
  'Update-AutologgerConfig':
    'Name@0 BufferSize ClockType DisableRealtimePersistence FlushTimer Guid InitStatus LocalFilePath LogFileMode MaximumBuffers MinimumBuffers Start CimSession|Session ThrottleLimit AsJob?',
  'Enable-WindowsOptionalFeature':
    'FeatureName@0 Online? Path PackageName All? LimitAccess? Source NoRestart? WindowsDirectory SystemDrive LogPath ScratchDirectory LogLevel',
  'Disable-WindowsOptionalFeature':
    'FeatureName@0 Online? Path PackageName Remove? NoRestart? WindowsDirectory SystemDrive LogPath ScratchDirectory LogLevel',
  'Remove-WindowsCapability': 'Name@0 Online? Path WindowsDirectory SystemDrive LogPath ScratchDirectory LogLevel',
  'Install-WindowsFeature':
    'Name@0 Restart? IncludeAllSubFeature? IncludeManagementTools? Source ComputerName|Cn Credential LogPath Vhd ConfigurationFilePath',
  'Uninstall-WindowsFeature': 'Name@0 Restart? IncludeManagementTools? Remove? ComputerName|Cn Credential LogPath Vhd',
  // GroupPolicy, Az.Network, BitsTransfer, PowerShellGet
  'Set-GPRegistryValue':
    'Name@0 Guid|ID Key|FullKeyPath ValueName Value Type Additive? Disable? Domain|DomainName Server|DC ValuePrefix',
  'Set-GPPrefRegistryValue':
    'Name@0 Guid|ID Key|FullKeyPath ValueName Value Type Action Context Disable? Domain|DomainName Order Server|DC',
  ...securityRuleCmdlets('Az'),
  ...securityRuleCmdlets('AzureRm'),
  'Start-BitsTransfer':
    'Source@0 Destination@1 Asynchronous? Authentication Credential Description DisplayName|DN Dynamic? CustomHeaders MaxDownloadTime NotifyCmdLine NotifyFlags Priority ProxyAuthentication ProxyBypass ProxyCredential ProxyList ProxyUsage RetryInterval RetryTimeout SecurityFlags Suspended? TransferPolicy TransferType UseStoredCredential',
  'Install-Module':
    'Name@0 InputObject MinimumVersion MaximumVersion RequiredVersion Repository Credential Scope Proxy ProxyCredential AllowClobber? SkipPublisherCheck? Force? AllowPrerelease? AcceptLicense? PassThru?',
  'Expand-Archive': 'Path@0 LiteralPath|PSPath DestinationPath@1 Force? PassThru?',
  'New-SelfSignedCertificate':
    'DnsName Subject CertStoreLocation Type KeyLength KeyAlgorithm HashAlgorithm NotAfter NotBefore KeyExportPolicy KeyUsage KeyUsageProperty KeySpec Provider FriendlyName Signer TextExtension CurveExport SmimeCapabilities? KeyProtection CloneCert SerialNumber Container SuppressOid',
  'Import-Certificate': 'FilePath@0 CertStoreLocation',
  'Import-PfxCertificate': 'FilePath@0 CertStoreLocation@1 Exportable? Password ProtectPrivateKey',
  'Export-PfxCertificate':
    'Cert@0 PFXData FilePath@1 ChainOption CryptoAlgorithmOption Force? NoClobber? NoProperties? Password ProtectTo',
  'Set-AuthenticodeSignature':
    'FilePath Certificate Content Force? HashAlgorithm IncludeChain LiteralPath SourcePathOrExtension TimestampServer',
  'Register-ScheduledTask':
    'TaskName@0 TaskPath Action Trigger Settings User Password RunLevel Description InputObject Principal Xml Force?',
  'New-ScheduledTaskAction': 'Execute Argument WorkingDirectory Id',
};

/** On every advanced function and cmdlet (about_CommonParameters). */
export const commonParameters =
  'Verbose|vb? Debug|db? ErrorAction|ea WarningAction|wa InformationAction|infa ErrorVariable|ev WarningVariable|wv InformationVariable|iv OutVariable|ov OutBuffer|ob PipelineVariable|pv WhatIf|wi? Confirm|cf? ProgressAction|proga';

/** Switches of cmdlets that are not listed above: they never take the next word as their value. */
export const usualSwitches: ReadonlySet<string> = new Set(
  'force recurse passthru whatif confirm verbose debug wait asjob nonewline append raw unique usebasicparsing online norestart all quiet'.split(
    ' ',
  ),
);

/** Built-in aliases of Windows PowerShell 5.1 (about_Aliases); `curl`, `wget` and `sc` need a look at their arguments. */
export const aliases: Readonly<Record<string, string>> = {
  '%': 'ForEach-Object',
  '?': 'Where-Object',
  ac: 'Add-Content',
  cat: 'Get-Content',
  cd: 'Set-Location',
  chdir: 'Set-Location',
  clc: 'Clear-Content',
  copy: 'Copy-Item',
  cp: 'Copy-Item',
  cpi: 'Copy-Item',
  del: 'Remove-Item',
  dir: 'Get-ChildItem',
  echo: 'Write-Output',
  erase: 'Remove-Item',
  etsn: 'Enter-PSSession',
  foreach: 'ForEach-Object',
  gc: 'Get-Content',
  gci: 'Get-ChildItem',
  gcim: 'Get-CimInstance',
  gi: 'Get-Item',
  gp: 'Get-ItemProperty',
  gps: 'Get-Process',
  gsv: 'Get-Service',
  gwmi: 'Get-WmiObject',
  icm: 'Invoke-Command',
  iex: 'Invoke-Expression',
  ii: 'Invoke-Item',
  ipmo: 'Import-Module',
  irm: 'Invoke-RestMethod',
  iwmi: 'Invoke-WmiMethod',
  iwr: 'Invoke-WebRequest',
  kill: 'Stop-Process',
  ls: 'Get-ChildItem',
  md: 'mkdir',
  mi: 'Move-Item',
  mount: 'New-PSDrive',
  move: 'Move-Item',
  mv: 'Move-Item',
  ndr: 'New-PSDrive',
  ni: 'New-Item',
  nsn: 'New-PSSession',
  nv: 'New-Variable',
  popd: 'Pop-Location',
  pushd: 'Push-Location',
  rd: 'Remove-Item',
  ren: 'Rename-Item',
  ri: 'Remove-Item',
  rm: 'Remove-Item',
  rmdir: 'Remove-Item',
  rni: 'Rename-Item',
  rp: 'Remove-ItemProperty',
  sajb: 'Start-Job',
  sal: 'Set-Alias',
  saps: 'Start-Process',
  sasv: 'Start-Service',
  select: 'Select-Object',
  set: 'Set-Variable',
  si: 'Set-Item',
  sl: 'Set-Location',
  sleep: 'Start-Sleep',
  sp: 'Set-ItemProperty',
  spps: 'Stop-Process',
  spsv: 'Stop-Service',
  start: 'Start-Process',
  sv: 'Set-Variable',
  type: 'Get-Content',
  where: 'Where-Object',
  write: 'Write-Output',
  swmi: 'Set-WmiInstance',
  'add-windowsfeature': 'Install-WindowsFeature',
  'remove-windowsfeature': 'Uninstall-WindowsFeature',
};

/** The cmdlets about rules of network security groups, in the modules Az and, before it, AzureRM. */
function securityRuleCmdlets(module: string): Readonly<Record<string, string>> {
  const rule =
    'Description Protocol SourcePortRange DestinationPortRange SourceAddressPrefix DestinationAddressPrefix SourceApplicationSecurityGroup SourceApplicationSecurityGroupId DestinationApplicationSecurityGroup DestinationApplicationSecurityGroupId Access Priority Direction DefaultProfile';
  return {
    [`New-${module}NetworkSecurityRuleConfig`]: `Name ${rule}`,
    [`Add-${module}NetworkSecurityRuleConfig`]: `Name NetworkSecurityGroup ${rule}`,
    [`Set-${module}NetworkSecurityRuleConfig`]: `Name NetworkSecurityGroup ${rule}`,
    [`Remove-${module}NetworkSecurityRuleConfig`]: 'Name NetworkSecurityGroup DefaultProfile',
  };
}
