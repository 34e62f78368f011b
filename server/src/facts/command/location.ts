/**
 * A path of a PowerShell provider as it is from the location `base`: `.\\Lsa` from `HKLM:\\SYSTEM`. One that names its drive or
 * provider is kept.
 */
export function resolvePath(base: string | undefined, path: string): string {
  if (base === undefined || /^[\w.]+:/.test(path) || path.includes('::')) return path;
  if (/^[\\/]/.test(path)) return `${/^(?:.*::|\w+:)/.exec(base)?.[0] ?? ''}${path}`;
  const names = base.split(/[\\/]/);
  for (const name of path.split(/[\\/]/)) {
    if (name === '..') names.pop();
    else if (name !== '.' && name !== '') names.push(name);
  }
  return names.join('\\');
}
