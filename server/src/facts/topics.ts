import { readAppControl } from './app-control/reader';
import { readCertificates } from './certificate/reader';
import { withAway } from './command/away';
import type { Script, ScriptReader } from './command/script';
import { readConsulCommands } from './consul/commands';
import { readCredentials } from './credential/reader';
import { readDownloads } from './download/reader';
import type { Emit } from './facts';
import { readFirewall } from './firewall/reader';
import { readImageCommands } from './image/commands';
import { readWrittenEngines } from './image/daemon';
import { readDaemonRegistries } from './image/registry-access';
import { readContentTrust } from './image/trust';
import { readIpsec } from './ipsec/reader';
import { readComponents } from './kubernetes/component-reader';
import { readLdap } from './ldap/reader';
import { readRecordLoss } from './logging/reader';
import { readHostNetwork } from './network/host';
import { readNetwork } from './network/reader';
import { readRegistry } from './registry/script';
import { readMemberships } from './rights/membership';
import { readRights } from './rights/reader';
import { readServices } from './services/reader';
import { readServiceTraits } from './services/trait';
import { readSettings } from './settings/reader';
import { readShares } from './share/reader';
import { readSpireCommands } from './spire/commands';
import { readTls } from './tls/script';
import { readSignaturePolicies } from './trust-policy/commands';
import { readAppliedXml } from './xml/applied';

/** What is read off every script, wherever it stands. One reader a topic, in no particular order. */
const readers: readonly ScriptReader[] = [
  readAppControl,
  readAppliedXml,
  readCertificates,
  readComponents,
  readConsulCommands,
  readContentTrust,
  readDaemonRegistries,
  readCredentials,
  readDownloads,
  readFirewall,
  readHostNetwork,
  readImageCommands,
  readIpsec,
  readLdap,
  readNetwork,
  readRecordLoss,
  readRegistry,
  readMemberships,
  readRights,
  readServices,
  readServiceTraits,
  readSettings,
  readShares,
  readSignaturePolicies,
  readSpireCommands,
  readTls,
  readWrittenEngines,
];

/** All facts of a script, its commands included. @param apart a reader that the caller runs over several scripts */
export function readTopics(script: Script, emit: Emit, apart?: ScriptReader): void {
  const whole = { ...script, events: withAway(script.events) };
  for (const event of whole.events) if (event.kind === 'command') emit('command', event);
  for (const read of readers) if (read !== apart) read(whole, emit);
}
