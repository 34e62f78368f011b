/**
 * The one copy of a text that serves as a key of objects: quick to compare and to look up, and it does not keep the longer
 * text in memory that it was cut from. For what outlives a file.
 */
export const interned = (text: string): string => Object.keys({ [text]: 0 })[0]!;
