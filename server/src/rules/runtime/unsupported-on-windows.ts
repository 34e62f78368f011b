import { remove } from '../../base/edit';
import { defineRule } from '../rule';

export default defineRule({
  name: 'runtime/unsupported-on-windows',
  title: 'An option of a Dockerfile has no effect on Windows',
  severity: 'low',
  confidence: 'medium',
  cwe: [],
  tags: ['runtime', 'image'],
  fixable: 'unsafe',
  messages: {
    found: '`{option}` is for Linux containers: on Windows it protects nothing, or fails the build.',
  },
  rationale: `
    Owners and modes are no access control on Windows. Who relies on them ships files that every account in the container
    may change.`,
  remedy: 'Leave it out, and set access with `icacls` in a RUN where files have to be protected.',
  references: ['https://docs.docker.com/reference/dockerfile/#copy---chown---chmod'],
  bad: [
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCOPY «--chown=app:app» app C:/app\n',
      fixed: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCOPY app C:/app\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nADD «--chmod=0755» app C:/app\n«STOPSIGNAL SIGTERM»\n',
      fixed: 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nADD app C:/app\n',
    },
  ],
  good: [
    { language: 'dockerfile', code: 'FROM alpine:3\nCOPY --chown=app:app app /app\nSTOPSIGNAL SIGTERM\n' },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022 AS build\nCOPY --from=build C:/a C:/a\n',
    },
    { language: 'dockerfile', code: 'ARG BASE\nFROM ${BASE}\nCOPY --chown=app app /app\n' },
  ],
  visit: {
    'image.option'({ name, at, gap, place }, { report }) {
      if (place.os !== 'windows') return;
      report('found', at, { option: name }, { fixes: [{ title: `Remove ${name}`, edits: [remove(gap)] }] });
    },
  },
});
