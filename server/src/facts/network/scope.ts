import type { Span } from '../../base/span';
import { type Data, itemsOf, possible, type Value } from '../../base/value';
import { itemsOfText, literalOf, placeOf } from '../command/native';

/** Who can reach something, as far as a list of addresses says. */
export interface Scope {
  readonly from: 'anyone' | 'limited' | 'loopback' | 'unknown';
  /** The item that means anyone. */
  readonly span?: Span;
  /** The whole of what is written for the addresses, when it is one replaceable literal that means anyone. */
  readonly literal?: Span;
}

/** What is in force when no address is given. */
export const anyone: Scope = { from: 'anyone' };

/**
 * Words and ranges that mean every address: NSG rules, firewall rules and ACLs of HNS and Hyper-V between them
 * (azure-docs: network-security-groups-overview.md, windows-powershell-docs: New-NetFirewallRule.md).
 */
const everyone = new Set([
  '*',
  'any',
  'internet',
  '<nw>',
  '<nw>/0',
  '::',
  '0.0.0.0',
  '0.0.0.0/0.0.0.0',
  '0.0.0.0-255.255.255.255',
]);
/** Whether a word or range means every address. */
export const isEveryone = (text: string): boolean =>
  everyone.has(text.toLowerCase()) || /^[\da-f.:]*\/[01]$/i.test(text) || isHalf(text);

/** Whether a range of IPv4 addresses is half of all, as when everyone is meant and written in parts. */
function isHalf(text: string): boolean {
  const [from, to] = text.split('-').map(numberOf);
  return from !== undefined && to !== undefined && to - from >= 2 ** 31 - 2;
}

/** An IPv4 address as a number. */
function numberOf(address: string): number | undefined {
  const parts = /^\s*(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\s*$/.exec(address);
  return parts?.slice(1).reduce((sum, part) => sum * 256 + Number(part), 0);
}

const isLoopback = (text: string): boolean => /^(127(\.\d+){3}(\/\d+)?|::1(\/128)?|localhost)$/i.test(text);

const isOneOfFew = (value: Value<Data> | undefined): boolean => itemsOf(value).some(it => !it.known && it.either);

/** Whether addresses and something else of a rule differ by the way taken, so that it is not known which go together. */
export const isMixed = (addresses: Value<Data> | undefined, all: readonly (Value<Data> | undefined)[]): boolean =>
  isOneOfFew(addresses) && all.some(it => it !== addresses && isOneOfFew(it));

/** Reads a list of addresses; `undefined` stands for an omission and is answered by `omitted`. */
export function scopeOf(value: Value<Data> | undefined, omitted: Scope = anyone): Scope {
  if (!value) return omitted;
  const items = itemsOfText(value).flatMap(possible).flatMap(itemsOfText);
  const open = items.find(item => item.known && isEveryone(item.value));
  if (open) {
    const only = items.length === 1 && itemsOf(value).length === 1;
    const literal = only ? literalOf(open) : undefined;
    return { from: 'anyone', span: placeOf(open), ...(literal ? { literal } : {}) };
  }
  if (items.length === 0 || items.some(item => !item.known || item.value === '')) return { from: 'unknown' };
  return { from: items.every(item => item.known && isLoopback(item.value)) ? 'loopback' : 'limited' };
}
