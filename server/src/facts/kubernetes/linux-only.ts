import { removeEntry } from '../../syntax/yaml/edit';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, boolean, entryAt } from '../../syntax/yaml/read';
import type { YamlContext } from '../yaml/context';
import type { LinuxOnlyField } from './pod';

/**
 * Fields that the API server refuses on a pod with `os.name: windows`, and that do nothing on Windows nodes without it.
 * Source: kubernetes/api core/v1 types.go, comment of PodOS; pkg/apis/core/validation `validateWindows`.
 */
const podFields = ['hostUsers', 'shareProcessNamespace', 'resources'];
/** Refused only when true. */
const podSwitches = ['hostPID', 'hostIPC'];
const podSecurity = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
];
const containerSecurity = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

/** The fields of a Windows pod that only Linux knows. */
export function linuxOnlyFields(spec: YamlNode, containers: readonly YamlNode[], yaml: YamlContext): LinuxOnlyField[] {
  const found: LinuxOnlyField[] = [];
  const look = (holder: YamlNode | undefined, keys: readonly string[], prefix: string, parent?: YamlNode): void => {
    const entries = keys.flatMap(key => {
      const entry = entryAt(holder, key);
      if (!entry || at(holder, key) === undefined) return [];
      return podSwitches.includes(key) && boolean(entry.value) !== true ? [] : [{ key, entry }];
    });
    const around = parent && entryAt(parent, 'securityContext');
    const map = entries[0]?.entry.map;
    const isAll = map && entries.length === map.entries.length && !map.open && map.merged.length === 0;
    const whole = around && isAll ? removeEntry(yaml.file, around) : undefined;
    for (const { key, entry } of entries) {
      const removal = whole ?? removeEntry(yaml.file, entry, around);
      const removes = whole ? 'securityContext' : prefix + key;
      found.push({ field: prefix + key, at: entry.span, ...(removal ? { removal, removes } : {}) });
    }
  };
  look(spec, [...podFields, ...podSwitches], '');
  look(at(spec, 'securityContext'), podSecurity, 'securityContext.', spec);
  for (const it of containers) look(at(it, 'securityContext'), containerSecurity, 'securityContext.', it);
  return found;
}
