/** Who a SID stands for that many processes share. */
export interface SharedSid {
  readonly sid: RegExp;
  readonly name: string;
  /** Names that `user_name` and `group_name` have for it, without the part before the backslash; lower case. */
  readonly names: readonly string[];
  /** Every container has it, and means the same by it. */
  readonly container?: true;
}

const sid = (id: string, name: string, ...names: readonly string[]): SharedSid => ({
  sid: new RegExp(`^${id}$`),
  name,
  names: [name.toLowerCase(), ...names],
});

/**
 * Security identifiers that tell a class of processes, not a program. Sources: win32 SecAuthZ/well-known-sids.md,
 * windowsserverdocs understand-security-identifiers.md; those of containers: moby/buildkit windows SID constants.
 */
const sharedSids: readonly SharedSid[] = [
  sid('S-1-0-0', 'Null SID'),
  sid('S-1-1-0', 'Everyone'),
  sid('S-1-2-0', 'Local'),
  sid('S-1-2-1', 'Console Logon'),
  sid('S-1-3-0', 'Creator Owner'),
  sid('S-1-5-2', 'Network'),
  sid('S-1-5-3', 'Batch'),
  sid('S-1-5-4', 'Interactive'),
  sid('S-1-5-6', 'Service'),
  sid('S-1-5-7', 'Anonymous Logon'),
  sid('S-1-5-11', 'Authenticated Users'),
  sid('S-1-5-15', 'This Organization'),
  sid('S-1-5-18', 'System', 'local system'),
  sid('S-1-5-19', 'Local Service'),
  sid('S-1-5-20', 'Network Service'),
  sid('S-1-5-113', 'Local account'),
  sid('S-1-5-114', 'Local account and member of Administrators group'),
  sid('S-1-5-32-544', 'Administrators'),
  sid('S-1-5-32-545', 'Users'),
  sid('S-1-5-32-546', 'Guests'),
  sid('S-1-5-32-555', 'Remote Desktop Users'),
  sid('S-1-5-32-580', 'Remote Management Users'),
  sid('S-1-5-80-0', 'All Services'),
  sid('S-1-15-2-1', 'All Application Packages'),
  sid('S-1-16-\\d+', 'an integrity level'),
  sid('S-1-5-21-\\d+-\\d+-\\d+-512', 'Domain Admins'),
  sid('S-1-5-21-\\d+-\\d+-\\d+-513', 'Domain Users'),
  sid('S-1-5-21-\\d+-\\d+-\\d+-515', 'Domain Computers'),
  sid('S-1-5-21-\\d+-\\d+-\\d+-519', 'Enterprise Admins'),
  { ...sid('S-1-5-93-2-1', 'ContainerAdministrator'), container: true },
  { ...sid('S-1-5-93-2-2', 'ContainerUser'), container: true },
];

/** Who `user_sid:S-1-...`, `group_sid:se_group_enabled:true:S-1-...`, `user_name:DOMAIN\name` stands for, when many share it. */
export function sharedBy(selector: string): SharedSid | undefined {
  const match = /^(user|group)_(sid|name):(?:se_group_enabled:(?:true|false):)?(.*)$/s.exec(selector);
  if (!match) return undefined;
  const [, who, by, value = ''] = match;
  if (by === 'sid') return sharedSids.find(it => it.sid.test(value));
  const [name = '', authority] = value.toLowerCase().split('\\').reverse();
  // Users of a domain may have such a name as well.
  if (who === 'user' && authority !== undefined && !/^(?:nt[ -].*|builtin|user manager)$/.test(authority))
    return undefined;
  return sharedSids.find(it => it.names.includes(name));
}
