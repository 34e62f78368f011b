import { type Edit, replace } from '../../base/edit';
import { removeEntry } from '../../syntax/yaml/edit';
import type { YamlEntry, YamlNode } from '../../syntax/yaml/model';
import { at, boolean, entries, entryAt, items, text } from '../../syntax/yaml/read';
import type { YamlContext } from '../yaml/context';
import type { ForeignField } from './pod';

/** A field at one place. */
interface Found extends Pick<ForeignField, 'field' | 'is' | 'at'> {
  readonly removal?: Edit;
  /** What goes with it: the field, or the mapping of which nothing would be left. */
  readonly removes?: string;
}

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
  'seLinuxChangePolicy',
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

/**
 * The fields of a Windows pod that only Linux knows.
 * @param isOffNetwork it has no container that is on the network of the node
 */
export function linuxOnlyFields(
  spec: YamlNode,
  containers: readonly YamlNode[],
  isOffNetwork: boolean,
  yaml: YamlContext,
): ForeignField[] {
  const found = [...refused(spec, containers, yaml), ...unsupported(spec, containers, yaml)];
  return [...onceEach(found), ...(isOffNetwork ? networkFields(spec, yaml) : [])];
}

/** What several containers say alike is one statement. */
function onceEach(found: readonly Found[]): ForeignField[] {
  return [...new Set(found.map(it => it.field))].map(field => {
    const all = found.filter(it => it.field === field);
    const { is, at, removal, removes } = all[0]!;
    const removals = all.flatMap(it => it.removal ?? []);
    const remove = removal && { title: `Remove ${removes ?? field}`, edits: removals };
    return { field, is, at, others: all.slice(1).map(it => it.at), removals, ...(remove ? { remove } : {}) };
  });
}

function refused(spec: YamlNode, containers: readonly YamlNode[], yaml: YamlContext): Found[] {
  const found: Found[] = [];
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
      found.push({ field: prefix + key, at: entry.span, is: 'refused', ...(removal ? { removal, removes } : {}) });
    }
  };
  look(spec, [...podFields, ...podSwitches], '');
  look(at(spec, 'securityContext'), podSecurity, 'securityContext.', spec);
  for (const it of containers) look(at(it, 'securityContext'), containerSecurity, 'securityContext.', it);
  return found;
}

/**
 * Values that the API server takes on every pod, and that Windows nodes do not have.
 * Source: kubernetes/website concepts/windows/intro.md, "API compatibility"; of `medium: Memory` kubernetes/mount-utils
 * mount_windows.go, which makes a folder on the disk.
 */
function unsupported(spec: YamlNode, containers: readonly YamlNode[], yaml: YamlContext): Found[] {
  const found: Found[] = [];
  const add = (field: string, entry: YamlEntry | undefined, more: Partial<Found> = {}): void => {
    const removal = entry && removeEntry(yaml.file, entry);
    if (!entry) return;
    found.push({ field, at: entry.span, is: 'unsupported', ...(removal ? { removal, removes: field } : {}), ...more });
  };
  for (const volume of items(at(spec, 'volumes'))) {
    const directory = entryAt(volume, 'emptyDir');
    const medium = text(at(directory?.value, 'medium'));
    if (!directory || (medium !== 'Memory' && !medium?.startsWith('HugePages'))) continue;
    const entry = entryAt(directory.value, 'medium');
    const isOnly = entry?.map.entries.length === 1 && !entry.map.open;
    const removal = isOnly ? emptied(directory) : undefined;
    const field = `emptyDir.medium: ${medium}`;
    add(field, entry, {
      is: medium === 'Memory' ? 'disk' : 'unsupported',
      ...(removal ? { removal, removes: field } : {}),
    });
  }
  for (const container of containers) {
    if (items(at(container, 'volumeDevices')).length > 0) add('volumeDevices', entryAt(container, 'volumeDevices'));
    for (const mount of items(at(container, 'volumeMounts'))) {
      const propagation = text(at(mount, 'mountPropagation'));
      if (propagation === undefined || propagation === 'None') continue;
      add(`mountPropagation: ${propagation}`, entryAt(mount, 'mountPropagation'));
    }
    for (const part of ['limits', 'requests']) {
      for (const entry of entries(at(container, 'resources', part))) {
        if (entry.key.startsWith('hugepages-')) add(`resources.${part}.${entry.key}`, entry);
      }
    }
  }
  return found;
}

/** `emptyDir: {}` in place of one with a single key. */
const emptied = ({ keySpan, span }: YamlEntry): Edit => replace({ start: keySpan.end, end: span.end }, ': {}');

/**
 * What asks for the network of the node on a pod that is no HostProcess pod: only these have it on Windows.
 * Source: kubernetes/website concepts/windows/intro.md, "Field compatibility for hostNetwork".
 */
export function networkFields(spec: YamlNode, yaml: YamlContext): ForeignField[] {
  const found: Found[] = [];
  const network = entryAt(spec, 'hostNetwork');
  const policy = entryAt(spec, 'dnsPolicy');
  if (network && boolean(at(spec, 'hostNetwork')) === true) found.push(fieldOf('hostNetwork', network, yaml));
  if (policy && text(at(spec, 'dnsPolicy')) === 'ClusterFirstWithHostNet') {
    found.push(fieldOf('dnsPolicy: ClusterFirstWithHostNet', policy, yaml));
  }
  return onceEach(found);
}

function fieldOf(field: string, entry: YamlEntry, yaml: YamlContext): Found {
  const removal = removeEntry(yaml.file, entry);
  return { field, at: entry.span, is: 'unsupported', ...(removal ? { removal, removes: field } : {}) };
}

/** The Windows options of a pod for Linux, where the API server refuses them once `os.name` says so. */
export function windowsOnlyFields(spec: YamlNode, containers: readonly YamlNode[], yaml: YamlContext): ForeignField[] {
  const found = [spec, ...containers].flatMap((holder): Found[] => {
    const around = entryAt(holder, 'securityContext');
    const entry = entryAt(at(holder, 'securityContext'), 'windowsOptions');
    if (entry?.value.kind !== 'map' || entry.value.entries.length === 0) return [];
    const removal = removeEntry(yaml.file, entry, around);
    const field = 'securityContext.windowsOptions';
    return [{ field, at: entry.span, is: 'refused', ...(removal ? { removal, removes: field } : {}) }];
  });
  return onceEach(found);
}
