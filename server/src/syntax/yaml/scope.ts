import type { Masked } from './template';

const opener = /^\{\{-?\s*(?:if|with|range|define|block)\b/;
const other = /^\{\{-?\s*else\b/;
const closer = /^\{\{-?\s*end\b/;

/** Whether an action writes nothing itself. */
export const isControl = (action: string): boolean =>
  opener.test(action) || other.test(action) || closer.test(action) || /^\{\{-?\s*(?:\/\*|\$\w*\s*:?=)/.test(action);

const known = new WeakMap<Masked['holes'], readonly (readonly string[])[]>();

/** For each action of a text those that open the blocks around it, outer ones first. The other arm of a block is `{{ else }}`. */
export function aroundOf(text: string, { holes }: Masked): readonly (readonly string[])[] {
  let found = known.get(holes);
  if (found) return found;
  let open: readonly string[] = [];
  found = holes.map(({ start, end }) => {
    const action = text.slice(start, end);
    const around = open;
    if (opener.test(action)) open = [...open, action];
    else if (other.test(action)) open = [...open.slice(0, -1), '{{ else }}'];
    else if (closer.test(action)) open = open.slice(0, -1);
    return around;
  });
  known.set(holes, found);
  return found;
}
