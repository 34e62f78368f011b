import type { MappedText } from '../../base/mapped-text';
import { parseHcl } from '../../syntax/hcl/parse';
import { parseJson } from '../../syntax/json/parse';
import { isLocalHost } from '../download/address';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { readAddresses } from './addresses';
import type { SpireConfig, SpirePlugin } from './config';
import { readEntryFile } from './entry-file';
import { settingsOfHcl } from './hcl';
import { settingsOfJson } from './json';
import { readLifetimes } from './lifetimes';
import { readNames } from './names';
import { readSecrets } from './secrets';
import { flagOf, lacks, type SpireBlock, settingAt, settingsAt, textIn } from './settings';

/** Reads a configuration of SPIRE that another file carries, whichever of its two notations it is in. */
export function readSpireText(text: MappedText, around: Place, emit: Emit): void {
  const place: Place = { ...around, os: 'unknown', runs: 'configuration' };
  const isJson = /^\s*\{/.test(text.text);
  if (isJson) {
    const { root } = parseJson(text.text);
    if (root) readSpire(settingsOfJson(root, text), place, emit);
  } else readSpire(settingsOfHcl(parseHcl(text.text).body, text), place, emit);
}

/** Reads the configuration of a server or agent, or a file of entries (spire: doc/spire_server.md, doc/spire_agent.md). */
export function readSpire(root: SpireBlock, place: Place, emit: Emit): void {
  const all = pluginsOf(root);
  const plugins = all.filter(it => !it.isExternal);
  const external = all.flatMap(it => (it.isExternal && it.type === 'WorkloadAttestor' ? [it.name] : []));
  for (const role of ['server', 'agent'] as const) {
    const settings = settingAt(root, role)?.block;
    if (!settings || isTornjak(settings)) continue;
    const isWindows =
      plugins.some(it => it.name === 'windows') || [settings, ...plugins.map(it => it.data)].some(saysWindows);
    const own: Place = isWindows ? { ...place, os: 'windows' } : place;
    const config: SpireConfig = { span: settings.head, place: own, role, settings, plugins, external };
    emit('spire.config', config);
    readLifetimes(config, emit);
    readNames(config, emit);
    readAddresses(config, emit);
    readBootstrap(config, emit);
    readSecrets(config, emit);
  }
  readEntryFile(root, place, emit);
}

/** Tornjak, which shows what a server holds, has a configuration much like that of a server. */
const isTornjak = (settings: SpireBlock): boolean => settingAt(settings, 'spire_socket_path') !== undefined;

/** Whether something inside is a path or a pipe of Windows. */
const saysWindows = (block: SpireBlock): boolean =>
  block.entries.some(it =>
    it.block
      ? saysWindows(it.block)
      : /named_pipe_name$/.test(it.key) || /^(?:[A-Za-z]:[\\/]|npipe:)/.test(textIn(it) ?? ''),
  );

/** `Type "name" { ... }`; a list of objects in JSON. */
function pluginsOf(root: SpireBlock): readonly (SpirePlugin & { readonly isExternal: boolean })[] {
  return settingsAt(root, 'plugins').flatMap(all =>
    (all.block?.entries ?? []).flatMap(type =>
      (type.block?.entries ?? []).flatMap(plugin => {
        const { block } = plugin;
        if (!block || flagOf(settingAt(block, 'enabled')) === false) return [];
        const own = settingAt(block, 'plugin_data')?.block;
        const isElsewhere = !lacks(block, 'plugin_data_file') || settingsAt(block, 'plugin_data').length > 0;
        const empty: SpireBlock = { head: block.head, entries: [], open: isElsewhere, insert: () => undefined };
        const isExternal = textIn(settingAt(block, 'plugin_cmd')) !== undefined;
        return [{ type: type.key, name: plugin.key, head: block.head, data: own ?? empty, isExternal }];
      }),
    ),
  );
}

/** `insecure_bootstrap = true` */
function readBootstrap({ role, settings, span, place }: SpireConfig, emit: Emit): void {
  const setting = settingAt(settings, 'insecure_bootstrap');
  if (role !== 'agent' || !setting || flagOf(setting) !== true) return;
  const edit = setting.become('trust_bundle_path', 'conf/agent/bootstrap.crt');
  const mend = edit && { title: 'Trust the bundle of a file', edits: [edit] };
  emit('spire.unverified-bootstrap', {
    span,
    place,
    text: setting.text,
    at: setting.span,
    local: isLocalHost((textIn(settingAt(settings, 'server_address')) ?? '').toLowerCase()),
    ...(mend ? { mend } : {}),
  });
}
