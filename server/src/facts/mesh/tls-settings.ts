import { lookUp } from '../../base/look-up';
import { removeItem } from '../../syntax/yaml/edit';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, boolean, entryAt, placeOf, text } from '../../syntax/yaml/read';
import type { Emit } from '../facts';
import { mendBy } from '../fix';
import type { CipherSuites } from '../tls/suites';
import type { ValidationOff } from '../tls/validation';
import type { TlsVersion, VersionSwitch } from '../tls/version';
import { configuration, write, type YamlContext } from '../yaml/context';

/** Names of versions: Istio, Consul (`TLSV1_0`), Envoy (`TLSv1_0`), Envoy Gateway and Contour (`1.0`), Traefik (`VersionTLS10`), Google (`TLS_1_0`), Emissary (`v1.0`). */
const versions: Readonly<Record<string, TlsVersion>> = {
  TLSV1_0: 'TLS 1.0',
  TLSV1_1: 'TLS 1.1',
  TLSV1_2: 'TLS 1.2',
  TLSV1_3: 'TLS 1.3',
  '1.0': 'TLS 1.0',
  '1.1': 'TLS 1.1',
  '1.2': 'TLS 1.2',
  '1.3': 'TLS 1.3',
  'V1.0': 'TLS 1.0',
  'V1.1': 'TLS 1.1',
  'V1.2': 'TLS 1.2',
  'V1.3': 'TLS 1.3',
  VERSIONTLS10: 'TLS 1.0',
  VERSIONTLS11: 'TLS 1.1',
  VERSIONTLS12: 'TLS 1.2',
  VERSIONTLS13: 'TLS 1.3',
  TLS_1_0: 'TLS 1.0',
  TLS_1_1: 'TLS 1.1',
  TLS_1_2: 'TLS 1.2',
};

/** The lowest or highest version that a proxy speaks. */
export function readVersion(
  node: YamlNode | undefined,
  by: VersionSwitch['by'],
  state: 'minimum' | 'maximum',
  role: 'client' | 'server' | undefined,
  emit: Emit,
): void {
  const version = lookUp(versions, text(node)?.toUpperCase() ?? '');
  if (!node || !version) return;
  // The new value keeps the author's spelling: TLSv1_2 for Envoy and Consul, TLSV1_2 for Istio.
  const better = (text(node) ?? '').replace(/\d([._]?)\d$/, (_, dot) => `1${dot}${state === 'minimum' ? 2 : 3}`);
  const edit = write(node, better);
  emit('tls.version', {
    span: node.span,
    place: configuration(),
    version,
    state,
    by,
    at: placeOf(node),
    ...(role ? { role } : {}),
    ...mendBy(`Replace it by ${better}`, edit),
  });
}

/** A list of suites. Envoy's groups `[A|B]` hold several. */
export function readSuites(
  list: YamlNode | undefined,
  by: CipherSuites['by'],
  { file, emit }: YamlContext,
  naming: CipherSuites['naming'] = by === 'Envoy' ? 'any' : 'openssl',
): void {
  if (list?.kind !== 'list' || list.open || list.items.length === 0) return;
  const suites: CipherSuites['suites'][number][] = [];
  for (const item of list.items) {
    const written = text(item);
    if (written === undefined) return;
    const place = placeOf(item);
    const group = /^\[(.*)\]$/.exec(written);
    if (!group) {
      const without = removeItem(file, list, item);
      suites.push({ name: written, span: place, ...(without ? { without } : {}) });
      continue;
    }
    let offset = place.start + 1;
    const names = group[1]!.split('|');
    names.forEach((name, index) => {
      const span = { start: offset, end: offset + name.length };
      const gap =
        index < names.length - 1 ? { start: offset, end: span.end + 1 } : { start: offset - 1, end: span.end };
      suites.push({ name, span, ...(names.length > 1 ? { without: { span: gap, text: '' } } : {}) });
      offset = span.end + 1;
    });
  }
  emit('tls.suites', {
    span: list.span,
    place: configuration(),
    statement: 'list',
    by,
    naming,
    suites,
    listSpan: list.span,
  });
}

/** Curves that keys are agreed on with; those that are too short are told by the bits in their names. */
export function readCurves(list: YamlNode | undefined, { file, emit }: YamlContext): void {
  readAlgorithms(list, 'curve', it => Number(/(?<!\d)\d{3}(?!\d)/.exec(it)?.[0] ?? 256) < 256, file, emit);
}

/** Algorithms of signatures; SHA-1 and MD5 collide. */
export function readSignatures(list: YamlNode | undefined, { file, emit }: YamlContext): void {
  readAlgorithms(list, 'hash', it => /(?:sha1|md5)$/i.test(it), file, emit);
}

function readAlgorithms(
  list: YamlNode | undefined,
  group: 'curve' | 'hash',
  isBad: (name: string) => boolean,
  file: YamlContext['file'],
  emit: Emit,
): void {
  if (list?.kind !== 'list') return;
  for (const item of list.items) {
    const name = text(item);
    if (name === undefined || !isBad(name)) continue;
    const without = removeItem(file, list, item);
    emit('tls.algorithm', {
      span: list.span,
      place: configuration(),
      group,
      name,
      state: 'on',
      strength: group === 'hash' ? 'insecure' : 'weak',
      at: placeOf(item),
      ...mendBy(`Remove ${name}`, without),
    });
  }
}

/** `insecureSkipVerify: true` and its like. */
export function readSwitchedOff(
  node: YamlNode | undefined,
  key: string,
  who: string,
  emit: Emit,
  weight?: ValidationOff['weight'],
): void {
  const value = at(node, key);
  const entry = entryAt(node, key);
  if (!value || !entry || boolean(value) !== true) return;
  const edit = write(value, 'false');
  emit('tls.validation-off', {
    span: entry.span,
    place: configuration(),
    who,
    text: `${key}: ${text(value) ?? ''}`,
    at: entry.span,
    ...(weight ? { weight } : {}),
    ...mendBy('Check the certificate', edit),
  });
}
