import { defineRule } from '../rule';

const mesh = (provider: string) =>
  `apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  meshConfig:\n    extensionProviders:\n${provider}`;

export default defineRule({
  name: 'mesh/authorization-fails-open',
  title: 'Requests pass when the service that decides about them is away',
  severity: 'medium',
  confidence: 'high',
  cwe: [636, 280],
  tags: ['mesh', 'istio', 'authorization'],
  fixable: 'unsafe',
  messages: { open: '`{text}` in {resource} lets requests pass when the authorization service does not answer.' },
  rationale: `
    Whoever can keep the service from answering, by load alone if need be, is asked for nothing any more.`,
  remedy: 'Leave `failOpen` out, and run the service with enough copies.',
  references: [
    'https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationHttpProvider',
    'https://istio.io/latest/docs/tasks/security/authorization/authz-custom/',
  ],
  bad: [
    {
      language: 'yaml',
      code: mesh(
        '    - name: sso\n      envoyExtAuthzHttp:\n        service: sso.shop.svc\n        port: 80\n        failOpen: «true» # slow\n',
      ),
      fixed: mesh(
        '    - name: sso\n      envoyExtAuthzHttp:\n        service: sso.shop.svc\n        port: 80\n        failOpen: false # slow\n',
      ),
    },
    {
      language: 'yaml',
      file: 'values.yaml',
      code: 'meshConfig:\n  extensionProviders:\n  - {name: sso, envoyExtAuthzGrpc: {service: sso.shop.svc, port: 9000, failOpen: «yes»}}\n',
      fixed:
        'meshConfig:\n  extensionProviders:\n  - {name: sso, envoyExtAuthzGrpc: {service: sso.shop.svc, port: 9000, failOpen: false}}\n',
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: istio\ndata:\n  mesh: |-\n    extensionProviders:\n    - name: sso\n      envoyExtAuthzGrpc:\n        failOpen: «true»\n        service: sso.shop.svc\n',
      fixed:
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: istio\ndata:\n  mesh: |-\n    extensionProviders:\n    - name: sso\n      envoyExtAuthzGrpc:\n        failOpen: false\n        service: sso.shop.svc\n',
    },
  ],
  good: [
    {
      language: 'yaml',
      code: mesh('    - name: sso\n      envoyExtAuthzHttp:\n        service: sso.shop.svc\n        failOpen: false\n'),
    },
    { language: 'yaml', code: mesh('    - name: sso\n      envoyExtAuthzHttp:\n        service: sso.shop.svc\n') },
    {
      language: 'yaml',
      code: mesh('    - name: sso\n      envoyExtAuthzHttp:\n        failOpen: {{ .Values.open }}\n'),
    },
  ],
  visit: {
    'mesh.protection-off'({ what, text, at, resource, mend }, { report }) {
      if (what === 'answer') report('open', at, { text, resource }, { fixes: [mend] });
    },
  },
});
