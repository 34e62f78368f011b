import { unended } from '../../facts/image/status';
import { checkedImage, defineRule } from '../rule';

const image = 'registry.example/base:2';
const state = 'signed-untrusted';
const detail = 'The signer is `CN=build,O=Acme,ST=WA,C=US`, whom the policy does not name.';

export default defineRule({
  name: 'image/signature-untrusted',
  title: 'An image is signed, but not by anybody whom the policy accepts',
  severity: 'medium',
  confidence: 'high',
  cwe: [347, 345],
  tags: ['image', 'supply-chain'],
  fixable: false,
  messages: {
    enforced: '`{image}` is signed, but the policy does not accept the signature. {detail}.',
    audited: {
      severity: 'low',
      text: '`{image}` is signed, but the policy, which only audits, does not accept the signature. {detail}.',
    },
  },
  rationale: `
    Anybody can sign an image. A signature of somebody else than the publisher shows only that somebody had a key: that is how an
    image looks that was copied, changed and signed anew.`,
  remedy: `
    Take the image of the publisher whom the policy names, or, when the signer is the right one, add root and identity to the policy
    after you compared them with what the publisher documents.`,
  exceptions: `
    Speaks only after signatures were looked up, only of repositories that a policy speaks for, and not of images for which the
    project records an exception.`,
  references: ['https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md'],
  bad: [
    {
      language: 'dockerfile',
      code: `FROM «${image}»\n`,
      checked: checkedImage(image, { state, detail, level: 'permissive' }),
    },
    {
      language: 'dockerfile',
      code: `FROM «${image}»\nFROM ${image}\n`,
      checked: checkedImage(image, { state, detail, level: 'audit' }),
    },
  ],
  good: [
    { language: 'dockerfile', code: `FROM ${image}\n`, checked: checkedImage(image, { state, detail }) },
    {
      language: 'dockerfile',
      code: `FROM ${image}\n`,
      checked: checkedImage(image, { state: 'unsigned', level: 'strict' }),
    },
    {
      language: 'dockerfile',
      code: `FROM ${image}\n`,
      checked: {
        ...checkedImage(image, { state, detail, level: 'strict' }),
        exceptions: [{ image: 'registry.example/base', reason: 'signed by the old key', until: '2026-12-31' }],
      },
    },
  ],
  visit: {
    'image.checked'({ image, status, exception }, { report }) {
      if (status?.state !== 'signed-untrusted' || status.level === undefined || image.repeated || exception) return;
      const data = { image: image.resolved!, detail: unended(status.detail) };
      report(status.level === 'audit' ? 'audited' : 'enforced', image.at, data);
    },
  },
});
