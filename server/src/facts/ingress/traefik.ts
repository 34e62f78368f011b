import type { YamlNode } from '../../syntax/yaml/model';
import { at, entries, nodesIn, placeOf, text } from '../../syntax/yaml/read';
import type { Emit } from '../facts';
import { mendBy } from '../fix';
import { nameOf, type Resource } from '../kubernetes/resource';
import { readCurves, readSuites, readSwitchedOff, readVersion } from '../mesh/tls-settings';
import { configuration, write, type YamlContext } from '../yaml/context';

/** Reads the resources of Traefik. Source: traefik/traefik pkg/provider/kubernetes/crd/traefikio/v1alpha1. */
export function readTraefik(resource: Resource): void {
  const spec = at(resource.root, 'spec');
  readUnverified(spec, resource);
  if (resource.kind === 'TLSOption') readOptions(spec, nameOf(resource), resource);
  if (resource.kind === 'ServersTransport') readTransport(spec, resource);
}

/** Whether a document is configuration of Traefik, static or of its file provider. */
export const isTraefik = (root: YamlNode): boolean =>
  at(root, 'entryPoints') !== undefined ||
  at(root, 'serversTransport') !== undefined ||
  ['http', 'tcp'].some(
    it => at(root, it, 'serversTransports') !== undefined || at(root, it, 'routers') !== undefined,
  ) ||
  at(root, 'tls', 'options')?.kind === 'map';

/** Reads such a document. Source: traefik/traefik pkg/config/static, pkg/config/dynamic. */
export function readTraefikFile(root: YamlNode, yaml: YamlContext): void {
  readUnverified(root, yaml);
  readTransport(at(root, 'serversTransport'), yaml);
  for (const it of entries(at(root, 'http', 'serversTransports'))) readTransport(it.value, yaml);
  for (const it of entries(at(root, 'tls', 'options'))) readOptions(it.value, `the options ${it.key}`, yaml);
}

/** Servers, providers and authentication servers that are spoken to in TLS, each with the same switch. */
function readUnverified(root: YamlNode | undefined, { emit }: YamlContext): void {
  for (const it of nodesIn(root)) readSwitchedOff(it, 'insecureSkipVerify', 'Traefik', emit, 'inside');
}

/** The same switch on the command line, whose words Traefik takes in any case. */
export function readTraefikFlags(words: readonly YamlNode[], emit: Emit): void {
  for (const it of words) {
    const flag = /^--serverstransport\.insecureskipverify(?:=true)?$/i.exec(text(it) ?? '');
    if (!flag) continue;
    const edit = write(it, `${flag[0].replace(/=.*/, '')}=false`);
    emit('tls.validation-off', {
      span: it.span,
      place: configuration(),
      who: 'Traefik',
      text: flag[0],
      at: placeOf(it),
      weight: 'inside',
      ...mendBy('Check the certificate', edit),
    });
  }
}

function readTransport(transport: YamlNode | undefined, yaml: YamlContext): void {
  readVersion(at(transport, 'minVersion'), 'Traefik', 'minimum', 'client', yaml.emit);
  readSuites(at(transport, 'cipherSuites'), 'Traefik', yaml, 'iana');
}

/** TLS of a listener: `TLSOption`, the `options` of a file, `tlsOptions` of the chart. */
export function readOptions(options: YamlNode | undefined, name: string, yaml: YamlContext): void {
  readVersion(at(options, 'minVersion'), 'Traefik', 'minimum', 'server', yaml.emit);
  readVersion(at(options, 'maxVersion'), 'Traefik', 'maximum', 'server', yaml.emit);
  readSuites(at(options, 'cipherSuites'), 'Traefik', yaml, 'iana');
  readCurves(at(options, 'curvePreferences'), yaml);
  const kind = at(options, 'clientAuth', 'clientAuthType');
  const edit = write(kind, 'RequireAndVerifyClientCert');
  const mend = mendBy('Require a valid client certificate', edit);
  const named = text(kind);
  if (!kind || named === undefined) return;
  const base = { span: kind.span, place: configuration(), text: named, at: placeOf(kind) };
  if (/^(?:RequestClientCert|VerifyClientCertIfGiven)$/.test(named)) {
    yaml.emit('tls.optional-client', { ...base, resource: name, chosen: true, ...mend });
  }
  if (named === 'RequireAnyClientCert') yaml.emit('tls.validation-off', { ...base, who: 'Traefik', ...mend });
}
