import { managementWays } from './ways-management.data';
import { tlsWays } from './ways-tls.data';

/** By rule: PowerShell that makes the mistake, `«»` around what is found, and PowerShell that nearly does. */
export type Ways = Readonly<Record<string, { readonly bad: readonly string[]; readonly good: readonly string[] }>>;

/** The tables of all topics. */
export const ways: Ways = { ...managementWays, ...tlsWays };
