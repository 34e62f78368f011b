/**
 * Namespaces that network, storage, monitoring and distributions of Kubernetes put the agents of nodes into. Sources: the
 * manifests of Kubernetes, Calico, Flannel, kube-prometheus, Rancher, OpenShift, SPIRE and Windows exporter.
 */
export const agentNamespaces = [
  'calico-system',
  'cattle-monitoring-system',
  'cattle-system',
  'cattle-windows-gmsa-system',
  'flannel',
  'kube-flannel',
  'kube-proxy',
  'kube-system',
  'logging',
  'monitoring',
  'openshift-cluster-csi-drivers',
  'openshift-windows-machine-config-operator',
  'spire',
  'spire-system',
  'tigera-operator',
] as const;
