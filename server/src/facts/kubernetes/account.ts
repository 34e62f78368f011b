/** The account without its domain, as Windows compares it: without case. */
export const accountOf = (name: string): string =>
  name
    .slice(name.lastIndexOf('\\') + 1)
    .trim()
    .toLowerCase();

/** Whether a name is one of the system account: `NT AUTHORITY\SYSTEM`, `LocalSystem`. */
export const isSystem = (name: string): boolean => /^(?:local)?system$/.test(accountOf(name));

/** Whether a name is one of an account that may change everything in a container. */
export const isAdministrator = (name: string): boolean => {
  const domain = name.slice(0, Math.max(0, name.lastIndexOf('\\'))).toLowerCase();
  const isLocal = domain === '' || domain === '.' || domain === 'builtin' || domain === 'user manager';
  if (accountOf(name) === 'containeradministrator') return isLocal;
  if (isSystem(name)) return domain === '' || domain === 'nt authority';
  return isLocal && /^administrators?$/.test(accountOf(name));
};
