import { checkedImage, defineRule } from '../rule';

const image = 'mcr.microsoft.com/dotnet/sdk:10.0-nanoserver-ltsc2025';
const state = 'unsigned';

export default defineRule({
  name: 'image/signature-missing',
  title: 'An image that a policy wants signed has no signature',
  severity: 'medium',
  confidence: 'high',
  cwe: [347, 345],
  tags: ['image', 'supply-chain'],
  fixable: false,
  messages: {
    enforced: '`{image}` has no signature, though the policy asks for one.',
    audited: { severity: 'low', text: '`{image}` has no signature; the policy audits it.' },
  },
  rationale: `
    Without a signature nothing tells the publisher's image from one that was pushed with a stolen password. A publisher who signs
    all other images and not this one may not have made it.`,
  remedy: `
    Take a digest that is signed, or the image of the publisher itself: copies in another registry often leave the signature
    behind (\`oras copy -r\` takes it along). For an image that nobody signs record an exception with its reason.`,
  exceptions: `
    Speaks only after a registry answered properly that there is no signature, never when it could not be asked; only of
    repositories that a policy speaks for; not of images for which the project records an exception that still holds.`,
  references: [
    'https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers',
    'https://github.com/dotnet/dotnet-docker/blob/main/documentation/image-signatures.md',
  ],
  bad: [
    { language: 'dockerfile', code: `FROM «${image}»\n`, checked: checkedImage(image, { state, level: 'strict' }) },
    { language: 'dockerfile', code: `FROM «${image}»\n`, checked: checkedImage(image, { state, level: 'audit' }) },
    {
      language: 'dockerfile',
      code: `FROM «${image}»\n`,
      checked: {
        ...checkedImage(image, { state, level: 'strict' }),
        exceptions: [{ image: 'mcr.microsoft.com/dotnet/sdk', reason: 'not signed yet', until: '2026-05-31' }],
      },
    },
    {
      language: 'yaml',
      file: 'compose.yaml',
      code: `services:\n  build:\n    image: «${image}»\n`,
      checked: checkedImage(image, { state, level: 'permissive' }),
    },
  ],
  good: [
    { language: 'dockerfile', code: `FROM ${image}\n`, checked: checkedImage(image, { state }) },
    {
      language: 'dockerfile',
      code: `FROM ${image}\n`,
      checked: checkedImage(image, { state: 'unknown', level: 'strict' }),
    },
    {
      language: 'dockerfile',
      code: `FROM ${image}\n`,
      checked: {
        ...checkedImage(image, { state, level: 'strict' }),
        exceptions: [{ image: 'mcr.microsoft.com/dotnet/sdk', reason: 'not signed yet', until: '2026-12-31' }],
      },
    },
  ],
  visit: {
    'image.checked'({ image, status, exception }, { report }) {
      if (status?.state !== 'unsigned' || status.level === undefined || image.repeated || exception) return;
      report(status.level === 'audit' ? 'audited' : 'enforced', image.at, { image: image.resolved! });
    },
  },
});
