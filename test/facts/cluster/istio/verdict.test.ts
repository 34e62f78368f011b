import assert from 'node:assert/strict';
import { clientMode } from '../../../../server/src/facts/cluster/istio/client';
import type { MeshProxy } from '../../../../server/src/facts/cluster/istio/proxy';
import { serverMode } from '../../../../server/src/facts/cluster/istio/server';
import { verdict } from '../../../../server/src/facts/cluster/istio/verdict';
import type { Labels } from '../../../../server/src/facts/cluster/object';
import { peer, rule, workload } from './kit';

const pod = workload('shop/api', { labels: { app: 'api' } });
const proxies = {
  sidecar: { kind: 'sidecar', why: 'namespace-injects' },
  ambient: { kind: 'ambient', why: 'namespace-ambient' },
  windows: { kind: 'none', why: 'windows', by: pod },
  plain: { kind: 'none', why: 'pod-opted-out', by: pod },
  unknown: { kind: 'unknown', why: 'unseen-namespace' },
} satisfies Record<string, MeshProxy>;
type Side = keyof typeof proxies;

const strict = 'shop/default STRICT';
const permissive = 'shop/default PERMISSIVE';
const disabled = 'shop/default DISABLE';

/** What is expected: the outcome, then the objects that decide for client and server. */
type Row = readonly [
  client: Side,
  tls: string,
  server: Side,
  policies: readonly string[],
  expected: string,
  annotations?: Labels,
];

// Sources: istio.io/latest/docs/concepts/security#mutual-tls-authentication (modes), /docs/tasks/security/authentication/authn-policy
// (auto mutual TLS), /docs/ops/common-problems/network-issues (503 after a destination rule, plain text to STRICT);
// istio/istio pilot/pkg/networking/core/cluster_tls.go, filterchain_options.go, pilot/pkg/xds/endpoints/mtls_checker.go.
const sidecars: readonly Row[] = [
  ['sidecar', '', 'sidecar', [], 'mtls-optional - -'],
  ['sidecar', '', 'sidecar', [strict], 'mtls - PeerAuthentication'],
  ['sidecar', '', 'sidecar', [permissive], 'mtls-optional - PeerAuthentication'],
  ['sidecar', '', 'sidecar', [disabled], 'plaintext - PeerAuthentication'],
  ['sidecar', '', 'sidecar', ['shop/api[app=api] DISABLE'], 'plaintext - PeerAuthentication'],
  ['sidecar', '', 'sidecar', [strict, 'shop/api[app=api] 80=DISABLE'], 'plaintext - PeerAuthentication'],
  ['sidecar', '', 'sidecar', ['shop/a STRICT', 'shop/b DISABLE'], 'undecided - -'],
  ['sidecar', 'ISTIO_MUTUAL', 'sidecar', [], 'mtls-optional DestinationRule -'],
  ['sidecar', 'ISTIO_MUTUAL', 'sidecar', [strict], 'mtls DestinationRule PeerAuthentication'],
  ['sidecar', 'ISTIO_MUTUAL', 'sidecar', [permissive], 'mtls-optional DestinationRule PeerAuthentication'],
  ['sidecar', 'ISTIO_MUTUAL', 'sidecar', [disabled], 'refused DestinationRule PeerAuthentication: mtls-to-disabled'],
  [
    'sidecar',
    'ISTIO_MUTUAL',
    'sidecar',
    [strict, 'shop/api[app=api] 80=DISABLE'],
    'refused DestinationRule PeerAuthentication: mtls-to-disabled',
  ],
  ['sidecar', 'ISTIO_MUTUAL', 'sidecar', ['shop/a STRICT', 'shop/b DISABLE'], 'undecided DestinationRule -'],
  ['sidecar', 'DISABLE', 'sidecar', [], 'plaintext DestinationRule -'],
  ['sidecar', 'DISABLE', 'sidecar', [strict], 'refused DestinationRule PeerAuthentication: plaintext-to-strict'],
  [
    'sidecar',
    'DISABLE',
    'sidecar',
    ['istio-system/default STRICT'],
    'refused DestinationRule PeerAuthentication: plaintext-to-strict',
  ],
  ['sidecar', 'DISABLE', 'sidecar', [permissive], 'plaintext DestinationRule PeerAuthentication'],
  ['sidecar', 'DISABLE', 'sidecar', [disabled], 'plaintext DestinationRule PeerAuthentication'],
  [
    'sidecar',
    'DISABLE',
    'sidecar',
    [strict, 'shop/api[app=api] 80=PERMISSIVE'],
    'plaintext DestinationRule PeerAuthentication',
  ],
  ['sidecar', 'DISABLE', 'sidecar', ['shop/a STRICT', 'shop/b DISABLE'], 'undecided DestinationRule -'],
  ['sidecar', 'SIMPLE', 'sidecar', [strict], 'refused DestinationRule PeerAuthentication: simple-to-strict'],
  ['sidecar', 'SIMPLE', 'sidecar', [permissive], 'application DestinationRule PeerAuthentication'],
  ['sidecar', 'SIMPLE', 'sidecar', [disabled], 'application DestinationRule PeerAuthentication'],
  ['sidecar', 'MUTUAL', 'sidecar', [strict], 'undecided DestinationRule PeerAuthentication'],
  ['sidecar', 'MUTUAL', 'sidecar', [permissive], 'undecided DestinationRule PeerAuthentication'],
  ['sidecar', 'MUTUAL', 'sidecar', [disabled], 'application DestinationRule PeerAuthentication'],
  [
    'sidecar',
    'ISTIO_MUTUAL 80=DISABLE',
    'sidecar',
    [strict],
    'refused DestinationRule PeerAuthentication: plaintext-to-strict',
  ],
  ['sidecar', 'DISABLE 80=-', 'sidecar', [strict], 'undecided - PeerAuthentication'],
];

