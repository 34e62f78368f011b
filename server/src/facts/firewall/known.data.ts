/** What Windows ships. */
export interface Shipped {
  /** Name and display names, lower case. */
  readonly names: readonly string[];
  readonly ports: readonly number[];
  readonly protocol: 'tcp' | 'udp' | 'any';
  /** `limited` where it admits the local subnet only. */
  readonly from?: 'limited';
}

/** A group of rules. Its first name is the one in English. */
export interface ShippedGroup {
  readonly names: readonly string[];
  /** The name that does not depend on the language of Windows, where a source states it. */
  readonly resource?: string;
  readonly rules: readonly Shipped[];
}

const tcp = (port: number, ...names: readonly string[]): Shipped => ({ names, ports: [port], protocol: 'tcp' });
const udp = (port: number, ...names: readonly string[]): Shipped => ({ names, ports: [port], protocol: 'udp' });
/** A group that is reached through the RPC endpoint mapper. */
const rpc = (names: readonly string[], ...rules: readonly string[]): ShippedGroup => ({
  names,
  rules: [tcp(135, ...rules)],
});

/**
 * Groups and rules that let others administer the machine or reach its files. Sources: windows-powershell-docs
 * Enable-NetFirewallRule.md, Disable-NetFirewallRule.md; PowerShell-Docs Enable-PSRemoting.md; windowsserverdocs
 * what's new in Windows Server 2025; rule names as `Get-NetFirewallRule` lists them.
 */
export const shippedGroups: readonly ShippedGroup[] = [
  {
    names: ['remote desktop', 'remotedesktop'],
    resource: '@FirewallAPI.dll,-28752',
    rules: [
      tcp(3389, 'remotedesktop-usermode-in-tcp', 'remote desktop - user mode (tcp-in)', 'remote desktop (tcp-in)'),
      udp(3389, 'remotedesktop-usermode-in-udp', 'remote desktop - user mode (udp-in)', 'remote desktop (udp-in)'),
    ],
  },
  {
    names: ['windows remote management'],
    resource: '@FirewallAPI.dll,-30267',
    rules: [
      tcp(5985, 'winrm-http-in-tcp', 'winrm-http-in-tcp-noscope', 'windows remote management (http-in)'),
      { ...tcp(5985, 'winrm-http-in-tcp-public'), from: 'limited' },
    ],
  },
  {
    names: ['windows remote management (https)'],
    rules: [tcp(5986, 'winrm-https-in-tcp', 'windows remote management (https-in)')],
  },
  {
    names: ['file and printer sharing'],
    resource: '@FirewallAPI.dll,-28502',
    rules: [
      tcp(445, 'fps-smb-in-tcp', 'file and printer sharing (smb-in)'),
      udp(137, 'fps-nb_name-in-udp', 'file and printer sharing (nb-name-in)'),
      udp(138, 'fps-nb_datagram-in-udp', 'file and printer sharing (nb-datagram-in)'),
      tcp(139, 'fps-nb_session-in-tcp', 'file and printer sharing (nb-session-in)'),
    ],
  },
  {
    names: ['file and printer sharing (restrictive)'],
    rules: [tcp(445, 'file and printer sharing (restrictive) (smb-in)')],
  },
  {
    names: ['openssh server'],
    rules: [tcp(22, 'openssh-server-in-tcp', 'openssh ssh server (sshd)', 'openssh server (sshd)')],
  },
  { names: ['ftp server'], rules: [tcp(21, 'ftp server (ftp traffic-in)', 'iis-webserverrole-ftp-in-tcp-21')] },
  {
    names: ['windows management instrumentation (wmi)'],
    resource: '@FirewallAPI.dll,-34251',
    rules: [
      tcp(
        135,
        'wmi-rpcss-in-tcp',
        'wmi-winmgmt-in-tcp',
        'windows management instrumentation (dcom-in)',
        'windows management instrumentation (wmi-in)',
      ),
    ],
  },
  rpc(['remote administration', 'windows remote administration'], 'remote administration (rpc-epmap)'),
  rpc(
    ['remote service management'],
    'remotesvcadmin-in-tcp',
    'remotesvcadmin-rpcss-in-tcp',
    'remote service management (rpc)',
    'remote service management (rpc-epmap)',
  ),
  rpc(
    ['remote event log management'],
    'remoteeventlogsvc-in-tcp',
    'remoteeventlogsvc-rpcss-in-tcp',
    'remote event log management (rpc)',
    'remote event log management (rpc-epmap)',
  ),
  rpc(
    ['remote scheduled tasks management'],
    'remotetask-in-tcp',
    'remotetask-rpcss-in-tcp',
    'remote scheduled tasks management (rpc)',
    'remote scheduled tasks management (rpc-epmap)',
  ),
  rpc(
    ['remote volume management'],
    'rvm-vds-in-tcp',
    'rvm-vdsldr-in-tcp',
    'rvm-rpcss-in-tcp',
    'remote volume management - virtual disk service (rpc)',
  ),
  rpc(
    ['windows defender firewall remote management', 'windows firewall remote management'],
    'remotefwadmin-in-tcp',
    'remotefwadmin-rpcss-in-tcp',
    'windows defender firewall remote management (rpc)',
  ),
  rpc(['remote shutdown'], 'inbound rule for remote shutdown (rpc-ep-in)', 'inbound rule for remote shutdown (tcp-in)'),
];
