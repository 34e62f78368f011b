/** Counts the places of a tree just built from `by`. */
export function move(piece: object, by: number): void {
  const places = piece as { start?: number; end?: number };
  if (places.start !== undefined) places.start += by;
  if (places.end !== undefined) places.end += by;
  for (const value of Object.values(piece)) if (typeof value === 'object' && value !== null) move(value, by);
}
