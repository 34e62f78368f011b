/** The name of the outermost element, without its prefix, found without reading what is in it. */
export function rootName(text: string): string | undefined {
  const before = /^\uFEFF?(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[^\]]*\][^>[]*)?>)*/i.exec(text)!;
  return /^<(?:[\w.-]+:)?([\w.-]+)/.exec(text.slice(before[0].length, before[0].length + 200))?.[1];
}
