/** A day: nobody is waited for longer, whatever is asked. */
const longest = 86_400_000;

/**
 * RFC 9110, 10.2.3: `Retry-After`, in seconds or as a date. In milliseconds since the epoch; `undefined` when it says neither.
 */
export function retryAfter(field: string | readonly string[] | undefined, now: number): number | undefined {
  const text = String(Array.isArray(field) ? field[0] : (field ?? '')).trim();
  const at = /^\d+$/.test(text) ? now + Number(text) * 1000 : text === '' ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.min(Math.max(at, now), now + longest);
}
