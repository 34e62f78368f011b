import { interned } from '../../base/interned';
import { lookUp } from '../../base/look-up';
import { aliases, cmdlets, commonParameters, usualSwitches } from './cmdlets.data';

/** What a cmdlet accepts. */
export interface Cmdlet {
  readonly name: string;
  /** Every name and alias, lower case, to the parameter. */
  readonly byName: ReadonlyMap<string, CmdletParameter>;
  /** In order of position. */
  readonly positional: readonly CmdletParameter[];
}

export interface CmdletParameter {
  readonly name: string;
  readonly isSwitch: boolean;
  readonly position?: number;
  /** Every cmdlet has it. */
  readonly isCommon: boolean;
}

const known = new Map(Object.keys(cmdlets).map(name => [name.toLowerCase(), name]));
const parsed = new Map<string, Cmdlet>();

/** What is known of a cmdlet; `undefined` for all others. No case. */
export function cmdletOf(name: string): Cmdlet | undefined {
  const full = known.get(name.toLowerCase());
  if (full === undefined) return undefined;
  let cmdlet = parsed.get(full);
  if (!cmdlet) parsed.set(full, (cmdlet = parse(full, cmdlets[full]!)));
  return cmdlet;
}

/**
 * The parameter that `written` (no dash) names: exactly, by alias, or by a prefix that only one parameter has. Own ones go
 * before those that every cmdlet has: `-o` of Invoke-WebRequest is OutFile, not one of OutVariable and OutBuffer.
 */
export function parameterOf(cmdlet: Cmdlet, written: string): CmdletParameter | undefined {
  const name = written.toLowerCase();
  const exact = cmdlet.byName.get(name);
  if (exact) return exact;
  const fitting = new Set<CmdletParameter>();
  for (const [key, it] of cmdlet.byName) if (key.startsWith(name)) fitting.add(it);
  const own = [...fitting].filter(it => !it.isCommon);
  const found = own.length > 0 ? own : [...fitting];
  return found.length === 1 ? found[0] : undefined;
}

/** Whether a parameter of an unlisted cmdlet is one that takes no value anywhere. */
export const isUsualSwitch = (written: string): boolean => usualSwitches.has(written.toLowerCase());

/**
 * The full name of a command: alias and module undone, programs in lower case without folder and ending.
 * @param looksLikeProgram decides for names that are an alias in one edition and a program in the other.
 */
export function canonicalName(written: string, looksLikeProgram: () => boolean): string {
  const before = names.get(written);
  if (before !== undefined) return before;
  const name = interned(fullName(written, looksLikeProgram));
  // Two programs are told from cmdlets by their words.
  if (!/(?:curl|wget|sc)$/i.test(written)) {
    if (names.size >= maximumNames) names.clear();
    names.set(interned(written), name);
  }
  return name;
}

/** Names that were asked for; the same few come again and again. */
const names = new Map<string, string>();
const maximumNames = 10_000;

function fullName(written: string, looksLikeProgram: () => boolean): string {
  const slash = Math.max(written.lastIndexOf('\\'), written.lastIndexOf('/'));
  const last = written.slice(slash + 1);
  const cmdlet = known.get(last.toLowerCase());
  // `Module\Cmdlet`, but not `.\Cmdlet` or `C:\Cmdlet`, which are files.
  if (cmdlet && !written.startsWith('.') && !written.includes(':')) return cmdlet;
  const bare = last.toLowerCase().replace(/\.(exe|com)$/, '');
  const isBare = slash < 0 && bare === last.toLowerCase();
  if (isBare) {
    if (bare === 'curl' || bare === 'wget') return looksLikeProgram() ? bare : 'Invoke-WebRequest';
    if (bare === 'sc') return looksLikeProgram() ? 'sc' : 'Set-Content';
    const alias = lookUp(aliases, bare);
    if (alias) return alias;
    if (/^[a-z]+-\w/i.test(last)) return last;
  }
  return bare;
}

function parse(name: string, row: string): Cmdlet {
  const byName = new Map<string, CmdletParameter>();
  const positional: CmdletParameter[] = [];
  const own = row.split(' ');
  for (const [index, cell] of [...own, ...commonParameters.split(' ')].entries()) {
    const match = /^([^?@]+)(\?)?(?:@(\d+))?$/.exec(cell)!;
    const [full, ...others] = match[1]!.split('|');
    const parameter: CmdletParameter = {
      name: full!,
      isSwitch: match[2] !== undefined,
      isCommon: index >= own.length,
      ...(match[3] === undefined ? {} : { position: Number(match[3]) }),
    };
    for (const it of [full!, ...others]) byName.set(it.toLowerCase(), parameter);
    if (parameter.position !== undefined) positional.push(parameter);
  }
  return { name, byName, positional: positional.sort((a, b) => a.position! - b.position!) };
}
