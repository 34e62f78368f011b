/**
 * What an IP address belongs to. From IANA's registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890, RFC 8190).
 * Only what is globally reachable may be asked without the user's own word for it.
 */
export type AddressClass =
  | 'public'
  | 'unspecified'
  | 'loopback'
  | 'link-local'
  | 'private'
  | 'shared'
  | 'multicast'
  | 'reserved'
  | 'translated';

type Range = readonly [address: string, bits: number, is: AddressClass];

const ranges4: readonly Range[] = [
  ['0.0.0.0', 8, 'unspecified'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'shared'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link-local'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'reserved'],
  ['192.0.2.0', 24, 'reserved'],
  ['192.88.99.0', 24, 'reserved'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'reserved'],
  ['198.51.100.0', 24, 'reserved'],
  ['203.0.113.0', 24, 'reserved'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'reserved'],
];

/** The first that holds counts. */
const ranges6: readonly Range[] = [
  ['::', 128, 'unspecified'],
  ['::1', 128, 'loopback'],
  // IPv4-compatible and IPv4-mapped: no server is named so, and the address within is another one to whoever filters.
  ['::', 96, 'translated'],
  ['::ffff:0:0', 96, 'translated'],
  ['::ffff:0:0:0', 96, 'translated'],
  // RFC 8215: translation within one network.
  ['64:ff9b:1::', 48, 'translated'],
  ['fe80::', 10, 'link-local'],
  ['fec0::', 10, 'private'],
  ['fc00::', 7, 'private'],
  ['ff00::', 8, 'multicast'],
  // Teredo, ORCHID, benchmarks and other protocols; 6to4.
  ['2001::', 23, 'reserved'],
  ['2002::', 16, 'translated'],
  ['2001:db8::', 32, 'reserved'],
  ['3fff::', 20, 'reserved'],
];

/** RFC 6052, 2.1: where only IPv6 is spoken, every server that speaks IPv4 alone has such an address. */
const nat64: Range = ['64:ff9b::', 96, 'public'];
const globalUnicast: Range = ['2000::', 3, 'public'];

/** The class of an address in its usual notation; `undefined` when it is none. */
export function addressClass(address: string): AddressClass | undefined {
  const four = ipv4(address);
  if (four) return ranges4.find(it => within(four, ipv4(it[0])!, it[1]))?.[2] ?? 'public';
  const six = ipv6(address);
  if (!six) return undefined;
  if (holds(nat64, six)) return addressClass(six.slice(12).join('.'));
  return ranges6.find(it => holds(it, six))?.[2] ?? (holds(globalUnicast, six) ? 'public' : 'reserved');
}

const holds = (range: Range, six: readonly number[]): boolean => within(six, ipv6(range[0])!, range[1]);

function within(bytes: readonly number[], network: readonly number[], bits: number): boolean {
  const whole = bits >> 3;
  for (let at = 0; at < whole; at++) if (bytes[at] !== network[at]) return false;
  const rest = bits & 7;
  return rest === 0 || (bytes[whole]! ^ network[whole]!) >> (8 - rest) === 0;
}

function ipv4(text: string): number[] | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  return bytes.every(it => it < 256) ? bytes : undefined;
}

/** RFC 4291, 2.2; a zone (`%eth0`) is not looked at. */
function ipv6(text: string): number[] | undefined {
  const [plain = ''] = text.split('%', 1);
  if (!plain.includes(':') || plain.length > 45) return undefined;
  const last = plain.slice(plain.lastIndexOf(':') + 1);
  const four = last.includes('.') ? ipv4(last) : [];
  if (!four) return undefined;
  const halves = (four.length > 0 ? plain.slice(0, -last.length) + 'v4' : plain).split('::');
  if (halves.length > 2) return undefined;
  const sides = halves.map(half => (half === '' ? [] : half.split(':')).flatMap(group => bytesOf(group, four)));
  const [head = [], tail = []] = sides;
  if ([...head, ...tail].some(Number.isNaN)) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 2 ? missing < 2 : missing !== 0) return undefined;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

function bytesOf(group: string, four: readonly number[]): readonly number[] {
  if (group === 'v4') return four;
  const value = /^[0-9a-f]{1,4}$/i.test(group) ? Number.parseInt(group, 16) : Number.NaN;
  return [value >> 8 || (Number.isNaN(value) ? Number.NaN : 0), value & 255];
}
