import { checkedImage, defineRule } from '../rule';

const image = 'mcr.microsoft.com/dotnet/runtime:9.0-nanoserver-ltsc2022';

export default defineRule({
  name: 'image/support-ended',
  title: 'The publisher has ended the support of exactly this image',
  severity: 'medium',
  confidence: 'high',
  cwe: [1104],
  tags: ['image', 'maintenance'],
  fixable: false,
  messages: {
    ended: 'Support of this very image ended on {date}, as its publisher attached to it: holes found since stay open.',
  },
  rationale: `
    Microsoft attaches to each digest of its images the day on which it is no longer patched: when a newer one took its place, or
    when the product ended. Holes that were mended since are open in it.`,
  remedy: 'Build on the image that the tag stands for now.',
  exceptions: `
    Speaks only after the registry was asked, of images pinned by digest. Dates are compared with the option \`date\`; when it is not
    set, with the day on which the registry was asked.`,
  references: ['https://github.com/dotnet/dotnet-docker/blob/main/documentation/vulnerability-reporting.md'],
  options: {
    date: { default: '', description: 'The day, as 2026-11-21, against which ends of support are compared.' },
  },
  bad: [
    {
      language: 'dockerfile',
      code: `FROM ${image}@«sha256:${'3'.repeat(64)}»\n`,
      checked: checkedImage(`${image}@sha256:${'3'.repeat(64)}`, {
        endOfLife: '2026-02-10',
        checkedAt: '2026-05-01T00:00:00Z',
      }),
    },
  ],
  good: [
    {
      language: 'dockerfile',
      code: `FROM ${image}@sha256:${'3'.repeat(64)}\n`,
      checked: checkedImage(`${image}@sha256:${'3'.repeat(64)}`, {
        endOfLife: '2026-06-09',
        checkedAt: '2026-05-01T00:00:00Z',
      }),
    },
    {
      language: 'dockerfile',
      code: `FROM ${image}\n`,
      checked: checkedImage(image, { endOfLife: '2026-02-10', checkedAt: '2026-05-01T00:00:00Z' }),
    },
  ],
  visit: {
    'image.checked'({ image, status, exception }, { report, options }) {
      const end = status?.endOfLife;
      if (end === undefined || image.digestSpan === undefined || image.repeated || exception) return;
      const day = options.date || status?.checkedAt?.slice(0, 10);
      if (day !== undefined && end <= day) report('ended', image.digestSpan, { date: end });
    },
  },
});
