/** Registry scopes of trust policies: repositories in full (specs/trust-store-trust-policy.md, OCI Trust Policy Constraints). */

/** A part of a domain; the rules of distribution's reference grammar, as notation-go applies them. */
const domainPart = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/;
const repositoryPart = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;

/** Longer texts are no scopes. */
const longest = 1024;

/** Whether a text is a repository in full: `mcr.microsoft.com/windows/servercore`, `localhost:5000/app`. */
export function isRepository(text: string): boolean {
  if (text.length > longest) return false;
  const [domain, ...path] = text.split('/');
  const [host, port, ...more] = domain!.split(':');
  return (
    more.length === 0 &&
    (port === undefined || /^\d+$/.test(port)) &&
    host!.split('.').every(it => domainPart.test(it)) &&
    path.length > 0 &&
    path.every(it => repositoryPart.test(it))
  );
}

/** Whether a text names repositories for a preset or a signer: one in full, or all below a prefix, `dhi.io/*`. */
export const isScope = (text: string): boolean =>
  text.endsWith('/*') ? isRepository(`${text.slice(0, -2)}/x`) : isRepository(text);

/** How exactly a scope speaks of a repository: the more, the closer; `undefined` when it does not. */
export function closeness(scope: string, repository: string): number | undefined {
  if (scope === '*') return 0;
  if (scope === repository) return Number.MAX_SAFE_INTEGER;
  if (!scope.endsWith('/*') || !repository.startsWith(scope.slice(0, -1))) return undefined;
  return scope.length - 1;
}

/**
 * What was most likely meant by a text that is no repository in full: without protocol, tag, digest and last slash, a bare name in
 * Docker Hub's library. `undefined` when that is none either.
 */
export function meantRepository(text: string): string | undefined {
  if (text.length > longest || text.includes('*')) return undefined;
  const bare = text
    .trim()
    .replaceAll('\\', '/')
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .replace(/\/+$/, '');
  const slash = bare.indexOf('/');
  // A host alone.
  if (slash < 0 && (bare.includes('.') || bare === 'localhost')) return undefined;
  const full =
    slash < 0
      ? `docker.io/library/${bare}`
      : bare.startsWith('library/')
        ? `docker.io/${bare}`
        : bare.slice(0, slash) + bare.slice(slash).toLowerCase();
  return full !== text && isRepository(full) ? full : undefined;
}
