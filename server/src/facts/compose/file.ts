import { lookUp } from '../../base/look-up';
import { removeEntry } from '../../syntax/yaml/edit';
import type { YamlEntry, YamlMap, YamlNode } from '../../syntax/yaml/model';
import { at, boolean, entries, entryAt, items, placeOf, text } from '../../syntax/yaml/read';
import type { OperatingSystem, Place } from '../fact';
import { isLinuxImage } from '../image/catalog';
import { madeName } from '../image/made';
import { parseReference } from '../image/parse';
import { isWindowsImage } from '../kubernetes/system';
import { readCommandLine, readScript } from '../yaml/command-line';
import { configuration, write, type YamlContext } from '../yaml/context';
import { readComposeEnvironment } from '../yaml/environment';
import { readImage } from '../yaml/image';
import { readCredentialSpecs } from './credential-spec';
import { unsupportedOfNetworks } from './networks';
import { readPorts } from './ports';
import type { ComposeService } from './service';

const composeName = /(?:^|\/)(?:docker-)?(?:compose|stack)[^/]*\.ya?ml$/i;

/** Whether a document is a compose file: by its name or by what its services hold. */
export function isCompose(root: YamlMap, path: string): boolean {
  const services = at(root, 'services');
  if (services?.kind !== 'map' || at(root, 'apiVersion') || at(root, 'kind')) return false;
  if (composeName.test(path)) return true;
  const all = entries(services).map(it => it.value);
  const tells = (service: YamlNode): boolean => ['image', 'build', 'extends'].some(key => entryAt(service, key));
  return all.some(tells) && all.every(it => tells(it) || additions.some(key => entryAt(it, key)));
}

/** What a file may add to a service that another one describes. */
const additions = ['depends_on', 'environment', 'env_file', 'healthcheck', 'networks', 'ports', 'volumes'];

/** Reads the services of a compose file. */
export function readCompose(root: YamlMap, context: YamlContext): void {
  const services = entries(at(root, 'services')).flatMap(entry =>
    entry.value.kind === 'map' ? [{ entry, service: entry.value, own: systemOf(entry.value) }] : [],
  );
  // One engine runs them all: what a single one shows holds for those that show nothing.
  const shown = new Set(services.flatMap(it => it.own ?? []));
  const fallback = usesNat(root) ? 'windows' : shown.size === 1 ? [...shown][0]! : 'unknown';
  for (const { entry, service, own } of services) readService(entry, service, own ?? fallback, context);
  readCredentialSpecs(root, context);
  const networks = entryAt(root, 'networks');
  if (networks && services.length > 0 && services.every(({ own }) => (own ?? fallback) === 'windows')) {
    const unsupported = unsupportedOfNetworks(root, context);
    context.emit('compose.networks', { span: networks.span, place: configuration('windows'), unsupported });
  }
}

function readService(entry: YamlEntry, service: YamlMap, os: OperatingSystem, context: YamlContext): void {
  const { emit } = context;
  const place: Place = configuration(os);
  const starts: Place = { ...place, runs: 'start' };
  const image = text(at(service, 'image'));
  const user = at(service, 'user');
  const userName = text(user);
  emit('compose.service', {
    span: entry.span,
    place,
    name: entry.key,
    unsupported: os === 'windows' ? unsupportedKeys(service, context) : [],
    mounts: mountsOf(service),
    ...(image === undefined ? {} : { image }),
    ...(user && userName !== undefined
      ? { user: { name: userName, at: placeOf(user), setTo: (to: string) => write(user, to) } }
      : {}),
  });
  // With `build`, `image` is the name that the result gets.
  const made = at(service, 'build') && image !== undefined ? madeName(image) : undefined;
  if (made !== undefined) emit('image.made', { span: entry.span, place, name: made });
  if (!at(service, 'build')) readImage(at(service, 'image'), 'compose', place, context);
  readBuildImages(at(service, 'build', 'args'), place, context);
  readPorts(service, place, context);
  readComposeEnvironment(at(service, 'environment'), starts, emit);
  readComposeEnvironment(at(service, 'build', 'args'), starts, emit);
  const entrypoint = at(service, 'entrypoint');
  const command = at(service, 'command');
  readCommandLine(items(entrypoint), items(command), starts, emit);
  const test = items(at(service, 'healthcheck', 'test'));
  if (text(test[0]) === 'CMD') readCommandLine(test.slice(1), [], starts, emit);
  const check = text(test[0]) === 'CMD-SHELL' ? test[1] : undefined;
  for (const it of [entrypoint, command, check])
    if (it?.kind === 'scalar' && (os === 'windows' || (os === 'unknown' && startsShell.test(it.text))))
      readScript(it, 'cmd', { ...starts, os: 'windows' }, emit);
}

