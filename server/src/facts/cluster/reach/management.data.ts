/**
 * Ports at which a machine with Windows, its containers or its node are administered. Sources: Windows Server
 * service-overview-and-network-port-requirements, Win32 winrm, docs.docker.com engine/security/protect-access,
 * kubernetes.io reference/networking/ports-and-protocols.
 */
export const managementPorts: ReadonlyMap<number, string> = new Map([
  [22, 'SSH'],
  [135, 'the RPC endpoint mapper'],
  [139, 'SMB'],
  [445, 'SMB'],
  [2375, 'the Docker API'],
  [2376, 'the Docker API'],
  [3389, 'Remote Desktop'],
  [5985, 'WinRM'],
  [5986, 'WinRM'],
  [10250, 'the kubelet API'],
  [10255, 'the kubelet API'],
]);
