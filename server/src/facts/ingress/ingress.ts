import { at, entries, entryAt, text } from '../../syntax/yaml/read';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write } from '../yaml/context';
import { readAnnotations } from './annotations';

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

/** Reads an Ingress, of any version. */
export function readIngress(resource: Resource): void {
  const { root, emit } = resource;
  const annotations = at(root, 'metadata', 'annotations');
  const spec = at(root, 'spec');
  readAnnotations(resource, annotations);
  const tls = at(spec, 'tls');
  const base = { span: root.span, place: configuration(), resource: nameOf(resource) };
  if (tls?.kind === 'list' && tls.items.length > 0) {
    for (const entry of entries(annotations)) {
      if (!redirects.includes(entry.key) || text(entry.value) !== 'false') continue;
      const edit = write(entry.value, 'true');
      const mend = edit ? { mend: { title: 'Redirect to HTTPS', edits: [edit] } } : {};
      const stated = `${entry.key.slice(entry.key.indexOf('/') + 1)}: false`;
      emit('mesh.plaintext-entry', { ...base, why: 'no redirect', text: stated, at: entry.span, ...mend });
    }
    return;
  }
  const rules = entryAt(spec, 'rules');
  const isElsewhere = annotations?.kind === 'unknown' || entries(annotations).some(it => tlsElsewhere.test(it.key));
  const isOpen = annotations?.kind === 'map' && annotations.open;
  const own = at(spec, 'ingressClassName') ?? at(annotations, 'kubernetes.io/ingress.class');
  if (tls || !rules || isElsewhere || isOpen || own?.kind === 'unknown' || otherClass.test(text(own) ?? '')) return;
  emit('mesh.plaintext-entry', { ...base, why: 'no certificate', text: 'rules', at: rules.keySpan });
}
