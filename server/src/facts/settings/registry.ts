import { known, textOf } from '../../base/value';
import { integer } from '../command/command';
import { placeOf } from '../command/native';
import type { FirewallProfile } from '../firewall/rule';
import { sameName, sharedKey, under } from '../registry/key';
import type { WriteReader } from '../registry/meanings';
import type { RegistryWrite } from '../registry/write';
import { serviceChangeOf } from '../services/reader';
import { standing } from './last';
import type { Setting } from './setting';

interface Row {
  readonly key: string;
  readonly area: Setting['area'];
  /** Value name in the registry to the name of the setting; a list where they are the same. */
  readonly names: readonly string[] | Readonly<Record<string, string>>;
}

const control = 'SYSTEM\\CurrentControlSet\\Control';
const services = 'SYSTEM\\CurrentControlSet\\Services';
const policies = 'SOFTWARE\\Policies\\Microsoft';
const terminal = [
  'UserAuthentication',
  'SecurityLayer',
  'MinEncryptionLevel',
  'fEncryptRPCTraffic',
  'fPromptForPassword',
];
const defender = `${policies}\\Windows Defender`;

/**
 * Registry values that are switches of Windows with a name of their own. Sources: CIS Microsoft Windows Server 2022
 * benchmark 3.0.0 as HardeningKitty lists it; Win32: TermServ, WinRM; windowsserverdocs: storage/file-server.
 */
