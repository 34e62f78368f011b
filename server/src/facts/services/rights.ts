import { lookUp } from '../../base/look-up';
/** What an entry of a service's security descriptor gives to callers who are no administrators. */
export interface ServiceGrant {
  readonly who: string;
  /** Its program, its rights or its owner may be changed. */
  readonly change: boolean;
  readonly stop: boolean;
}

const trustees: Readonly<Record<string, string>> = {
  WD: 'everyone',
  'S-1-1-0': 'everyone',
  AN: 'callers without a name',
  'S-1-5-7': 'callers without a name',
  AU: 'every user of the domain',
  'S-1-5-11': 'every user of the domain',
  BU: 'every user',
  'S-1-5-32-545': 'every user',
  IU: 'everyone who is logged on',
  BG: 'guests',
};

/** SERVICE_CHANGE_CONFIG, WRITE_DAC, WRITE_OWNER, GENERIC_ALL, GENERIC_WRITE. */
const changing = {
  names: ['DC', 'WD', 'WO', 'GA', 'GW', 'KA', 'FA'],
  bits: 0x2 | 0x40000 | 0x80000 | 0x10000000 | 0x40000000,
};
/** SERVICE_STOP, as every right but the one to look. */
const stopping = { names: ['WP'], bits: 0x20 };

/** The entries of a descriptor that let in others than administrators. Source: Win32: Service Security and Access Rights, ACE strings. */
export function serviceGrants(sddl: string): readonly ServiceGrant[] {
  return [...sddl.matchAll(/\(\s*A\s*;[^;()]*;([^;()]*);[^;()]*;[^;()]*;([^;()]*)\)/gi)].flatMap(match => {
    const who = lookUp(trustees, match[2]!.trim().toUpperCase());
    const rights = match[1]!.trim();
    const grant = who && { who, change: holds(rights, changing), stop: holds(rights, stopping) };
    return grant && (grant.change || grant.stop) ? [grant] : [];
  });
}

function holds(rights: string, { names, bits }: { readonly names: readonly string[]; readonly bits: number }): boolean {
  if (/^0x/i.test(rights)) return (Number(rights) & bits) !== 0;
  return (rights.match(/../g) ?? []).some(it => names.includes(it.toUpperCase()));
}
