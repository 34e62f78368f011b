const domainName = /^[a-z0-9._-]+$/;

/** What the SPIFFE-ID standard, sections 2.1 and 2.2, has against a trust domain; `undefined` when nothing. */
export function domainFault(domain: string): string | undefined {
  if (domain === '') return 'the trust domain is empty';
  if (domain.length > 255) return 'the trust domain is longer than 255 letters';
  if (/^[A-Za-z0-9._-]+$/.test(domain) && !domainName.test(domain)) return 'a trust domain is in lower case';
  if (/[:@]/.test(domain)) return 'a trust domain has no port and no user';
  return domainName.test(domain) ? undefined : 'a trust domain has letters, digits, dots, dashes and underscores only';
}

/** What it has against a SPIFFE ID. */
export function idFault(id: string): string | undefined {
  const match = /^spiffe:\/\/([^/?#]*)(.*)$/s.exec(id);
  if (!match) return 'it does not begin with `spiffe://`';
  const [, domain = '', path = ''] = match;
  const ofDomain = domainFault(domain);
  if (ofDomain) return ofDomain;
  if (/[?#]/.test(path)) return 'it has a query or a fragment';
  if (path === '') return undefined;
  if (path.endsWith('/')) return 'it ends with a slash';
  const segments = path.slice(1).split('/');
  if (segments.some(it => it === '' || it === '.' || it === '..')) return 'a segment of the path is empty, `.` or `..`';
  return segments.every(it => /^[\w.-]+$/.test(it))
    ? undefined
    : 'segments have letters, digits, dots, dashes and underscores only';
}
