import { agentNamespaces } from '../../facts/kubernetes/namespaces.data';
import { defineRule } from '../rule';

const pod = (volume: string, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${more}  containers:\n  - name: web\n    volumeMounts:\n    - name: host\n      mountPath: 'C:\\host'\n  volumes:\n  - name: host\n    hostPath:\n      path: ${volume}\n`;

/** Pipes by which the node takes orders: whoever writes there starts containers with any mount, or programs of the node. */
const ordersPipe = /^(?:docker_engine(?:_\w+)?|containerd(?:-containerd)?|dockershim|cri-dockerd|rancher_wins)$/;

/** Pipes by which CSI proxy formats disks, makes folders and links, and mounts shares. Source: kubernetes-csi/csi-proxy. */
const proxyPipe = /^csi-proxy-(?:filesystem|disk|volume|smb|iscsi|system)-/;

/** Folders that hold the system, the runtime, or the secrets of all pods. */
const systemFolders: readonly RegExp[] = [
  /^windows(?:\/system32(?:\/(?:config|drivers|tasks))?)?$/,
  /^(?:k|users|var|etc|programdata|program files)$/,
  /^(?:etc|programdata|program files)\/(?:docker|containerd|kubernetes|cni)(?:\/pki)?$/,
  /^var\/(?:lib|run)$/,
  /^var\/lib\/(?:kubelet(?:\/(?:pods|pki|device-plugins))?|containerd|docker)$/,
  /^(?:var\/)?run\/(?:containerd|docker)$/,
];

type Kind = 'pipe' | 'proxy' | 'drive' | 'folder';

/** @param isWindows a path without drive is one of `C:` */
function kindOf(path: string, isWindows: boolean): Kind | undefined {
  const it = path
    .replace(/\\/g, '/')
    .replace(/^npipe:\/\//i, '')
    .toLowerCase();
  const pipe = /^\/{1,2}[.?]\/+pipe\/+([^/]+)\/*$/.exec(it)?.[1];
  if (pipe !== undefined) return ordersPipe.test(pipe) ? 'pipe' : proxyPipe.test(pipe) ? 'proxy' : undefined;
  const whole = isWindows && /^\/(?!\/)/.test(it) ? `c:${it}` : it.replace(/^\/\/[.?]\/(?=[a-z]:)/, '');
  const folder = /^[a-z]:(.*)$/.exec(whole.replace(/\/{2,}/g, '/').replace(/(?:\/\.?)+$/, ''))?.[1];
  if (folder === undefined) return undefined;
  if (folder === '') return 'drive';
  return systemFolders.some(known => known.test(folder.slice(1))) ? 'folder' : undefined;
}

export default defineRule({
  name: 'kubernetes/host-mount',
  title: 'A container reaches the runtime or the system of its Windows host',
  severity: 'high',
  confidence: 'high',
  cwe: [250, 668],
  tags: ['kubernetes', 'compose', 'windows', 'isolation'],
  fixable: false,
  messages: {
    pipe: '`{path}` hands the container the runtime of its host: it can start containers that mount anything.',
    drive: '`{path}` hands the container the whole drive of its host.',
    proxy: {
      severity: 'medium',
      text: '`{path}` hands the container CSI proxy, which makes folders, links and mounts on its host.',
    },
    readable: {
      severity: 'medium',
      text: '`{path}` lets the container read the whole drive of its host, secrets included.',
    },
    folder: { severity: 'medium', text: '`{path}` hands the container a system folder of its host.' },
    agent: { severity: 'info', text: '`{path}` hands {resource} a system folder of every node.' },
    infrastructure: { severity: 'low', text: '`{path}` hands this agent in {namespace} its host.' },
  },
  rationale: `
    Who gets into the container goes on to the host: through the runtime's pipe by starting a container that mounts the
    drive, through the drive by replacing what the host runs.`,
  remedy: 'Mount the one folder that is needed, read-only. Let builds use a remote builder rather than the pipe.',
  exceptions: 'Agents that collect logs or configure the node, in a namespace that few may write to.',
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/container-security',
  ],
  options: {
    infrastructure: {
      default: agentNamespaces,
      description: 'Namespaces of node agents, where such mounts are usual.',
    },
  },
  bad: [
    { language: 'yaml', code: pod("'«\\\\.\\pipe\\docker_engine»'") },
    { language: 'yaml', code: pod('"«\\\\\\\\.\\\\pipe\\\\containerd-containerd»"') },
    { language: 'yaml', code: pod('«//./pipe/docker_engine»') },
    { language: 'yaml', code: pod("'«\\\\?\\pipe\\docker_engine_windows»'") },
    { language: 'yaml', code: pod('"«npipe:////./pipe/containerd-containerd»"') },
    { language: 'yaml', code: pod("'«\\\\.\\pipe\\rancher_wins»'") },
    { language: 'yaml', code: pod("'«\\\\.\\pipe\\csi-proxy-filesystem-v1»'") },
    { language: 'yaml', code: pod('«/»', '  nodeSelector: {kubernetes.io/os: windows}\n') },
    { language: 'yaml', code: pod('«/run/containerd/»', '  os: {name: windows}\n') },
    { language: 'yaml', code: pod("'«\\var\\lib\\kubelet\\pods»'", '  os: {name: windows}\n') },
    { language: 'yaml', code: pod("'«C:\\»'").replace("mountPath: 'C:", "subPath: Windows\n      mountPath: 'C:") },
    { language: 'yaml', code: pod("'«C:\\»'") },
    { language: 'yaml', code: pod('«c:/Windows/System32»', '  nodeSelector: {kubernetes.io/os: windows}\n') },
    {
      language: 'yaml',
      code: "apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: csi-node\nspec:\n  template:\n    spec:\n      containers:\n      - name: csi\n      volumes:\n      - name: plugins\n        hostPath: {path: '«C:\\var\\lib\\kubelet\\»'}\n",
    },
    {
      language: 'yaml',
      file: 'docker-compose.yml',
      code: "services:\n  ci:\n    image: ci\n    volumes:\n    - '«\\\\.\\pipe\\docker_engine:\\\\.\\pipe\\docker_engine»'\n    - type: npipe\n      source: «//./pipe/docker_engine»\n      target: //./pipe/docker_engine\n",
    },
    {
      language: 'yaml',
      file: 'docker-compose.yml',
      code: "services:\n  ci:\n    image: ci\n    volumes:\n    - '«C:\\:C:\\host:ro»'\n",
    },
  ],
  good: [
    { language: 'yaml', code: pod("'C:\\logs'") },
    { language: 'yaml', code: pod('/var/run/docker.sock') },
    { language: 'yaml', code: pod("'C:\\'").replace("mountPath: 'C:", "subPath: logs\n      mountPath: 'C:") },
    { language: 'yaml', code: pod("'C:\\'").replace("mountPath: 'C:", "subPathExpr: $(POD)\n      mountPath: 'C:") },
    { language: 'yaml', code: pod('/var/lib/kubelet', '  nodeSelector: {kubernetes.io/os: linux}\n') },
    { language: 'yaml', code: pod("'C:\\var\\lib\\kubelet\\plugins\\csi.example'") },
    { language: 'yaml', code: pod("'\\\\.\\pipe\\my-app'") },
    {
      language: 'yaml',
      code: "apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: csi-node\nspec:\n  template:\n    spec:\n      containers:\n      - name: csi\n      volumes:\n      - name: proxy\n        hostPath: {path: '\\\\.\\pipe\\csi-proxy-filesystem-v1'}\n",
    },
    {
      language: 'yaml',
      code: pod("'C:\\'", '  hostNetwork: true\n  securityContext: {windowsOptions: {hostProcess: true}}\n').replace(
        '  name: web\nspec',
        '  name: web\n  namespace: kube-system\nspec',
      ),
    },
    { language: 'yaml', code: pod('{{ .Values.path }}') },
    { language: 'yaml', code: pod('/') },
    {
      language: 'yaml',
      file: 'docker-compose.yml',
      code: "services:\n  web:\n    image: web\n    volumes:\n    - 'C:\\data:C:\\data'\n    - ./src:C:\\src\n    - /var/run/docker.sock:/var/run/docker.sock\n",
    },
  ],
  visit: {
    'kubernetes.pod'({ hostPaths, containers, namespace, place, kind: workload, resource }, { report, options }) {
      // HostProcess containers have all of the node anyway, which another rule says.
      if (place.os === 'linux' || containers.every(it => it.hostProcess === true)) return;
      for (const { path, at, readOnly, parts } of hostPaths) {
        if (!parts) continue;
        const taken = parts.length > 0 ? parts.map(it => `${path}/${it}`) : [path];
        const kind = taken.flatMap(it => kindOf(it, place.os === 'windows') ?? [])[0];
        if (!kind) continue;
        const isInfrastructure = namespace !== undefined && options.infrastructure.includes(namespace);
        const isWhole = kind === 'drive' || kind === 'pipe';
        if (!isWhole && (isInfrastructure || workload === 'DaemonSet')) {
          // CSI proxy is there for the agents of storage.
          if (kind === 'folder') report('agent', at, { path, resource });
        } else if (isInfrastructure) report('infrastructure', at, { path, namespace });
        else report(kind === 'drive' && readOnly ? 'readable' : kind, at, { path });
      }
    },
    'compose.service'({ mounts }, { report }) {
      for (const { source, at, readOnly } of mounts) {
        const kind = kindOf(source, false);
        if (kind) report(kind === 'drive' && readOnly ? 'readable' : kind, at, { path: source });
      }
    },
  },
});
