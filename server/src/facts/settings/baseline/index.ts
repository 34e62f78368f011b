import { knownValue, textOf } from '../../../base/value';
import { integer, truth } from '../../command/command';
import type { Setting } from '../setting';
import { accountWeaknesses } from './account';
import { domainWeaknesses } from './domain';
import { guardWeaknesses } from './guard';
import { loggingWeaknesses } from './logging';
import { logonWeaknesses } from './logon';
import { nameWeaknesses } from './names';
import { sessionWeaknesses } from './remote-desktop';
import { smbWeaknesses } from './smb';
import { updateWeaknesses } from './updates';
import type { Weakness, Weaknesses } from './weakness';

const tables: Partial<Record<Setting['area'], Weaknesses>> = {
  account: accountWeaknesses,
  lsa: logonWeaknesses,
  domain: domainWeaknesses,
  guard: guardWeaknesses,
  logging: loggingWeaknesses,
  names: nameWeaknesses,
  rdp: sessionWeaknesses,
  smb: smbWeaknesses,
  updates: updateWeaknesses,
};

/** A value as a number: `yes` and `Enabled` are 1, `unlimited` and `never` stand for no limit, 0. */
function numberOf(value: Setting['value']): number | undefined {
  const number = integer(value);
  if (number !== undefined) return number;
  if (typeof knownValue(value) === 'number') return knownValue(value) as number;
  const word = textOf(value)?.trim().toLowerCase();
  if (word === '') return undefined;
  if (word === 'never' || word === 'unlimited' || word === 'disabled') return 0;
  const on = word === 'enabled' ? true : truth(value);
  return on === undefined ? undefined : Number(on);
}

/** What the baseline says against the value of a setting; `undefined` when it is fine, unknown, or in no table. */
export function weaknessOf({ area, name, value }: Setting): (Weakness & { readonly value: number }) | undefined {
  const number = numberOf(value);
  if (number === undefined) return undefined;
  const found = [tables[area]?.[name] ?? []].flat().find(it => it.weak(number));
  return found && { ...found, value: number };
}
