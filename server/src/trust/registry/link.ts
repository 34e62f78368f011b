/**
 * RFC 8288: the target of the first link `rel="next"`. OCI distribution specification, "Listing Referrers": further pages.
 * `undefined` when there is none.
 */
export function nextLink(field: string | readonly string[] | undefined): string | undefined {
  let rest = (Array.isArray(field) ? field.join(', ') : String(field ?? '')).slice(0, 8192);
  const link = /^[\s,]*<([^<>]*)>((?:\s*;\s*[\w!#$&+.^`|~*-]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s",;]+))?)*)/;
  for (let found = link.exec(rest); found; found = link.exec(rest)) {
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]+))/i.exec(found[2]!);
    const names = (relation?.[1] ?? relation?.[2] ?? '').toLowerCase().split(/\s+/);
    if (names.includes('next')) return found[1];
    rest = rest.slice(found[0].length);
  }
  return undefined;
}
