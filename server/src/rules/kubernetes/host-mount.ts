import { defineRule } from '../rule';

const pod = (volume: string, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${more}  containers:\n  - name: web\n    volumeMounts:\n    - name: host\n      mountPath: 'C:\\host'\n  volumes:\n  - name: host\n    hostPath:\n      path: ${volume}\n`;

/** Pipes by which a container runtime takes orders: whoever writes there starts containers with any mount. */
const runtimePipes: ReadonlySet<string> = new Set([
  'docker_engine',
  'docker_engine_windows',
  'containerd-containerd',
  'containerd',
  'dockershim',
]);

/** Folders that hold the system or the runtime. */
const systemFolders =
  /^[a-z]:(?:\/(?:windows|k|etc|programdata|program files|var\/lib\/kubelet)(?:\/(?:system32|docker|containerd|kubernetes))?)?$/;

type Kind = 'pipe' | 'drive' | 'folder';

function kindOf(path: string): Kind | undefined {
  const it = path.replace(/\\/g, '/').replace(/\/+$/, '').toLowerCase();
  const pipe = /^\/?\/[.?]\/pipe\/(.+)$/.exec(it)?.[1];
  if (pipe !== undefined) return runtimePipes.has(pipe) ? 'pipe' : undefined;
  if (/^[a-z]:$/.test(it)) return 'drive';
  return systemFolders.test(it) ? 'folder' : undefined;
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
    readable: {
      severity: 'medium',
      text: '`{path}` lets the container read the whole drive of its host, secrets included.',
    },
    folder: { severity: 'medium', text: '`{path}` hands the container a system folder of its host.' },
    agent: { severity: 'low', text: '`{path}` hands {resource} a system folder of every node.' },
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
      default: ['calico-system', 'kube-flannel', 'kube-proxy', 'kube-system', 'monitoring', 'tigera-operator'],
      description: 'Namespaces of node agents, where such mounts are usual.',
    },
  },
  bad: [
    { language: 'yaml', code: pod("'«\\\\.\\pipe\\docker_engine»'") },
    { language: 'yaml', code: pod('"«\\\\\\\\.\\\\pipe\\\\containerd-containerd»"') },
    { language: 'yaml', code: pod('«//./pipe/docker_engine»') },
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
    { language: 'yaml', code: pod("'\\\\.\\pipe\\csi-proxy-filesystem-v1'") },
    { language: 'yaml', code: pod('{{ .Values.path }}') },
    { language: 'yaml', code: pod('/') },
    {
      language: 'yaml',
      file: 'docker-compose.yml',
      code: "services:\n  web:\n    image: web\n    volumes:\n    - 'C:\\data:C:\\data'\n    - ./src:C:\\src\n    - /var/run/docker.sock:/var/run/docker.sock\n",
    },
  ],
  visit: {
    'kubernetes.pod'({ hostPaths, namespace, place, kind: workload, resource }, { report, options }) {
      if (place.os === 'linux') return;
      for (const { path, at, readOnly } of hostPaths) {
        const kind = kindOf(path);
        if (!kind) continue;
        if (namespace !== undefined && options.infrastructure.includes(namespace)) {
          report('infrastructure', at, { path, namespace });
        } else if (kind === 'folder' && workload === 'DaemonSet') report('agent', at, { path, resource });
        else report(kind === 'drive' && readOnly ? 'readable' : kind, at, { path });
      }
    },
    'compose.service'({ mounts }, { report }) {
      for (const { source, at, readOnly } of mounts) {
        const kind = kindOf(source);
        if (kind) report(kind === 'drive' && readOnly ? 'readable' : kind, at, { path: source });
      }
    },
  },
});
