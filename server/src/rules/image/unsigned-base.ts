import { replace } from '../../base/edit';
import { signedName, signingOf } from '../../facts/image/catalog';
import type { ImageReference } from '../../facts/image/reference';
import { defineRule, examples, type Fix } from '../rule';

/** What becomes part of the image. */
const taken: ReadonlySet<ImageReference['use']> = new Set(['from', 'copy']);

export default defineRule({
  name: 'image/unsigned-base',
  title: 'A base image comes from a publisher who does not sign',
  severity: 'low',
  confidence: 'medium',
  cwe: [345, 347],
  tags: ['image', 'supply-chain'],
  fixable: 'suggestion',
  messages: {
    personal: '`{image}` comes from the namespace `{owner}` of Docker Hub, and no signature shows who built it.',
    nightly: '`{image}` is a nightly build, which Microsoft does not sign.',
  },
  rationale: `
    Without a signature nothing tells the publisher's image from one that was pushed with a stolen password. Community
    images also stop being updated without notice.`,
  remedy: `
    Build on an image whose publisher signs it (Microsoft signs windows/servercore, nanoserver, server and dotnet), or
    review this one and pin it by digest.`,
  exceptions: `
    Silent for images pinned by digest, for publishers of which nothing is documented, and for the registries and
    namespaces in the option \`trusted\`.`,
  references: [
    'https://github.com/dotnet/dotnet-docker/blob/main/documentation/image-signatures.md',
    'https://docs.docker.com/docker-hub/repos/manage/trusted-content/',
  ],
  options: {
    trusted: {
      default: [],
      description: 'Namespaces of Docker Hub whose images you have reviewed: `acme`.',
    },
  },
  bad: [
    {
      language: 'dockerfile',
      code: 'FROM «mcr.microsoft.com/dotnet/nightly/sdk:10.0-nanoserver-ltsc2025»\n',
      fixed: 'FROM mcr.microsoft.com/dotnet/sdk:10.0-nanoserver-ltsc2025\n',
    },
    ...examples(
      'dockerfile',
      'FROM «mcr.microsoft.com/dotnet/nightly/sdk:11.0-preview-nanoserver-ltsc2025»\n',
      'FROM «someone/windows-python:3.12»\n',
      'FROM «docker.io/someone/chocolatey:ltsc2022»\n',
      'ARG BASE=someone/msbuild:netfx-4.8\nFROM «$BASE» AS build\nSHELL ["powershell", "-Command"]\n',
      'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCOPY --from=«someone/windows-tools:3» C:/t C:/t\n',
    ),
  ],
  good: [
    { language: 'dockerfile', code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\n' },
    { language: 'dockerfile', code: 'FROM mcr.microsoft.com/dotnet/sdk:10.0-nanoserver-ltsc2025\n' },
    { language: 'dockerfile', code: 'FROM golang:1.26-windowsservercore-ltsc2022\n' },
    { language: 'dockerfile', code: `FROM someone/windows-python:3.12@sha256:${'b'.repeat(64)}\n` },
    { language: 'dockerfile', code: 'FROM registry.example/someone/windows-python:3.12\n' },
    { language: 'dockerfile', code: 'FROM someone/python:3.12-alpine\n' },
    { language: 'dockerfile', code: 'FROM acme/windows-base:2\n', options: { trusted: ['acme'] } },
    {
      language: 'dockerfile',
      code: 'FROM someone/windows-python:3.12\n',
      checked: {
        statuses: {
          'docker.io/someone/windows-python:3.12': {
            reference: 'docker.io/someone/windows-python:3.12',
            state: 'signed-untrusted',
            detail: '',
            signatures: [],
            looked: [],
          },
        },
        exceptions: [],
      },
    },
  ],
  visit: {
    'image.reference'(image, { report, options }) {
      if (image.place.os !== 'windows' || image.names !== 'image' || !taken.has(image.use)) return;
      if (image.digest !== undefined || image.repeated || isJudged(image)) return;
      const signing = signingOf(image);
      const owner = image.repository.split('/')[0]!;
      if (signing === 'unsigned') {
        report('nightly', image.at, { image: image.resolved ?? image.text }, { fixes: [signedFix(image)] });
      }
      if (signing === 'personal' && !options.trusted.includes(owner)) {
        report('personal', image.at, { image: image.resolved ?? image.text, owner });
      }
    },
  },
});

/** Whether its own signatures were looked at: what is known of its publisher then says no more. */
const isJudged = ({ verdict }: ImageReference): boolean =>
  verdict !== undefined && verdict !== 'unknown' && verdict !== 'skipped';

/** The same release outside of the nightly builds, which Microsoft signs. */
function signedFix(image: ImageReference): Fix | undefined {
  const name = signedName(image);
  const { nameSpan } = image;
  return name && nameSpan
    ? { title: `Use ${name}, which Microsoft signs`, edits: [replace(nameSpan, name)] }
    : undefined;
}
