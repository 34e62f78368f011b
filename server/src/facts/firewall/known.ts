import type { PortRange } from '../network/ports';

/** What a rule group or a rule that Windows ships lets in, once enabled. */
export interface KnownRule {
  readonly ports: readonly PortRange[];
  readonly protocol: 'tcp' | 'udp' | 'any';
  /** As shipped; `limited` where the shipped rule admits the local subnet only. */
  readonly from: 'anyone' | 'limited';
}

const at = (...ports: number[]): readonly PortRange[] => ports.map(port => ({ from: port, to: port }));
const open = (protocol: KnownRule['protocol'], ...ports: number[]): KnownRule => ({
  ports: at(...ports),
  protocol,
  from: 'anyone',
});

const rdp = open('any', 3389);
const winRm = open('tcp', 5985);
const winRmHttps = open('tcp', 5986);
const sharing = open('any', 137, 138, 139, 445);
const smb = open('tcp', 445);
const rpc = open('tcp', 135);
const ssh = open('tcp', 22);

/**
 * Shipped groups (English display name and resource) and rules (name and display name), lower case. Sources:
 * windows-powershell-docs Enable-NetFirewallRule.md, Disable-NetFirewallRule.md; PowerShell-Docs Enable-PSRemoting.md.
 */
const shipped: Readonly<Record<string, KnownRule>> = {
  'remote desktop': rdp,
  remotedesktop: rdp,
  '@firewallapi.dll,-28752': rdp,
  'remotedesktop-usermode-in-tcp': open('tcp', 3389),
  'remotedesktop-usermode-in-udp': open('udp', 3389),
  'remote desktop - user mode (tcp-in)': open('tcp', 3389),
  'remote desktop - user mode (udp-in)': open('udp', 3389),
  'remote desktop (tcp-in)': open('tcp', 3389),
  'windows remote management': winRm,
  '@firewallapi.dll,-30267': winRm,
  'windows remote management (http-in)': winRm,
  'windows remote management (https-in)': winRmHttps,
  'winrm-https-in-tcp': winRmHttps,
  'winrm-http-in-tcp': winRm,
  'winrm-http-in-tcp-noscope': winRm,
  'winrm-http-in-tcp-public': { ...winRm, from: 'limited' },
  'file and printer sharing': sharing,
  '@firewallapi.dll,-28502': sharing,
  'file and printer sharing (restrictive)': smb,
  'file and printer sharing (smb-in)': smb,
  'fps-smb-in-tcp': smb,
  'windows management instrumentation (wmi)': rpc,
  'windows management instrumentation (wmi-in)': rpc,
  'windows management instrumentation (dcom-in)': rpc,
  '@firewallapi.dll,-34251': rpc,
  'wmi-rpcss-in-tcp': rpc,
  'remote administration': rpc,
  'windows remote administration': rpc,
  'remote service management': rpc,
  'remote event log management': rpc,
  'remote scheduled tasks management': rpc,
  'remote volume management': rpc,
  'openssh ssh server (sshd)': ssh,
  'openssh-server-in-tcp': ssh,
};

/** What the shipped group or rule of that name lets in; a trailing `*` stands for its group, a leading one for nothing. */
export function knownRule(name: string): KnownRule | undefined {
  const wanted = name.trim().toLowerCase().replace(/^\*+/, '');
  if (!wanted.endsWith('*')) return shipped[wanted];
  const stem = wanted.slice(0, -1).trim().replace(/-$/, '');
  if (stem.length < 5) return undefined;
  return shipped[stem] ?? Object.entries(shipped).find(([it]) => it.startsWith(stem))?.[1];
}
