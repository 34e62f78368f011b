import type { Emit } from '../facts';
import type { Lifetime, SpireConfig } from './config';
import { lacks, settingAt, textIn } from './settings';

/** spire: doc/spire_server.md. */
const lifetimes: Readonly<Record<string, Lifetime['of']>> = {
  ca_ttl: 'authority',
  default_x509_svid_ttl: 'X.509 SVID',
  default_jwt_svid_ttl: 'JWT SVID',
  agent_ttl: 'agent',
};

/** `ca_ttl`, when it is not stated. */
const defaultAuthority = 86_400;

const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001, us: 1e-6, µs: 1e-6, ns: 1e-9 };

/** A duration as Go writes it, `1h30m`, in seconds. */
export function secondsOf(duration: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:h|ms|m|s|us|µs|ns))+$/.test(duration)) return undefined;
  let sum = 0;
  for (const [, count, unit] of duration.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)/g)) {
    sum += Number(count) * units[unit!]!;
  }
  return sum;
}

/** So many seconds, as Go writes them. */
export const durationOf = (seconds: number): string =>
  seconds % 3600 === 0 ? `${seconds / 3600}h` : seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;

/** Reads how long what a server issues stays valid. */
export function readLifetimes({ role, settings, place, span }: SpireConfig, emit: Emit): void {
  if (role !== 'server') return;
  const own = secondsOf(textIn(settingAt(settings, 'ca_ttl')) ?? '');
  const signs = own ?? (lacks(settings, 'ca_ttl') ? defaultAuthority : undefined);
  for (const [key, of] of Object.entries(lifetimes)) {
    const setting = settingAt(settings, key);
    const seconds = secondsOf(textIn(setting) ?? '');
    if (!setting || seconds === undefined) continue;
    const { text, at } = setting;
    const authority = of === 'authority' || signs === undefined ? {} : { authority: signs };
    emit('spire.lifetime', {
      span,
      place,
      of,
      seconds,
      ...authority,
      text,
      at,
      setTo: to => setting.setTo(durationOf(to)),
    });
  }
}
