import { windowsReleaseOf } from '../../facts/image/lifecycle';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'image/mixed-windows-versions',
  title: 'Stages of one file stand on different Windows releases',
  severity: 'info',
  confidence: 'high',
  cwe: [],
  tags: ['image'],
  fixable: false,
  messages: {
    found: '`{tag}` is {name}, but the final stage is on {other}: with process isolation few hosts run both.',
  },
  rationale: `
    A container with process isolation needs a host of its own release. Where a build mixes releases, the usual way out is
    an older host, which gets no fixes, or Hyper-V isolation for some steps only.`,
  remedy: 'Build all stages on the release that the final stage runs on.',
  references: ['https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility'],
  bad: examples(
    'dockerfile',
    'FROM mcr.microsoft.com/windows/servercore:«ltsc2019» AS build\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCOPY --from=build C:/a C:/a\n',
    'FROM mcr.microsoft.com/dotnet/sdk:10.0-nanoserver-«ltsc2025» AS build\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCOPY --from=build C:/a C:/a\n',
  ),
  good: examples(
    'dockerfile',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2019 AS windows-ltsc2019\nCMD app\nFROM mcr.microsoft.com/windows/servercore:ltsc2022 AS windows-ltsc2022\nCMD app\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2019 AS build\nFROM mcr.microsoft.com/windows/nanoserver:1809\nCOPY --from=build C:/a C:/a\n',
    'ARG TAG\nFROM mcr.microsoft.com/windows/servercore:${TAG} AS build\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCOPY --from=build C:/a C:/a\n',
    'FROM golang:1.26-alpine AS build\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2022\n',
  ),
  visit: {
    'image.stage'(stage, { report }) {
      const last = stage.stages.at(-1);
      if (!last || stage.final || !stage.shipped || stage.os !== 'windows' || stage.base.names !== 'image') return;
      const own = windowsReleaseOf(stage.base);
      const other = windowsReleaseOf(last.root);
      if (!own || !other || own.release === other.release) return;
      const { tagSpan, at } = stage.base;
      const span = tagSpan ? { start: tagSpan.start + own.start, end: tagSpan.start + own.end } : at;
      const related = [{ span: last.root.tagSpan ?? last.root.at, message: `the final stage stands on this` }];
      report('found', span, { tag: own.text, name: own.release.name, other: other.release.name }, { related });
    },
  },
});
