import type { YamlMap } from '../../syntax/yaml/model';
import { at, entries } from '../../syntax/yaml/read';
import type { YamlContext } from '../yaml/context';
import { lifetime, name, readFederation, readPodIdentity, readStaticEntry } from './resources';

/** Reads the values of SPIRE's charts (helm-charts-hardened: charts/spire/values.yaml). */
export function readSpireValues(root: YamlMap, context: YamlContext): void {
  const { emit, file } = context;
  name(context, at(root, 'global', 'spire', 'trustDomain'), { of: 'chart' });
  for (const { key, value } of entries(root)) {
    if (!/^(?:external-)?(?:root-|internal-)?spire-server$/.test(key)) continue;
    name(context, at(value, 'trustDomain'), { of: 'chart' });
    lifetime(context, value, 'caTTL', 'authority');
    lifetime(context, value, 'defaultX509SvidTTL', 'X.509 SVID');
    lifetime(context, value, 'defaultJwtSvidTTL', 'JWT SVID');
    lifetime(context, value, 'agentTTL', 'agent');
    const identities = at(value, 'controllerManager', 'identities');
    const named = (kind: string) =>
      entries(at(identities, kind)).map(it => ({ source: { emit, file, resource: it.key }, spec: it.value }));
    // Those that the chart brings keep the selectors that it gives them.
    for (const { source, spec } of named('clusterSPIFFEIDs'))
      if (at(spec, 'spiffeIDTemplate') && !at(spec, 'type') && source.resource !== 'default')
        readPodIdentity(source, spec);
    for (const { source, spec } of named('clusterStaticEntries')) readStaticEntry(source, spec);
    for (const { source, spec } of named('clusterFederatedTrustDomains')) readFederation(source, spec);
  }
}
