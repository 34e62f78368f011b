import { defineRule } from '../rule';

const gateway = 'apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata:\n  name: front\nspec:\n  servers:\n';
const kubernetes =
  'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata:\n  name: front\nspec:\n  listeners:\n  - name: http\n    port: 80\n    protocol: ';
const route =
  'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nspec:\n  rules:\n  - filters:\n    - type: RequestRedirect\n      requestRedirect: {scheme: https, statusCode: 301}\n';
const ingress = (annotations: string, spec: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: shop\n  annotations:\n${annotations}spec:\n${spec}`;
const rules = '  rules:\n  - host: shop.example.com\n';
const tls = '  tls:\n  - secretName: shop\n    hosts: [shop.example.com]\n';
const proxy =
  'apiVersion: projectcontour.io/v1\nkind: HTTPProxy\nmetadata:\n  name: shop\nspec:\n  virtualhost:\n    fqdn: shop.example.com\n    tls: { secretName: shop }\n  routes:\n  - ';

const forced = '    nginx.ingress.kubernetes.io/ssl-redirect';

export default defineRule({
  name: 'mesh/plaintext-gateway',
  title: 'A gateway serves plain HTTP',
  severity: 'low',
  confidence: 'medium',
  cwe: [319],
  tags: ['mesh', 'istio', 'gateway', 'gateway-api', 'ingress'],
  fixable: 'unsafe',
  messages: {
    bare: { severity: 'info', text: '`{text}` is all that {resource} serves: no listener of it speaks TLS.' },
    site: { severity: 'info', text: '{resource} has `{text}` and no `tls`: it is served in plain text only.' },
    open: '`{text}` in {resource} serves a site in plain text too that has a certificate.',
    http: '`{protocol}` on port {port} of {resource} serves {hosts} in plain text, without a redirect to HTTPS.',
  },
  rationale: `
    Requests and cookies cross the network in plain text; whoever is on the path reads them or answers in the place of
    the site. A redirect sends browsers to HTTPS before they give anything away.`,
  remedy:
    'Serve HTTPS, and answer plain HTTP with a redirect (`tls.httpsRedirect: true`, `ssl-redirect: "true"`, an HTTPRoute).',
  exceptions: 'TLS that ends at a load balancer in front of the gateway; or a gateway inside of the mesh only.',
  references: [
    'https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings',
    'https://gateway-api.sigs.k8s.io/guides/tls/',
    'https://kubernetes.io/docs/concepts/services-networking/ingress/#tls',
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#server-side-https-enforcement-through-redirect',
  ],
  options: {
    withoutCertificate: {
      default: false,
      description:
        'Also report Ingresses and Gateways of Kubernetes that speak TLS nowhere: TLS may end in front of them.',
    },
  },
  bad: [
    {
      language: 'yaml',
      code: `${gateway}  - port:\n      number: 80\n      name: http\n      protocol: «HTTP»\n    hosts:\n    - shop.example.com\n`,
      fixed: `${gateway}  - port:\n      number: 80\n      name: http\n      protocol: HTTP\n    tls:\n      httpsRedirect: true\n    hosts:\n    - shop.example.com\n`,
    },
    {
      language: 'yaml',
      code: `${gateway}  - {port: {number: 80, name: http, protocol: «HTTP2»}, hosts: [shop.example.com]}\n`,
      fixed: `${gateway}  - {port: {number: 80, name: http, protocol: HTTP2}, tls: { httpsRedirect: true }, hosts: [shop.example.com]}\n`,
    },
    {
      language: 'yaml',
      code: `${gateway}  - hosts: ["*"]\n    tls:\n      httpsRedirect: false # later\n    port: {number: 8080, name: web, protocol: "«http»"}\n`,
      fixed: `${gateway}  - hosts: ["*"]\n    tls:\n      httpsRedirect: true # later\n    port: {number: 8080, name: web, protocol: "http"}\n`,
    },
    { language: 'yaml', code: `${kubernetes}«HTTP»\n`, options: { withoutCertificate: true } },
    {
      language: 'yaml',
      code: ingress('    a: b\n', rules.replace('rules', '«rules»')),
      options: { withoutCertificate: true },
    },
    {
      language: 'yaml',
      code: ingress('    «nginx.ingress.kubernetes.io/ssl-redirect: "false"» # probes\n', tls + rules),
      fixed: ingress('    nginx.ingress.kubernetes.io/ssl-redirect: "true" # probes\n', tls + rules),
    },
    {
      language: 'yaml',
      code: `${proxy}«permitInsecure: true»\n    services: [{ name: a, port: 80 }]\n`,
      fixed: `${proxy}permitInsecure: false\n    services: [{ name: a, port: 80 }]\n`,
    },
  ],
  good: [
    {
      language: 'yaml',
      code: `${gateway}  - port: {number: 80, name: http, protocol: HTTP}\n    hosts: ["*"]\n  selector: {istio: cluster-local-gateway}\n`,
    },
    {
      language: 'yaml',
      code: `${gateway}  - port: {number: 80, name: http, protocol: HTTP}\n    hosts: [shop.example.com]\n    tls:\n      httpsRedirect: true\n`,
    },
    {
      language: 'yaml',
      code: `${gateway}  - port: {number: 443, name: https, protocol: HTTPS}\n    hosts: [shop.example.com]\n    tls:\n      mode: SIMPLE\n      credentialName: shop\n`,
    },
    {
      language: 'yaml',
      code: `${gateway}  - port: {number: 80, name: http, protocol: HTTP}\n    hosts: [shop.example.com]\n    tls:\n      {{- toYaml .Values.tls | nindent 6 }}\n`,
    },
    {
      language: 'yaml',
      code: `${gateway}  - port: {number: 80, name: http, protocol: HTTP}\n    hosts: [partner.example.com]\n  selector:\n    istio: egressgateway\n`,
    },
    {
      language: 'yaml',
      code: `${kubernetes}HTTP\n  - {name: https, port: 443, protocol: HTTPS}\n`,
      options: { withoutCertificate: true },
    },
    { language: 'yaml', code: `${kubernetes}HTTP\n---\n${route}`, options: { withoutCertificate: true } },
    { language: 'yaml', code: `${kubernetes}{{ .Values.protocol }}\n`, options: { withoutCertificate: true } },
    {
      language: 'yaml',
      code: ingress(
        '    nginx.ingress.kubernetes.io/ssl-redirect: "false"\n    alb.ingress.kubernetes.io/certificate-arn: arn\n',
        rules,
      ),
    },
    { language: 'yaml', code: ingress('    nginx.ingress.kubernetes.io/ssl-redirect: "true"\n', tls + rules) },
    { language: 'yaml', code: ingress(`${forced}: "false"\n${forced.replace('/', '/force-')}: "true"\n`, tls + rules) },
    {
      language: 'yaml',
      code: ingress(
        '    a: b\n',
        `  {{- with .Values.tls }}\n  tls: {{ toYaml . | nindent 4 }}\n  {{- end }}\n${rules}`,
      ),
    },
    { language: 'yaml', code: ingress('    a: b\n', `  ingressClassName: alb\n${rules}`) },
  ],
  visit: {
    'mesh.plaintext-entry'({ resource, why, text, at, mend }, { report, options }) {
      if (why === 'no certificate' && !options.withoutCertificate) return;
      const message = why === 'no redirect' ? 'open' : text === 'rules' ? 'site' : 'bare';
      report(message, at, { resource, text }, { fixes: [mend] });
    },
    'mesh.gateway-server'(server, { report }) {
      const { protocol, protocolSpan, port, hosts, resource, redirects, mode, redirect, egress } = server;
      if (egress || !/^(?:HTTP|HTTP2|GRPC|GRPC-WEB)$/.test(protocol) || redirects !== false || mode) return;
      const shown = hosts.length > 0 ? hosts.map(it => `\`${it}\``).join(', ') : 'its hosts';
      report(
        'http',
        protocolSpan,
        { protocol, port: port === undefined ? '?' : `${port}`, resource, hosts: shown },
        { fixes: [redirect] },
      );
    },
  },
});
