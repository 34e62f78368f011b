import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'image/digest-invalid',
  title: 'The digest of an image is malformed',
  severity: 'medium',
  confidence: 'high',
  cwe: [345],
  tags: ['image', 'supply-chain'],
  fixable: false,
  messages: {
    found: '`{digest}` is no digest that pins anything: it takes `sha256:` and 64 hexadecimal digits in lower case.',
  },
  rationale: `
    The build fails, and the usual way out is to drop the pin: then a tag that anyone can move decides what is built on.`,
  remedy: 'Copy the digest from `docker buildx imagetools inspect` or from the registry.',
  references: ['https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests'],
  bad: examples(
    'dockerfile',
    `FROM mcr.microsoft.com/windows/servercore@«sha256:${'0'.repeat(63)}»\n`,
    `FROM mcr.microsoft.com/windows/nanoserver:ltsc2022@«${'a'.repeat(64)}» AS base\n`,
    `FROM mcr.microsoft.com/windows/servercore:ltsc2022@«sha256:${'A'.repeat(64)}»\n`,
  ),
  good: examples(
    'dockerfile',
    `FROM mcr.microsoft.com/windows/servercore@sha256:${'0'.repeat(64)}\n`,
    'ARG DIGEST\nFROM mcr.microsoft.com/windows/servercore@${DIGEST}\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\n',
  ),
  visit: {
    'image.reference'(image, { report }) {
      const { fault } = image;
      if (fault?.part !== 'digest') return;
      const text = image.resolved ?? image.text;
      report('found', fault.span, { digest: text.slice(text.indexOf('@') + 1) });
    },
  },
});
