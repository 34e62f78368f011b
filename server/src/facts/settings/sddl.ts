/** An entry of a security descriptor that allows something to callers whom nobody knows. */
export interface OpenEntry {
  /** `WD`, `AN`, `S-1-1-0`. */
  readonly trustee: string;
  /** Where the trustee stands in the text. */
  readonly start: number;
  readonly end: number;
}

/** Everyone, anonymous logon and guests (MS-DTYP 2.5.1.1). */
const open = /^(?:WD|AN|BG|LG|S-1-1-0|S-1-5-7|S-1-5-32-546)$/i;

/** The first entry of a security descriptor in its text form that lets everyone in: `(A;;GA;;;WD)`. */
export function openEntry(sddl: string): OpenEntry | undefined {
  for (const match of sddl.matchAll(/\(\s*(?:A|OA|XA)\s*;([^()]*);([^;()]*)\)/gi)) {
    const trustee = match[2]!.trim();
    if (!open.test(trustee)) continue;
    const start = match.index + match[0].lastIndexOf(match[2]!) + match[2]!.indexOf(trustee);
    return { trustee, start, end: start + trustee.length };
  }
  return undefined;
}
