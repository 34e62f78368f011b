import type { YamlNode } from '../../syntax/yaml/model';
import { at, boolean, entryAt, items, placeOf, text } from '../../syntax/yaml/read';
import { mendBy } from '../fix';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write } from '../yaml/context';
import { readEnvoy, readEnvoyInside } from './envoy';
import { readCurves, readSignatures, readSuites, readSwitchedOff, readVersion } from './tls-settings';

/** Reads the resources of Envoy Gateway. Source: envoyproxy/gateway api/v1alpha1. */
export function readEnvoyGateway(resource: Resource): void {
  const { emit, kind } = resource;
  const spec = at(resource.root, 'spec');
  const tls = at(spec, 'tls');
  if (kind === 'ClientTrafficPolicy') {
    readTls(resource, tls, 'server');
    readClients(resource, at(tls, 'clientValidation'));
  }
  if (kind === 'BackendTLSPolicy' || kind === 'BackendTrafficPolicy') readTls(resource, tls, 'client');
  if (kind === 'EnvoyProxy') {
    readTls(resource, at(spec, 'backendTLS'), 'client');
    const isWhole = /^(?:Replace)?$/.test(text(at(spec, 'bootstrap', 'type')) ?? '');
    readEnvoyInside(at(spec, 'bootstrap', 'value'), resource, isWhole);
  }
  if (kind === 'EnvoyPatchPolicy') {
    for (const patch of items(at(spec, 'jsonPatches'))) {
      const value = at(patch, 'operation', 'value');
      if (value) readEnvoy(value, resource, false);
    }
  }
  if (kind === 'Backend') {
    readTls(resource, tls, 'client');
    readSwitchedOff(tls, 'insecureSkipVerify', 'the Backend', emit);
  }
}

function readTls(resource: Resource, tls: YamlNode | undefined, role: 'client' | 'server'): void {
  readVersion(at(tls, 'minVersion'), 'Envoy', 'minimum', role, resource.emit);
  readVersion(at(tls, 'maxVersion'), 'Envoy', 'maximum', role, resource.emit);
  readSuites(at(tls, 'ciphers'), 'Envoy', resource);
  readCurves(at(tls, 'ecdhCurves'), resource);
  readSignatures(at(tls, 'signatureAlgorithms'), resource);
}

/** What is asked of clients. Source: api/v1alpha1/tls_types.go ClientValidationContext. */
function readClients(resource: Resource, validation: YamlNode | undefined): void {
  const { emit } = resource;
  const mode = at(validation, 'mode');
  const named = text(mode);
  const edit = write(mode, 'RequireAndVerify');
  const mend = mendBy('Require a valid client certificate', edit);
  if (mode && named !== undefined) {
    const base = { span: mode.span, place: configuration(), text: named, at: placeOf(mode) };
    if (named === 'RequireAny') emit('tls.validation-off', { ...base, who: 'Envoy', ...mend });
    if (/^(?:Request|VerifyIfGiven)$/.test(named)) {
      emit('tls.optional-client', { ...base, resource: nameOf(resource), chosen: true, ...mend });
    }
  }
  const optional = entryAt(validation, 'optional');
  if (optional && boolean(optional.value) === true && !mode) {
    const off = write(optional.value, 'false');
    emit('tls.optional-client', {
      span: optional.span,
      place: configuration(),
      resource: nameOf(resource),
      text: 'optional: true',
      at: optional.span,
      chosen: true,
      ...mendBy('Require a client certificate', off),
    });
  }
  const expired = entryAt(validation, 'allowExpiredCertificate');
  if (!expired || boolean(expired.value) !== true) return;
  const off = write(expired.value, 'false');
  emit('tls.validation-off', {
    span: expired.span,
    place: configuration(),
    who: 'Envoy',
    text: 'allowExpiredCertificate: true',
    at: expired.span,
    weight: 'part',
    ...mendBy('Refuse expired certificates', off),
  });
}
