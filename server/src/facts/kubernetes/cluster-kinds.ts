import { parseInside } from '../../syntax/yaml/parse';
import { at, entries } from '../../syntax/yaml/read';
import { readBinding } from './binding';
import { readKubeadm, readKubeconfig, readKubelet } from './component-reader';
import { readAntrea, readCalico, readCilium, readNetworkPolicy } from './network-policy-dialects';
import { readAdmission, readNamespaceSecurity } from './pod-security';
import { type Resource, resourcesOf } from './resource';

type Reader = (resource: Resource) => void;

/** Readers of what limits a cluster: policies, admission, roles; by group and kind. */
export const clusterKinds: Readonly<Record<string, Reader>> = {
  '/Namespace': readNamespaceSecurity,
  '/Config': readKubeconfig,
  'kubelet.config.k8s.io/KubeletConfiguration': readKubelet,
  'kubeadm.k8s.io/InitConfiguration': readKubeadm,
  'kubeadm.k8s.io/JoinConfiguration': readKubeadm,
  'kubeadm.k8s.io/ClusterConfiguration': readKubeadm,
  'controlplane.cluster.x-k8s.io/KubeadmControlPlane': readKubeadm,
  'bootstrap.cluster.x-k8s.io/KubeadmConfigTemplate': readKubeadm,
  'networking.k8s.io/NetworkPolicy': readNetworkPolicy,
  'extensions/NetworkPolicy': readNetworkPolicy,
  'rbac.authorization.k8s.io/RoleBinding': readBinding,
  'rbac.authorization.k8s.io/ClusterRoleBinding': readBinding,
  'apiserver.config.k8s.io/AdmissionConfiguration': readAdmission,
  'pod-security.admission.config.k8s.io/PodSecurityConfiguration': readAdmission,
};

/** Configuration of nodes that a ConfigMap carries, as kubeadm keeps it. */
export function readCarriedConfiguration(resource: Resource): void {
  for (const { value } of entries(at(resource.root, 'data'))) {
    if (value.kind !== 'scalar' || !carried.test(value.text)) continue;
    for (const { root } of parseInside(resource.file, value)) {
      for (const it of resourcesOf(root, resource)) clusterKinds[`${it.group}/${it.kind}`]?.(it);
    }
  }
}

const carried = /^(?:apiVersion:\s*["']?(?:kubelet\.config|kubeadm)\.k8s\.io|kind:\s*["']?Config\b)/m;

/** Readers of whole groups. */
export const clusterGroups: Readonly<Record<string, Reader>> = {
  'projectcalico.org': readCalico,
  'crd.projectcalico.org': readCalico,
  'crd.antrea.io': readAntrea,
  'cilium.io': readCilium,
};
