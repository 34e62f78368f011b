import { retiredName } from '../../facts/image/catalog';
import { isMade } from '../../facts/image/made';
import { moveOf } from '../../facts/image/update';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'image/retired-name',
  title: 'An image is named by a place that Microsoft gave up',
  severity: 'medium',
  confidence: 'high',
  cwe: [1104],
  tags: ['image', 'lifecycle'],
  fixable: 'unsafe',
  messages: {
    moved:
      '`{image}` is a name that Microsoft gave up: nothing there gets security updates; it went on as `{successor}`.',
    ended: '`{image}` is a name that Microsoft gave up: nothing there gets security updates.',
  },
  rationale: `
    Microsoft moved its images from Docker Hub to mcr.microsoft.com. What is left at the old names is years old and keeps
    every hole that was found since.`,
  remedy: `
    Use the name below mcr.microsoft.com, with the tag of a Windows release that is still supported. What runs Windows
    PowerShell on the Nano Server of 2016 needs Server Core now.`,
  references: ['https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/container-base-images'],
  bad: [
    {
      language: 'dockerfile',
      code: 'FROM «microsoft/windowsservercore»\nRUN echo hello\n',
      fixed: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN echo hello\n',
    },
    { language: 'dockerfile', code: 'FROM «microsoft/windowsservercore»:{{ version }}\nRUN echo hello\n' },
    {
      language: 'powershell',
      code: 'docker pull «microsoft/nanoserver:1709»\ndocker tag microsoft/nanoserver:1709 microsoft/nanoserver',
      fixed:
        'docker pull mcr.microsoft.com/windows/nanoserver:ltsc2022\ndocker tag microsoft/nanoserver:1709 microsoft/nanoserver',
    },
    {
      language: 'dockerfile',
      code: 'FROM «microsoft/nanoserver:10.0.14393.2068» AS base\n',
      fixed: 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022 AS base\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM «docker.io/microsoft/windowsservercore:1709»\n',
      fixed: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM «microsoft/dotnet:2.1-sdk-nanoserver-1809»\n',
      fixed: 'FROM mcr.microsoft.com/dotnet/sdk:10.0-nanoserver-ltsc2022\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM «microsoft/iis:windowsservercore-1709»\n',
      fixed: 'FROM mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM «microsoft/aspnet:windowsservercore»\n',
      fixed: 'FROM mcr.microsoft.com/dotnet/framework/aspnet:4.8.1-windowsservercore-ltsc2022\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM «microsoft/nanoserver:sac2016»\nSHELL ["powershell", "-Command"]\nRUN Get-Date\n',
      fixed: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nSHELL ["powershell", "-Command"]\nRUN Get-Date\n',
    },
    { language: 'dockerfile', code: 'FROM «microsoft/mssql-server-windows-express:2016-sp1»\n' },
    { language: 'dockerfile', code: 'ARG TAG\nFROM «microsoft/nanoserver:${TAG}»\n' },
    {
      language: 'dockerfile',
      code: 'ARG core=«microsoft/windowsservercore:ltsc2016»\nFROM $core AS build\n',
      fixed: 'ARG core=mcr.microsoft.com/windows/servercore:ltsc2022\nFROM $core AS build\n',
    },
  ],
  good: [
    ...examples(
      'dockerfile',
      'FROM mcr.microsoft.com/windows/servercore:ltsc2022\n',
      'FROM registry.example/microsoft/nanoserver:1809\n',
      'FROM microsoft/dotnet:2.1-sdk-alpine\nRUN apk add git\n',
    ),
    { language: 'powershell', code: 'docker build -t microsoft/nanoserver:own .\ndocker run microsoft/nanoserver:own' },
  ],
  visit: {
    'image.reference'(image, { report }) {
      if (image.place.os === 'linux' || image.repository === '' || isMade(image)) return;
      const retired = retiredName(image);
      if (!retired) return;
      const { nameSpan, tagSpan } = image;
      // The values of a chart have the tag on a line of its own.
      const end = tagSpan?.start === (nameSpan?.end ?? 0) + 1 ? tagSpan?.end : nameSpan?.end;
      const at = nameSpan ? { start: nameSpan.start, end: end ?? nameSpan.end } : image.at;
      const text = (image.names === 'image' ? image.resolved : undefined) ?? image.repository;
      if (!retired.successor) {
        report('ended', at, { image: text });
        return;
      }
      const fix = image.names === 'image' ? moveOf(image) : undefined;
      report('moved', at, { image: text, successor: retired.successor }, { fixes: [fix] });
    },
  },
});
