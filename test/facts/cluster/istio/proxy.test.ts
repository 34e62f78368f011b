import assert from 'node:assert/strict';
import { assumedProxy, captures, proxyOf } from '../../../../server/src/facts/cluster/istio/proxy';
import type { Labels, Service, Workload } from '../../../../server/src/facts/cluster/object';
import { workloadPort } from '../../../../server/src/facts/cluster/service';
import { namespace, said, service, workload } from './kit';

const inject = (value: string): Labels => ({ 'sidecar.istio.io/inject': value });
const dataplane = (value: string): Labels => ({ 'istio.io/dataplane-mode': value });
const enabled: Labels = { 'istio-injection': 'enabled' };
const revised: Labels = { 'istio.io/rev': 'stable' };

type Row = readonly [name: string, pod: Partial<Workload>, namespace: Labels | undefined, expected: string];

describe('the proxy of a pod', () => {
  // Sources: istio.io/latest/docs/setup/additional-setup/sidecar-injection (table of labels);
  // istio/istio manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml; pkg/kube/inject/inject.go;
  // cni/pkg/util/enablement_selector.go; istio.io/latest/docs/ambient/usage/add-workloads; istio/istio issue 27893 (Windows).
  const rows: readonly Row[] = [
    ['a namespace that injects', {}, enabled, 'sidecar namespace-injects'],
    ['a revision', {}, revised, 'sidecar namespace-injects'],
    [
      'a pod that asks for it in vain',
      { labels: inject('true') },
      { 'istio-injection': 'disabled' },
      'none namespace-opted-out',
    ],
    [
      'a namespace that opts out beside a revision',
      {},
      { ...revised, 'istio-injection': 'disabled' },
      'none namespace-opted-out',
    ],
    ['a label of the namespace that nothing wants', {}, { 'istio-injection': 'true' }, 'none namespace-opted-out'],
    ['a pod that opts out', { labels: inject('false') }, enabled, 'none pod-opted-out'],
    ['a pod that opts out of a revision', { labels: inject('false') }, revised, 'none pod-opted-out'],
    ['an annotation that opts out', { annotations: inject('false') }, enabled, 'none pod-opted-out'],
    [
      'a label over an annotation',
      { labels: inject('true'), annotations: inject('false') },
      enabled,
      'sidecar namespace-injects',
    ],
    ['the other way round', { labels: inject('false'), annotations: inject('true') }, enabled, 'none pod-opted-out'],
    ['a pod that asks for it', { labels: inject('true') }, {}, 'sidecar pod-injects'],
    ['a pod of a revision', { labels: revised }, {}, 'sidecar pod-injects'],
    ['an annotation that no webhook sees', { annotations: inject('true') }, {}, 'unknown no-label'],
    [
      'an annotation in a namespace that injects',
      { annotations: inject('true') },
      enabled,
      'sidecar namespace-injects',
    ],
    ['a word that versions read differently', { labels: inject('yes') }, enabled, 'unknown odd-value'],
    ['a namespace without labels', {}, {}, 'unknown no-label'],
    ['a namespace that nobody sees', {}, undefined, 'unknown unseen-namespace'],
    ['a pod that asks for it in such a one', { labels: inject('true') }, undefined, 'sidecar pod-injects'],
    ['a pod that opts out in such a one', { labels: inject('false') }, undefined, 'none pod-opted-out'],
    ['a Windows pod', { os: 'windows' }, enabled, 'none windows'],
    ['a Windows pod that asks for it', { os: 'windows', labels: inject('true') }, enabled, 'none windows'],
    ['a Windows pod of ambient mode', { os: 'windows' }, dataplane('ambient'), 'none windows'],
    ['a pod of unknown system', { os: 'unknown' }, enabled, 'sidecar namespace-injects'],
    ['the network of the node', { hostNetwork: true, labels: inject('true') }, enabled, 'none host-network'],
    ['the network of the node in ambient mode', { hostNetwork: true }, dataplane('ambient'), 'none host-network'],
    ['a namespace of Kubernetes', { namespace: 'kube-system' }, enabled, 'none system-namespace'],
    ['a proxy in words', { containers: ['app', 'istio-proxy'] }, undefined, 'sidecar container'],
    [
      'a proxy in words that needs no injection',
      { containers: ['app', 'istio-proxy'], labels: inject('false') },
      {},
      'sidecar container',
    ],
    ['a gateway', { containers: ['istio-proxy'] }, enabled, 'unknown other-template'],
    [
      'a gateway by template',
      { annotations: { 'inject.istio.io/templates': 'gateway' } },
      enabled,
      'unknown other-template',
    ],
    [
      'a client without proxy',
      { annotations: { 'inject.istio.io/templates': 'grpc-agent' } },
      enabled,
      'unknown other-template',
    ],
    [
      'the template of sidecars and more',
      { annotations: { 'inject.istio.io/templates': 'sidecar,custom' } },
      enabled,
      'sidecar namespace-injects',
    ],
    ['ambient mode', {}, dataplane('ambient'), 'ambient namespace-ambient'],
    ['a pod of ambient mode', { labels: dataplane('ambient') }, {}, 'ambient pod-ambient'],
    [
      'a pod of ambient mode whose namespace nobody sees',
      { labels: dataplane('ambient') },
      undefined,
      'ambient pod-ambient',
    ],
    ['a pod that leaves ambient mode', { labels: dataplane('none') }, dataplane('ambient'), 'unknown no-label'],
    ['a namespace that says none', {}, dataplane('none'), 'unknown no-label'],
    ['a sidecar over ambient mode', {}, { ...enabled, ...dataplane('ambient') }, 'sidecar namespace-injects'],
    ['ambient mode without sidecar', { labels: inject('false') }, dataplane('ambient'), 'ambient namespace-ambient'],
    [
      'ambient mode where sidecars are off',
      {},
      { ...dataplane('ambient'), 'istio-injection': 'disabled' },
      'ambient namespace-ambient',
    ],
    ['labels of a template', { vague: true }, enabled, 'unknown vague'],
    ['labels of a template on Windows', { vague: true, os: 'windows' }, enabled, 'none windows'],
  ];
  for (const [name, pod, labels, expected] of rows) {
    it(`of ${name}: ${expected}`, () => {
      const found = proxyOf(workload('shop/web', pod), labels && namespace('shop', labels));
      assert.equal(`${found.kind} ${found.why}`, expected);
    });
  }

  it('is assumed where files say nothing', () => {
    const kinds = [undefined, namespace('shop'), namespace('shop', { 'istio-injection': 'disabled' })].map(
      it => assumedProxy(proxyOf(workload('shop/web'), it)).kind,
    );
    assert.deepEqual(kinds, ['sidecar', 'sidecar', 'none']);
    assert.equal(assumedProxy(proxyOf(workload('~shop/web'), undefined)).kind, 'unknown');
  });

  it('does not rely on a namespace that a template decides', () => {
    const found = proxyOf(workload('shop/web'), namespace('~shop', enabled));
    assert.equal(found.why, 'unseen-namespace');
  });

  // Sources: istio.io/latest/docs/reference/config/annotations; istio/istio tools/istio-iptables/pkg/capture/run.go.
  const includes = 'traffic.sidecar.istio.io/includeInboundPorts';
  const excludes = 'traffic.sidecar.istio.io/excludeInboundPorts';
  const ports: readonly (readonly [annotations: Labels, port: number | undefined, expected: boolean | undefined])[] = [
    [{}, 8080, true],
    [{}, undefined, true],
    [{}, 15021, false],
    [{ [excludes]: '8080, 9090' }, 8080, false],
    [{ [excludes]: '8080,9090' }, 9090, false],
    [{ [excludes]: '8080' }, 80, true],
    [{ [excludes]: '8080' }, undefined, undefined],
    [{ [excludes]: '' }, 8080, true],
    [{ [includes]: '*' }, 8080, true],
    [{ [includes]: '' }, 8080, false],
    [{ [includes]: '' }, undefined, false],
    [{ [includes]: '80,443' }, 8080, false],
    [{ [includes]: '80,443' }, 443, true],
    [{ [includes]: '80', [excludes]: '80' }, 80, true],
    [{ [includes]: '*', [excludes]: '80' }, 80, false],
    [{ [excludes]: '8000-9000' }, 8080, undefined],
    [{ 'sidecar.istio.io/interceptionMode': 'NONE' }, 8080, undefined],
    [{ 'sidecar.istio.io/interceptionMode': 'TPROXY' }, 8080, true],
  ];
  for (const [annotations, port, expected] of ports) {
    it(`takes port ${port} with ${JSON.stringify(annotations)}: ${expected}`, () => {
      const pod = workload('shop/web', { annotations });
      assert.equal(captures(pod, { kind: 'sidecar', why: 'assumed' }, port), expected);
      assert.equal(captures(pod, { kind: 'ambient', why: 'assumed' }, port), true);
      assert.equal(captures(pod, { kind: 'none', why: 'assumed' }, port), false);
      assert.equal(captures(pod, { kind: 'unknown', why: 'assumed' }, port), undefined);
    });
  }

  it('lets traffic past a ztunnel', () => {
    const pod = workload('shop/web', { annotations: { 'ambient.istio.io/bypass-inbound-capture': 'true' } });
    assert.equal(captures(pod, { kind: 'ambient', why: 'assumed' }, 80), false);
  });

  // Source: kubernetes.io/docs/concepts/services-networking/service ("Field spec.ports.targetPort", "Headless Services").
  const tcp = (port: number, target: number | string): Service['ports'][number] => ({
    port: said(port),
    target,
    protocol: 'TCP',
  });
  const named = [{ name: 'http', port: 8080, protocol: 'TCP' }];
  const targets: readonly (readonly [
    name: string,
    Service['ports'],
    Partial<Service>,
    expected: number | undefined,
  ])[] = [
    ['a number', [tcp(80, 8080)], {}, 8080],
    ['no target', [tcp(80, 80)], {}, 80],
    ['a name', [tcp(80, 'http')], {}, 8080],
    ['a name that no container has', [tcp(80, 'grpc')], {}, undefined],
    ['a number in quotes', [tcp(80, '8080')], {}, undefined],
    ['a port that the service has not', [tcp(443, 8443)], {}, undefined],
    ['one of several', [tcp(443, 8443), tcp(80, 8080)], {}, 8080],
    ['a port of UDP', [{ ...tcp(80, 8080), protocol: 'UDP' }], {}, undefined],
    ['a headless service', [tcp(80, 80)], { headless: true }, 80],
    ['a headless service with another target', [tcp(80, 8080)], { headless: true }, undefined],
  ];
  for (const [name, list, more, expected] of targets) {
    it(`finds the port behind ${name}: ${expected}`, () => {
      const found = workloadPort(
        service('shop/web', { ports: list, ...more }),
        80,
        workload('shop/web', { ports: named }),
      );
      assert.equal(found, expected);
    });
  }
});
