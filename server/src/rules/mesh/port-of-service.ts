import { defineRule, examples } from '../rule';

const shop = (port: string, service: string, pods = '        ports:\n        - containerPort: 8080\n') =>
  `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  selector:\n    matchLabels:\n      app: web\n  mtls:\n    mode: PERMISSIVE\n  portLevelMtls:\n    ${port}:\n      mode: STRICT\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  selector:\n    app: web\n  ports:\n${service}---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  template:\n    metadata:\n      labels:\n        app: web\n    spec:\n      containers:\n      - name: web\n${pods}`;

const guarded = (port: string, pods = '      - {name: web, ports: [{name: web, containerPort: 8080}]}\n') =>
  `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: web, namespace: shop}\nspec:\n  podSelector: {matchLabels: {app: web}}\n  port: ${port}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec:\n  selector: {app: web}\n  ports: [{name: http, port: 80, targetPort: web}]\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n${pods}`;

export default defineRule({
  name: 'mesh/port-of-service',
  title: 'A policy of the mesh names the port of a service, where that of the pod counts',
  severity: 'medium',
  confidence: 'high',
  cwe: [1289],
  tags: ['mesh', 'istio', 'linkerd', 'mtls'],
  fixable: 'unsafe',
  messages: {
    stray:
      '`{port}` is a port of {service}, behind which the pods listen on {target}: {mode} for it changes nothing, port-level modes go by the port of the pod.',
    server:
      '`{port}` is a port of {service}, behind which the pods listen on {target}: {resource} is for no connection, and what authorizes its callers restricts nobody.',
  },
  rationale: `
    The proxy stands before the pod and sees the port at which the pod listens. A mode that is written for the port of the
    service matches no connection, so the mode of the whole workload holds: the port that was to be strict takes plain text.
    A Server of Linkerd that names it has no connections, and the default policy holds in its place.`,
  remedy: 'Write the `targetPort` of the service, which is a `containerPort` of the pods.',
  references: [
    'https://istio.io/latest/docs/reference/config/security/peer_authentication/#PeerAuthentication',
    'https://linkerd.io/2-edge/reference/authorization-policy/#server',
  ],
  bad: [
    { language: 'yaml', code: guarded('«80»'), fixed: guarded('8080') },
    { language: 'yaml', code: guarded('"«http»"'), fixed: guarded('"8080"') },
    {
      language: 'yaml',
      code: shop('«80»', '  - port: 80\n    targetPort: 8080\n'),
      fixed: shop('8080', '  - port: 80\n    targetPort: 8080\n'),
    },
    {
      language: 'yaml',
      code: shop(
        '"«443»"',
        '  - {port: 443, targetPort: https}\n',
        '        ports:\n        - {name: https, containerPort: 8443}\n',
      ),
      fixed: shop(
        '"8443"',
        '  - {port: 443, targetPort: https}\n',
        '        ports:\n        - {name: https, containerPort: 8443}\n',
      ),
    },
  ],
  good: examples(
    'yaml',
    guarded('8080'),
    guarded('web'),
    guarded('80', '      - {name: web, image: web:1}\n'),
    guarded('{{ .Values.port }}'),
    guarded('http').replace('{app: web}, ', '').replace('podSelector', 'externalWorkloadSelector'),
    shop('8080', '  - port: 80\n    targetPort: 8080\n'),
    shop('8080', '  - port: 8080\n'),
    shop('80', '  - port: 80\n    targetPort: 8080\n', '        image: web:1\n'),
    shop('80', '  - port: 443\n    targetPort: 8080\n'),
    shop('80', '  - port: 80\n    targetPort: {{ .Values.port }}\n'),
  ),
  visit: {
    'cluster.stray-port'({ at, resource, port, target, mode, service }, { report }) {
      const words = { port: `${port}`, target: `${target}`, service: service.resource };
      const more = {
        fixes: [{ title: `Replace it by ${target}`, edits: [{ span: at, text: `${target}` }] }],
        related: [{ span: service.span, message: 'The service maps it here.', elsewhere: service }],
      };
      if (mode === undefined) report('server', at, { ...words, resource }, more);
      else report('stray', at, { ...words, mode }, more);
    },
  },
});
