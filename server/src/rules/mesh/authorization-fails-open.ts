import { defineRule, examples } from '../rule';

const mesh = (provider: string) =>
  `apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  meshConfig:\n    extensionProviders:\n${provider}`;
const plugin = (phase: string, strategy: string) =>
  `apiVersion: extensions.istio.io/v1alpha1\nkind: WasmPlugin\nmetadata:\n  name: key\nspec:\n  phase: ${phase}\n  failStrategy: ${strategy}\n  url: oci://registry.example.com/key:1\n`;

export default defineRule({
  name: 'mesh/authorization-fails-open',
  title: 'Requests pass when what decides about them is away',
  severity: 'medium',
  confidence: 'high',
  cwe: [636, 280],
  tags: ['mesh', 'istio', 'authorization'],
  fixable: 'unsafe',
  messages: { open: '`{text}` in {resource} lets requests pass when what decides about them is away.' },
  rationale: `
    Whoever can keep the service from answering, by load alone if need be, is asked for nothing any more.`,
  remedy: 'Leave `failOpen` out, set `FAIL_CLOSE`, and run the service with enough copies.',
  references: [
    'https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationHttpProvider',
    'https://istio.io/latest/docs/tasks/security/authorization/authz-custom/',
    'https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#FailStrategy',
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
    {
      language: 'yaml',
      code: plugin('AUTHZ', '«FAIL_OPEN»'),
      fixed: plugin('AUTHZ', 'FAIL_CLOSE'),
    },
  ],
  good: examples(
    'yaml',
    plugin('AUTHN', 'FAIL_CLOSE'),
    plugin('STATS', 'FAIL_OPEN'),
    mesh('    - name: sso\n      envoyExtAuthzHttp:\n        service: sso.shop.svc\n        failOpen: false\n'),
    mesh('    - name: sso\n      envoyExtAuthzHttp:\n        service: sso.shop.svc\n'),
    mesh('    - name: sso\n      envoyExtAuthzHttp:\n        failOpen: {{ .Values.open }}\n'),
  ),
  visit: {
    'mesh.protection-off'({ what, text, at, resource, mend }, { report }) {
      if (what === 'answer') report('open', at, { text, resource }, { fixes: [mend] });
    },
  },
});
