import { retiredName } from '../../facts/image/catalog';
import { endedImageOf } from '../../facts/image/ended';
import { surveyed } from '../../facts/image/lifecycle';
import { parseReference } from '../../facts/image/parse';
import { buildTag, patchLag } from '../../facts/image/patch-day';
import { fullReference, type ImageStatus } from '../../facts/image/status';
import { phaseOf, supportOf } from '../../facts/image/support';
import { defineRule, type GoodExample } from '../rule';

const digest = `sha256:${'a'.repeat(64)}`;

/** A Dockerfile that stands on an image of which the registry was asked. */
const asked = (code: string, known: Partial<ImageStatus>): GoodExample => {
  const reference = fullReference(parseReference(/FROM (\S+)/.exec(code.replace(/[«»]/g, ''))![1]!)!);
  const status: ImageStatus = { reference, state: 'unknown', detail: '', signatures: [], looked: [], ...known };
  return { language: 'dockerfile', code, checked: { statuses: { [reference]: status }, exceptions: [] } };
};

export default defineRule({
  name: 'image/digest-end-of-life',
  title: 'What an image holds is supported no more, although its name does not tell',
  severity: 'low',
  confidence: 'high',
  cwe: [1104],
  tags: ['image', 'lifecycle', 'supply-chain'],
  fixable: false,
  messages: {
    release: {
      severity: 'high',
      text: '`{image}` is built on {name} (build {build}), whose support ended on {date}: no security fix reaches it.',
    },
    found:
      '`{image}` is a build that its publisher supports no more since {date}: what it lacks, a newer one may have.',
  },
  rationale: `
    Microsoft attaches to each digest of its .NET images the day on which support of it ended: when a newer build took its
    place, or with its release. Holes found since stay open in what is built on it.`,
  remedy: 'Build on a release that is supported; of one that is, pin the digest that the tag stands for now.',
  exceptions: `
    Known only where registries may be asked. Silent where other rules tell more: \`image/end-of-life\` of the release,
    \`image/patch-lag\` of the monthly updates.`,
  references: ['https://github.com/dotnet/dotnet-docker/blob/main/documentation/vulnerability-reporting.md'],
  options: {
    date: { default: surveyed, description: 'The day, as 2026-11-21, for images that were resolved on no known day.' },
  },
  bad: [
    asked('FROM «registry.example/acme/app:7»\nSHELL ["cmd", "/S", "/C"]\n', {
      windows: { version: '10.0.18363.1556' },
    }),
    asked(`FROM «mcr.microsoft.com/dotnet/sdk:10.0-nanoserver-ltsc2022@${digest}»\n`, { endOfLife: '2026-10-14' }),
    asked(`FROM «mcr.microsoft.com/dotnet/aspnet:10.0-nanoserver-ltsc2025@${digest}»\n`, {
      endOfLife: '2026-11-25',
      resolvedAt: '2026-12-01T08:00:00Z',
    }),
  ],
  good: [
    asked('FROM registry.example/acme/app:7\n', { windows: { version: '10.0.20348.1556' } }),
    asked('FROM mcr.microsoft.com/windows/servercore:1909\n', { windows: { version: '10.0.18363.1556' } }),
    asked(`FROM mcr.microsoft.com/dotnet/sdk:10.0-nanoserver-ltsc2022@${digest}\n`, { endOfLife: '2027-10-14' }),
    asked(`FROM mcr.microsoft.com/dotnet/sdk:6.0-nanoserver-ltsc2022@${digest}\n`, { endOfLife: '2024-11-12' }),
    asked(`FROM mcr.microsoft.com/dotnet/sdk:10.0-nanoserver-ltsc2022@${digest}\n`, {
      endOfLife: '2026-10-14',
      windows: { version: '10.0.20348.5256' },
      newest: { version: '10.0.20348.5870' },
    }),
  ],
  visit: {
    'image.checked'({ image, status, exception }, { report, options }) {
      const { endOfLife, resolvedAt, windows, newest } = status ?? {};
      const today = resolvedAt?.slice(0, 10) ?? options.date;
      if (exception || image.repeated) return;
      const support = supportOf(image);
      const text = image.resolved ?? image.text;
      const held = windows && supportOf({ registry: '', repository: '', tag: windows.version });
      if (!support && held && phaseOf(held, today) === 'ended' && !retiredName(image)) {
        report('release', image.at, { image: text, name: held.name, build: windows.version, date: held.end });
        return;
      }
      if (endOfLife === undefined || endOfLife > today) return;
      if (endedImageOf(image) || buildTag(image, today) || (support && phaseOf(support, today) === 'ended')) return;
      if (windows && newest && (patchLag(windows, newest)?.updates ?? 0) > 1) return;
      report('found', image.at, { image: text, date: endOfLife.slice(0, 10) });
    },
  },
});
