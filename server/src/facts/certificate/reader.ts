import type { Value } from '../../base/value';
import type { ScriptReader } from '../command/script';
import { cmdletTraits } from './cmdlets';
import { programTraits } from './programs';
import { ofStoreObject, opened, storedBy } from './stores';

/** Reads what scripts say of certificates and signatures, on any system. */
export const readCertificates: ScriptReader = ({ events }, emit) => {
  const names = new Set(events.map(it => (it.kind === 'command' ? it.name.toLowerCase() : '')));
  const exported = names.has('export-pfxcertificate');
  const made =
    names.has('new-selfsignedcertificate') || names.has('new-selfsignedcertificateex') || names.has('makecert');
  let store: Value<string> | undefined;
  for (const event of events) {
    if (event.kind === 'assignment') continue;
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
