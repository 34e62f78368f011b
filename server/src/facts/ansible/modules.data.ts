import { type ModuleArgument, wordOf } from './arguments';

/** The cmdlet, or the DSC resource, that a module of Ansible stands for. */
export interface Module {
  /** `undefined` where it changes nothing that is read. */
  readonly cmdlet: (given: readonly ModuleArgument[]) => string | undefined;
  /** It is a resource, whose properties stand in a table. */
  readonly resource?: true;
  /** Arguments to the parameters that mean the same. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Words of an argument that the parameter spells otherwise. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What the module takes where an argument is absent, by parameter. */
  readonly defaults?: Readonly<Record<string, string>>;
}

const isAbsent = (given: readonly ModuleArgument[]): boolean => wordOf(given, 'state') === 'absent';
const present =
  (yes: string, no: string | undefined) =>
  (given: readonly ModuleArgument[]): string | undefined =>
    isAbsent(given) ? no : yes;

/**
 * Modules of the collections ansible.windows and community.windows that set what cmdlets set as well. Source: their
 * documentation, docs.ansible.com/ansible/latest/collections.
 */
export const modules: Readonly<Record<string, Module>> = {
  win_regedit: {
    cmdlet: given => {
      if (!isAbsent(given))
        return given.some(it => /^(?:name|entry|value|data)$/.test(it.name)) ? 'Set-ItemProperty' : undefined;
      return given.some(it => /^(?:name|entry|value)$/.test(it.name)) ? 'Remove-ItemProperty' : 'Remove-Item';
    },
    parameters: {
      path: 'Path',
      key: 'Path',
      name: 'Name',
      entry: 'Name',
      value: 'Name',
      data: 'Value',
      type: 'Type',
      datatype: 'Type',
    },
    defaults: { Type: 'string' },
  },
  win_service: {
    cmdlet: present('Set-Service', 'Remove-Service'),
    parameters: { name: 'Name', start_mode: 'StartupType', state: 'Status' },
    words: {
      state: { stopped: 'Stopped', started: 'Running', restarted: 'Running' },
      start_mode: { delayed: 'delayed-auto' },
    },
  },
  win_feature: {
    cmdlet: present('Install-WindowsFeature', 'Uninstall-WindowsFeature'),
    parameters: { name: 'Name' },
  },
  win_optional_feature: {
    cmdlet: present('Enable-WindowsOptionalFeature', 'Disable-WindowsOptionalFeature'),
    parameters: { name: 'FeatureName' },
  },
  win_firewall_rule: {
    cmdlet: present('New-NetFirewallRule', 'Remove-NetFirewallRule'),
    parameters: {
      name: 'DisplayName',
      group: 'Group',
      direction: 'Direction',
      action: 'Action',
      enabled: 'Enabled',
      protocol: 'Protocol',
      localport: 'LocalPort',
      remoteport: 'RemotePort',
      localip: 'LocalAddress',
      remoteip: 'RemoteAddress',
      program: 'Program',
      service: 'Service',
      profiles: 'Profile',
      profile: 'Profile',
    },
    words: { direction: { in: 'Inbound', out: 'Outbound' } },
  },
  win_share: {
    cmdlet: present('New-SmbShare', undefined),
    parameters: {
      name: 'Name',
      path: 'Path',
      full: 'FullAccess',
      change: 'ChangeAccess',
      read: 'ReadAccess',
      encrypt: 'EncryptData',
    },
  },
  win_user_right: {
    cmdlet: given => (wordOf(given, 'action') === 'remove' ? undefined : 'UserRightsAssignment'),
    resource: true,
    parameters: { name: 'Policy', users: 'Identity' },
  },
  win_get_url: {
    cmdlet: given => (given.some(it => it.name === 'checksum') ? undefined : 'Invoke-WebRequest'),
    parameters: { url: 'Uri', dest: 'OutFile' },
  },
};
