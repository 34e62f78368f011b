const server = 'SYSTEM\\CurrentControlSet\\Control\\Terminal Server';
const profiles = 'SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';

/**
 * Settings of components to the registry value of HKLM that setup makes of them. Source: Windows unattended setup
 * reference, learn.microsoft.com/windows-hardware/customize/desktop/unattend.
 */
export const components: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Microsoft-Windows-TerminalServices-LocalSessionManager': {
    fDenyTSConnections: `${server}\\fDenyTSConnections`,
  },
  'Microsoft-Windows-TerminalServices-RDP-WinStationExtensions': {
    UserAuthentication: `${server}\\WinStations\\RDP-Tcp\\UserAuthentication`,
    SecurityLayer: `${server}\\WinStations\\RDP-Tcp\\SecurityLayer`,
  },
  'Microsoft-Windows-LUA-Settings': {
    EnableLUA: 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\EnableLUA',
  },
  'Security-Malware-Windows-Defender': {
    DisableAntiSpyware: 'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\DisableAntiSpyware',
  },
  'Networking-MPSSVC-Svc': {
    DomainProfile_EnableFirewall: `${profiles}\\DomainProfile\\EnableFirewall`,
    PrivateProfile_EnableFirewall: `${profiles}\\StandardProfile\\EnableFirewall`,
    PublicProfile_EnableFirewall: `${profiles}\\PublicProfile\\EnableFirewall`,
  },
};
