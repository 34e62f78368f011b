import { replace } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import type { Data, Value } from '../../base/value';
import type { Emit } from '../facts';
import { suitesOf } from '../tls/suite-lists';
import type { CipherSuites } from '../tls/suites';
import type { TlsVersion } from '../tls/version';
import { configuration } from '../yaml/context';

/** Names of versions: `TLSv1_0` of Envoy, and of agents since 1.12; `tls10` of agents before. */
const versions: Readonly<Record<string, TlsVersion>> = {
  tlsv1_0: 'TLS 1.0',
  tlsv1_1: 'TLS 1.1',
  tlsv1_2: 'TLS 1.2',
  tlsv1_3: 'TLS 1.3',
  tls10: 'TLS 1.0',
  tls11: 'TLS 1.1',
  tls12: 'TLS 1.2',
  tls13: 'TLS 1.3',
};

/** The lowest or highest version that Consul or its proxies speak. */
export function readVersion(
  value: Value<Data>,
  state: 'minimum' | 'maximum',
  role: 'client' | 'server' | undefined,
  emit: Emit,
): void {
  const written = value.known && typeof value.value === 'string' ? value.value : '';
  const version = lookUp(versions, written.toLowerCase());
  if (!version || !value.known) return;
  // The author's spelling is kept: `TLSv1_2`, `tls12`.
  const better = written.replace(/1(_?)\d$/, (_, between) => `1${between}${state === 'minimum' ? 2 : 3}`);
  const { literal, span } = value;
  emit('tls.version', {
    span,
    place: configuration(),
    version,
    state,
    by: 'Consul',
    at: literal ?? span,
    ...(role ? { role } : {}),
    ...(literal ? { mend: { title: `Replace it by ${better}`, edits: [replace(literal, better)] } } : {}),
  });
}

/** A list of suites: those of proxies have the names of OpenSSL, those of agents the names of Go, in one text or several. */
export function readSuites(value: Value<Data>, naming: CipherSuites['naming'], emit: Emit): void {
  const suites = suitesOf(value);
  if (suites.length === 0) return;
  const { span } = value;
  emit('tls.suites', { span, place: configuration(), statement: 'list', by: 'Consul', naming, suites, listSpan: span });
}
