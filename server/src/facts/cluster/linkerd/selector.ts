export { fits as selects } from '../selector';

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
