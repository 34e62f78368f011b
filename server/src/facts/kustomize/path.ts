/** What kustomize loads from elsewhere: an address, or a repository that it clones. */
const remote =
  /^[a-z][a-z\d+.-]*:|^[\w.-]+@|^(?:github\.com|gitlab\.com|bitbucket\.org|dev\.azure\.com)\/|\?(?:ref|version|timeout|submodules)=|\.git(?:\/\/|$)/i;

/** The absolute path of what a kustomization names; `undefined` for what is not among the files. */
export function resolve(folder: string, written: string): string | undefined {
  if (written === '' || remote.test(written) || /[{}$*]/.test(written)) return undefined;
  const parts = folder.split('/');
  for (const part of written.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 1) parts.pop();
    else return undefined;
  }
  return written.startsWith('/') ? undefined : parts.join('/');
}
