import { replace } from '../../base/edit';
import { retiredName } from '../../facts/image/catalog';
import { endedImageOf } from '../../facts/image/ended';
import { type Day, surveyed } from '../../facts/image/lifecycle';
import { isMade } from '../../facts/image/made';
import { parseReference } from '../../facts/image/parse';
import { buildTag, patchLag, updatesSince } from '../../facts/image/patch-day';
import type { ImageReference } from '../../facts/image/reference';
import { fullReference, type ImageStatus } from '../../facts/image/status';
import { phaseOf, supportOf } from '../../facts/image/support';
import { defineRule, examples, type GoodExample } from '../rule';

const pin = `sha256:${'a'.repeat(64)}`;
const core = 'mcr.microsoft.com/windows/servercore';

/** A Dockerfile that stands on an image of which the registry was asked: what is in it, and what its tag stands for. */
const asked = (code: string, windows: string, newest?: string, days: readonly string[] = []): GoodExample => {
  const reference = fullReference(parseReference(code.replace(/FROM |[«»\n]/g, ''))!);
  const [version, other] = [{ version: windows, created: days[0] }, newest && { version: newest, created: days[1] }];
  const known = {
    windows: version,
    ...(other ? { newest: other } : { resolvedAt: `${days[0] ?? '2026-11-21'}T09:00:00Z` }),
  };
  const status = { reference, state: 'unknown', detail: '', signatures: [], looked: [], ...known } as ImageStatus;
  return { language: 'dockerfile', code, checked: { statuses: { [reference]: status }, exceptions: [] } };
};