// Sources: istio/istio issue 56084 (open): detection looks at namespace and mesh first (BestEffortInferServiceMTLSMode).
const broad: readonly Row[] = [
  [
    'sidecar',
    '',
    'sidecar',
    ['istio-system/default DISABLE', 'shop/api[app=api] STRICT'],
    'refused PeerAuthentication PeerAuthentication: broad-disable',
  ],
  [
    'sidecar',
    '',
    'sidecar',
    [disabled, 'shop/api[app=api] STRICT'],
    'refused PeerAuthentication PeerAuthentication: broad-disable',
  ],
  [
    'sidecar',
    '',
    'sidecar',
    [disabled, 'shop/api[app=api] 80=STRICT'],
    'refused PeerAuthentication PeerAuthentication: broad-disable',
  ],
  ['sidecar', '', 'sidecar', [disabled, 'shop/api[app=api] PERMISSIVE'], 'plaintext - PeerAuthentication'],
  ['sidecar', '', 'sidecar', ['istio-system/default DISABLE', 'shop/default STRICT'], 'mtls - PeerAuthentication'],
  [
    'sidecar',
    'ISTIO_MUTUAL',
    'sidecar',
    [disabled, 'shop/api[app=api] STRICT'],
    'mtls DestinationRule PeerAuthentication',
  ],
  [
    'sidecar',
    '',
    'sidecar',
    ['shop/a STRICT', 'shop/b DISABLE', 'shop/api[app=api] STRICT'],
    'undecided - PeerAuthentication',
  ],
  [
    'sidecar',
    '',
    'sidecar',
    ['shop/a STRICT', 'shop/b DISABLE', 'shop/api[app=api] DISABLE'],
    'plaintext - PeerAuthentication',
  ],
];

