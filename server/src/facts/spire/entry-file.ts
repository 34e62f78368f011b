import { knownValue } from '../../base/value';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { type Grant, type Selector, selectorOf } from './entry';
import { flagOf, numberOf, type SpireBlock, settingAt, settingsAt, textIn } from './settings';

/** Reads a file for `spire-server entry create -data` (spire: test/fixture/registration, spire-api-sdk: entry.proto). */
export function readEntryFile(root: SpireBlock, place: Place, emit: Emit): void {
  for (const { block } of settingsAt(root, 'entries')) {
    const id = settingAt(block, 'spiffe_id');
    if (!block || !id) continue;
    const base = { span: block.head, place };
    const selectors = settingsAt(block, 'selectors');
    const read = selectors.flatMap(it => selectorIn(it.block) ?? []);
    const name = textIn(id);
    const parent = settingAt(block, 'parent_id');
    const above = textIn(parent);
    emit('spire.entry', {
      ...base,
      span: id.at,
      of: 'workload',
      selectors: read,
      open: root.open || read.length < selectors.length,
      grants: (['admin', 'downstream'] as const).flatMap((right): Grant[] => {
        const setting = settingAt(block, right);
        if (!setting || flagOf(setting) !== true) return [];
        const { text, span: at, removal } = setting;
        return [{ right, text, at, ...(removal ? { removal } : {}) }];
      }),
      ...(name === undefined ? {} : { id: { value: name, at: id.at } }),
      ...(above ? { parent: above } : {}),
    });
    const beside = above ? { beside: above } : {};
    if (name !== undefined) emit('spire.name', { ...base, kind: 'SPIFFE ID', value: name, at: id.at, ...beside });
    if (parent && above !== undefined && above !== '')
      emit('spire.name', { ...base, kind: 'SPIFFE ID', value: above, at: parent.at });
    for (const [key, of] of [
      ['x509_svid_ttl', 'X.509 SVID'],
      ['jwt_svid_ttl', 'JWT SVID'],
    ] as const) {
      const setting = settingAt(block, key);
      const seconds = numberOf(setting);
      if (!setting || seconds === undefined) continue;
      emit('spire.lifetime', {
        ...base,
        of,
        seconds,
        text: setting.text,
        at: setting.at,
        setTo: to => setting.setTo(String(to)),
      });
    }
  }
}

function selectorIn(block: SpireBlock | undefined): Selector | undefined {
  const type = textIn(settingAt(block, 'type'));
  const value = settingAt(block, 'value');
  if (type === undefined || !value) return undefined;
  const text = knownValue(value.value);
  const prefix = value.value.known ? '' : (value.value.prefix ?? '');
  return selectorOf(
    `${type}:${typeof text === 'string' ? text : prefix}`,
    typeof text === 'string',
    value.at,
    value.value.known ? value.value.literal : undefined,
  );
}
