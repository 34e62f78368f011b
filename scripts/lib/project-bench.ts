import { catalog } from '../../server/src/engine/all';
import type { Files } from '../../server/src/engine/ports';
import { loadProject, objectsAt, projectOf } from '../../server/src/engine/project/load';
import { scanFile } from '../../server/src/engine/scan';
import { Settings } from '../../server/src/engine/settings/settings';

/** Files of a workspace of Kubernetes: applications of three files each, ten to a namespace, ten namespaces to a folder. */
export function workspaceOf(count: number): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (let app = 0; files.size < count; app++) {
    const namespace = `team-${Math.floor(app / 10)}`;
    const folder = `/w/area${Math.floor(app / 100)}/${namespace}/app${app}`;
    const name = `app${app}`;
    files.set(`${folder}/deployment.yaml`, deployment(name, namespace, app % 3 === 0 ? 'windows' : 'linux'));
    files.set(`${folder}/service.yaml`, service(name, namespace));
    files.set(`${folder}/mesh.yaml`, mesh(name, namespace, app % 2 === 0 ? 'ISTIO_MUTUAL' : 'DISABLE'));
    if (app % 10 === 0) files.set(`${folder}/../namespace.yaml`.replace(/[^/]+\/\.\.\//, ''), policy(namespace));
  }
  return files;
}

const deployment = (name: string, namespace: string, os: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n  labels: {app: ${name}}\nspec:\n  replicas: 2\n  selector:\n    matchLabels: {app: ${name}}\n  template:\n    metadata:\n      labels:\n        app: ${name}\n        sidecar.istio.io/inject: "true"\n    spec:\n      nodeSelector:\n        kubernetes.io/os: ${os}\n      containers:\n      - name: ${name}\n        image: contoso.azurecr.io/${name}:1.4.2\n        ports:\n        - name: http\n          containerPort: 8080\n        env:\n        - name: ASPNETCORE_URLS\n          value: http://+:8080\n        resources:\n          limits: {cpu: "1", memory: 512Mi}\n          requests: {cpu: 100m, memory: 512Mi}\n`;
const service = (name: string, namespace: string) =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\nspec:\n  selector:\n    app: ${name}\n  ports:\n  - name: http\n    port: 80\n    targetPort: http\n`;
const mesh = (name: string, namespace: string, mode: string) =>
  `apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\nspec:\n  host: ${name}.${namespace}.svc.cluster.local\n  trafficPolicy:\n    tls:\n      mode: ${mode}\n---\napiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\nspec:\n  selector:\n    matchLabels: {app: ${name}}\n  rules:\n  - from:\n    - source: {principals: ["cluster.local/ns/${namespace}/sa/web"]}\n`;
const policy = (namespace: string, mode = 'STRICT') =>
  `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${namespace}\n  labels: {istio-injection: enabled}\n---\napiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: default\n  namespace: ${namespace}\nspec:\n  mtls:\n    mode: ${mode}\n`;

/** Milliseconds of work of this process so far: other processes do not count. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What a workspace of so many files costs: to read, to judge, and what an edit of one policy costs of that. */
export async function measure(count: number): Promise<{
  readonly read: number;
  readonly judge: number;
  readonly edit: number;
  readonly judged: number;
  readonly heap: number;
}> {
  const texts = new Map(workspaceOf(count));
  const files: Files = {
    read: async path => {
      const text = texts.get(path);
      return text === undefined ? { reason: 'unreadable', detail: '' } : { text };
    },
  };
  const paths = [...texts.keys()];
  const options = { files, settings: new Settings(catalog), today: '2027-01-31' };
  let start = cpu();
  const project = projectOf(await loadProject(paths, files));
  const read = cpu() - start;
  start = cpu();
  for (const path of paths) await scanFile(path, { ...options, project });
  const judge = cpu() - start;
  (globalThis as { gc?: () => void }).gc?.();
  const heap = process.memoryUsage().heapUsed;
  const edited = paths.filter(it => it.endsWith('namespace.yaml')).slice(0, 10);
  let judged = 0;
  start = cpu();
  for (const path of edited) {
    texts.set(path, policy(/team-\d+/.exec(path)![0], 'PERMISSIVE'));
    const dependents = project.update(path, await objectsAt(path, files, project));
    for (const it of [path, ...dependents]) await scanFile(it, { ...options, project });
    judged += dependents.size + 1;
  }
  const edit = (cpu() - start) / edited.length;
  return { read, judge, edit, judged: judged / edited.length, heap };
}
