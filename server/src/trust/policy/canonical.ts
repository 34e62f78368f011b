import { sha256 } from '../sha256';

/** JSON that is the same for the same content, whatever the order of members. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, it: unknown) =>
    typeof it === 'object' && it !== null && !Array.isArray(it) && !(it instanceof Uint8Array)
      ? Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1)))
      : it instanceof Uint8Array
        ? sha256(it)
        : it,
  );