const rows: readonly Row[] = [
  { key: `${control}\\Terminal Server`, area: 'rdp', names: ['fDenyTSConnections'] },
  { key: `${control}\\Terminal Server\\WinStations\\RDP-Tcp`, area: 'rdp', names: terminal },
  { key: `${policies}\\Windows NT\\Terminal Services`, area: 'rdp', names: [...terminal, 'fDenyTSConnections'] },
  {
    key: `${policies}\\Windows\\WinRM\\Service`,
    area: 'winrm',
    names: {
      AllowUnencryptedTraffic: 'service/AllowUnencrypted',
      AllowBasic: 'service/auth/Basic',
      AllowCredSSP: 'service/auth/CredSSP',
    },
  },
  {
    key: `${policies}\\Windows\\WinRM\\Client`,
    area: 'winrm',
    names: {
      AllowUnencryptedTraffic: 'client/AllowUnencrypted',
      AllowBasic: 'client/auth/Basic',
      AllowCredSSP: 'client/auth/CredSSP',
      TrustedHostsList: 'client/TrustedHosts',
    },
  },
  {
    key: `${services}\\LanmanServer\\Parameters`,
    area: 'smb',
    names: {
      SMB1: 'server/EnableSMB1Protocol',
      RequireSecuritySignature: 'server/RequireSecuritySignature',
      EnableSecuritySignature: 'server/EnableSecuritySignature',
      EncryptData: 'server/EncryptData',
      RejectUnencryptedAccess: 'server/RejectUnencryptedAccess',
    },
  },
  {
    key: `${services}\\LanmanWorkstation\\Parameters`,
    area: 'smb',
    names: {
      RequireSecuritySignature: 'client/RequireSecuritySignature',
      EnableSecuritySignature: 'client/EnableSecuritySignature',
      AllowInsecureGuestAuth: 'client/EnableInsecureGuestLogons',
    },
  },
  {
    key: `${policies}\\Windows\\LanmanWorkstation`,
    area: 'smb',
    names: { AllowInsecureGuestAuth: 'client/EnableInsecureGuestLogons' },
  },
  { key: `${services}\\MrxSmb10`, area: 'smb', names: { Start: 'client/MrxSmb10' } },
  { key: `${services}\\LanmanServer\\Parameters`, area: 'lsa', names: ['RestrictNullSessAccess'] },
  { key: `${services}\\LanmanWorkstation\\Parameters`, area: 'lsa', names: ['EnablePlainTextPassword'] },
  {
    key: `${control}\\Lsa`,
    area: 'lsa',
    names: [
      'LmCompatibilityLevel',
      'NoLMHash',
      'RestrictAnonymous',
      'RestrictAnonymousSAM',
      'EveryoneIncludesAnonymous',
      'ForceGuest',
      'LimitBlankPasswordUse',
      'RunAsPPL',
      'LsaCfgFlags',
    ],
  },
  {
    key: `${control}\\Lsa\\MSV1_0`,
    area: 'lsa',
    names: ['NTLMMinClientSec', 'NTLMMinServerSec', 'AllowNullSessionFallback'],
  },
  { key: `${control}\\SecurityProviders\\WDigest`, area: 'lsa', names: ['UseLogonCredential'] },
  {
    key: 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System',
    area: 'lsa',
    names: ['EnableLUA', 'LocalAccountTokenFilterPolicy', 'ConsentPromptBehaviorAdmin'],
  },
  {
    key: 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\CredSSP\\Parameters',
    area: 'lsa',
    names: ['AllowEncryptionOracle'],
  },
  { key: `${policies}\\Windows NT\\Rpc`, area: 'lsa', names: ['RestrictRemoteClients'] },
  { key: `${control}\\Print`, area: 'lsa', names: ['RpcAuthnLevelPrivacyEnabled'] },
  { key: `${services}\\NTDS\\Parameters`, area: 'lsa', names: ['LDAPServerIntegrity', 'LdapEnforceChannelBinding'] },
  { key: `${services}\\LDAP`, area: 'lsa', names: ['LDAPClientIntegrity'] },
  {
    key: `${services}\\Netlogon\\Parameters`,
    area: 'lsa',
    names: [
      'RequireSignOrSeal',
      'SealSecureChannel',
      'SignSecureChannel',
      'RequireStrongKey',
      'FullSecureChannelProtection',
    ],
  },
  {
    key: `${policies}\\Windows\\DeviceGuard`,
    area: 'lsa',
    names: ['LsaCfgFlags', 'EnableVirtualizationBasedSecurity'],
  },
  { key: `${control}\\DeviceGuard`, area: 'lsa', names: ['EnableVirtualizationBasedSecurity'] },
  { key: defender, area: 'defender', names: ['DisableAntiSpyware', 'DisableAntiVirus', 'PUAProtection'] },
  {
    key: `${defender}\\Real-Time Protection`,
    area: 'defender',
    names: [
      'DisableRealtimeMonitoring',
      'DisableBehaviorMonitoring',
      'DisableIOAVProtection',
      'DisableOnAccessProtection',
      'DisableScanOnRealtimeEnable',
      'DisableScriptScanning',
    ],
  },
  { key: 'SOFTWARE\\Microsoft\\Windows Defender', area: 'defender', names: ['DisableAntiSpyware', 'DisableAntiVirus'] },
  {
    key: 'SOFTWARE\\Microsoft\\Windows Defender\\Real-Time Protection',
    area: 'defender',
    names: ['DisableRealtimeMonitoring'],
  },
  // `SpynetReporting` is left out: the CIS benchmark asks for 0 (18.10.42.5.2), for privacy.
  { key: `${defender}\\Spynet`, area: 'defender', names: ['SubmitSamplesConsent'] },
];

const byKey = new Map<string, { readonly row: Row; readonly names: ReadonlyMap<string, string> }[]>();
for (const row of rows) {
  const pairs = Array.isArray(row.names) ? row.names.map(name => [name, name]) : Object.entries(row.names);
  const names = new Map(pairs.map(([own, name]) => [own!.toLowerCase(), name!]));
  const list = byKey.get(row.key.toLowerCase());
  if (list) list.push({ row, names });
  else byKey.set(row.key.toLowerCase(), [{ row, names }]);
}

