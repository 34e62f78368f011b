import { checkedImage, defineRule } from '../rule';

const image = 'docker.io/library/golang:1.26-windowsservercore-ltsc2022';
const text = 'golang:1.26-windowsservercore-ltsc2022';

export default defineRule({
  name: 'image/require-signature',
  title: 'An image of which no policy speaks is not signed',
  severity: 'low',
  confidence: 'high',
  optIn: true,
  cwe: [347, 345],
  tags: ['image', 'supply-chain'],
  fixable: false,
  messages: {
    unsigned: '`{image}` has no signature.',
    unpoliced: '`{image}` is signed, and no policy says by whom it must be.',
  },
  rationale: `
    Without a signature nothing tells the publisher's image from one that was pushed with a stolen password; without a policy any
    signature will do.`,
  remedy: 'Choose an image whose publisher signs, and write down the signer in a trust policy; or record an exception.',
  exceptions: `
    Off until a project asks for it: most images in the world are not signed. Where a policy speaks for the repository,
    \`image/signature-missing\` and \`image/signature-untrusted\` speak instead.`,
  references: ['https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md'],
  bad: [
    { language: 'dockerfile', code: `FROM «${text}»\n`, checked: checkedImage(image, { state: 'unsigned' }) },
    { language: 'dockerfile', code: `FROM «${text}»\n`, checked: checkedImage(image, { state: 'signed-untrusted' }) },
  ],
  good: [
    { language: 'dockerfile', code: `FROM ${text}\n`, checked: checkedImage(image, { state: 'unknown' }) },
    {
      language: 'dockerfile',
      code: `FROM ${text}\n`,
      checked: checkedImage(image, { state: 'unsigned', level: 'strict' }),
    },
    { language: 'dockerfile', code: `FROM ${text}\n`, checked: checkedImage(image, { state: 'skipped' }) },
  ],
  visit: {
    'image.checked'({ image, status, exception }, { report }) {
      if (!status || status.level !== undefined || image.repeated || exception) return;
      if (status.state === 'unsigned') report('unsigned', image.at, { image: image.resolved! });
      if (status.state === 'signed-untrusted') report('unpoliced', image.at, { image: image.resolved! });
    },
  },
});
