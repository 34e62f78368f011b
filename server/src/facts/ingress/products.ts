import { at, placeOf, text } from '../../syntax/yaml/read';
import { mendBy } from '../fix';
import type { Resource } from '../kubernetes/resource';
import { readCurves, readSuites, readVersion } from '../mesh/tls-settings';
import type { TlsVersion, VersionSwitch } from '../tls/version';
import { configuration, write } from '../yaml/context';

/** Where an object keeps what its listeners or upstreams speak, and by which keys. */
interface Shape {
  readonly by: VersionSwitch['by'] & ('Envoy' | 'HAProxy' | 'program');
  /** It is about those that the gateway calls, not about its callers. */
  readonly role?: 'client';
  readonly path: readonly string[];
  readonly minimum: string;
  readonly maximum?: string;
  readonly suites: string;
  readonly curves?: string;
}

const gloo = { by: 'Envoy', minimum: 'minimumProtocolVersion', maximum: 'maximumProtocolVersion' } as const;

/**
 * Sources: emissary-ingress/emissary getambassador.io TLSContext; solo-io/gloo projects/gloo/api/v1/ssl/ssl.proto;
 * docs.openshift.com security/tls-security-profiles.
 */
const shapes: Readonly<Record<string, Shape>> = {
  'getambassador.io/TLSContext': {
    by: 'Envoy',
    path: ['spec'],
    minimum: 'min_tls_version',
    maximum: 'max_tls_version',
    suites: 'cipher_suites',
    curves: 'ecdh_curves',
  },
  'getambassador.io/Host': {
    by: 'Envoy',
    path: ['spec', 'tls'],
    minimum: 'min_tls_version',
    maximum: 'max_tls_version',
    suites: 'cipher_suites',
    curves: 'ecdh_curves',
  },
  'gateway.solo.io/VirtualService': {
    ...gloo,
    path: ['spec', 'sslConfig', 'parameters'],
    suites: 'cipherSuites',
    curves: 'ecdhCurves',
  },
  'gloo.solo.io/Upstream': {
    ...gloo,
    role: 'client',
    path: ['spec', 'sslConfig', 'parameters'],
    suites: 'cipherSuites',
    curves: 'ecdhCurves',
  },
  'operator.openshift.io/IngressController': {
    by: 'HAProxy',
    path: ['spec', 'tlsSecurityProfile', 'custom'],
    minimum: 'minTLSVersion',
    suites: 'ciphers',
  },
};

/** The lowest version of the profile `Old`; the router of OpenShift takes it for 1.1. */
const oldProfile: TlsVersion = 'TLS 1.1';

/** Reads what the listeners of further gateways speak. */
function readProduct(resource: Resource): void {
  const { root, emit } = resource;
  const shape = shapes[`${resource.group}/${resource.kind}`];
  if (!shape) return;
  const settings = at(root, ...shape.path);
  const { role = 'server' } = shape;
  readVersion(at(settings, shape.minimum), shape.by, 'minimum', role, emit);
  if (shape.maximum) readVersion(at(settings, shape.maximum), shape.by, 'maximum', role, emit);
  if (shape.curves) readCurves(at(settings, shape.curves), resource);
  readSuites(at(settings, shape.suites), shape.by, resource, 'any');
  const profile = at(root, 'spec', 'tlsSecurityProfile', 'type');
  if (!profile || text(profile) !== 'Old') return;
  const edit = write(profile, 'Intermediate');
  emit('tls.version', {
    span: profile.span,
    place: configuration(),
    version: oldProfile,
    state: 'minimum',
    by: shape.by,
    at: placeOf(profile),
    ...mendBy('Use the profile Intermediate', edit),
  });
}

/** The kinds that it knows, each with itself as the reader. */
export const products: Readonly<Record<string, (resource: Resource) => void>> = Object.fromEntries(
  Object.keys(shapes).map(it => [it, readProduct]),
);
