import type { Span } from '../../base/span';
import { retiredName } from '../../facts/image/catalog';
import { endedImageOf } from '../../facts/image/ended';
import { surveyed } from '../../facts/image/lifecycle';
import { isMade } from '../../facts/image/made';
import { buildTag } from '../../facts/image/patch-day';
import type { ImageReference } from '../../facts/image/reference';
import { later, phaseOf, supportOf } from '../../facts/image/support';
import { moveOf } from '../../facts/image/update';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'image/end-of-life',
  title: 'An image stands on a release that gets no security fixes',
  severity: 'high',
  confidence: 'high',
  cwe: [1104],
  tags: ['image', 'lifecycle'],
  fixable: 'unsafe',
  messages: {
    ended: '`{tag}` is {name}, whose support ended on {date}: no security fix reaches this image.',
    soon: { severity: 'medium', text: '`{tag}` is {name}, whose security fixes end on {date}.' },
    extended: { severity: 'info', text: '`{tag}` is {name}, which gets security fixes only, and these until {date}.' },
    given: '`{image}` is {name}, which its publisher gave up on {date}: no security fix reaches it.',
    replaced: '`{image}` is {name}, given up on {date} for `{successor}`: no security fix reaches it.',
    preview: {
      severity: 'low',
      text: '`{image}` is a preview build: it is not serviced and not meant for production.',
    },
  },
  rationale: `
    Holes found after the end of support stay open in every container of the image, and what an attacker needs to use
    them is public.`,
  remedy: 'Move to a release in support. On Windows the host must be of the same release or newer.',
  exceptions: `
    Dates are compared with the option \`date\`, not with the clock, so that the same file gives the same findings. Windows
    releases in extended support are mentioned when less than three years of it are left.`,
  references: [
    'https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/base-image-lifecycle',
    'https://dotnet.microsoft.com/platform/support/policy/dotnet-core',
    'https://github.com/envoyproxy/envoy/issues/28588',
  ],
  options: {
    date: { default: surveyed, description: 'The day, as 2026-11-21, against which ends of support are compared.' },
  },
  bad: [
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:«1909»\n',
      fixed: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:«20H2»-amd64\n',
      fixed: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022-amd64\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows:«1909»\n',
      fixed: 'FROM mcr.microsoft.com/windows/server:ltsc2022\n',
    },
    {
      language: 'dockerfile',
      code: 'ARG TAG=«10.0.19042.1645»\nFROM mcr.microsoft.com/windows/nanoserver:${TAG}\n',
      fixed: 'ARG TAG=ltsc2022\nFROM mcr.microsoft.com/windows/nanoserver:${TAG}\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:«ltsc2016»\n',
      fixed: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/dotnet/sdk:«6.0»-nanoserver-1809\n',
      fixed: 'FROM mcr.microsoft.com/dotnet/sdk:10.0-nanoserver-ltsc2022\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/dotnet/framework/aspnet:«4.7.2»-windowsservercore-ltsc2016\n',
      fixed: 'FROM mcr.microsoft.com/dotnet/framework/aspnet:4.8.1-windowsservercore-ltsc2022\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/dotnet/framework/runtime:«4.8»-windowsservercore-ltsc2022 AS run\n',
      fixed: 'FROM mcr.microsoft.com/dotnet/framework/runtime:4.8.1-windowsservercore-ltsc2022 AS run\n',
    },
    ...examples(
      'dockerfile',
      'FROM mcr.microsoft.com/windows/servercore:«ltsc2019»\n',
      'FROM golang:1.16-nanoserver-«1803»\n',
      `FROM mcr.microsoft.com/windows/servercore:«1903»@sha256:${'0'.repeat(64)}\n`,
      'FROM «mcr.microsoft.com/windows/servercore/insider:10.0.26040.1000»\n',
      'FROM «mcr.microsoft.com/dotnet/sdk:11.0-preview-nanoserver-ltsc2025»\n',
      'FROM «envoyproxy/envoy-windows-ltsc2022:v1.27.2»\n',
      'FROM «mcr.microsoft.com/powershell:nanoserver-1809»\n',
      'FROM mcr.microsoft.com/dotnet/framework/runtime:«3.5»-windowsservercore-ltsc2025\n',
      'FROM openjdk:«8»-windowsservercore-ltsc2022\n',
    ),
    { language: 'powershell', code: 'docker pull traefik:v1.7.8-nanoserver-«sac2016»' },
  ],
  good: [
    ...examples(
      'dockerfile',
      'FROM mcr.microsoft.com/dotnet/framework/aspnet:4.8.1-windowsservercore-ltsc2022\n',
      'FROM openjdk:27-windowsservercore-ltsc2025\n',
      'FROM openjdk:11-jdk\nCOPY app.jar /app/\n',
      'FROM openjdk:8-jdk-alpine\nRUN apk add git\n',
      'FROM eclipse-temurin:17-windowsservercore-ltsc2025\n',
      'FROM envoyproxy/envoy:v1.35.0\nRUN apt-get update\n',
      'FROM registry.example/envoyproxy/envoy-windows:v1.36.0\nRUN echo own\n',
      'FROM mcr.microsoft.com/windows/servercore:ltsc2025\n',
      'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\n',
      'FROM mcr.microsoft.com/dotnet/sdk:10.0-nanoserver-ltsc2025\n',
      'FROM mcr.microsoft.com/dotnet/sdk:6.0-alpine\nRUN apk add git\n',
      'FROM registry.example/app:2004\nSHELL ["powershell"]\n',
      'FROM registry.example/app:1.1803-bookworm\n',
    ),
    // What a script builds is not what Docker Hub has under the name.
    { language: 'powershell', code: 'docker build -t openjdk:8-nanoserver .\ndocker run openjdk:8-nanoserver' },
    { language: 'cmd', code: 'docker build -t web:1803 .\r\ndocker run --rm web:1803 cmd /c ver' },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/nanoserver:1809\n',
      options: { date: '2020-01-01' },
    },
  ],
  visit: {
    'image.reference'(image, { report, options }) {
      if (image.place.os !== 'windows' || image.names !== 'image' || retiredName(image) || isMade(image)) return;
      const ended = endedImageOf(image);
      if (ended && ended.last <= options.date) {
        const { word, name, last, successor } = ended;
        const data = { image: image.resolved ?? image.text, name, date: last };
        const at = partAt(image, word);
        if (successor) report('replaced', at, { ...data, successor });
        else report('given', at, data, { fixes: [moveOf(image)] });
        return;
      }
      const text = image.resolved ?? image.text;
      if (/(?:^|[/-])insider$/.test(image.repository) || /(?:^|-)(?:preview|insider)(?:$|[-.])/.test(image.tag ?? '')) {
        report('preview', image.at, { image: text });
        return;
      }
      const support = supportOf(image);
      if (!support || support.end > later(options.date, 36)) return;
      const grade = phaseOf(support, options.date);
      if (grade === 'extended' && image.use === 'command') return;
      // How old a full build is says more than that its release is in extended support.
      if (grade === 'full' || (grade === 'extended' && (buildTag(image, options.date)?.updates ?? 0) > 1)) return;
      const tag = image.tagSpan ? image.tag!.slice(support.start, support.stop) : image.tag!;
      const fix = grade === 'extended' ? undefined : moveOf(image);
      const data = { tag, name: support.name, date: support.end };
      report(grade, partAt(image, { start: support.start, end: support.stop }), data, { fixes: [fix] });
    },
  },
});

/** Where a part of the tag stands; the whole image where that cannot be told. */
const partAt = ({ tagSpan, at }: ImageReference, part: Span | undefined): Span =>
  tagSpan && part ? { start: tagSpan.start + part.start, end: tagSpan.start + part.end } : at;
