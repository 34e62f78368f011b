/** Variables of an environment, `process.env` for one. */
export type Environment = Readonly<Record<string, string | undefined>>;

const variable = (environment: Environment, name: string): string | undefined =>
  environment[name.toLowerCase()] || environment[name.toUpperCase()] || undefined;

/**
 * The proxy through which an address is asked: the one of the settings, else the environment's by scheme. None for what
 * `NO_PROXY` lists, and none for this machine, as Go's `httpproxy` does, so that what works for `docker` works here.
 */
export function proxyFor(address: URL, setting: string | undefined, environment: Environment): string | undefined {
  const proxy = setting || variable(environment, address.protocol === 'http:' ? 'HTTP_PROXY' : 'HTTPS_PROXY');
  if (!proxy || isBypassed(address, variable(environment, 'NO_PROXY') ?? '')) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/** `example.com` and `.example.com` mean the names below it, the former itself too; `*` everything; a port must be the same. */
function isBypassed({ hostname, port, protocol }: URL, list: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (/^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host)) return true;
  const own = port || (protocol === 'http:' ? '80' : '443');
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some(entry => {
      if (entry === '*') return true;
      const [, name = '', wanted] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(entry) ?? [];
      if (wanted !== undefined && wanted !== own) return false;
      const below = name.replace(/^\*?\.?/, '.');
      return (name === below.slice(1) && host === name) || host.endsWith(below);
    });
}
