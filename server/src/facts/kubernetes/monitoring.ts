import { lookUp } from '../../base/look-up';
import type { YamlNode } from '../../syntax/yaml/model';
import { parseInside } from '../../syntax/yaml/parse';
import { at, entries, nodesIn } from '../../syntax/yaml/read';
import type { Emit } from '../facts';
import { readSwitchedOff } from '../mesh/tls-settings';
import type { Resource } from './resource';

/**
 * Who takes figures from the servers that the resources of a group name. Sources: prometheus-operator.dev api-reference,
 * docs.victoriametrics.com operator/api, kiali.io configuration/kialis.kiali.io, kubernetes.io apiservice-v1,
 * GoogleCloudPlatform/prometheus-engine doc/api.md.
 */
const observers: Readonly<Record<string, string>> = {
  'apiregistration.k8s.io': 'the API server',
  'azmonitoring.coreos.com': 'Prometheus',
  'kiali.io': 'Kiali',
  'monitoring.coreos.com': 'Prometheus',
  'monitoring.googleapis.com': 'Prometheus',
  'operator.victoriametrics.com': 'VictoriaMetrics',
};

/** How they spell the switch that leaves certificates unchecked. */
const switches = ['insecureSkipVerify', 'insecure_skip_verify', 'insecureSkipTLSVerify'];

/** Reads what tells programs that watch a cluster where to ask. */
export function readObserver({ group, root, emit }: Resource): void {
  const who = lookUp(observers, group);
  if (who) readUnchecked(at(root, 'spec'), who, emit);
}

/** Whether a document is the configuration of Prometheus, or of one that reads the same. */
export const isPrometheus = (root: YamlNode): boolean => at(root, 'scrape_configs')?.kind === 'list';

/** Reads such a document. Source: prometheus.io docs/prometheus/latest/configuration (`tls_config`). */
export const readPrometheus = (root: YamlNode, emit: Emit): void => readUnchecked(root, 'Prometheus', emit);

/** The same document in a ConfigMap. */
export function readCarriedPrometheus({ root, file, emit }: Resource): void {
  for (const { key, value } of entries(at(root, 'data'))) {
    if (!/\.ya?ml$/i.test(key) || value.kind !== 'scalar' || !/^\s*scrape_configs:/m.test(value.text)) continue;
    for (const own of parseInside(file, value)) if (isPrometheus(own.root)) readPrometheus(own.root, emit);
  }
}

function readUnchecked(root: YamlNode | undefined, who: string, emit: Emit): void {
  for (const node of nodesIn(root)) for (const key of switches) readSwitchedOff(node, key, who, emit, 'figures');
}
