import { replace } from '../../base/edit';
import { checkedImage, defineRule } from '../rule';

const name = 'mcr.microsoft.com/windows/servercore:ltsc2022';
const old = `sha256:${'1'.repeat(64)}`;
const now = `sha256:${'2'.repeat(64)}`;
const moved = { state: 'signed-trusted', digest: old, tagDigest: now, fresh: true } as const;

export default defineRule({
  name: 'image/tag-moved',
  title: 'The tag beside a pinned digest stands for another image by now',
  severity: 'info',
  confidence: 'high',
  cwe: [1104],
  tags: ['image', 'supply-chain', 'maintenance'],
  fixable: 'unsafe',
  messages: {
    verified: 'The tag `{tag}` stands for another image by now, and that one verifies: {digest}.',
    found: 'The tag `{tag}` stands for another image by now, of which no policy accepts a signature: {digest}.',
  },
  rationale: `
    Publishers move a tag when they patch what is behind it. A pin that stays behind keeps the holes that were mended since; a tag
    that moved to an image which does not verify is a warning sign.`,
  remedy: 'Update the digest once the new image verifies, and build and test anew.',
  exceptions:
    'Speaks only after the registry was asked what the tag stands for. The edit is offered for images that verify.',
  references: ['https://docs.docker.com/build/building/best-practices/#pin-base-image-versions'],
  bad: [
    {
      language: 'dockerfile',
      code: `FROM ${name}@«${old}»\n`,
      fixed: `FROM ${name}@${now}\n`,
      checked: {
        ...checkedImage(`${name}@${old}`, { ...moved, tagTrusted: true }),
        statuses: {
          ...checkedImage(`${name}@${old}`, { ...moved, tagTrusted: true }).statuses,
          ...checkedImage(`${name}@${now}`, { ...moved, digest: now }).statuses,
        },
      },
    },
    {
      language: 'dockerfile',
      code: `FROM ${name}@«${old}»\n`,
      checked: checkedImage(`${name}@${old}`, { ...moved, tagTrusted: false }),
    },
  ],
  good: [
    {
      language: 'dockerfile',
      code: `FROM ${name}@${now}\n`,
      checked: checkedImage(`${name}@${now}`, { ...moved, digest: now }),
    },
    { language: 'dockerfile', code: `FROM ${name}\n`, checked: checkedImage(name, { ...moved, digest: now }) },
  ],
  visit: {
    'image.checked'({ image, status, exception }, { report }) {
      if (status?.tagDigest === undefined || status.tagDigest === image.digest || exception) return;
      const { tag, digestSpan } = image;
      if (tag === undefined || digestSpan === undefined || image.repeated) return;
      const fix =
        status.tagTrusted && status.fresh
          ? {
              title: 'Update the pin to the image that the tag stands for',
              edits: [replace(digestSpan, status.tagDigest)],
            }
          : undefined;
      const data = { tag, digest: status.tagDigest.slice(0, 19) };
      report(status.tagTrusted ? 'verified' : 'found', digestSpan, data, { fixes: [fix] });
    },
  },
});
