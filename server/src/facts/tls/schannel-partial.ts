import { lookUp } from '../../base/look-up';
import { sameName } from '../registry/key';
import type { PartialHardening } from './algorithm';
import { protocolRepairs } from './repair';
import type { Switch } from './schannel';
import { PROTOCOL_KEYS } from './schannel-names.data';
import { isLegacy } from './version';

type Role = 'Client' | 'Server';

/**
 * Old protocols that were hardened in fewer places than the script's others: what was forgotten, not what was left out
 * on purpose. PCT and its hello are long gone. In an image build the rest may stand in another step.
 */
export function partialHardening(switches: readonly Switch[]): readonly PartialHardening[] {
  const byVersion = new Map<string, Switch[]>();
  for (const it of switches) {
    const version = it.path[1]?.toLowerCase() ?? '';
    const known =
      sameName(it.path[0]!, 'Protocols') && it.path.length === 3 ? lookUp(PROTOCOL_KEYS, version) : undefined;
    if (!known || !isLegacy(known) || !/^(ssl|tls)/.test(version) || it.write.place.runs === 'build') continue;
    byVersion.set(version, [...(byVersion.get(version) ?? []), it]);
  }
  const hardened = [...byVersion.values()].filter(own => roles.every(([role]) => !has(own, role) || isOff(own, role)));
  return roles.flatMap(([role, other]) => {
    const [complete, lacking] = split(hardened, own => has(own, other) || !has(own, role));
    const [firm, soft] = split(hardened, own => has(own, role, 'enabled') || !has(own, role));
    const forgotten = complete.some(own => has(own, role)) ? lacking.map(own => part(own, role, other)) : [];
    const loose = firm.some(own => has(own, role)) ? soft.map(own => part(own, role, 'Enabled')) : [];
    return [...forgotten, ...loose];
  });
}

const roles = [
  ['Client', 'Server'],
  ['Server', 'Client'],
] as const;

/** `Enabled` = 0 whatever else; else what is left to the program. */
function isOff(own: readonly Switch[], role: string): boolean {
  const values = own.filter(it => sameName(it.path[2]!, role));
  const enabled = values.filter(it => it.name === 'enabled');
  return enabled.length > 0 ? enabled.every(it => it.value === 0) : values.every(it => it.value !== 0);
}

const has = (own: readonly Switch[], role: string, name?: string): boolean =>
  own.some(it => sameName(it.path[2]!, role) && (name === undefined || it.name === name));

const split = <T>(items: readonly T[], test: (item: T) => boolean): readonly [readonly T[], readonly T[]] => [
  items.filter(test),
  items.filter(item => !test(item)),
];

function part(own: readonly Switch[], role: Role, lacks: PartialHardening['lacks']): PartialHardening {
  const { write, path } = own.find(it => sameName(it.path[2]!, role))!;
  const repairs = protocolRepairs(path[1]!, lacks === 'Client' || lacks === 'Server' ? lacks : role, false);
  const hardened = role === 'Client' ? 'client' : 'server';
  return { span: write.span, place: write.place, name: path[1]!, lacks, role: hardened, at: write.keySpan, repairs };
}
