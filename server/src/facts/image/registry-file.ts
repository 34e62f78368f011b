import { isTable, knownValue } from '../../base/value';
import type { YamlNode } from '../../syntax/yaml/model';
import { toValue } from '../../syntax/yaml/read';
import { configuration, type YamlContext } from '../yaml/context';
import { readRegistries } from './registry-access';

/** Whether a file tells K3s or RKE2 of registries, by its name. */
export const isRegistryFile = (path: string): boolean => /(?:^|\/)registries\.ya?ml$/i.test(path);

/** Reads the registries of K3s and RKE2. Source: docs.k3s.io installation/private-registry. */
export function readRegistryFile(root: YamlNode, { emit }: YamlContext): void {
  const table = knownValue(toValue(root));
  if (isTable(table)) readRegistries(table, 'containerd', configuration(), emit);
}
