import { integer } from '../../command/command';
import type { Setting } from '../setting';
import { domainWeaknesses } from './domain';
import { guardWeaknesses } from './guard';
import { loggingWeaknesses } from './logging';
import { logonWeaknesses } from './logon';
import { nameWeaknesses } from './names';
import { sessionWeaknesses } from './remote-desktop';
import type { Weakness, Weaknesses } from './weakness';

const tables: Partial<Record<Setting['area'], Weaknesses>> = {
  lsa: logonWeaknesses,
  domain: domainWeaknesses,
  guard: guardWeaknesses,
  logging: loggingWeaknesses,
  names: nameWeaknesses,
  rdp: sessionWeaknesses,
};

/** What the baseline says against the value of a setting; `undefined` when it is fine, unknown, or in no table. */
export function weaknessOf({ area, name, value }: Setting): (Weakness & { readonly value: number }) | undefined {
  const number = integer(value);
  if (number === undefined) return undefined;
  const found = [tables[area]?.[name] ?? []].flat().find(it => it.weak(number));
  return found && { ...found, value: number };
}
