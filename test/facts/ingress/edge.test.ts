import assert from 'node:assert/strict';
import { MappedText } from '../../../server/src/base/mapped-text';
import type { Facts } from '../../../server/src/facts/facts';
import { readCipherString } from '../../../server/src/facts/tls/cipher-string';
import { configuration } from '../../../server/src/facts/yaml/context';
import { factsOf } from '../../kit/facts';
import { told } from '../../kit/told';

const kinds = ['tls.', 'mesh.client', 'mesh.mirror', 'mesh.plain', 'mesh.shared', 'network.'];
const object = (apiVersion: string, kind: string, body: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: a\n${body}`;
const ingress = (annotations: string, spec = 'spec: { tls: [{ secretName: a }] }\n'): string =>
  object('networking.k8s.io/v1', 'Ingress', `  annotations:\n${annotations.replace(/^(?=.)/gm, '    ')}${spec}`);
const gateway = (listener: string, more = ''): string =>
  object('gateway.networking.k8s.io/v1', 'Gateway', `spec:\n${more}  listeners:\n  - ${listener}\n`);
const proxy = (body: string): string => object('projectcontour.io/v1', 'HTTPProxy', `spec:\n${body}`);
const n = 'nginx.ingress.kubernetes.io/';

const policy = (service: string): string =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: BackendTLSPolicy\nmetadata: { name: p, namespace: shop }\nspec:\n  targetRefs: [{ group: '', kind: Service, name: ${service} }]\n  validation: { hostname: a.test, wellKnownCACertificates: System }\n`;
const route =
  'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: r, namespace: shop }\nspec:\n  rules:\n  - filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: shadow, port: 80 } } }]\n    backendRefs: [{ name: main, port: 443 }]\n';

describe('the edge of a cluster', () => {
  const rows: readonly (readonly [name: string, text: string, expected: readonly string[], path?: string])[] = [
    [
      'a snippet of nginx',
      ingress(
        `${n}server-snippet: |\n  # ssl_protocols TLSv1;\n  ssl_protocols TLSv1 TLSv1.2;\n  if ($a) { proxy_ssl_verify off; }\n  ssl_ciphers "HIGH:!RC4:RC4-SHA:DES-CBC3-SHA";\n  ssl_verify_client optional_no_ca;\n`,
      ),
      [
        'tls.optional-client ssl_verify_client optional_no_ca',
        'tls.suites HIGH DES-CBC3-SHA',
        'tls.validation-off proxy_ssl_verify off',
        'tls.version TLSv1',
      ],
    ],
    [
      'a backend that is not verified',
      ingress(`${n}backend-protocol: HTTPS\n${n}proxy-ssl-verify: "off"\n${n}proxy-ssl-protocols: "TLSv1.1 TLSv1.2"\n`),
      ['tls.validation-off off', 'tls.version TLSv1.1'],
    ],
    ['a backend without TLS', ingress(`${n}proxy-ssl-verify: "off"\n`), []],
    ['a backend that is verified', ingress(`${n}backend-protocol: HTTPS\n${n}proxy-ssl-verify: "on"\n`), []],
    ['optional clients', ingress(`${n}auth-tls-verify-client: optional\n`), ['tls.optional-client optional']],
    [
      'plain HTTP beside TLS',
      ingress(`${n}ssl-redirect: "false"\n`),
      [`mesh.plaintext-entry ${n}ssl-redirect: "false"`],
    ],
    ['an unquoted value of a template', ingress(`${n}ssl-redirect: {{ .Values.redirect }}\n`), []],
    [
      'an old Ingress',
      object('extensions/v1beta1', 'Ingress', 'spec: { rules: [{ host: a.test }] }\n'),
      ['mesh.plaintext-entry rules'],
    ],
    [
      'policies of load balancers',
      ingress('alb.ingress.kubernetes.io/ssl-policy: ELBSecurityPolicy-2016-08\n'),
      ['tls.version ELBSecurityPolicy-2016-08'],
    ],
    ['good policies', ingress('alb.ingress.kubernetes.io/ssl-policy: ELBSecurityPolicy-TLS13-1-2-2021-06\n'), []],
    [
      'forward secrecy, from 1.2 on',
      ingress('alb.ingress.kubernetes.io/ssl-policy: ELBSecurityPolicy-FS-1-2-Res-2020-10\n'),
      [],
    ],
    [
      'policies of Services',
      object(
        'v1',
        'Service',
        '  annotations:\n    service.beta.kubernetes.io/aws-load-balancer-ssl-negotiation-policy: "ELBSecurityPolicy-TLS-1-1-2017-01"\nspec: {}\n',
      ),
      ['tls.version ELBSecurityPolicy-TLS-1-1-2017-01'],
    ],
    [
      'HAProxy without authority',
      ingress('haproxy.org/server-ssl: "true"\n'),
      ['tls.validation-off haproxy.org/server-ssl'],
    ],
    ['HAProxy with one', ingress('haproxy.org/server-ssl: "true"\nharoxy.org/x: y\nhaproxy.org/server-ca: a\n'), []],
    [
      'optional clients of HAProxy',
      object('v1', 'ConfigMap', 'data:\n  haproxy.cfg: |\n    bind :443 ssl crt a ca-file c verify optional\n'),
      ['tls.optional-client optional'],
    ],
    [
      'optional clients that HAProxy asks later',
      object(
        'v1',
        'ConfigMap',
        'data:\n  haproxy.cfg: |\n    bind :443 ssl crt a ca-file c verify optional\n    http-request deny unless { ssl_c_used }\n',
      ),
      [],
    ],
    [
      'policies of the controller of F5',
      object(
        'k8s.nginx.org/v1',
        'Policy',
        'spec: { ingressMTLS: { verifyClient: optional_no_ca }, egressMTLS: { protocols: TLSv1 TLSv1.2, ciphers: "DEFAULT:RC4" } }\n',
      ),
      ['tls.optional-client optional_no_ca', 'tls.suites DEFAULT RC4', 'tls.version TLSv1'],
    ],
    [
      'Emissary',
      object(
        'getambassador.io/v3alpha1',
        'TLSContext',
        'spec: { min_tls_version: v1.0, cipher_suites: [AES128-SHA] }\n',
      ),
      ['tls.suites AES128-SHA', 'tls.version v1.0'],
    ],
    [
      'Gloo',
      object(
        'gateway.solo.io/v1',
        'VirtualService',
        'spec: { sslConfig: { parameters: { minimumProtocolVersion: TLSv1_1 } } }\n',
      ),
      ['tls.version TLSv1_1'],
    ],
    [
      'the router of OpenShift',
      object('operator.openshift.io/v1', 'IngressController', 'spec: { tlsSecurityProfile: { type: Old, old: {} } }\n'),
      ['tls.version Old'],
    ],
    [
      'certificates of clients that nginx asks for later',
      ingress(
        `${n}server-snippet: |\n  ssl_verify_client optional;\n  if ($ssl_client_verify != SUCCESS) { return 403; }\n`,
      ),
      [],
    ],
    [
      'lines of HAProxy',
      object(
        'v1',
        'ConfigMap',
        'data:\n  global-config-snippet: |\n    # ssl-min-ver TLSv1.1\n    ssl-default-bind-options no-sslv3 ssl-min-ver TLSv1.0\n    ssl-default-bind-ciphers ECDHE-RSA-AES128-GCM-SHA256:RC4-SHA\n    ssl-server-verify none\n  haproxy.cfg: |\n    server a 10.0.0.1:443 ssl verify none\n    bind :443 ssl crt a verify none\n    default-server force-tlsv11\n',
      ),
      [
        'tls.suites ECDHE-RSA-AES128-GCM-SHA256 RC4-SHA',
        'tls.validation-off ssl-server-verify none',
        'tls.validation-off verify none',
        'tls.version TLSv1.0',
        'tls.version force-tlsv11',
      ],
    ],
    [
      'the controller of ingress-nginx',
      object(
        'v1',
        'ConfigMap',
        'data:\n  ssl-protocols: "SSLv3 TLSv1.2"\n  ssl-early-data: "true"\n  http-snippet: ssl_protocols TLSv1.1;\n',
      ),
      ['tls.option ssl-early-data: "true"', 'tls.version SSLv3', 'tls.version TLSv1.1'],
    ],
    [
      'the values of its chart',
      'controller:\n  config:\n    ssl-protocols: "TLSv1 TLSv1.2"\n',
      ['tls.version TLSv1'],
      'values.yaml',
    ],
    [
      'sites in the values of a chart',
      `ingress:\n  annotations:\n    ${n}ssl-redirect: "false"\n    ${n}auth-tls-verify-client: optional\n  tls: [{ secretName: a }]\nother:\n  annotations: { ${n}ssl-redirect: "false" }\n  tls: []\n`,
      [`mesh.plaintext-entry ${n}ssl-redirect: "false"`, 'tls.optional-client optional'],
      'values.yaml',
    ],
    [
      'the command line of Traefik',
      'additionalArguments:\n- "--serversTransport.insecureSkipVerify=true"\n- --serversTransport.insecureSkipVerify=false\n',
      ['tls.validation-off --serversTransport.insecureSkipVerify=true'],
      'traefik/values.yaml',
    ],
    [
      'the TLS options in the values of Traefik',
      'tlsOptions:\n  default:\n    minVersion: VersionTLS11\n    clientAuth: { clientAuthType: VerifyClientCertIfGiven }\n',
      ['tls.optional-client VerifyClientCertIfGiven', 'tls.version VersionTLS11'],
      'traefik/values.yaml',
    ],
    [
      'values that k3s is given',
      object(
        'helm.cattle.io/v1',
        'HelmChartConfig',
        'spec:\n  valuesContent: |-\n    additionalArguments:\n      - "--serversTransport.insecureSkipVerify"\n',
      ),
      ['tls.validation-off --serversTransport.insecureSkipVerify'],
    ],
    [
      'values that Argo CD is given',
      object(
        'argoproj.io/v1alpha1',
        'Application',
        'spec:\n  sources:\n  - helm: { valuesObject: { controller: { config: { ssl-protocols: "TLSv1.1 TLSv1.2" } } } }\n',
      ),
      ['tls.version TLSv1.1'],
    ],
    [
      'values that Flux is given',
      object(
        'helm.toolkit.fluxcd.io/v2',
        'HelmRelease',
        'spec: { values: { controller: { config: { ssl-protocols: "TLSv1.1 TLSv1.2" } } } }\n',
      ),
      ['tls.version TLSv1.1'],
    ],
    [
      'the command line of a service',
      'services:\n  proxy:\n    image: traefik:v3\n    command:\n    - --serversTransport.insecureSkipVerify=true\n',
      ['tls.validation-off --serversTransport.insecureSkipVerify=true'],
      'docker-compose.yml',
    ],
    [
      'the command line of a container',
      object(
        'apps/v1',
        'Deployment',
        'spec: { template: { spec: { containers: [{ name: a, image: traefik, args: [--serverstransport.insecureskipverify] }] } } }\n',
      ),
      ['tls.validation-off --serverstransport.insecureskipverify'],
    ],
    [
      'a configuration of nginx',
      object('v1', 'ConfigMap', 'data:\n  nginx.conf: |\n    server {\n      ssl_protocols TLSv1.1 TLSv1.2;\n    }\n'),
      ['tls.version TLSv1.1'],
    ],
    ['a Gateway in plain text', gateway('{ name: a, port: 80, protocol: HTTP }'), ['mesh.plaintext-entry HTTP']],
    [
      'a Gateway inside the mesh',
      gateway('{ name: a, port: 80, protocol: HTTP }', '  gatewayClassName: istio-waypoint\n'),
      [],
    ],
    [
      'listeners of a Gateway',
      gateway(
        '{ name: rdp, port: 3389, protocol: TCP, allowedRoutes: { namespaces: { from: All } } }',
        '  tls: { frontend: { perPort: [{ port: 443, tls: { validation: { mode: AllowInsecureFallback } } }] } }\n',
      ),
      ['mesh.shared All', 'network.exposure 3389', 'tls.optional-client AllowInsecureFallback'],
    ],
    ['a mirror without TLS', `${route}---\n${policy('main')}`, ['mesh.mirror shadow']],
    ['a mirror with TLS', `${route}---\n${policy('main')}---\n${policy('shadow')}`, []],
    ['a mirror of what is plain', `${route}---\n${policy('other')}`, []],
    [
      'options of implementations',
      gateway(
        '{ name: a, port: 443, protocol: HTTPS, tls: { options: { example.com/min-tls-version: "1.1", nginx.org/ssl-protocols: "TLSv1 TLSv1.2", gateway.istio.io/tls-terminate-mode: OPTIONAL_MUTUAL, gateway.istio.io/tls-cipher-suites: "ECDHE-RSA-AES128-GCM-SHA256,AES128-SHA" } } }',
      ),
      [
        'tls.optional-client OPTIONAL_MUTUAL',
        'tls.suites ECDHE-RSA-AES128-GCM-SHA256 AES128-SHA',
        'tls.version 1.1',
        'tls.version TLSv1',
      ],
    ],
    [
      'Contour',
      proxy(
        '  virtualhost:\n    tls: { secretName: a, minimumProtocolVersion: "1.1", clientValidation: { caSecret: c, optionalClientCertificate: true, skipClientCertValidation: true } }\n  routes:\n  - permitInsecure: true\n    services: [{ name: b, protocol: tls }, { name: m, mirror: true }]\n',
      ),
      [
        'mesh.client-tls tls',
        'mesh.mirror m',
        'mesh.plaintext-entry permitInsecure: true',
        'tls.optional-client optionalClientCertificate: true',
        'tls.validation-off skipClientCertValidation: true',
        'tls.version 1.1',
      ],
    ],
    [
      'an authorization server that asks clients itself',
      proxy(
        '  virtualhost:\n    authorization: { extensionRef: { name: a } }\n    tls: { clientValidation: { skipClientCertValidation: true } }\n',
      ),
      [],
    ],
    [
      'the file of Contour',
      object(
        'v1',
        'ConfigMap',
        'data:\n  contour.yaml: |\n    tls:\n      minimum-protocol-version: "1.1"\n      cipher-suites: [AES128-SHA]\n',
      ),
      ['tls.suites AES128-SHA', 'tls.version 1.1'],
    ],
    [
      'Traefik',
      object(
        'traefik.io/v1alpha1',
        'TLSOption',
        'spec: { minVersion: VersionTLS10, maxVersion: VersionTLS12, cipherSuites: [TLS_RSA_WITH_AES_128_CBC_SHA], curvePreferences: [CurveP256], clientAuth: { clientAuthType: RequireAnyClientCert } }\n',
      ),
      [
        'tls.suites TLS_RSA_WITH_AES_128_CBC_SHA',
        'tls.validation-off RequireAnyClientCert',
        'tls.version VersionTLS10',
        'tls.version VersionTLS12',
      ],
    ],
    [
      'transports of Traefik',
      object('traefik.containo.us/v1alpha1', 'ServersTransport', 'spec: { insecureSkipVerify: true }\n'),
      ['tls.validation-off insecureSkipVerify: true'],
    ],
    [
      'authentication servers of Traefik',
      object('traefik.io/v1alpha1', 'Middleware', 'spec: { forwardAuth: { tls: { insecureSkipVerify: true } } }\n'),
      ['tls.validation-off insecureSkipVerify: true'],
    ],
    [
      'an authorization server of Contour that is left to be named',
      proxy(
        '  virtualhost:\n    authorization:\n      # here\n    tls: { clientValidation: { skipClientCertValidation: true } }\n',
      ),
      [],
    ],
    [
      'files of Traefik',
      'entryPoints: { web: { address: ":80" } }\nserversTransport: { insecureSkipVerify: true }\ntls: { options: { default: { minVersion: VersionTLS11 } } }\n',
      ['tls.validation-off insecureSkipVerify: true', 'tls.version VersionTLS11'],
    ],
  ];
  for (const [name, text, expected, path] of rows) {
    for (const [ends, all] of [
      ['LF', text],
      ['CRLF', text.replace(/\n/g, '\r\n')],
    ] as const) {
      it(`reads ${name} (${ends})`, async () => {
        assert.deepEqual((await told('yaml', all, kinds, path)).slice().sort(), expected);
      });
    }
  }
});

describe('cipher lists of OpenSSL', () => {
  const lists: readonly (readonly [list: string, expected: string])[] = [
    ['HIGH:!aNULL:!MD5', 'HIGH'],
    ['ALL:!aNULL:!EXPORT56:RC4+RSA:+HIGH:+MEDIUM:+LOW:+SSLv2:+EXP', 'RC4+RSA'],
    ['EECDH+AESGCM:EDH+AESGCM:AES256+EECDH', 'EECDH+AESGCM EDH+AESGCM AES256+EECDH'],
    ['ECDHE-RSA-AES128-SHA:!SHA1', ''],
    ['DES-CBC3-SHA:!3DES', ''],
    ['DES-CBC3-SHA:!DES', 'DES-CBC3-SHA'],
    ['ADH-AES128-SHA:!aNULL', ''],
    ['eNULL:-eNULL', ''],
    ['AES128-SHA,RC4-MD5', 'AES128-SHA RC4-MD5'],
    ['$' + '{CIPHERS}', ''],
    ['PROFILE=SYSTEM', 'PROFILE=SYSTEM'],
  ];
  for (const [list, expected] of lists) {
    it(`reads ${list}`, () => {
      const found: Facts['tls.suites'][] = [];
      const base = { span: { start: 0, end: list.length }, place: configuration() };
      readCipherString(MappedText.whole(list), 'nginx', base, (_, fact) => found.push(fact as Facts['tls.suites']));
      assert.equal(found.flatMap(it => it.suites.map(suite => suite.name)).join(' '), expected);
    });
  }
});

describe('the lowest version that an edge speaks', () => {
  const balancer = (policy: string): string =>
    ingress(`alb.ingress.kubernetes.io/ssl-policy: ELBSecurityPolicy-${policy}\n`);
  const rows: readonly (readonly [name: string, text: string, version: string, role: string])[] = [
    ['the first policies', balancer('2014-01'), 'SSL 3.0', 'server'],
    ['the policy after POODLE', balancer('2014-10'), 'TLS 1.0', 'server'],
    ['the default of load balancers', balancer('2016-08'), 'TLS 1.0', 'server'],
    ['restricted policies', balancer('FS-1-1-2019-08'), 'TLS 1.1', 'server'],
    [
      'what Gloo serves',
      object(
        'gateway.solo.io/v1',
        'VirtualService',
        'spec: { sslConfig: { parameters: { minimumProtocolVersion: TLSv1_1 } } }\n',
      ),
      'TLS 1.1',
      'server',
    ],
    [
      'what Gloo calls',
      object(
        'gloo.solo.io/v1',
        'Upstream',
        'spec: { sslConfig: { parameters: { minimumProtocolVersion: TLSv1_0 } } }\n',
      ),
      'TLS 1.0',
      'client',
    ],
  ];
  for (const [name, text, version, role] of rows) {
    it(name, async () => {
      const found = await factsOf('tls.version', 'yaml', text);
      assert.deepEqual(
        found.map(it => [it.version, it.state, it.role]),
        [[version, 'minimum', role]],
      );
    });
  }
});
