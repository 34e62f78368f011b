import type { Place } from '../fact';
import type { Repair } from '../repair';
import { resourceOfGroup } from './known';
import type { RuleName } from './rule';

/** Where a change of the machine is of use: not in an image, whose text is what to change. */
const isMachine = ({ runs }: Place): boolean => runs !== 'build' && runs !== 'start';

const profileNames: Readonly<Record<string, string>> = { domain: 'Domain', private: 'Private', public: 'Public' };

/** The changes that set a parameter of `Set-NetFirewallProfile` for profiles. */
export function profileRepairs(
  place: Place,
  profiles: readonly string[],
  name: string,
  good: string | number,
): readonly Repair[] {
  if (!isMachine(place)) return [];
  const all = profiles.includes('all') ? Object.keys(profileNames) : profiles;
  return all.flatMap((it): Repair[] => {
    const profile = profileNames[it];
    if (!profile) return [];
    return [
      {
        kind: 'value',
        subject: `Windows Firewall, ${profile} profile, ${name}`,
        read: `(Get-NetFirewallProfile -Name ${profile}).${name}`,
        write: `Set-NetFirewallProfile -Name ${profile} -${name} $Value`,
        value: typeof good === 'number' ? `${good}` : `'${good}'`,
      },
    ];
  });
}

/** The changes that let only the local subnet in by rules of these names. */
export function limitRepairs(place: Place, names: readonly RuleName[]): readonly Repair[] {
  const chosen = names.find(it => it.by === 'Name') ?? names[0];
  if (!isMachine(place) || !chosen || /[*?[\]]/.test(chosen.text)) return [];
  const group = chosen.by === 'DisplayGroup' ? resourceOfGroup(chosen.text) : undefined;
  return [group ? { kind: 'rule', by: 'Group', name: group } : { kind: 'rule', by: chosen.by, name: chosen.text }];
}