/** The switches of Windows that the writes of a `.reg` file set, the last write to each. */
export const readSettingWrites: WriteReader = (writes, emit) => {
  for (const write of lasting(writes)) for (const setting of settingsOfWrite(write)) emit('setting', setting);
};

/** The firewall profiles and services that registry writes change, the last write to each. */
export const readSystemWrites: WriteReader = (writes, emit) => {
  for (const write of lasting(writes)) {
    const profile = profileOf(write);
    if (profile) emit('firewall.profile', profile);
    const change = serviceChangeOf(write);
    if (change) emit('service.change', change);
  }
};

function lasting(writes: readonly RegistryWrite[]): readonly RegistryWrite[] {
  const local = writes.filter(write => write.hive === 'HKLM' && write.action === 'set');
  const key = (it: RegistryWrite): string => `${it.key} ${it.name}`.toLowerCase();
  return standing(local, key, it => integer(it.data) ?? textOf(it.data));
}

/** The switches of Windows that a registry write sets. */
export function settingsOfWrite(write: RegistryWrite): readonly Setting[] {
  if (write.hive !== 'HKLM' || write.action !== 'set') return [];
  return [...settingsOf(write), ...exclusionsOf(write)];
}

function settingsOf(write: RegistryWrite): readonly Setting[] {
  const { span, place, data } = write;
  const policy = under(write.key, policies) === undefined ? {} : { policy: true as const };
  return (byKey.get(sharedKey(write.key).toLowerCase()) ?? []).flatMap(({ row, names }) => {
    const name = names.get(write.name.toLowerCase());
    if (name === undefined) return [];
    const { setTo } = write;
    const writer = setTo
      ? { setTo: (value: boolean | number | string) => (typeof value === 'string' ? undefined : setTo(Number(value))) }
      : {};
    return [{ span, place, area: row.area, name, value: data, at: placeOf(data), ...policy, ...writer }];
  });
}

/** Exclusions stand in the registry as names of values. */
const exclusionKeys: Readonly<Record<string, string>> = {
  paths: 'ExclusionPath',
  extensions: 'ExclusionExtension',
  processes: 'ExclusionProcess',
};

function exclusionsOf(write: RegistryWrite): readonly Setting[] {
  const below =
    under(write.key, `${defender}\\Exclusions`) ??
    under(write.key, 'SOFTWARE\\Microsoft\\Windows Defender\\Exclusions');
  const name = below === undefined ? undefined : exclusionKeys[below.toLowerCase()];
  if (!name || write.name === '') return [];
  const { span, place } = write;
  return [{ span, place, area: 'defender', name, value: known(write.name, write.keySpan), at: write.keySpan }];
}

const profileKeys: Readonly<Record<string, string>> = {
  domainprofile: 'domain',
  privateprofile: 'private',
  standardprofile: 'private',
  publicprofile: 'public',
};

/** `EnableFirewall` and `DefaultInboundAction` of a profile, in the policy and in the local settings. */
function profileOf(write: RegistryWrite): FirewallProfile | undefined {
  const below =
    under(write.key, `${policies}\\WindowsFirewall`) ??
    under(write.key, `${services}\\SharedAccess\\Parameters\\FirewallPolicy`);
  const profile = below === undefined ? undefined : profileKeys[below.toLowerCase()];
  const number = integer(write.data);
  if (!profile || (number !== 0 && number !== 1)) return undefined;
  const state = sameName(write.name, 'EnableFirewall');
  if (!state && !sameName(write.name, 'DefaultInboundAction')) return undefined;
  const edit = write.setTo?.(1);
  return {
    span: write.span,
    place: write.place,
    what: state ? 'state' : 'inbound',
    value: state ? (number === 1 ? 'on' : 'off') : number === 1 ? 'block' : 'allow',
    written: textOf(write.data) ?? `${number}`,
    profiles: [profile],
    at: placeOf(write.data),
    ...(edit ? { mend: { title: `Set ${write.name} to 1`, edit } } : {}),
  };
}
