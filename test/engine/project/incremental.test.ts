import assert from 'node:assert/strict';
import { Random } from '../../../scripts/lib/random';
import { Catalog } from '../../../server/src/engine/catalog';
import type { Files } from '../../../server/src/engine/ports';
import { loadProject, objectsAt, projectOf } from '../../../server/src/engine/project/load';
import type { Project } from '../../../server/src/engine/project/project';
import { isSkipped, scanFile } from '../../../server/src/engine/scan';
import { Settings } from '../../../server/src/engine/settings/settings';
import { allRules } from '../../kit/rules';

const namespaces = ['shop', 'shop', 'shop', 'shop', 'bank', 'istio-system', undefined];
const names = ['web', 'api', 'cart', 'pay', 'mail', 'search'];
const head = (apiVersion: string, kind: string, name: string, namespace: string | undefined) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${namespace === undefined ? '' : `  namespace: ${namespace}\n`}`;

/** Objects that decide over each other, at random. */
const kinds: readonly ((random: Random) => string)[] = [
  random => {
    const name = random.pick(names);
    const os = random.pick(['windows', 'linux']);
    const inject = random.pick(['', ', sidecar.istio.io/inject: "true"', ', sidecar.istio.io/inject: "false"']);
    const port = random.pick([8080, 5985]);
    return `${head('apps/v1', 'Deployment', name, random.pick(namespaces))}spec:\n  template:\n    metadata:\n      labels: {app: ${name}${inject}}\n    spec:\n      nodeSelector: {kubernetes.io/os: ${os}}\n      containers:\n      - name: ${name}\n        image: ${name}:1\n        ports: [{containerPort: ${port}}]\n`;
  },
  random => {
    const name = random.pick(names);
    return `${head('v1', 'Service', name, random.pick(namespaces))}spec:\n  type: ${random.pick(['ClusterIP', 'LoadBalancer'])}\n  selector: {app: ${name}}\n  ports: [{port: ${random.pick([80, 5985])}, targetPort: ${random.pick([8080, 5985])}}]\n`;
  },
  random =>
    `${head('security.istio.io/v1', 'PeerAuthentication', random.pick(names), random.pick(namespaces))}spec:\n  mtls: {mode: ${random.pick(['STRICT', 'STRICT', 'PERMISSIVE', 'DISABLE', 'UNSET'])}}\n`,
  random => {
    const name = random.pick(names);
    return `${head('networking.istio.io/v1', 'DestinationRule', name, random.pick(namespaces))}spec:\n  host: ${random.pick([name, `${name}.shop.svc.cluster.local`, `${name}.shop`])}\n  trafficPolicy: {tls: {mode: ${random.pick(['DISABLE', 'ISTIO_MUTUAL', 'SIMPLE'])}}}\n`;
  },
  random =>
    `${head('security.istio.io/v1', 'AuthorizationPolicy', random.pick(names), random.pick(namespaces))}spec:\n  action: ${random.pick(['ALLOW', 'DENY'])}\n  selector: {matchLabels: {app: ${random.pick(names)}}}\n  rules: [{from: [{source: {${random.pick(['principals', 'notNamespaces', 'requestPrincipals'])}: [a]}}]}]\n`,
  random =>
    `${head('security.istio.io/v1', 'RequestAuthentication', 'jwt', random.pick(namespaces))}spec:\n  jwtRules: [{issuer: a}]\n`,
  random =>
    `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${random.pick(['shop', 'bank'])}\n  labels: {istio-injection: ${random.pick(['enabled', 'disabled'])}}\n`,
  random =>
    `${head('networking.k8s.io/v1', 'NetworkPolicy', random.pick(names), random.pick(namespaces))}spec:\n  podSelector: {matchLabels: {app: ${random.pick(names)}}}\n  ingress: [{from: [{${random.pick(['podSelector: {}', 'ipBlock: {cidr: 10.0.0.0/8}', 'namespaceSelector: {}'])}}]}]\n`,
];

const folders = ['/w', '/w/apps', '/w/apps/web', '/w/apps/api', '/w/mesh', '/w/dev', '/w/prod'];
const paths = folders.flatMap(folder => ['a', 'b'].map(name => `${folder}/${name}.yaml`));

const textOf = (random: Random): string =>
  Array.from({ length: random.below(5) }, () => random.pick(kinds)(random)).join('---\n');

describe('the project index, edit by edit', () => {
  it('says of every file what it says of the workspace as a whole', async function () {
    this.timeout(120_000);
    const random = new Random(Number(process.env.SEED ?? 20261121));
    const texts = new Map(paths.map(path => [path, textOf(random)]));
    const files: Files = {
      read: async path => ({ text: texts.get(path) ?? '' }),
    };
    const settings = new Settings(new Catalog(allRules()));
    const judge = async (path: string, project: Project): Promise<string> => {
      const result = await scanFile(path, { files, settings, today: '2027-01-31', project });
      assert.ok(result && !isSkipped(result));
      assert.deepEqual(result.analysis.failures, []);
      return JSON.stringify(result.analysis.findings);
    };
    const project = projectOf(await loadProject(paths, files));
    const known = new Map<string, string>();
    for (const path of paths) known.set(path, await judge(path, project));
    let spared = 0;
    let across = 0;
    for (let step = 0; step < 100; step++) {
      const edited = random.pick(paths);
      const before = texts.get(edited);
      texts.set(edited, textOf(random));
      const dependents = project.update(edited, await objectsAt(edited, files, project));
      for (const path of new Set([edited, ...dependents])) known.set(path, await judge(path, project));
      spared += paths.length - dependents.size - 1;
      across += [...known.values()].filter(it => it.includes('elsewhere')).length;
      const whole = projectOf(await loadProject(paths, files));
      for (const path of paths) {
        assert.equal(
          known.get(path),
          await judge(path, whole),
          `${path}, after step ${step}: ${edited} was\n${before}\nand is\n${texts.get(edited)}`,
        );
      }
    }
    assert.ok(spared > 100, 'everything is judged anew at every edit');
    assert.ok(across > 40, `hardly anything is said across files: ${across}`);
  });
});
