import { contains } from '../../base/span';
import { retiredName } from '../../facts/image/catalog';
import { moveOf } from '../../facts/image/update';
import { defineRule } from '../rule';

/** Microsoft publishes no `latest` of these since 2019-04-16. */
const withoutLatest = /^windows(?:\/(?:servercore|nanoserver|server))?$/;

export default defineRule({
  name: 'image/no-tag',
  title: 'A Windows image is named without a fixed tag',
  severity: 'low',
  confidence: 'high',
  cwe: [1357],
  tags: ['image', 'supply-chain'],
  fixable: 'suggestion',
  messages: {
    floating: '`{image}` names no fixed tag, so every {time} may {bring} another image.',
    missing: {
      severity: 'medium',
      text: '`{image}` means the tag `latest`, which Microsoft does not publish for Windows base images: the {time} fails or uses a stale copy.',
    },
  },
  rationale: `
    Whoever pushes to the repository decides what the next build runs on. On Windows a floating tag may also move to
    another Windows release, which the host may not be able to run.`,
  remedy: 'Name the Windows release in the tag, and pin the digest where builds must be repeatable.',
  exceptions:
    'Silent for stages, `scratch`, images named by a build argument without default, Linux images, and those that pods take as they lie on the node.',
  references: ['https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/container-base-images'],
  bad: [
    {
      language: 'dockerfile',
      code: 'FROM «mcr.microsoft.com/windows/servercore»\nCOPY app.exe C:/app/\n',
      fixed: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCOPY app.exe C:/app/\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM «mcr.microsoft.com/windows/nanoserver:latest» AS base\n',
      fixed: 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022 AS base\n',
    },
    {
      language: 'dockerfile',
      code: '# escape=`\nFROM «registry.example/build-tools»\nSHELL ["powershell", "-Command"]\nRUN Get-Date\n',
    },
    {
      language: 'dockerfile',
      code: 'ARG BASE=registry.example/windows-tools:latest\nFROM «${BASE}»\nRUN setx /M A b\n',
    },
    {
      language: 'yaml',
      file: 'chart/values.yaml',
      code: 'image:\n  repository: "antrea/antrea-windows"\n  tag: "«latest»"\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCOPY --from=«registry.example/curl:latest» C:/curl C:/curl\n',
    },
  ],
  good: [
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  nodeSelector: {kubernetes.io/os: windows}\n  containers:\n  - name: cm\n    image: shop-xp1-cm\n',
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  nodeSelector: {kubernetes.io/os: windows}\n  containers:\n  - name: web\n    image: shop:latest\n    imagePullPolicy: Never\n',
    },
    { language: 'dockerfile', code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\n' },
    {
      language: 'dockerfile',
      code: `FROM mcr.microsoft.com/windows/nanoserver@sha256:${'0'.repeat(64)}\n`,
    },
    { language: 'dockerfile', code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022 AS build\nFROM build\n' },
    { language: 'dockerfile', code: '# escape=`\n{% if combine %}\nFROM source AS build\n{% endif %}\nRUN dir C:\\\n' },
    { language: 'dockerfile', code: 'ARG TAG\nFROM mcr.microsoft.com/windows/servercore:${TAG}\n' },
    { language: 'dockerfile', code: 'FROM golang\nRUN apt-get update\n' },
    { language: 'dockerfile', code: 'FROM alpine\n' },
    { language: 'dockerfile', code: 'FROM scratch\nCOPY app.exe C:/app/\n' },
  ],
  visit: {
    'image.reference'(image, { report }) {
      if (image.place.os !== 'windows' || image.names !== 'image' || image.digest !== undefined) return;
      if ((image.tag ?? 'latest') !== 'latest' || retiredName(image) || image.kept) return;
      const { registry, repository } = image;
      // A bare word is rather the name of a stage that went missing.
      if (image.use === 'copy' && !image.tag && repository.startsWith('library/')) return;
      // Kustomize and its like put another name in the place of one that no registry knows.
      if (image.use === 'container' && !image.tag && /^library\/\w+-/.test(repository)) return;
      const { tagSpan } = image;
      // Values of a chart may keep the tag apart: there it is changed.
      const at = image.use === 'container' && tagSpan && !contains(image.at, tagSpan) ? tagSpan : image.at;
      const isBuild = image.use === 'from' || image.use === 'copy';
      const [time, bring] = isBuild ? ['build', 'stand on'] : ['start', 'bring'];
      const data = { image: image.resolved ?? image.text, time, bring };
      if (registry !== 'mcr.microsoft.com' || !withoutLatest.test(repository)) {
        // What a script runs, it may have built.
        if (!image.repeated && image.use !== 'command') report('floating', at, data);
        return;
      }
      // The full Windows image has no tag of a release that is still supported.
      const fix = repository === 'windows' ? undefined : moveOf(image);
      report('missing', at, data, { fixes: [fix] });
    },
  },
});
