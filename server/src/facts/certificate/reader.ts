import type { Value } from '../../base/value';
import { is } from '../command/command';
import { concern } from '../command/concern';
import type { ScriptReader } from '../command/script';
import { cmdletTraits } from './cmdlets';
import { programTraits } from './programs';
import { ofStoreObject, opened, storedBy } from './stores';

/** Reads what scripts say of certificates and signatures, on any system. */
export const readCertificates: ScriptReader = ({ events }, emit) => {
  const runs = (...names: readonly string[]): boolean => events.some(it => it.kind === 'command' && is(it, ...names));
  const exported = runs('Export-PfxCertificate');
  const made = runs('New-SelfSignedCertificate', 'New-SelfSignedCertificateEx', 'makecert');
  let store: Value<string> | undefined;
  for (const event of events) {
    if (event.kind === 'assignment' || (event.kind === 'command' && !isOurs(event))) continue;
    store = opened(event) ?? store;
    if (event.kind === 'invocation') {
      if (store) for (const it of ofStoreObject(event, store, made)) emit('certificate.stored', it);
      continue;
    }
    for (const it of storedBy(event, made)) emit('certificate.stored', it);
    for (const it of [...cmdletTraits(event), ...programTraits(event)]) {
      emit('certificate.trait', exported && it.trait === 'exportable' ? { ...it, exported } : it);
    }
  }
};

const isOurs = concern(opened, it => storedBy(it, true), cmdletTraits, programTraits);
