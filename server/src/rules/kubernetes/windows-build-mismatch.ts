import { windowsReleases } from '../../facts/image/lifecycle';
import { runsOn } from '../../facts/image/match';
import type { Container, Pod } from '../../facts/kubernetes/pod';
import { defineRule, examples } from '../rule';

const pod = (spec: string, tag: string, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${spec}  containers:\n  - name: web\n    image: mcr.microsoft.com/windows/servercore:${tag}\n${more}`;
const build = (number: string) => `  nodeSelector:\n    node.kubernetes.io/windows-build: ${number}\n`;

export default defineRule({
  name: 'kubernetes/windows-build-mismatch',
  title: 'An image is of another build of Windows than the nodes that the pod asks for',
  severity: 'low',
  confidence: 'high',
  cwe: [1173],
  tags: ['kubernetes', 'windows', 'image'],
  fixable: 'suggestion',
  messages: {
    node: '`{tag}` is {release}, and the pod asks for nodes of build {build}: under process isolation the container does not start there.',
    others:
      '`{tag}` is {release}, and another container of the pod is {other}: no node starts both under process isolation.',
  },
  rationale: `
    Process isolation shares the kernel of the node, and Windows refuses images of another build. A pod that cannot start
    on the patched nodes is what keeps the old ones running.`,
  remedy: 'Ask for nodes of the build of the image, or take the tag of the build of the nodes.',
  exceptions:
    'Silent for HostProcess containers, which need no matching build, and where a runtime class may isolate otherwise.',
  references: [
    'https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility',
    'https://kubernetes.io/docs/concepts/windows/user-guide/#handling-multiple-windows-versions-in-the-same-cluster',
  ],
  bad: [
    {
      language: 'yaml',
      code: pod(build("'10.0.20348'"), '«ltsc2019»'),
      fixed: pod(build("'10.0.17763'"), 'ltsc2019'),
    },
    {
      language: 'yaml',
      code: pod(build('10.0.17763 # 2019'), '«ltsc2022-amd64»').replace('«ltsc2022-amd64»', '«ltsc2022»-amd64'),
      fixed: pod(build('10.0.20348 # 2019'), 'ltsc2022-amd64'),
    },
    {
      language: 'yaml',
      code: pod(build('10.0.26100'), '«10.0.17763.5329»'),
      fixed: pod(build('10.0.17763'), '10.0.17763.5329'),
    },
    {
      language: 'yaml',
      code: pod('  nodeSelector: {kubernetes.azure.com/os-sku: Windows2022}\n', '«ltsc2019»'),
      fixed: pod('  nodeSelector: {kubernetes.azure.com/os-sku: Windows2019}\n', 'ltsc2019'),
    },
    {
      language: 'yaml',
      code: pod('', 'ltsc2022', '  - name: log\n    image: registry.example/log:1-nanoserver-«1809»\n'),
    },
  ],
  good: examples(
    'yaml',
    pod(build('10.0.20348'), 'ltsc2022'),
    pod(build('10.0.26100'), 'ltsc2022'),
    pod('  nodeSelector: {kubernetes.azure.com/os-sku: Windows2022}\n', 'ltsc2022'),
    pod('  nodeSelector: {kubernetes.azure.com/os-sku: Ubuntu}\n', 'ltsc2022'),
    pod(build('10.0.17763'), '1809'),
    pod(build('{{ .Values.build }}'), 'ltsc2019'),
    pod(build('10.0.20348'), 'latest'),
    pod(`${build('10.0.20348')}  runtimeClassName: windows-hyperv\n`, 'ltsc2019'),
    pod(
      `${build('10.0.20348')}  hostNetwork: true\n  securityContext: {windowsOptions: {hostProcess: true}}\n`,
      'ltsc2019',
    ).replace('  name: web', '  name: web\n  namespace: kube-system'),
    pod('', 'ltsc2022', '  - name: log\n    image: registry.example/log:1-ltsc2022\n'),
  ),
  visit: {
    'kubernetes.pod'({ containers, placement, place }: Pod, { report }) {
      const { build, runtimeClass } = placement;
      if (place.os !== 'windows' || (runtimeClass !== undefined && !/process/i.test(runtimeClass))) return;
      const isolated = containers.filter(it => it.hostProcess === false && it.release) as Released[];
      const node = build?.number;
      if (build && node) {
        for (const { release } of isolated) {
          const { is, at } = release;
          if (runsOn(node, is.build)) continue;
          const edit = build.setBuild(is.build);
          const fixes = [edit && { title: `Ask for nodes of ${is.name}`, edits: [edit] }];
          report('node', at, { tag: is.tag, release: is.name, build: build.value }, { fixes });
        }
        return;
      }
      const newest = isolated.reduce((most, it) => Math.max(most, it.release.is.build), 0);
      for (const { release } of isolated) {
        if (runsOn(newest, release.is.build)) continue;
        const other = windowsReleases.find(it => it.build === newest)?.name ?? String(newest);
        report('others', release.at, { tag: release.is.tag, release: release.is.name, other });
      }
    },
  },
});

type Released = Container & { readonly release: NonNullable<Container['release']> };
