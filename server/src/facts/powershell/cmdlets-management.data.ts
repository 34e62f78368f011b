const cim = 'CimSession|Session ThrottleLimit AsJob?';
/** How the cmdlets of Active Directory choose what they change, and where. */
const directory = 'Identity@0 AuthType Credential Server Partition PassThru?';
/** What accounts of Active Directory have in common. */
const account =
  'AccountExpirationDate AccountNotDelegated AllowReversiblePasswordEncryption CannotChangePassword ChangePasswordAtLogon Enabled KerberosEncryptionType PasswordNeverExpires PasswordNotRequired PrincipalsAllowedToDelegateToAccount TrustedForDelegation ServicePrincipalNames UserPrincipalName SamAccountName Description DisplayName';
const passwordPolicy =
  'ComplexityEnabled LockoutDuration LockoutObservationWindow LockoutThreshold MaxPasswordAge MinPasswordAge MinPasswordLength PasswordHistoryCount ReversibleEncryptionEnabled';
/** What cmdlets of sessions know of the other machine. */
const session =
  'ComputerName|Cn@0 Credential Port UseSSL? ApplicationName ThrottleLimit ConnectionUri|URI|CU AllowRedirection? SessionOption Authentication CertificateThumbprint ConfigurationName Name Id InstanceId Session';

/**
 * Parameters of the cmdlets that manage accounts, shares and sessions, in the form of `cmdlets`. Source: PowerShell-Docs
 * 7.4 and 5.1; windows-powershell-docs winserver2025-ps: SmbShare, ActiveDirectory.
 */
export const managementCmdlets: Readonly<Record<string, string>> = {
  // Microsoft.PowerShell.Core, WSMan, CimCmdlets
  'Connect-PSSession': session,
  'Receive-PSSession': session,
  'Register-PSSessionConfiguration':
    'Name@0 AssemblyName@1 ConfigurationTypeName@2 ApplicationBase ThreadApartmentState ThreadOptions AccessMode UseSharedProcess? StartupScript MaximumReceivedDataSizePerCommandMB MaximumReceivedObjectSizeMB SecurityDescriptorSddl ShowSecurityDescriptorUI? Force? NoServiceRestart? PSVersion SessionTypeOption TransportOption ModulesToImport Path ProcessorArchitecture|PA SessionType RunAsCredential',
  'New-PSSessionConfigurationFile':
    'Path@0 SchemaVersion Guid Author Description CompanyName Copyright SessionType TranscriptDirectory RunAsVirtualAccount? RunAsVirtualAccountGroups MountUserDrive? UserDriveMaximumSize GroupManagedServiceAccount ScriptsToProcess RoleDefinitions RequiredGroups LanguageMode ExecutionPolicy PowerShellVersion ModulesToImport VisibleAliases VisibleCmdlets VisibleFunctions VisibleExternalCommands VisibleProviders AliasDefinitions FunctionDefinitions VariableDefinitions EnvironmentVariables TypesToProcess FormatsToProcess AssembliesToLoad Full?',
  'Connect-WSMan':
    'ComputerName|cn@0 ApplicationName ConnectionURI OptionSet|os Port SessionOption|so UseSSL? Credential|cred|c Authentication|auth|am CertificateThumbprint',
  'Test-WSMan':
    'ComputerName|cn@0 Authentication|auth|am Port UseSSL? Credential|cred|c ApplicationName CertificateThumbprint',
  'Invoke-DscResource': 'Name@0 Method@1 ModuleName Property',
  'Invoke-WSManAction':
    'ResourceURI|ruri@0 Action@1 SelectorSet@2 Authentication|auth|am ComputerName|cn ConnectionURI Credential|cred|c FilePath|Path OptionSet|os Port SessionOption|so UseSSL|ssl? ValueSet ApplicationName CertificateThumbprint',
  'Get-WSManInstance':
    'ResourceURI|ruri@0 ApplicationName BasePropertiesOnly|UBPO|Base? ComputerName|CN ConnectionURI|CURI|CU Dialect Enumerate? Filter Fragment OptionSet|OS Port Associations? ReturnType|RT SelectorSet SessionOption|SO Shallow? UseSSL|SSL? Authentication|AUTH|AM Credential|CRED|C CertificateThumbprint',
  'New-CimSession':
    'ComputerName|CN|ServerName@0 Authentication Credential CertificateThumbprint Name OperationTimeoutSec|OT SkipTestConnection? Port SessionOption',
  // LocalAccounts
  'Enable-LocalUser': 'Name@0 InputObject SID',
  'Disable-LocalUser': 'Name@0 InputObject SID',
  // SmbShare
  'Set-SmbShare': `Name@0 ScopeName SmbInstance Description ConcurrentUserLimit CATimeout ContinuouslyAvailable FolderEnumerationMode CachingMode SecurityDescriptor EncryptData Force? ${cim}`,
  'Grant-SmbShareAccess': `Name@0 ScopeName SmbInstance AccountName AccessRight Force? ${cim}`,
  'New-SmbGlobalMapping': `LocalPath@0 RemotePath@1 Credential Persistent RequireIntegrity RequirePrivacy UseWriteThrough DenyAccess FullAccess ReadAccess ChangeAccess ${cim}`,
  'New-SmbMapping': `LocalPath@0 RemotePath@1 UserName Password Persistent SaveCredentials? HomeFolder? RequireIntegrity RequirePrivacy UseWriteThrough ${cim}`,
  // ActiveDirectory
  'Set-ADDefaultDomainPasswordPolicy': `${directory} ${passwordPolicy}`,
  'New-ADFineGrainedPasswordPolicy': `Name@0 Precedence@1 Description DisplayName Instance OtherAttributes ProtectedFromAccidentalDeletion AuthType Credential Server PassThru? ${passwordPolicy}`,
  'Set-ADFineGrainedPasswordPolicy': `${directory} Precedence Description DisplayName Add Clear Remove Replace Instance ${passwordPolicy}`,
  'New-ADUser': `Name@0 AccountPassword GivenName Surname Path Instance OtherAttributes Type AuthType Credential Server PassThru? ${account}`,
  'Set-ADUser': `${directory} Add Clear Remove Replace Instance ${account}`,
  'Set-ADComputer': `${directory} Add Clear Remove Replace Instance DNSHostName ${account}`,
  'New-ADComputer': `Name@0 AccountPassword Path DNSHostName Instance OtherAttributes AuthType Credential Server PassThru? ${account}`,
  'Set-ADServiceAccount': `${directory} Add Clear Remove Replace Instance DNSHostName PrincipalsAllowedToRetrieveManagedPassword ${account}`,
  'New-ADServiceAccount': `Name@0 DNSHostName Path Instance OtherAttributes ManagedPasswordIntervalInDays PrincipalsAllowedToRetrieveManagedPassword RestrictToSingleComputer? RestrictToOutboundAuthenticationOnly? AccountPassword AuthType Credential Server PassThru? ${account}`,
  'Set-ADAccountControl': `${directory} AccountNotDelegated AllowReversiblePasswordEncryption CannotChangePassword DoesNotRequirePreAuth Enabled HomedirRequired MNSLogonAccount PasswordExpired PasswordNeverExpires PasswordNotRequired TrustedForDelegation TrustedToAuthForDelegation UseDESKeyOnly`,
};
