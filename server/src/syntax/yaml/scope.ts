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

/**
 * For each action of a text those that open the blocks around it, outer ones first. The other arm of a condition is an `if` that says
 * the opposite; that of another block is `{{ else }}`.
 */
export function aroundOf(text: string, { holes }: Masked): readonly (readonly string[])[] {
  let found = known.get(holes);
  if (found) return found;
  let open: readonly string[] = [];
  // For each open block the condition of its last arm.
  let rest: readonly (string | undefined)[] = [];
  let deeper = 0;
  found = holes.map(({ start, end }) => {
    const action = text.slice(start, end);
    const around = open;
    if (opener.test(action)) {
      if (open.length < deepest) {
        open = [...open, action];
        rest = [...rest, negated(conditionOf(action))];
      } else deeper++;
    } else if (deeper > 0) deeper -= closer.test(action) ? 1 : 0;
    else if (other.test(action)) {
      const before = rest.at(-1);
      const own = conditionOf(action);
      const isLast = /^\{\{-?\s*else\s*-?\}\}$/.test(action);
      const arm = isLast ? before : before && own && `and (${before}) (${own})`;
      open = [...open.slice(0, -1), arm ? `{{ if ${arm} }}` : '{{ else }}'];
      const isShort = before !== undefined && before.length < longest;
      rest = [...rest.slice(0, -1), isShort && own ? `and (${before}) (${negated(own)})` : undefined];
    } else if (closer.test(action)) {
      open = open.slice(0, -1);
      rest = rest.slice(0, -1);
    }
    return around;
  });
  known.set(holes, found);
  return found;
}

/** So long conditions are written by nobody. */
const longest = 1_000;

/** What is asked by `if` or `else if`. */
const conditionOf = (action: string): string | undefined =>
  action.length < longest ? /^\{\{-?\s*(?:else\s+)?if\b([\s\S]+?)-?\}\}$/.exec(action)?.[1]?.trim() : undefined;

const negated = (condition: string | undefined): string | undefined => condition && `not (${condition})`;
