import assert from 'node:assert/strict';
import type { ClusterObject } from '../../../server/src/facts/cluster/object';
import { summariesOf } from '../../../server/src/facts/cluster/summary/summary';
import { applied, settled } from '../../../server/src/facts/kustomize/apply';
import { isFor, readPatches } from '../../../server/src/facts/kustomize/patch';
import { readKustomization } from '../../../server/src/facts/kustomize/read';

const objectOf = (text: string): ClusterObject => summariesOf('/w/a.yaml', text)[0]!;

/** What is left of an object once places are taken away, so that two ways of writing it compare. */
function bare(it: unknown): unknown {
  if (Array.isArray(it)) return it.map(bare);
  if (typeof it !== 'object' || it === null) return it;
  return Object.fromEntries(
    Object.entries(it).flatMap(([key, value]) =>
      /^(?:span|line|column|at|stated)$/.test(key) ? [] : [[key, bare(value)]],
    ),
  );
}

const deployment = (pod: string, labels = '{app: web}') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    metadata: {labels: ${labels}}\n    spec: ${pod}\n`;
const web = deployment('{containers: [{name: a, image: x, ports: [{containerPort: 80, name: http}]}]}');
const peer = (spec: string) =>
  `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: p, namespace: n}\nspec: ${spec}\n`;
const rule = (spec: string) =>
  `apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: d, namespace: n}\nspec: ${spec}\n`;
const service = (spec: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: n}\nspec: ${spec}\n`;
const policy = (spec: string) =>
  `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: a, namespace: n}\nspec: ${spec}\n`;
