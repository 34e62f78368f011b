import type { MeshApi } from './enforcement';

type Gone = Pick<MeshApi, 'by' | 'successor'>;

const osm: Gone = { by: 'Open Service Mesh, which ended in 2023,', successor: 'a mesh that is looked after' };
const mixer: Gone = {
  by: 'Mixer of Istio, gone since 1.8,',
  successor: '`telemetry.istio.io/v1` and extension providers',
};
const roles: Gone = { by: 'Istio up to 1.5', successor: '`security.istio.io/v1` AuthorizationPolicy' };

/**
 * Groups, with a version where others of the group live on, that no release in support reads. Sources: the archive notice of
 * openservicemesh/osm; istio.io/latest/news/releases/1.6.x/announcing-1.6/upgrade-notes, 1.8.x/announcing-1.8/upgrade-notes.
 */
export const retiredGroups: Readonly<Record<string, Gone>> = {
  'config.openservicemesh.io': osm,
  'policy.openservicemesh.io': osm,
  'authentication.istio.io': {
    by: 'Istio up to 1.5',
    successor: '`security.istio.io/v1` PeerAuthentication and RequestAuthentication',
  },
  'rbac.istio.io': roles,
  'config.istio.io': mixer,
};

/** Labels and annotations of the same. Source: openservicemesh/osm pkg/constants/constants.go. */
export const retiredMarks: Readonly<Record<string, Gone>> = {
  'openservicemesh.io/sidecar-injection': osm,
  'openservicemesh.io/monitored-by': osm,
};

/** Versions that are still read, by the kinds that have a newer one. Source: istio/api, networking.istio.io since 1.22. */
export const olderVersions: Readonly<
  Record<string, { readonly kinds: ReadonlySet<string>; readonly successor: string }>
> = {
  'networking.istio.io/v1alpha3': {
    kinds: new Set([
      'DestinationRule',
      'Gateway',
      'ServiceEntry',
      'Sidecar',
      'VirtualService',
      'WorkloadEntry',
      'WorkloadGroup',
    ]),
    successor: 'v1',
  },
};