// Sources: istio.io/latest/docs/tasks/security/authentication/authn-policy (workloads without sidecar); istio/istio issue 27893 (Windows);
// istio.io/latest/about/faq ("Does Auto mTLS work with the excludeInboundPorts annotation?"), istio/istio issue 30311.
const excluded: Labels = { 'traffic.sidecar.istio.io/excludeInboundPorts': '80' };
const without: readonly Row[] = [
  ['sidecar', '', 'windows', [], 'plaintext - Deployment'],
  ['sidecar', '', 'windows', [strict], 'plaintext - Deployment'],
  ['sidecar', 'ISTIO_MUTUAL', 'windows', [strict], 'refused DestinationRule Deployment: mtls-to-no-proxy'],
  ['sidecar', 'ISTIO_MUTUAL', 'plain', [], 'refused DestinationRule Deployment: mtls-to-no-proxy'],
  ['sidecar', 'DISABLE', 'plain', [strict], 'plaintext DestinationRule Deployment'],
  ['sidecar', 'SIMPLE', 'plain', [strict], 'application DestinationRule Deployment'],
  ['sidecar', 'MUTUAL', 'windows', [strict], 'application DestinationRule Deployment'],
  ['sidecar', '', 'unknown', [strict], 'undecided - PeerAuthentication'],
  ['sidecar', 'ISTIO_MUTUAL', 'unknown', [strict], 'undecided DestinationRule PeerAuthentication'],
  ['sidecar', 'DISABLE', 'unknown', [strict], 'undecided DestinationRule PeerAuthentication'],
  ['windows', '', 'sidecar', [strict], 'refused - PeerAuthentication: plaintext-to-strict'],
  ['windows', 'ISTIO_MUTUAL', 'sidecar', [strict], 'refused - PeerAuthentication: plaintext-to-strict'],
  ['windows', '', 'sidecar', [permissive], 'plaintext - PeerAuthentication'],
  ['plain', 'ISTIO_MUTUAL', 'sidecar', [disabled], 'plaintext - PeerAuthentication'],
  ['plain', '', 'plain', [strict], 'plaintext - Deployment'],
  ['unknown', 'DISABLE', 'sidecar', [strict], 'undecided - PeerAuthentication'],
  ['sidecar', '', 'sidecar', [strict], 'refused - Deployment: mtls-to-uncaptured', excluded],
  ['sidecar', '', 'sidecar', [disabled], 'plaintext - Deployment', excluded],
  ['sidecar', 'DISABLE', 'sidecar', [strict], 'plaintext DestinationRule Deployment', excluded],
  ['sidecar', 'ISTIO_MUTUAL', 'sidecar', [strict], 'refused DestinationRule Deployment: mtls-to-uncaptured', excluded],
  ['plain', '', 'sidecar', [strict], 'plaintext - Deployment', excluded],
];

// Sources: istio.io/latest/docs/ambient/usage/l4-policy and reference/config/security/peer_authentication (DISABLE is not supported);
// between sidecars and ztunnels it depends on whether HBONE is enabled: istio.io/latest/docs/ambient/migrate.
const ambient: readonly Row[] = [
  ['ambient', '', 'ambient', [], 'mtls-optional - -'],
  ['ambient', '', 'ambient', [strict], 'mtls - PeerAuthentication'],
  ['ambient', 'DISABLE', 'ambient', [strict], 'mtls - PeerAuthentication'],
  ['ambient', '', 'ambient', [disabled], 'mtls-optional - PeerAuthentication'],
  ['ambient', '', 'plain', [strict], 'plaintext - Deployment'],
  ['plain', '', 'ambient', [strict], 'refused - PeerAuthentication: plaintext-to-strict'],
  ['plain', '', 'ambient', [disabled], 'plaintext - PeerAuthentication'],
  ['ambient', '', 'sidecar', [strict], 'undecided - PeerAuthentication'],
  ['sidecar', '', 'ambient', [strict], 'undecided - PeerAuthentication'],
  ['sidecar', 'DISABLE', 'ambient', [strict], 'undecided DestinationRule PeerAuthentication'],
];

describe('what becomes of a call', () => {
  for (const [title, rows] of Object.entries({ sidecars, broad, without, ambient })) {
    for (const [client, tls, server, policies, expected, annotations] of rows) {
      it(`${title}: ${client} ${tls || 'by itself'} to ${server} ${policies.join(', ')}: ${expected}`, () => {
        const rules = tls ? [rule('shop/api', `api ${tls}`)] : [];
        const called = clientMode(
          { namespace: 'front', labels: {}, proxy: proxies[client] },
          pod as { name: string; namespace: string },
          80,
          rules,
          {
            rootNamespace: 'istio-system',
          },
        );
        const target = annotations ? { ...pod, annotations } : pod;
        const serving = serverMode(target, 80, policies.map(peer), {
          rootNamespace: 'istio-system',
          proxy: proxies[server],
        });
        const { outcome, why, client: one, server: other } = verdict(called, serving);
        const kinds = [one, other].map(it => it?.object.kind ?? '-').join(' ');
        assert.equal(`${outcome} ${kinds}${why === 'agreed' ? '' : `: ${why}`}`, expected);
      });
    }
  }
});
