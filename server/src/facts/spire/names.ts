import { itemsOf } from '../../base/value';
import type { Emit } from '../facts';
import type { SpireConfig } from './config';
import { settingAt, settingsAt, textIn } from './settings';

/** Reads the trust domains and SPIFFE IDs that a configuration names. */
export function readNames({ role, settings, place, span }: SpireConfig, emit: Emit): void {
  const own = settingAt(settings, 'trust_domain');
  const value = textIn(own);
  if (own && value !== undefined)
    emit('spire.name', { span, place, kind: 'trust domain', value, at: own.at, of: role });
  for (const key of ['admin_ids', 'authorized_delegates']) {
    for (const it of itemsOf(settingAt(settings, key)?.value)) {
      if (!it.known || typeof it.value !== 'string') continue;
      emit('spire.name', { span, place, kind: 'SPIFFE ID', value: it.value, at: it.span });
    }
  }
  for (const federated of settingsAt(settingAt(settings, 'federation')?.block, 'federates_with')) {
    for (const domain of federated.block?.entries ?? []) {
      const id = settingAt(domain.block, 'bundle_endpoint_profile', 'https_spiffe', 'endpoint_spiffe_id');
      const text = textIn(id);
      if (id && text !== undefined) emit('spire.name', { span, place, kind: 'SPIFFE ID', value: text, at: id.at });
    }
  }
}
