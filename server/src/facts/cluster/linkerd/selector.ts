import type { Names, Selector } from './types';

/** Whether labels fit a selector. Source: linkerd/linkerd2 policy-controller/k8s/api/src/labels.rs. */
export function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Names): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values }) => {
      const own = labels[key];
      if (operator === 'In') return own !== undefined && values?.includes(own) === true;
      // A label that is not there is in no list.
      if (operator === 'NotIn') return values !== undefined && (own === undefined || !values.includes(own));
      if (operator === 'Exists') return own !== undefined;
      return operator === 'DoesNotExist' && own === undefined;
    })
  );
}

/** Whether a list of ports such as `22,8100-8102` holds one; a list with a mistake holds none. */
export function holdsPort(list: string | undefined, port: number): boolean {
  if (list === undefined) return false;
  let isFound = false;
  for (const part of list.split(',').map(it => it.trim())) {
    if (part === '') continue;
    const range = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(part);
    const from = Number(range?.[1] ?? 0);
    const to = Number(range?.[2] ?? from);
    if (!range || from < 1 || to > 65_535 || from > to) return false;
    isFound ||= from <= port && port <= to;
  }
  return isFound;
}
