import type { MappedText } from '../../base/mapped-text';
import type { YamlEntry, YamlNode } from '../../syntax/yaml/model';
import { at, entries, placeOf, text } from '../../syntax/yaml/read';
import type { Emit } from '../facts';
import { mendBy } from '../fix';
import { readNginx, readProtocolList, wordsIn } from '../nginx/tls';
import { readCipherString } from '../tls/cipher-string';
import { configuration, write } from '../yaml/context';
import { readBalancerPolicy } from './balancer-policy';
import { readHaproxyLines } from './haproxy';

/** Prefixes of the controllers that share their names with ingress-nginx. */
const nginx = /^(?:(?:nginx\.)?ingress\.kubernetes\.io|haproxy-ingress\.github\.io|nginx\.org)\/(.+)$/;

/** Who has the annotations, and where facts go. */
export interface Annotated {
  /** `Ingress shop`, `this chart`. */
  readonly name: string;
  readonly emit: Emit;
}

type AnnotationReader = (owner: Annotated, entry: YamlEntry, all: YamlNode | undefined) => void;

/** Annotations that ingress-nginx reads. Source: kubernetes/ingress-nginx docs/user-guide/nginx-configuration/annotations.md. */
const readers: Readonly<Record<string, AnnotationReader>> = {
  'ssl-ciphers': readCiphers,
  'proxy-ssl-ciphers': readCiphers,
  'ssl-protocols': readProtocols,
  'proxy-ssl-protocols': readProtocols,
  'proxy-ssl-verify': readUpstreamCheck,
  'auth-tls-verify-client': readClientCheck,
  'server-snippet': readSnippet,
  'server-snippets': readSnippet,
  'configuration-snippet': readSnippet,
  'location-snippets': readSnippet,
};

/** Reads what the annotations of an Ingress say of TLS. */
export function readAnnotations(owner: Annotated, annotations: YamlNode | undefined): void {
  for (const entry of entries(annotations)) {
    const name = nginx.exec(entry.key)?.[1];
    if (name !== undefined && Object.hasOwn(readers, name)) readers[name]!(owner, entry, annotations);
    if (entry.key === 'alb.ingress.kubernetes.io/ssl-policy') readBalancerPolicy(entry.value, false, owner.emit);
    if (entry.key === 'haproxy.org/server-ssl') readHaproxy(owner, entry, annotations);
    if (/^haproxy(?:\.org\/backend-config-snippet|-ingress\.github\.io\/config-backend)$/.test(entry.key)) {
      readHaproxySnippet(owner, entry);
    }
  }
}

/** Settings of the whole controller, under the keys that its ConfigMap and the values of its chart have. Source: configmap.md. */
export function readControllerSettings(owner: Pick<Annotated, 'emit'>, settings: YamlNode | undefined): void {
  for (const entry of entries(settings)) {
    if (/^(?:proxy-)?ssl-ciphers$/.test(entry.key)) readCiphers(owner, entry);
    if (/^(?:proxy-)?ssl-protocols$/.test(entry.key)) readProtocols(owner, entry);
    if (/^(?:http|server|main|location)-snippets?$/.test(entry.key)) readSnippet(owner, entry);
    if (
      /^(?:global|backend|frontend)-config-snippet$|^config-(?:global|backend|frontend|defaults)$|^ssl-options$/.test(
        entry.key,
      )
    ) {
      readHaproxySnippet(owner, entry);
    }
    if (entry.key === 'ssl-early-data' && text(entry.value) === 'true') readEarlyData(owner, entry);
  }
}

const content = (node: YamlNode): MappedText | undefined => (node.kind === 'scalar' ? node.content() : undefined);

const baseOf = (entry: YamlEntry) => ({ span: entry.span, place: configuration() });

function readCiphers({ emit }: Pick<Annotated, 'emit'>, entry: YamlEntry): void {
  const list = content(entry.value);
  if (list) readCipherString(list, 'nginx', baseOf(entry), emit);
}

function readProtocols({ emit }: Pick<Annotated, 'emit'>, entry: YamlEntry): void {
  const list = content(entry.value);
  if (list) readProtocolList(list, wordsIn(list.text), baseOf(entry), emit);
}

function readSnippet({ emit }: Pick<Annotated, 'emit'>, entry: YamlEntry): void {
  const list = content(entry.value);
  if (list) readNginx(list, { ...configuration(), encode: list.encode }, emit);
}

function readHaproxySnippet({ emit }: Pick<Annotated, 'emit'>, entry: YamlEntry): void {
  const list = content(entry.value);
  if (list) readHaproxyLines(list, { ...configuration(), encode: list.encode }, emit);
}

function readEarlyData({ emit }: Pick<Annotated, 'emit'>, entry: YamlEntry): void {
  const edit = write(entry.value, 'false');
  const mend = mendBy('Refuse early data', edit);
  const stated = `${entry.key}: ${text(entry.value)}`;
  emit('tls.option', { ...baseOf(entry), who: 'nginx', option: 'early data', text: stated, at: entry.span, ...mend });
}

/** Only a backend that speaks TLS has a certificate to be checked. */
function readUpstreamCheck({ emit }: Pick<Annotated, 'emit'>, entry: YamlEntry, all?: YamlNode): void {
  const prefix = entry.key.slice(0, entry.key.indexOf('/') + 1);
  const speaksTls =
    /^(?:HTTPS|GRPCS)$/i.test(text(at(all, `${prefix}backend-protocol`)) ?? '') ||
    text(at(all, `${prefix}secure-backends`)) === 'true' ||
    at(all, `${prefix}proxy-ssl-secret`) !== undefined;
  if (!/^(?:off|false)$/.test(text(entry.value) ?? '') || !speaksTls) return;
  const edit = write(entry.value, 'on');
  emit('tls.validation-off', {
    ...baseOf(entry),
    who: 'nginx',
    text: `proxy-ssl-verify: ${text(entry.value)}`,
    at: placeOf(entry.value),
    weight: 'inside',
    ...mendBy('Check the certificate', edit),
  });
}

/** `optional`, `optional_no_ca`: the application behind is told what came of it, and has to ask. */
function readClientCheck({ name, emit }: Annotated, entry: YamlEntry): void {
  if (!/^optional(?:_no_ca)?$/.test(text(entry.value) ?? '')) return;
  const edit = write(entry.value, 'on');
  emit('tls.optional-client', {
    ...baseOf(entry),
    resource: name,
    text: text(entry.value)!,
    at: placeOf(entry.value),
    chosen: true,
    ...mendBy('Require a client certificate', edit),
  });
}

/** Without `server-ca` nobody checks. Source: haproxytech/kubernetes-ingress documentation/annotations.md. */
function readHaproxy({ emit }: Annotated, entry: YamlEntry, all: YamlNode | undefined): void {
  if (text(entry.value) !== 'true' || at(all, 'haproxy.org/server-ca') !== undefined) return;
  emit('tls.validation-off', {
    ...baseOf(entry),
    who: 'HAProxy, without `haproxy.org/server-ca`,',
    text: 'haproxy.org/server-ssl',
    at: entry.keySpan,
    weight: 'inside',
  });
}
