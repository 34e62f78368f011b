/** What Windows reads when it starts: the current control set. Below HKLM, as all here. */
export const control = 'SYSTEM\\CurrentControlSet\\Control';

/** Services and drivers, a key each. */
export const services = 'SYSTEM\\CurrentControlSet\\Services';

/** Policies of Microsoft's programs, which prevail over what is set without one. */
export const policies = 'SOFTWARE\\Policies\\Microsoft';

/** Policies of Windows that are older than those. */
export const windowsPolicies = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System';

/** Profiles and rules of Windows Firewall that are no policy. */
export const firewallPolicy = `${services}\\SharedAccess\\Parameters\\FirewallPolicy`;

/** Remote Desktop. */
export const terminalServer = `${control}\\Terminal Server`;
