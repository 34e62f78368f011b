import { windowsReleaseOf } from '../../facts/image/lifecycle';
import { runsOn } from '../../facts/image/match';
import { defineRule } from '../rule';

const core = 'mcr.microsoft.com/windows/servercore';
const github = (machine: string, step: string) =>
  `jobs:\n  a:\n    runs-on: ${machine}\n    steps:\n      - run: ${step}\n`;
const azure = (machine: string, tag: string) =>
  `jobs:\n- job: a\n  pool: {vmImage: ${machine}}\n  container: ${core}:${tag}\n  steps:\n  - script: dir\n`;

export default defineRule({
  name: 'image/host-build-mismatch',
  title: 'A job starts an image that its machine cannot run',
  severity: 'low',
  confidence: 'high',
  cwe: [1173],
  tags: ['image', 'pipeline', 'windows'],
  fixable: false,
  messages: {
    found:
      '`{tag}` is {release}, and the job runs on `{host}`: under process isolation the container does not start there.',
  },
  rationale: `
    Process isolation shares the kernel of the machine, and Windows refuses images of a newer build, and those from before
    Windows Server 2022 on any other. What cannot be tested on a patched machine keeps an old one, or an old image, alive.`,
  remedy: 'Let the job run on a machine of the release of the image, or take the tag of the release of the machine.',
  exceptions:
    'Silent for machines whose names do not tell their release, such as `windows-latest`, and for `--isolation=hyperv`.',
  references: [
    'https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility',
    'https://docs.github.com/actions/reference/runners/github-hosted-runners',
  ],
  bad: [
    { language: 'yaml', code: github('windows-2022', `docker run --rm ${core}:«ltsc2025» cmd /c ver`) },
    { language: 'yaml', code: github('windows-2022', `docker run --isolation=process ${core}:«ltsc2019» cmd /c ver`) },
    { language: 'yaml', code: github('windows-2025', `docker create --name a ${core}:«ltsc2019»-amd64`) },
    { language: 'yaml', file: 'azure-pipelines.yml', code: azure('windows-2022', '«ltsc2025»') },
    { language: 'yaml', file: 'azure-pipelines.yml', code: azure('windows-2025', '«1809»') },
  ],
  good: [
    { language: 'yaml', code: github('windows-2022', `docker run --rm ${core}:ltsc2022 cmd /c ver`) },
    { language: 'yaml', code: github('windows-2025', `docker run --rm ${core}:ltsc2022 cmd /c ver`) },
    { language: 'yaml', code: github('windows-2022', `docker run --isolation=hyperv ${core}:ltsc2019 cmd /c ver`) },
    { language: 'yaml', code: github('windows-2022', `docker run --isolation $env:HOW ${core}:ltsc2019 cmd /c ver`) },
    { language: 'yaml', code: github('windows-latest', `docker run --rm ${core}:ltsc2019 cmd /c ver`) },
    { language: 'yaml', code: github('ubuntu-latest', `docker run --rm ${core}:ltsc2019 cmd /c ver`) },
    { language: 'yaml', code: github('windows-2022', `docker pull ${core}:ltsc2019`) },
    { language: 'yaml', code: github('windows-2022', 'docker run --rm acme/app:1') },
    { language: 'yaml', file: 'azure-pipelines.yml', code: azure('windows-2022', 'ltsc2022') },
  ],
  visit: {
    'image.reference'(image, { report }) {
      const { host } = image.place;
      if (!host || !image.shares || image.place.os !== 'windows' || image.names !== 'image') return;
      const found = windowsReleaseOf(image);
      if (!found || runsOn(host.build, found.release.build)) return;
      const { tagSpan, at } = image;
      const span = tagSpan ? { start: tagSpan.start + found.start, end: tagSpan.start + found.end } : at;
      const related = [{ span: host.at, message: 'the machine is asked for here' }];
      report('found', span, { tag: found.text, release: found.release.name, host: host.name }, { related });
    },
  },
});