export default defineRule({
  name: 'image/patch-lag',
  title: 'An image lacks monthly security updates of Windows',
  severity: 'low',
  confidence: 'high',
  cwe: [1104],
  tags: ['image', 'lifecycle'],
  fixable: 'suggestion',
  messages: {
    behind:
      '`{image}` holds Windows {build}, {count} monthly security updates behind {newest}, which its tag stands for now.',
    farBehind: {
      severity: 'medium',
      text: '`{image}` holds Windows {build}, {count} monthly security updates behind {newest}, which its tag stands for now.',
    },
    stale: '`{image}` holds Windows {build}; {count} monthly security updates came out since{rebuild}.',
    farStale: {
      severity: 'medium',
      text: '`{image}` holds Windows {build}; {count} monthly security updates came out since{rebuild}.',
    },
    old: '`{build}` is {name} as of {day}: {count} monthly security updates came out since, and no rebuild brings them.',
    oldish: {
      severity: 'info',
      text: '`{build}` is {name} as of {day}: {count} monthly security updates came out since, and no rebuild brings them.',
    },
  },
  rationale: `
    Nothing updates Windows inside an image: what its base lacks, every container lacks. Each second Tuesday of a month
    tells attackers which holes the updates close.`,
  remedy: `
    Build on the newest image of the release every month: follow a tag such as \`ltsc2022\`, or let a bot raise build
    number and digest. Where a publisher does not build anew, build on another image.`,
  exceptions: `
    What a tag stands for is known only where registries may be asked. Without them only tags that name a full build, or
    the article about its last update, are judged, by a table of the updates and the option \`date\`; of builds newer than the
    table nothing is said.`,
  references: [
    'https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/update-containers',
    'https://learn.microsoft.com/windows-server/get-started/windows-server-release-info',
  ],
  options: {
    low: { default: 2, description: 'From how many missing updates on it is mentioned that an image is behind.' },
    medium: { default: 4, description: 'From how many missing updates on it is a warning.' },
    date: { default: surveyed, description: 'The day, as 2026-11-21, up to which updates are counted.' },
  },
  bad: [
    { language: 'dockerfile', code: `FROM ${core}:«10.0.20348.1006»\n`, fixed: `FROM ${core}:ltsc2022\n` },
    {
      language: 'dockerfile',
      code: `FROM ${core}:«10.0.26100.32995»-amd64 AS build\n`,
      fixed: `FROM ${core}:ltsc2025-amd64 AS build\n`,
    },
    {
      language: 'dockerfile',
      code: 'ARG BUILD=«10.0.17763.3287»\nFROM mcr.microsoft.com/windows/nanoserver:${BUILD}\n',
      fixed: 'ARG BUILD=1809\nFROM mcr.microsoft.com/windows/nanoserver:${BUILD}\n',
    },
    { language: 'dockerfile', code: `FROM ${core}:«1809-KB5021237»\n`, fixed: `FROM ${core}:ltsc2019\n` },
    ...examples(
      'dockerfile',
      `FROM ${core}:«10.0.20348.169»@${pin}\n`,
      `FROM ${core}:«ltsc2022-KB5034129»-amd64@${pin}\n`,
      'FROM mcr.microsoft.com/dotnet/framework/sdk:4.8.1-«20260512»-windowsservercore-ltsc2022\n',
      'FROM registry.example/windows-tools:«10.0.20348.2700»\n',
    ),
    asked(`FROM «${core}:ltsc2022@${pin}»\n`, '10.0.20348.5256', '10.0.20348.5499'),
    asked(`FROM «${core}:ltsc2022@${pin}»\n`, '10.0.20348.2700', '10.0.20348.5870'),
    asked(`FROM «${core}:ltsc2022@${pin}»\n`, '10.0.20348.6000', '10.0.20348.6400', ['2026-12-05', '2027-03-05']),
    asked('FROM «golang:1.26-windowsservercore-ltsc2025»\n', '10.0.26100.32995'),
    asked(`FROM «${core}@${pin}»\n`, '10.0.20348.2700'),
  ],
  good: [
    ...examples(
      'dockerfile',
      `FROM ${core}:10.0.20348.5870\n`,
      `FROM ${core}:10.0.20348.5761\n`,
      'FROM mcr.microsoft.com/dotnet/framework/sdk:4.8.1-20261013-windowsservercore-ltsc2022\n',
      `FROM ${core}:10.0.20348.9999\n`,
      `FROM ${core}:ltsc2022-KB5999999\n`,
      `FROM ${core}:ltsc2022\n`,
      'FROM microsoft/windowsservercore:10.0.14393.2068\n',
      'FROM mcr.microsoft.com/dotnet/framework/sdk:4.7.2-20190312-windowsservercore-ltsc2019\n',
      'FROM registry.example/app:10.0.1.2700\nSHELL ["powershell"]\n',
    ),
    { language: 'dockerfile', code: `FROM ${core}:10.0.20348.1006\n`, options: { date: '2022-10-20' } },
    asked(`FROM ${core}:ltsc2022@${pin}\n`, '10.0.20348.5761', '10.0.20348.5870'),
    asked(`FROM ${core}:ltsc2022@${pin}\n`, '10.0.17763.3287', '10.0.20348.5870'),
    asked(`FROM ${core}:ltsc2022\n`, '10.0.20348.5870'),
    asked(`FROM ${core}:ltsc2022\n`, '10.0.20348.7000', undefined, ['2027-11-21']),
  ],
  visit: {
    'image.reference'(image, { report, options }) {
      const found = buildTag(image, options.date);
      if (image.place.os !== 'windows' || image.names !== 'image' || image.repeated || isMade(image)) return;
      if (!found || found.updates < options.low || retiredName(image) || ends(image, options.date)) return;
      const { tagSpan, digest, repository, registry } = image;
      const { text, release, update, updates, start, end } = found;
      const at = tagSpan ? { start: tagSpan.start + start, end: tagSpan.start + end } : image.at;
      const isBase = registry === 'mcr.microsoft.com' && /^windows\/(?:servercore|nanoserver|server)$/.test(repository);
      const tag = release.tag === 'ltsc2019' && repository.endsWith('nanoserver') ? '1809' : release.tag;
      const fix = { title: `Follow ${tag}, which is updated every month`, edits: [replace(at, tag)] };
      const data = { build: text, name: release.name, day: update, count: String(updates) };
      report(updates < 6 ? 'oldish' : 'old', at, data, {
        fixes: [isBase && tagSpan && digest === undefined ? fix : undefined],
      });
    },
    'image.checked'({ image, status, exception }, { report, options }) {
      const { windows, newest } = status ?? {};
      if (!windows || exception || image.repeated || buildTag(image, options.date) || ends(image, options.date)) return;
      const count = newest
        ? patchLag(windows, newest)?.updates
        : updatesSince(windows.version, status!.resolvedAt?.slice(0, 10) ?? options.date);
      if (count === undefined || count < options.low) return;
      const data = { image: image.resolved ?? image.text, build: windows.version, count: String(count) };
      const isFar = count >= options.medium;
      if (newest) return report(isFar ? 'farBehind' : 'behind', image.at, { ...data, newest: newest.version });
      const rebuild = isNewest(image, status!) ? ', and its publisher has not built it anew' : '';
      report(isFar ? 'farStale' : 'stale', image.at, { ...data, rebuild });
    },
  },
});

/** Whether the release has ended, or is about to: then `image/end-of-life` speaks. */
function ends(image: ImageReference, today: Day): boolean {
  const support = supportOf(image);
  return (
    endedImageOf(image) !== undefined || (support !== undefined && /^(?:ended|soon)$/.test(phaseOf(support, today)))
  );
}

/** Whether the registry told that the tag stands for it: of a digest alone nobody knows what came after it. */
const isNewest = ({ digest }: ImageReference, { resolvedAt, tagDigest }: ImageStatus): boolean =>
  resolvedAt !== undefined && (digest === undefined || digest === tagDigest);
