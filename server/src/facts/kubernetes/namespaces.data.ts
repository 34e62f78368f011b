/**
 * Namespaces that network, storage, monitoring and distributions of Kubernetes put the agents of nodes into. Sources: the
 * manifests of Kubernetes, Calico, Flannel, kube-prometheus, Rancher, OpenShift, SPIRE, Windows exporter, the CSI driver
 * of vSphere and the observability add-on of EKS.
 */
export const agentNamespaces = [
  'amazon-cloudwatch',
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
  'vmware-system-csi',
] as const;