/** Build arguments that name an image in place of a default: `BASE_IMAGE: name:tag`, `BASE_IMAGE=name:tag`. */
function readBuildImages(args: YamlNode | undefined, place: Place, context: YamlContext): void {
  const read = (node: YamlNode, name: string, image: string, skip = 0): void => {
    if (!imageArgument.test(name) || !imageLike.test(image)) return;
    const where: Place = isWindowsImage(image) ? { ...place, os: 'windows' } : place;
    readImage(node, 'compose', where, context, { skip });
  };
  for (const { key, value } of entries(args)) read(value, key, text(value) ?? '');
  for (const it of items(args)) {
    const [name = '', ...rest] = (text(it) ?? '').split('=');
    read(it, name, rest.join('='), name.length + 1);
  }
}

const imageArgument = /(?:^|_)image(?:_|$)/i;
/** A name of which a part is not the tag alone: it has a path, and a tag or digest. */
const imageLike = /\/.*[:@]/;

/** Only Windows has these. */
const startsShell = /^\s*(?:powershell|cmd)(?:\.exe)?\s/i;

/** What a service itself says of its system. */
function systemOf(service: YamlMap): OperatingSystem | undefined {
  const platform = text(at(service, 'platform'));
  if (platform) return platform.startsWith('windows') ? 'windows' : platform.startsWith('linux') ? 'linux' : undefined;
  const isolation = text(at(service, 'isolation'));
  if (isolation === 'hyperv' || isolation === 'process' || at(service, 'credential_spec')) return 'windows';
  const image = text(at(service, 'image'));
  if (image !== undefined && isWindowsImage(image)) return 'windows';
  const reference = image === undefined ? undefined : parseReference(image);
  if (reference && isLinuxImage(reference)) return 'linux';
  const mounts = mountsOf(service);
  if (mounts.some(it => /^(?:\\\\|\/\/)[.?][\\/]pipe[\\/]/.test(it.target))) return 'windows';
  if (mounts.some(it => /^[a-z]:[\\/]/i.test(it.target))) return 'windows';
  if (mounts.some(it => it.target.startsWith('/'))) return 'linux';
  return undefined;
}

/** The network `nat` exists on Windows hosts only. */
const usesNat = (root: YamlMap): boolean =>
  entries(at(root, 'networks')).some(({ value, key }) => {
    const external = at(value, 'external');
    if (!external) return false;
    return (text(at(external, 'name')) ?? text(at(value, 'name')) ?? key) === 'nat';
  });

/**
 * Keys that Docker on Windows refuses or passes over. Source: Virtualization-Documentation container-networking/
 * network-drivers-topologies.md, docs.docker.com compose file reference.
 */
const unsupported: Readonly<Record<string, (value: YamlNode) => boolean>> = {
  privileged: it => boolean(it) === true,
  network_mode: it => text(it) === 'host',
  pid: it => text(it) === 'host',
  ipc: it => text(it) === 'host',
  userns_mode: () => true,
  cap_add: it => items(it).length > 0,
  cap_drop: it => items(it).length > 0,
  read_only: it => boolean(it) === true,
  security_opt: it =>
    items(it).length > 0 &&
    items(it).every(item => /^(?:seccomp|apparmor|label|no-new-privileges|systempaths)\b/.test(text(item) ?? '')),
  dns_opt: it => items(it).length > 0 || text(it) !== undefined,
  shm_size: () => true,
  sysctls: () => true,
  tmpfs: () => true,
  cgroup_parent: () => true,
  cpuset: () => true,
  mem_reservation: () => true,
  mem_swappiness: () => true,
  memswap_limit: () => true,
  oom_kill_disable: it => boolean(it) === true,
  pids_limit: () => true,
  ulimits: () => true,
};

function unsupportedKeys(service: YamlMap, { file }: YamlContext): ComposeService['unsupported'] {
  return service.entries.flatMap(entry => {
    if (!lookUp(unsupported, entry.key)?.(entry.value)) return [];
    const removal = removeEntry(file, entry);
    const value = text(entry.value);
    const label = value === undefined ? entry.key : `${entry.key}: ${value}`;
    return [{ key: entry.key, at: entry.span, text: label, ...(removal ? { removal } : {}) }];
  });
}

interface Mount {
  readonly source: string;
  readonly target: string;
  readonly at: { readonly start: number; readonly end: number };
  readonly readOnly: boolean;
}

const shortMount =
  /^((?:[a-z]:[\\/]|(?:\\\\|\/\/)[.?][\\/]|[^:])[^:]*):((?:[a-z]:[\\/]|(?:\\\\|\/\/)[.?][\\/]|[^:])[^:]*)(?::([\w,]+))?$/i;

function mountsOf(service: YamlMap): readonly Mount[] {
  return items(at(service, 'volumes')).flatMap(volume => {
    const short = text(volume);
    if (short !== undefined) {
      const match = shortMount.exec(short);
      if (!match) return [];
      const [, source = '', target = '', mode = ''] = match;
      return [{ source, target, at: placeOf(volume), readOnly: mode.split(',').includes('ro') }];
    }
    const source = at(volume, 'source') ?? at(volume, 'src');
    const target = text(at(volume, 'target') ?? at(volume, 'dst'));
    const path = text(source);
    if (!source || path === undefined || target === undefined) return [];
    return [{ source: path, target, at: placeOf(source), readOnly: boolean(at(volume, 'read_only')) === true }];
  });
}
