import { defineRule } from '../rule';

const gateway = 'apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata:\n  name: front\nspec:\n  servers:\n';

export default defineRule({
  name: 'mesh/plaintext-gateway',
  title: 'A gateway serves plain HTTP',
  severity: 'low',
  confidence: 'medium',
  cwe: [319],
  tags: ['mesh', 'istio', 'gateway'],
  fixable: 'unsafe',
  messages: {
    http: '`{protocol}` on port {port} of {resource} serves {hosts} in plain text, without a redirect to HTTPS.',
  },
  rationale: `
    Requests and cookies cross the network in plain text; whoever is on the path reads them or answers in the place of
    the site. A redirect sends browsers to HTTPS before they give anything away.`,
  remedy: 'Serve HTTPS, and answer plain HTTP with `tls.httpsRedirect: true`.',
  exceptions: 'TLS that ends at a load balancer in front of the gateway; or a gateway inside of the mesh only.',
  references: ['https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings'],
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
  ],
  good: [
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
      code: 'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata:\n  name: front\nspec:\n  listeners:\n  - name: http\n    port: 80\n    protocol: HTTP\n',
    },
  ],
  visit: {
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
