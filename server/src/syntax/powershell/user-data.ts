import { Char, isLetter } from './chars';
import type { Reader } from './reader';

/** How far the end tag of a setting is looked for. */
const longestSetting = 256;

/**
 * Where the tag ends that stands here, `-1` when there is none. Cloud user data wraps a script in `<powershell>` and
 * puts settings such as `<persist>true</persist>` beside it; PowerShell never sees them.
 */
export function userDataTagEnd(r: Reader): number {
  if (r.code !== Char.Less) return -1;
  const closing = r.at(r.pos + 1) === Char.Slash;
  const nameStart = r.pos + (closing ? 2 : 1);
  let nameEnd = nameStart;
  while (isLetter(r.at(nameEnd))) nameEnd++;
  if (nameEnd === nameStart || r.at(nameEnd) !== Char.Greater) return -1;
  const end = nameEnd + 1;
  const name = r.text.slice(nameStart, nameEnd);
  if (closing || name.toLowerCase() === 'powershell') return end;
  const close = `</${name}>`;
  const setting = r.text.slice(end, end + longestSetting);
  const at = setting.indexOf(close);
  return at < 0 || /[\r\n]/.test(setting.slice(0, at)) ? end : end + at + close.length;
}
