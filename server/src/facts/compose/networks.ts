import { removeEntry } from '../../syntax/yaml/edit';
import type { YamlEntry, YamlMap } from '../../syntax/yaml/model';
import { at, boolean, entries, items, text } from '../../syntax/yaml/read';
import type { Fact } from '../fact';
import type { YamlContext } from '../yaml/context';
import type { UnsupportedKey } from './service';

/** The networks of a compose file whose services all run on Windows. */
export interface ComposeNetworks extends Fact {
  readonly unsupported: readonly UnsupportedKey[];
}

/**
 * Keys of networks that Docker on Windows passes over (virtualization-documentation: container-networking/
 * network-drivers-topologies.md, architecture.md).
 */
export function unsupportedOfNetworks(root: YamlMap, { file }: YamlContext): readonly UnsupportedKey[] {
  const found = entries(at(root, 'networks')).flatMap(({ value }) => [
    ...entries(value).filter(it => /^(?:internal|enable_ipv6)$/.test(it.key) && boolean(it.value) === true),
    ...entries(at(value, 'driver_opts')).filter(
      it => it.key === 'encrypted' && text(at(value, 'driver')) === 'overlay',
    ),
    ...items(at(value, 'ipam', 'config')).flatMap(it =>
      entries(it).filter(own => /^(?:ip_range|aux_addresses)$/.test(own.key)),
    ),
  ]);
  return found.map((entry: YamlEntry) => {
    const value = text(entry.value);
    const removal = removeEntry(file, entry);
    const label = value ? `${entry.key}: ${value}` : entry.key;
    return { key: entry.key, at: entry.span, text: label, ...(removal ? { removal } : {}) };
  });
}
