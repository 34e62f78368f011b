import { lookUp } from '../../base/look-up';
import type { Span } from '../../base/span';
import { type Data, possible, type Value } from '../../base/value';
import { itemsOfText, placeOf } from '../command/native';

/** Ports `from` to `to`, both included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** A range with the place where it is written. */
export interface WrittenPorts {
  readonly range: PortRange;
  readonly span: Span;
}

/** Reads `80`, `5000-5010`, `*`, `Any`; `undefined` for keywords (`RPC`) and anything else. White space around is ignored. */
export function parsePorts(text: string): PortRange | undefined {
  const it = text.trim();
  if (it === '*' || /^any$/i.test(it)) return { from: 0, to: 65535 };
  const match = /^(\d{1,5})(?:\s*-\s*(\d{1,5}))?$/.exec(it);
  if (!match) return undefined;
  const from = Number(match[1]);
  const to = match[2] === undefined ? from : Number(match[2]);
  return from <= to && to <= 65535 ? { from, to } : undefined;
}

/** Whether a port is in the range. */
export const includes = (range: PortRange, port: number): boolean => range.from <= port && port <= range.to;

/** Whether the range is all ports, or as good as. */
export const isEveryPort = (range: PortRange): boolean => range.from <= 1 && range.to === 65535;

/** Keywords of Windows Firewall that stand for a port (windows-powershell-docs: New-NetFirewallRule.md). */
const keywords: Readonly<Record<string, PortRange>> = {
  rpcepmap: { from: 135, to: 135 },
  'rpc-epmap': { from: 135, to: 135 },
  rpc: { from: 49152, to: 65535 },
};

/** The ports that a list names, each where it stands; what cannot be known is left out. */
export function portsOf(value: Value<Data> | undefined): readonly WrittenPorts[] {
  const items = itemsOfText(value).flatMap(possible).flatMap(itemsOfText);
  return items.flatMap(item => {
    const range = item.known ? (parsePorts(item.value) ?? lookUp(keywords, item.value.toLowerCase())) : undefined;
    return range ? [{ range, span: placeOf(item) }] : [];
  });
}

/** TCP or UDP, by name or by number (IANA: protocol numbers); `undefined` for anything else. No case. */
export function transportOf(protocol: string | undefined): 'tcp' | 'udp' | undefined {
  const name = protocol?.toLowerCase();
  if (name === 'tcp' || name === '6') return 'tcp';
  return name === 'udp' || name === '17' ? 'udp' : undefined;
}

/** The port of Remote Desktop, which has a rule of its own. */
export const remoteDesktop = 3389;
/** The ports of WinRM, which has a rule of its own. */
export const winRm = { http: 5985, https: 5986 } as const;
