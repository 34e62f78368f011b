import assert from 'node:assert/strict';
import { clientMode } from '../../../../server/src/facts/cluster/istio/client';
import { describeClient, describeServer, describeVerdict } from '../../../../server/src/facts/cluster/istio/describe';
import type { MeshProxy } from '../../../../server/src/facts/cluster/istio/proxy';
import { serverMode } from '../../../../server/src/facts/cluster/istio/server';
import { verdict } from '../../../../server/src/facts/cluster/istio/verdict';
import type { Link } from '../../../../server/src/facts/cluster/markdown';
import type { Workload } from '../../../../server/src/facts/cluster/object';
import { peer, rule, workload } from './kit';

const link: Link = text => `[${text}](x)`;
const sidecar: MeshProxy = { kind: 'sidecar', why: 'namespace-injects' };

type Row = readonly [
  policies: readonly string[],
  expected: readonly string[],
  proxy?: MeshProxy,
  pod?: Partial<Workload>,
];

describe('words on mutual TLS', () => {
  const shop = '[PeerAuthentication `default` (namespace `shop`)](x)';
  const web = '[PeerAuthentication `web` (namespace `shop`)](x)';
  const rows: readonly Row[] = [
    [[], ['Mutual TLS: **PERMISSIVE** on all ports, as no PeerAuthentication says otherwise']],
    [['shop/default STRICT'], [`Mutual TLS: **STRICT** on all ports, by ${shop}`]],
    [
      ['shop/default STRICT', 'shop/web[app=web] 8080=DISABLE 9090=UNSET'],
      [`Mutual TLS: **STRICT** on all other ports, by ${shop}`, `Port 8080: **DISABLE**, by ${web}`],
    ],
    [
      ['shop/default STRICT', 'shop/web DISABLE'],
      [`Mutual TLS: undecided on all ports, as it depends on which of them counts: ${shop}, ${web}`],
    ],
    [
      ['shop/default STRICT 80=DISABLE'],
      [`Mutual TLS: **STRICT** on all ports, by ${shop}`, `Without effect: ${shop}: ports need a selector`],
    ],
    [
      ['istio-system/web[app=web] STRICT'],
      [
        'Mutual TLS: **PERMISSIVE** on all ports, as no PeerAuthentication says otherwise',
        'Without effect: [PeerAuthentication `web` (namespace `istio-system`)](x): a selector does not count in the root namespace',
      ],
    ],
    [
      ['shop/default STRICT'],
      [`Mutual TLS: **none**, as it runs on Windows, for which Istio has no data plane; ${shop} says STRICT in vain`],
      { kind: 'none', why: 'windows' },
    ],
    [
      [],
      ['Mutual TLS: **none**, as it says `sidecar.istio.io/inject: "false"`'],
      { kind: 'none', why: 'pod-opted-out' },
    ],
    [
      ['shop/default STRICT'],
      [
        `Mutual TLS: **STRICT** on all ports, by ${shop}`,
        'Only where it has a proxy: its namespace is not in these files',
      ],
      { kind: 'unknown', why: 'unseen-namespace' },
    ],
    [
      ['shop/default STRICT'],
      [`Mutual TLS: **STRICT** on all ports, by ${shop}`, 'Plain text: 8080 does not pass the proxy'],
      sidecar,
      {
        annotations: { 'traffic.sidecar.istio.io/excludeInboundPorts': '8080' },
        ports: [{ port: 8080, protocol: 'TCP' }],
      },
    ],
    [
      ['shop/default STRICT'],
      [`Mutual TLS: **STRICT** on all ports, by ${shop}`, 'Plain text: nothing that comes in passes the proxy'],
      sidecar,
      { annotations: { 'traffic.sidecar.istio.io/includeInboundPorts': '' } },
    ],
  ];
  for (const [policies, expected, proxy = sidecar, pod = {}] of rows) {
    it(`of a server with ${policies.join(', ') || 'no policy'}, ${proxy.why}`, () => {
      const context = { rootNamespace: 'istio-system', proxy };
      assert.deepEqual(describeServer(workload('shop/web', pod), policies.map(peer), context, link), expected);
    });
  }

  const calls: readonly (readonly [tls: string, policies: readonly string[], client: string, call: string])[] = [
    ['', [], 'Sends mutual TLS where the server has a proxy', 'Mutual TLS; plain text is taken from others'],
    [
      '',
      ['shop/default STRICT'],
      'Sends mutual TLS where the server has a proxy',
      `Mutual TLS, and nothing else is taken, by ${shop}`,
    ],
    [
      'DISABLE',
      ['shop/default STRICT'],
      'Sends plain text, by [DestinationRule `web` (namespace `shop`)](x)',
      `The call fails: plain text where only mutual TLS is taken, by [DestinationRule \`web\` (namespace \`shop\`)](x) and ${shop}`,
    ],
    [
      'ISTIO_MUTUAL',
      [],
      'Sends `ISTIO_MUTUAL`, by [DestinationRule `web` (namespace `shop`)](x)',
      'Mutual TLS; plain text is taken from others, by [DestinationRule `web` (namespace `shop`)](x)',
    ],
  ];
  for (const [tls, policies, expectedClient, expectedCall] of calls) {
    it(`of a client with ${tls || 'no rule'} and ${policies.join(', ') || 'no policy'}`, () => {
      const rules = tls ? [rule('shop/web', `web ${tls}`)] : [];
      const target = { name: 'web', namespace: 'shop' };
      const client = clientMode({ namespace: 'front' }, target, 80, rules, { rootNamespace: 'istio-system' });
      const context = { rootNamespace: 'istio-system', proxy: sidecar };
      const server = serverMode(workload('shop/web'), 80, policies.map(peer), context);
      assert.equal(describeClient(client, link), expectedClient);
      assert.equal(describeVerdict(verdict(client, server), link), expectedCall);
    });
  }
});
