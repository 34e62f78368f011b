import { defineRule } from '../rule';

export default defineRule({
  name: 'integrity/content-trust',
  title: 'Docker Content Trust is relied upon or switched off',
  severity: 'low',
  confidence: 'high',
  cwe: [345, 347],
  tags: ['integrity', 'supply-chain'],
  fixable: 'safe',
  messages: {
    off: '`{text}` accepts images without a signature.',
    on: {
      severity: 'info',
      text: '`{text}` gives false comfort: Docker CLI 29 ignores it, it never verified Windows images, and notary.docker.io ends on 2026-12-08.',
    },
  },
  rationale: `
    Content Trust was removed from the Docker client, and the classic builder never verified Windows images with it. Who
    believes in it runs whatever a registry, or an attacker in its place, hands out.`,
  remedy: 'Pin images by digest, and verify their signatures with Notation or cosign before the build.',
  references: [
    'https://docs.docker.com/engine/deprecated/',
    'https://www.docker.com/blog/retiring-docker-content-trust/',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'docker pull «--disable-content-trust» registry.example/app:1',
      fixed: 'docker pull registry.example/app:1',
    },
    {
      language: 'powershell',
      code: 'docker build «--disable-content-trust=true» .',
      fixed: 'docker build .',
    },
    { language: 'powershell', code: "«$env:DOCKER_CONTENT_TRUST = '0'»\ndocker push registry.example/app:1" },
    { language: 'powershell', code: '«$env:DOCKER_CONTENT_TRUST = 1»\ndocker pull registry.example/app:1' },
    { language: 'cmd', code: '«set DOCKER_CONTENT_TRUST=0»\r\ndocker pull registry.example/app:1' },
    { language: 'cmd', code: 'setx «DOCKER_CONTENT_TRUST 1»' },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nENV «DOCKER_CONTENT_TRUST=1»\n',
    },
  ],
  good: [
    { language: 'powershell', code: 'docker pull registry.example/app:1' },
    { language: 'powershell', code: '$env:DOCKER_CONTENT_TRUST = $trust' },
    { language: 'powershell', code: "Write-Host 'DOCKER_CONTENT_TRUST=0 docker pull --disable-content-trust'" },
    { language: 'cmd', code: 'set DOCKER_BUILDKIT=0' },
    { language: 'cmd', code: 'rem set DOCKER_CONTENT_TRUST=0' },
  ],
  visit: {
    'image.content-trust'({ on, text, at, removal }, { report }) {
      const fix = removal && { title: `Remove ${text}`, edits: [removal] };
      report(on ? 'on' : 'off', at, { text }, { fixes: [fix] });
    },
  },
});
