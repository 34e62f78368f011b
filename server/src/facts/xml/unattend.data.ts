import { firewallPolicy, policies, terminalServer, windowsPolicies } from '../registry/keys.data';

/**
 * Settings of components to the registry value of HKLM that setup makes of them. Source: Windows unattended setup
 * reference, learn.microsoft.com/windows-hardware/customize/desktop/unattend.
 */
export const components: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Microsoft-Windows-TerminalServices-LocalSessionManager': {
    fDenyTSConnections: `${terminalServer}\\fDenyTSConnections`,
  },
  'Microsoft-Windows-TerminalServices-RDP-WinStationExtensions': {
    UserAuthentication: `${terminalServer}\\WinStations\\RDP-Tcp\\UserAuthentication`,
    SecurityLayer: `${terminalServer}\\WinStations\\RDP-Tcp\\SecurityLayer`,
  },
  'Microsoft-Windows-LUA-Settings': {
    EnableLUA: `${windowsPolicies}\\EnableLUA`,
  },
  'Security-Malware-Windows-Defender': {
    DisableAntiSpyware: `${policies}\\Windows Defender\\DisableAntiSpyware`,
  },
  'Networking-MPSSVC-Svc': {
    DomainProfile_EnableFirewall: `${firewallPolicy}\\DomainProfile\\EnableFirewall`,
    PrivateProfile_EnableFirewall: `${firewallPolicy}\\StandardProfile\\EnableFirewall`,
    PublicProfile_EnableFirewall: `${firewallPolicy}\\PublicProfile\\EnableFirewall`,
  },
};