const network = (spec: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n, namespace: n}\nspec: ${spec}\n`;
const namespace = (metadata: string) => `apiVersion: v1\nkind: Namespace\nmetadata: ${metadata}\n`;

/** An object, a patch, and the object as if it had been written so at once; with a target for JSON patches. */
const patches: readonly (readonly [name: string, object: string, patch: string, expected: string, kind?: string])[] = [
  [
    'labels of pods',
    web,
    'kind: Deployment\nmetadata: {name: web}\nspec: {template: {metadata: {labels: {app: null, tier: x}}}}\n',
    deployment('{containers: [{name: a, image: x, ports: [{containerPort: 80, name: http}]}]}', '{tier: x}'),
  ],
  [
    'the pod',
    web,
    'kind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {hostNetwork: true, serviceAccountName: b, nodeSelector: {kubernetes.io/os: windows}}}}\n',
    deployment(
      '{hostNetwork: true, serviceAccountName: b, nodeSelector: {kubernetes.io/os: windows}, containers: [{name: a, image: x, ports: [{containerPort: 80, name: http}]}]}',
    ),
  ],
  [
    'containers and volumes',
    web,
    'kind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: b, ports: [{containerPort: 90}]}], volumes: [{name: v, configMap: {name: c}}]}}}\n',
    deployment(
      '{containers: [{name: a, image: x, ports: [{containerPort: 80, name: http}]}, {name: b, ports: [{containerPort: 90}]}], volumes: [{name: v, configMap: {name: c}}]}',
    ),
  ],
  [
    'a port that has more than the patch says',
    web,
    'kind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: a, ports: [{containerPort: 80, hostPort: 8080}]}]}}}\n',
    deployment('{containers: [{name: a, image: x, ports: [{containerPort: 80, name: http, hostPort: 8080}]}]}'),
  ],
  [
    'processes of the node',
    deployment('{os: {name: windows}, containers: [{name: a, image: x}]}'),
    'kind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {securityContext: {windowsOptions: {hostProcess: true}}}}}\n',
    deployment(
      '{os: {name: windows}, securityContext: {windowsOptions: {hostProcess: true}}, containers: [{name: a, image: x}]}',
    ),
  ],
  [
    'an image by its position',
    web,
    '- {op: replace, path: /spec/template/spec/containers/0/image, value: y}\n- {op: add, path: /spec/template/metadata/labels/x~1y, value: z}\n',
    deployment('{containers: [{name: a, image: x, ports: [{containerPort: 80, name: http}]}]}', '{app: web, x/y: z}'),
    'Deployment',
  ],
  [
    'a mode',
    peer('{mtls: {mode: PERMISSIVE}}'),
    'kind: PeerAuthentication\nmetadata: {name: p}\nspec: {mtls: {mode: STRICT}}\n',
    peer('{mtls: {mode: STRICT}}'),
  ],
  [
    'a mode where there was none',
    peer('{}'),
    '[{op: add, path: /spec/mtls, value: {mode: STRICT}}]',
    peer('{mtls: {mode: STRICT}}'),
    'PeerAuthentication',
  ],
  [
    'a mode that goes',
    peer('{mtls: {mode: DISABLE}}'),
    '[{op: remove, path: /spec/mtls}]',
    peer('{}'),
    'PeerAuthentication',
  ],
  [
    'modes of ports',
    peer('{portLevelMtls: {80: {mode: DISABLE}, 90: {mode: DISABLE}}}'),
    'kind: PeerAuthentication\nmetadata: {name: p}\nspec: {portLevelMtls: {80: null, 91: {mode: STRICT}}, selector: {matchLabels: {app: web}}}\n',
    peer('{selector: {matchLabels: {app: web}}, portLevelMtls: {90: {mode: DISABLE}, 91: {mode: STRICT}}}'),
  ],
  [
    'the mode of a port by its key',
    peer('{portLevelMtls: {80: {mode: DISABLE}}}'),
    '[{op: replace, path: /spec/portLevelMtls/80/mode, value: STRICT}]',
    peer('{portLevelMtls: {80: {mode: STRICT}}}'),
    'PeerAuthentication',
  ],
  [
    'a selector that is replaced',
    peer('{selector: {matchLabels: {app: a}}}'),
    '[{op: replace, path: /spec/selector/matchLabels, value: {tier: b}}]',
    peer('{selector: {matchLabels: {tier: b}}}'),
    'PeerAuthentication',
  ],
  [
    'TLS of clients',
    rule('{host: h, trafficPolicy: {tls: {mode: DISABLE}}}'),
    'kind: DestinationRule\nmetadata: {name: d}\nspec: {trafficPolicy: {tls: {mode: ISTIO_MUTUAL}, portLevelSettings: [{port: {number: 80}, tls: {mode: SIMPLE}}]}}\n',
    rule(
      '{host: h, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}, portLevelSettings: [{port: {number: 80}, tls: {mode: SIMPLE}}]}}',
    ),
  ],
  [
    'a policy that is replaced',
    rule('{host: h, exportTo: ["."], trafficPolicy: {tls: {mode: DISABLE}}}'),
    '[{op: replace, path: /spec/trafficPolicy, value: {portLevelSettings: []}}, {op: replace, path: /spec/host, value: g}, {op: replace, path: /spec/exportTo, value: ["*"]}]',
    rule('{host: g, exportTo: ["*"], trafficPolicy: {portLevelSettings: []}}'),
    'DestinationRule',
  ],
  [
    'subsets',
    rule('{host: h, subsets: [{name: a}]}'),
    'kind: DestinationRule\nmetadata: {name: d}\nspec: {subsets: [{name: b, labels: {v: "2"}, trafficPolicy: {tls: {mode: SIMPLE}}}]}\n',
    rule('{host: h, subsets: [{name: b, labels: {v: "2"}, trafficPolicy: {tls: {mode: SIMPLE}}}]}'),
  ],
  [
    'ports of a service',
    service('{selector: {app: a}, ports: [{port: 80, name: http}, {port: 81}]}'),
    'kind: Service\nmetadata: {name: s}\nspec: {selector: {tier: x}, clusterIP: None, ports: [{port: 81, targetPort: web}, {port: 82, protocol: udp}]}\n',
    service(
      '{selector: {app: a, tier: x}, clusterIP: None, ports: [{port: 80, name: http}, {port: 81, targetPort: web}, {port: 82, protocol: udp}]}',
    ),
  ],
  [
    'an action',
    policy('{action: ALLOW}'),
    'kind: AuthorizationPolicy\nmetadata: {name: a}\nspec: {action: DENY, selector: {matchLabels: {app: a}}}\n',
    policy('{action: DENY, selector: {matchLabels: {app: a}}}'),
  ],
  [
    'a namespace',
    namespace('{name: x, labels: {a: b}}'),
    'kind: Namespace\nmetadata: {name: x, labels: {istio-injection: enabled}, annotations: {linkerd.io/inject: enabled, other: x}}\n',
    namespace('{name: x, labels: {a: b, istio-injection: enabled}, annotations: {linkerd.io/inject: enabled}}'),
  ],
];

/** Kustomizations, and what they make of an object. */
const fields: readonly (readonly [name: string, kustomization: string, object: string, expected: string])[] = [
  [
    'names and namespaces',
    'namespace: m\nnamePrefix: a-\nnameSuffix: -b\n',
    service('{}'),
    service('{}').replace('name: s, namespace: n', 'name: a-s-b, namespace: m'),
  ],
  ['a namespace itself', 'namespace: m\nnamePrefix: a-\n', namespace('{name: x}'), namespace('{name: m}')],
  [
    'selectors of network policies',
    'commonLabels: {t: "1"}\n',
    network('{podSelector: {matchLabels: {app: a}}, ingress: [{from: [{podSelector: {matchLabels: {app: b}}}]}]}'),
    network(
      '{podSelector: {matchLabels: {app: a, t: "1"}}, ingress: [{from: [{podSelector: {matchLabels: {app: b, t: "1"}}}]}]}',
    ),
  ],
  [
    'selectors of network policies that take all',
    'labels: [{pairs: {t: "1"}, includeSelectors: true}]\n',
    network('{podSelector: {}, ingress: [{from: [{podSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8}}]}]}'),
    network('{podSelector: {}, ingress: [{from: [{podSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8}}]}]}'),
  ],
  ['labels', 'commonLabels: {t: "1"}\n', service('{selector: {app: a}}'), service('{selector: {app: a, t: "1"}}')],
  [
    'labels of pods',
    'labels: [{pairs: {t: "1"}, includeTemplates: true}]\n',
    web,
    web.replace('{app: web}', '{app: web, t: "1"}'),
  ],
  ['labels of objects', 'labels: [{pairs: {t: "1"}}]\n', web, web],
  [
    'annotations',
    'commonAnnotations: {linkerd.io/inject: disabled, x: y}\n',
    namespace('{name: x}'),
    namespace('{name: x, annotations: {linkerd.io/inject: disabled}}'),
  ],
];

const layer = (kustomization: string, patch?: string, kind?: string) => ({
  kustomization: readKustomization('/w/kustomization.yaml', `resources: []\n${kustomization}`)!,
  patches: patch ? readPatches(patch, kind ? { kind } : undefined) : [],
});

describe('objects as kustomizations apply them', () => {
  for (const [name, object, patch, expected, kind] of patches) {
    it(`patches ${name}`, () => {
      const made = applied(objectOf(object), [layer('', patch, kind)]);
      assert.deepEqual(bare(made), bare(objectOf(expected)));
    });
  }

  for (const [name, kustomization, object, expected] of fields) {
    it(`sets ${name}`, () =>
      assert.deepEqual(bare(applied(objectOf(object), [layer(kustomization)])), bare(objectOf(expected))));
  }

  const strict = (metadata: string) =>
    `kind: PeerAuthentication\nmetadata: ${metadata}\nspec: {mtls: {mode: STRICT}}\n`;
  const modeOf = (...layers: Parameters<typeof applied>[1]) => {
    const made = applied(objectOf(peer('{mtls: {mode: DISABLE}}')), layers);
    return made?.type === 'peer-authentication' && !made.vague ? made.mode?.value : undefined;
  };

  it('patches what has the name, as it was or as it is', () => {
    assert.equal(modeOf(layer('', strict('{name: q}'))), 'DISABLE');
    assert.equal(modeOf(layer('', strict('{name: p, namespace: n}'))), 'STRICT');
    assert.equal(modeOf(layer('namePrefix: a-\n'), layer('', strict('{name: p}'))), 'STRICT');
    assert.equal(modeOf(layer('namePrefix: a-\n'), layer('', strict('{name: a-p}'))), 'STRICT');
    assert.equal(modeOf(layer('', '[{op: replace, path: /spec/mtls/mode, value: STRICT}]', 'Peer.*')), 'STRICT');
    assert.equal(modeOf(layer('', '[{op: replace, path: /spec/mtls/mode, value: STRICT}]', 'Peer')), 'DISABLE');
  });

  /** Patterns of names, and whether they are for `web-api-v1`; unknown where they are absent. */
  const patterns: readonly (readonly [pattern: string, is?: boolean])[] = [
    ['web-api-v1', true],
    ['web', false],
    ['web.*', true],
    ['^web-.*-v1$', true],
    ['.*api.*', true],
    ['.*-v1', true],
    ['.*-v2', false],
    ['web.*web.*', false],
    ['web-api.*-api-v1', false],
    ['a|web-.*', true],
    ['a|b', false],
    ['.*', true],
    ['(web|api).*'],
    ['(w+)+x'],
    ['*'],
  ];
  for (const [pattern, is] of patterns) {
    it(`${is === undefined ? 'leaves open' : is ? 'takes' : 'leaves'} what is called ${pattern}`, () => {
      const [patch] = readPatches('[]', { name: pattern });
      assert.equal(isFor(patch!, { kind: 'Pod', names: ['web-api-v1'], namespaces: [undefined] }), is);
    });
  }

  const vague: readonly (readonly [name: string, object: string, patch: string, kind?: string])[] = [
    ['a template', peer('{}'), 'kind: PeerAuthentication\nmetadata: {name: p}\nspec: {mtls: {mode: "{{ .mode }}"}}\n'],
    ['a position', service('{ports: [{port: 80}]}'), '[{op: replace, path: /spec/ports/0/port, value: 81}]', 'Service'],
    ['a move', service('{ports: [{port: 80}]}'), '[{op: move, from: /spec/a, path: /spec/selector}]', 'Service'],
    ['rules', policy('{}'), 'kind: AuthorizationPolicy\nmetadata: {name: a}\nspec: {rules: []}\n'],
    [
      'a process of the node that may be none',
      deployment('{containers: [{name: a, image: x, securityContext: {windowsOptions: {hostProcess: true}}}]}'),
      'kind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {securityContext: {windowsOptions: {hostProcess: false}}}}}\n',
    ],
    [
      'a field that is deeper than any',
      peer('{}'),
      `[{op: add, path: /spec${'/a'.repeat(30_000)}, value: 1}]`,
      'PeerAuthentication',
    ],
    [
      'a container that goes',
      web,
      'kind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: a, $patch: delete}]}}}\n',
    ],
  ];
  for (const [name, object, patch, kind] of vague) {
    it(`concludes nothing from ${name}`, () =>
      assert.equal(applied(objectOf(object), [layer('', patch, kind)])?.vague, true));
  }

  it('concludes nothing where labels or plugins decide', () => {
    const chosen = { kustomization: layer('').kustomization, patches: readPatches('[]', { labelSelector: 'a=b' }) };
    assert.equal(applied(objectOf(peer('{}')), [chosen])?.vague, true);
    assert.equal(applied(objectOf(peer('{}')), [layer('transformers: [t.yaml]\n')])?.vague, true);
  });

  it('takes objects away', () => {
    assert.equal(
      applied(objectOf(peer('{}')), [layer('', 'kind: PeerAuthentication\nmetadata: {name: p}\n$patch: delete\n')]),
      undefined,
    );
  });

  it('settles what all ways agree on', () => {
    const object = objectOf(peer('{mtls: {mode: DISABLE}}'));
    const way = (text: string) => ({ root: '/w', layers: [layer(text).kustomization] });
    const on = (...texts: readonly string[]) =>
      settled(object, texts.map(way), it => readPatches(it.patches[0]?.text ?? ''));
    const patch =
      'patches: [{patch: "{kind: PeerAuthentication, metadata: {name: p}, spec: {mtls: {mode: STRICT}}}"}]\n';
    assert.equal(on(), object);
    assert.deepEqual(bare(on(patch, patch)), bare(objectOf(peer('{mtls: {mode: STRICT}}'))));
    assert.deepEqual(on(patch, ''), { ...object, vague: true });
    const gone = 'patches: [{patch: "{kind: PeerAuthentication, metadata: {name: p}, $patch: delete}"}]\n';
    assert.equal(on(gone, gone), undefined);
    assert.equal(on(gone, '')?.vague, true);
  });

  it('shows a value at the object', () => {
    const made = applied(objectOf(peer('{}')), [layer('', strict('{name: p}'))]);
    assert.ok(made?.type === 'peer-authentication');
    assert.equal(made.mode?.line, made.at.line);
  });
});
