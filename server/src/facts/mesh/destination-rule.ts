import type { YamlNode } from '../../syntax/yaml/model';
import { at, boolean, entryAt, integer, items, placeOf, text } from '../../syntax/yaml/read';
import { mendBy } from '../fix';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write } from '../yaml/context';
import type { ClientTls } from './mesh';
import { readUnknownMode } from './mode';
import { readSwitchedOff } from './tls-settings';

const modes: ReadonlySet<string> = new Set(['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL']);

/** Reads Istio's DestinationRule. Source: istio/api networking/v1alpha3/destination_rule.proto. */
export function readDestinationRule(resource: Resource): void {
  const spec = at(resource.root, 'spec');
  readPolicy(resource, at(spec, 'trafficPolicy'), '');
  for (const subset of items(at(spec, 'subsets'))) {
    readPolicy(resource, at(subset, 'trafficPolicy'), `subset ${text(at(subset, 'name')) ?? ''}`.trim());
  }
}

function readPolicy(resource: Resource, policy: YamlNode | undefined, subset: string): void {
  readTls(resource, policy, subset || 'all ports');
  for (const setting of items(at(policy, 'portLevelSettings'))) {
    const port = integer(at(setting, 'port', 'number'));
    const covers = `port ${port ?? ''}`.trim() + (subset ? ` of ${subset}` : '');
    readTls(resource, setting, covers, port);
  }
}

function readTls(resource: Resource, holder: YamlNode | undefined, covers: string, port?: number): void {
  const tls = at(holder, 'tls');
  if (tls?.kind !== 'map') return;
  readSwitchedOff(tls, 'insecureSkipVerify', 'the DestinationRule', resource.emit);
  if (boolean(at(tls, 'insecureSkipVerify')) === true) return;
  const mode = at(tls, 'mode');
  // The first value of the enumeration holds where none is written.
  const name = mode ? text(mode) : 'DISABLE';
  readUnknownMode(resource, mode, modes);
  if (name === undefined || !modes.has(name)) return;
  const edit = write(mode, 'ISTIO_MUTUAL');
  const host = text(at(resource.root, 'spec', 'host'));
  if (host !== undefined && isOnMachine(host, resource)) return;
  resource.emit('mesh.client-tls', {
    span: tls.span,
    place: configuration(),
    by: 'Istio',
    resource: nameOf(resource),
    covers,
    mode: name as ClientTls['mode'],
    ...(mode ? {} : { how: 'unsaid' }),
    text: mode ? name : 'tls',
    at: mode ? placeOf(mode) : (entryAt(holder, 'tls')?.keySpan ?? tls.span),
    authority: ['caCertificates', 'credentialName'].some(key => at(tls, key) !== undefined) ? 'stated' : 'none',
    subjects: at(tls, 'subjectAltNames') !== undefined,
    ...mendBy('Use the mutual TLS of the mesh (ISTIO_MUTUAL)', edit),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
  });
}

/** Whether a ServiceEntry beside it says that the host is a socket of the machine: nothing of it goes over the network. */
const isOnMachine = (host: string, { file }: Resource): boolean =>
  file.documents.some(
    ({ root }) =>
      text(at(root, 'kind')) === 'ServiceEntry' &&
      items(at(root, 'spec', 'hosts')).some(it => text(it) === host) &&
      items(at(root, 'spec', 'endpoints')).some(it => /^unix:\/\//.test(text(at(it, 'address')) ?? '')),
  );
