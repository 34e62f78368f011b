import { readBinding } from './binding';
import { readAntrea, readCalico, readCilium, readNetworkPolicy } from './network-policy-dialects';
import { readAdmission, readNamespaceSecurity } from './pod-security';
import type { Resource } from './resource';

type Reader = (resource: Resource) => void;

/** Readers of what limits a cluster: policies, admission, roles; by group and kind. */
export const clusterKinds: Readonly<Record<string, Reader>> = {
  '/Namespace': readNamespaceSecurity,
  'networking.k8s.io/NetworkPolicy': readNetworkPolicy,
  'extensions/NetworkPolicy': readNetworkPolicy,
  'rbac.authorization.k8s.io/RoleBinding': readBinding,
  'rbac.authorization.k8s.io/ClusterRoleBinding': readBinding,
  'apiserver.config.k8s.io/AdmissionConfiguration': readAdmission,
  'pod-security.admission.config.k8s.io/PodSecurityConfiguration': readAdmission,
};

/** Readers of whole groups. */
export const clusterGroups: Readonly<Record<string, Reader>> = {
  'projectcalico.org': readCalico,
  'crd.projectcalico.org': readCalico,
  'crd.antrea.io': readAntrea,
  'cilium.io': readCilium,
};
