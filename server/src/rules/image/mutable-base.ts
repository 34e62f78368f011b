import { retiredName } from '../../facts/image/catalog';
import type { ImageReference } from '../../facts/image/reference';
import { checkedImage, defineRule, examples } from '../rule';

/** Full builds, update numbers and dates: Microsoft does not move tags that name one. */
const immutable = /10\.0\.\d{5}\.\d+|(?:^|-)(?:KB\d+|\d{8})(?:-|$)/i;

/** What becomes part of the image. */
const taken: ReadonlySet<ImageReference['use']> = new Set(['from', 'copy']);

export default defineRule({
  name: 'image/mutable-base',
  title: 'A base image is not pinned by digest',
  severity: 'info',
  confidence: 'high',
  cwe: [494],
  tags: ['image', 'supply-chain'],
  fixable: false,
  messages: {
    found: '`{tag}` can be moved to another image: only a digest says what this was built with.',
  },
  rationale: `
    A tag is a name that its owner can give to another image. Who takes over the account or the registry replaces the
    base of every build that follows the tag.`,
  remedy: 'Append the digest that you have verified: `:ltsc2022@sha256:...`, and let a bot raise it with every update.',
  exceptions: `
    Spoken once for each image of a file, for Windows images only, and not for tags of a full build number. Where the image was
    verified, \`image/verified-not-pinned\` speaks instead, and offers the digest.`,
  references: ['https://docs.docker.com/build/building/best-practices/#pin-base-image-versions'],
  bad: examples(
    'dockerfile',
    'FROM mcr.microsoft.com/windows/servercore:«ltsc2022»\n',
    'ARG RELEASE=«ltsc2025»\nFROM mcr.microsoft.com/windows/nanoserver:${RELEASE}\n',
    'FROM registry.example/base:«2»\nSHELL ["cmd", "/S", "/C"]\nFROM registry.example/base:2\nRUN reg query HKLM\n',
    'FROM mcr.microsoft.com/windows/nanoserver:10.0.20348.2700\nCOPY --from=nats:«2.14.5-windowsservercore-ltsc2025» C:/nats-server.exe C:/\nCOPY --from=nats:2.14.5-windowsservercore-ltsc2025 C:/a C:/\n',
  ),
  good: [
    ...examples(
      'dockerfile',
      `FROM mcr.microsoft.com/windows/servercore:ltsc2022@sha256:${'a'.repeat(64)}\n`,
      'FROM mcr.microsoft.com/windows/servercore:10.0.20348.2700\n',
      'FROM mcr.microsoft.com/dotnet/framework/sdk:4.8-20260714-windowsservercore-ltsc2019\n',
      'FROM debian:12\n',
      'ARG BASE\nFROM ${BASE}\nSHELL ["powershell"]\n',
    ),
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\n',
      checked: checkedImage('mcr.microsoft.com/windows/servercore:ltsc2022', { state: 'signed-trusted' }),
    },
  ],
  visit: {
    'image.reference'(image, { report }) {
      const { tag, digest, use, names } = image;
      if (image.place.os !== 'windows' || !taken.has(use) || names !== 'image' || image.repeated) return;
      if (tag === undefined || tag === 'latest' || digest !== undefined || immutable.test(tag)) return;
      if (retiredName(image) || image.verdict === 'signed-trusted') return;
      report('found', image.tagSpan ?? image.at, { tag });
    },
  },
});
