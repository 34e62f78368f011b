import type { Span } from '../../base/span';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, entries, entryAt, text } from '../../syntax/yaml/read';
import { mendBy } from '../fix';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write } from '../yaml/context';
import { type Annotated, readAnnotations } from './annotations';
import { readBackends } from './backends';

/** Annotations that keep a site on plain HTTP too, although it has a certificate. All of them say `true` by default. */
const redirects: readonly string[] = [
  'nginx.ingress.kubernetes.io/ssl-redirect',
  'ingress.kubernetes.io/ssl-redirect',
  'haproxy-ingress.github.io/ssl-redirect',
  'haproxy.org/ssl-redirect',
  'nginx.org/redirect-to-https',
  'ingress.kubernetes.io/force-ssl-redirect',
];

/** Annotations by which TLS, or a load balancer that does it, comes from elsewhere. */
const tlsElsewhere = /cert|ssl|tls|https|entrypoints|listen-ports|internal|scheme|hsts/i;

/** Classes whose TLS is not told by the Ingress, or that serve the own network only. */
const otherClass = /tailscale|alb|elb|gce|gke|azure|application-gateway|cloudflare|ngrok|internal|private/i;

/** A site that a controller serves: an Ingress, or what the values of a chart say of one. */
export interface Site extends Annotated {
  readonly span: Span;
  readonly annotations: YamlNode | undefined;
  readonly tls: YamlNode | undefined;
}

/** Reads an Ingress, of any version. */
export function readIngress(resource: Resource): void {
  const { root, emit } = resource;
  const annotations = at(root, 'metadata', 'annotations');
  const spec = at(root, 'spec');
  const tls = at(spec, 'tls');
  const name = nameOf(resource);
  readSite({ name, emit, span: root.span, annotations, tls });
  readBackends(resource);
  const rules = entryAt(spec, 'rules');
  const isElsewhere = annotations?.kind === 'unknown' || entries(annotations).some(it => tlsElsewhere.test(it.key));
  const isOpen = annotations?.kind === 'map' && annotations.open;
  const own = at(spec, 'ingressClassName') ?? at(annotations, 'kubernetes.io/ingress.class');
  if (isFilled(tls) || tls?.kind === 'unknown' || !rules || isElsewhere || isOpen) return;
  if (own?.kind === 'unknown' || otherClass.test(text(own) ?? '')) return;
  const base = { span: root.span, place: configuration(), resource: name };
  emit('mesh.plaintext-entry', { ...base, why: 'no certificate', text: 'rules', at: rules.keySpan });
}

/** Another annotation of ingress-nginx redirects whatever this one says. Source: rootfs/etc/nginx/lua/lua_ingress.lua. */
function isForced(key: string, annotations: YamlNode | undefined): boolean {
  const force = at(annotations, key.replace(/\/ssl-redirect$/, '/force-ssl-redirect'));
  return key === 'nginx.ingress.kubernetes.io/ssl-redirect' && force !== undefined && text(force) !== 'false';
}

const isFilled = (tls: YamlNode | undefined): boolean => tls?.kind === 'list' && (tls.items.length > 0 || tls.open);

/** Reads the annotations of a site, and whether one with a certificate answers in plain text as well. */
export function readSite(site: Site): void {
  const { name, emit, span, annotations, tls } = site;
  readAnnotations(site, annotations);
  if (!isFilled(tls)) return;
  for (const entry of entries(annotations)) {
    if (!redirects.includes(entry.key) || text(entry.value) !== 'false' || isForced(entry.key, annotations)) continue;
    const edit = write(entry.value, 'true');
    emit('mesh.plaintext-entry', {
      span,
      place: configuration(),
      resource: name,
      why: 'no redirect',
      text: `${entry.key.slice(entry.key.indexOf('/') + 1)}: false`,
      at: entry.span,
      ...mendBy('Redirect to HTTPS', edit),
    });
  }
}
