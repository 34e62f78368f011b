import { unended } from '../../facts/image/status';
import { checkedImage, defineRule } from '../rule';

const image = 'mcr.microsoft.com/windows/servercore:ltsc2022';
const detail = 'mcr.microsoft.com did not answer within 5 s.';

export default defineRule({
  name: 'image/signature-unknown',
  title: 'Whether an image is signed as the policy asks could not be found out',
  severity: 'info',
  confidence: 'high',
  cwe: [345],
  tags: ['image', 'supply-chain'],
  fixable: false,
  messages: {
    found: 'Whether `{image}` is signed as the policy asks is not known. {detail}.',
  },
  rationale: `
    A registry that cannot be reached proves nothing, neither for nor against the image. Who can keep an answer away could hide
    that a signature is missing.`,
  remedy: 'Check again when the registry can be reached; log in to it, or allow its address in your own settings.',
  exceptions:
    'Speaks only of repositories for which a policy enforces signatures, and not while an earlier verdict is known.',
  references: ['https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes'],
  bad: [
    {
      language: 'dockerfile',
      code: `FROM «${image}»\n`,
      checked: checkedImage(image, { reason: 'timeout', detail, level: 'strict' }),
    },
    {
      language: 'dockerfile',
      code: `FROM «${image}»\n`,
      checked: checkedImage(image, { reason: 'needs-plugin', detail, level: 'permissive' }),
    },
  ],
  good: [
    {
      language: 'dockerfile',
      code: `FROM ${image}\n`,
      checked: checkedImage(image, { reason: 'timeout', detail, level: 'audit' }),
    },
    { language: 'dockerfile', code: `FROM ${image}\n`, checked: checkedImage(image, { reason: 'timeout', detail }) },
    {
      language: 'dockerfile',
      code: `FROM ${image}\n`,
      checked: checkedImage(image, { reason: 'not-asked', detail, level: 'strict' }),
    },
  ],
  visit: {
    'image.checked'({ image, status, exception }, { report }) {
      if (status?.state !== 'unknown' || image.repeated || exception) return;
      if (status.level === undefined || status.level === 'audit') return;
      // Nobody wanted to know.
      if (status.reason === 'not-asked' || status.reason === 'network-disabled' || status.reason === 'cancelled')
        return;
      report('found', image.at, { image: image.resolved!, detail: unended(status.detail) });
    },
  },
});
