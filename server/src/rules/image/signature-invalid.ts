import { unended } from '../../facts/image/status';
import { checkedImage, defineRule } from '../rule';

const image = 'mcr.microsoft.com/windows/nanoserver:ltsc2022';
const state = 'signature-invalid';
const detail = 'The signing certificate was revoked on 2026-03-01.';

export default defineRule({
  name: 'image/signature-invalid',
  title: 'The signature of an image does not hold',
  severity: 'high',
  confidence: 'high',
  cwe: [347, 345],
  tags: ['image', 'supply-chain'],
  fixable: false,
  messages: {
    asked: 'The signature of `{image}` does not hold. {detail}.',
    unasked: { severity: 'medium', text: 'The signature of `{image}` does not hold. {detail}.' },
  },
  rationale: `
    A signature that does not match its image, or whose certificate was revoked, is what an image looks like that somebody
    replaced. Whoever builds on it or runs it runs what that somebody put there.`,
  remedy: `
    Do not build on it. Ask the publisher, or go back to the last digest that verified: the lock file and the history of the
    Dockerfile name it.`,
  exceptions: `
    Speaks only after signatures were looked up: \`boltseal scan --online\`, or \`boltseal.images.mode\` in the editor. Exceptions for
    images without signature do not silence it.`,
  references: [
    'https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md',
    'https://learn.microsoft.com/azure/container-registry/container-registry-tutorial-sign-verify-notation-artifact-signing',
  ],
  bad: [
    {
      language: 'dockerfile',
      code: `FROM «${image}»\n`,
      checked: checkedImage(image, { state, detail, level: 'strict' }),
    },
    { language: 'dockerfile', code: `FROM «${image}» AS base\n`, checked: checkedImage(image, { state, detail }) },
    {
      language: 'yaml',
      code: `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - name: a\n      image: «${image}»\n`,
      checked: checkedImage(image, { state, detail, level: 'audit' }),
    },
  ],
  good: [
    { language: 'dockerfile', code: `FROM ${image}\n`, checked: checkedImage(image, { state: 'signed-trusted' }) },
    { language: 'dockerfile', code: `FROM ${image}\n`, checked: checkedImage(image, { state: 'unknown', detail }) },
    { language: 'dockerfile', code: `FROM ${image}\n`, checked: checkedImage(`${image}-amd64`, { state, detail }) },
    { language: 'dockerfile', code: `FROM ${image}\n` },
  ],
  visit: {
    'image.checked'({ image, status }, { report }) {
      if (status?.state !== 'signature-invalid' || image.repeated) return;
      report(status.level === undefined ? 'unasked' : 'asked', image.at, {
        image: image.resolved!,
        detail: unended(status.detail),
      });
    },
  },
});
