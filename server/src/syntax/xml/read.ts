import type { XmlAttribute, XmlElement } from './model';

/** The attribute of that name; no case. */
export function attribute(element: XmlElement | undefined, name: string): XmlAttribute | undefined {
  const wanted = name.toLowerCase();
  return element?.attributes.find(it => it.name.toLowerCase() === wanted);
}

/** The value of the attribute of that name. */
export const valueAt = (element: XmlElement | undefined, name: string): string | undefined =>
  attribute(element, name)?.value;

/** The first child at the path of names; no case. */
export function child(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let it = element;
  for (const name of path) it = children(it, name)[0];
  return it;
}

/** The children of that name; no case. */
export function children(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  const wanted = name.toLowerCase();
  return element?.children.filter(it => it.name.toLowerCase() === wanted) ?? [];
}

/** The text of the child at the path. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string | undefined {
  return child(element, ...path)?.content().text;
}

/** The element and all below it, outer ones first. */
export function* elements(root: XmlElement): Iterable<XmlElement> {
  yield root;
  for (const it of root.children) yield* elements(it);
}
