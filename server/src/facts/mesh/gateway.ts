import { insertAfter } from '../../syntax/yaml/edit';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, boolean, entries, entryAt, integer, items, placeOf, text } from '../../syntax/yaml/read';
import type { Fix } from '../fix';
import { nameOf, type Resource } from '../kubernetes/resource';
import { winRm } from '../network/ports';
import { configuration, write } from '../yaml/context';
import { readServerEffect } from './gateway-effect';
import { istioVersions, readIstioVersion } from './istio-version';
import { readSuites, readSwitchedOff } from './tls-settings';

/** Reads Istio's Gateway. Source: istio/api networking/v1alpha3/gateway.proto. */
export function readGateway(resource: Resource): void {
  for (const server of items(at(resource.root, 'spec', 'servers'))) readServer(resource, server);
}

/** Reads how a Gateway or a Sidecar speaks TLS with those that call it. */
export function readServerTls(resource: Resource, tls: YamlNode | undefined, who: string): void {
  readIstioVersion(resource, at(tls, 'minProtocolVersion'), 'minimum', istioVersions.server, nameOf(resource));
  readIstioVersion(resource, at(tls, 'maxProtocolVersion'), 'maximum', istioVersions.server, nameOf(resource));
  readSuites(at(tls, 'cipherSuites'), 'Istio', resource);
  readSwitchedOff(tls, 'insecureSkipVerify', who, resource.emit);
}

function readServer(resource: Resource, server: YamlNode): void {
  const { emit } = resource;
  const tls = at(server, 'tls');
  if (readServerEffect(resource, server)) readServerTls(resource, tls, 'the Gateway');

  const written = at(server, 'port', 'protocol');
  const protocol = text(written);
  if (!written || protocol === undefined) return;
  const port = integer(at(server, 'port', 'number'));
  const number = at(server, 'port', 'number');
  const mode = at(tls, 'mode');
  const modeName = text(mode);
  const hosts = items(at(server, 'hosts')).flatMap(it => text(it) ?? []);
  const fix = redirectFix(resource, server);
  const isInside = isInner(resource) || isBoundInside(server);
  emit('mesh.gateway-server', {
    span: server.span,
    place: configuration(),
    resource: nameOf(resource),
    protocol: protocol.toUpperCase(),
    protocolSpan: placeOf(written),
    hosts,
    egress: isInside,
    redirects: redirectsOf(tls),
    ...(port === undefined ? {} : { port }),
    ...(mode && modeName !== undefined
      ? { mode: { name: modeName, at: placeOf(mode), setTo: (to: string) => write(mode, to) } }
      : {}),
    ...(fix ? { redirect: fix } : {}),
  });
  // What is behind HTTP its port does not tell, but for Windows Remote Management.
  const isTold = /^(?:TCP|TLS|MONGO|MYSQL|REDIS)$/i.test(protocol) || port === winRm.http || port === winRm.https;
  if (port !== undefined && number && !isInside && isTold) {
    emit('network.exposure', {
      span: server.span,
      place: configuration(),
      via: 'gateway',
      protocol: 'tcp',
      ports: [{ range: { from: port, to: port }, span: placeOf(number) }],
      from: 'anyone',
      fixes: [],
    });
  }
}

/** Whether a gateway is for calls from inside: those out of the mesh, or what Knative has for services of the cluster. */
const isInner = ({ root, name = '' }: Resource): boolean =>
  /^(?:knative|cluster)-local-gateway$/.test(name) ||
  entries(at(root, 'spec', 'selector')).some(it => /(?:egress|cluster-local-)gateway$/.test(text(it.value) ?? ''));

/** Whether a server listens to its own machine only. */
const isBoundInside = (server: YamlNode): boolean => /^(?:127\.|::1$|unix:\/\/)/.test(text(at(server, 'bind')) ?? '');

function redirectsOf(tls: YamlNode | undefined): boolean | undefined {
  if (tls?.kind === 'unknown') return undefined;
  const redirect = at(tls, 'httpsRedirect');
  return redirect ? boolean(redirect) : false;
}

function redirectFix({ file }: Resource, server: YamlNode): Fix | undefined {
  const title = 'Redirect to HTTPS';
  const redirect = at(server, 'tls', 'httpsRedirect');
  if (redirect) {
    const edit = write(redirect, 'true');
    return edit && { title, edits: [edit] };
  }
  const tls = entryAt(server, 'tls');
  const port = entryAt(server, 'port');
  if (tls || !port) return undefined;
  const block = port.map.style === 'block';
  const lines = block ? ['tls:', '  httpsRedirect: true'] : ['tls: { httpsRedirect: true }'];
  return { title, edits: [insertAfter(file, port, lines)] };
}
