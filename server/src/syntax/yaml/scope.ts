import type { Masked } from './template';

const opener = /^\{\{-?\s*(?:if|with|range|define|block)\b/;
const other = /^\{\{-?\s*else\b/;
const closer = /^\{\{-?\s*end\b/;

/** Whether an action writes nothing itself. */
export const isControl = (action: string): boolean =>
  opener.test(action) || other.test(action) || closer.test(action) || /^\{\{-?\s*(?:\/\*|\$\w*\s*:?=)/.test(action);

/** So deep blocks are nested by nobody. */
const deepest = 50;

const known = new WeakMap<Masked['holes'], readonly (readonly string[])[]>();

/** For each action of a text those that open the blocks around it, outer ones first. The other arm of a block is `{{ else }}`. */
export function aroundOf(text: string, { holes }: Masked): readonly (readonly string[])[] {
  let found = known.get(holes);
  if (found) return found;
  let open: readonly string[] = [];
  let deeper = 0;
  found = holes.map(({ start, end }) => {
    const action = text.slice(start, end);
    const around = open;
    if (opener.test(action)) {
      if (open.length < deepest) open = [...open, action];
      else deeper++;
    } else if (deeper > 0) deeper -= closer.test(action) ? 1 : 0;
    else if (other.test(action)) open = [...open.slice(0, -1), '{{ else }}'];
    else if (closer.test(action)) open = open.slice(0, -1);
    return around;
  });
  known.set(holes, found);
  return found;
}
