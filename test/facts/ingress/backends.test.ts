import assert from 'node:assert/strict';
import { factsOf } from '../../kit/facts';

const ingress = (backend: string, metadata = '', spec = '') =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i, namespace: shop${metadata}}\nspec: {${spec}rules: [{http: {paths: [{path: /, backend: ${backend}}]}}]}\n`;
const to = (port: string) => `{service: {name: web, port: ${port}}}`;
const service = (port: string) =>
  `---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}, ports: [${port}]}\n`;
const pods = (ports: string, os = 'windows') =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\nspec: {nodeSelector: {kubernetes.io/os: ${os}}, containers: [{name: web, ports: [${ports}]}]}\n`;
const annotated = (key: string) => `, annotations: {${key}: x}`;
const all = service('{name: admin, port: 80, targetPort: winrm}') + pods('{name: winrm, containerPort: 5985}');

// Source: kubernetes.io/docs/concepts/services-networking/ingress.
const rows: readonly (readonly [title: string, text: string, ...expected: readonly string[]])[] = [
  ['a number of a service elsewhere', ingress(to('{number: 5985}')), '5985 unknown'],
  ['a web server', ingress(to('{number: 80}'))],
  ['what speaks no HTTP', ingress(to('{number: 3389}'))],
  ['a number, by the pods', ingress(to('{number: 80}')) + all, '5985 windows'],
  ['a name, by the pods', ingress(to('{name: admin}')) + all, '5985 windows'],
  ['a name that the service has not', ingress(to('{name: other}')) + all],
  ['the older notation', ingress('{serviceName: web, servicePort: 80}') + all, '5985 windows'],
  ['the older notation with a name', ingress('{serviceName: web, servicePort: admin}') + all, '5985 windows'],
  ['a target that is a number', ingress(to('{number: 80}')) + service('{port: 80, targetPort: 2375}'), '2375 unknown'],
  ['a number that leads to a web server', ingress(to('{number: 5985}')) + service('{port: 5985, targetPort: 80}')],
  ['pods on Linux', ingress(to('{number: 5986}')) + service('{port: 5986}') + pods('', 'linux'), '5986 linux'],
  ['another namespace', ingress(to('{number: 80}')).replace('shop', 'bank') + all],
  [
    'a default backend',
    `${ingress(to('{number: 80}'), '', `defaultBackend: ${to('{number: 5986}')}, `)}`,
    '5986 unknown',
  ],
  ['some addresses', ingress(to('{number: 5985}'), annotated('nginx.ingress.kubernetes.io/whitelist-source-range'))],
  ['who logs on', ingress(to('{number: 5985}'), annotated('nginx.ingress.kubernetes.io/auth-url'))],
  ['a class of the own network', ingress(to('{number: 5985}'), '', 'ingressClassName: nginx-internal, ')],
  ['a class of a template', ingress(to('{number: 5985}'), '', 'ingressClassName: "{{ .x }}", ')],
  ['a port of a template', ingress(to('{number: "{{ .x }}"}'))],
];

describe('what an Ingress leads to', () => {
  for (const [title, text, ...expected] of rows) {
    it(title, async () => {
      const found = await factsOf('network.exposure', 'yaml', text);
      assert.deepEqual(
        found.map(it => `${it.ports.map(port => port.range.from)} ${it.place.os}`),
        expected,
      );
    });
  }
});
