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
    off: '`{text}` takes images without a signature, where a client before Docker CLI 29 would ask for one.',
    azure: {
      severity: 'info',
      text: '`{text}` signs for the past: Azure Container Registry enables Content Trust for no further registry since 2026-05-31, and removes it on 2028-03-31.',
    },
    on: {
      severity: 'info',
      text: '`{text}` gives false comfort: Docker CLI 29 ignores it, it never verified Windows images, and notary.docker.io ends on 2026-12-08.',
    },
  },
  rationale: `
    Content Trust was removed from the Docker client, and the classic builder never verified Windows images with it. Who
    believes in it runs whatever a registry, or an attacker in its place, hands out. Notary servers of one's own still work
    for clients before Docker CLI 29, and for the plug-in \`docker trust\`: where \`DOCKER_CONTENT_TRUST_SERVER\` names one,
    switching it on is not reported.`,
  remedy:
    "Pin images by digest, and verify their signatures with Notation or cosign before the build. Images of a Notary server of one's own are verified as well, once its root keys are named as signers.",
  references: [
    'https://docs.docker.com/engine/deprecated/',
    'https://www.docker.com/blog/retiring-docker-content-trust/',
    'https://learn.microsoft.com/azure/container-registry/container-registry-content-trust-deprecation',
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
    { language: 'powershell', code: "«[Environment]::SetEnvironmentVariable('DOCKER_CONTENT_TRUST', '1', 'Machine')»" },
    { language: 'powershell', code: '«Set-Item env:DOCKER_CONTENT_TRUST 1»\ndocker pull registry.example/app:1' },
    // Whatever is no boolean switches it on.
    { language: 'powershell', code: "«$env:DOCKER_CONTENT_TRUST = 'yes'»" },
    {
      language: 'powershell',
      code: "$env:DOCKER_CONTENT_TRUST_SERVER = 'https://notary.docker.io'\n«$env:DOCKER_CONTENT_TRUST = '1'»",
    },
    // A server of one's own would verify: to switch it off is worse there.
    {
      language: 'powershell',
      code: "$env:DOCKER_CONTENT_TRUST_SERVER = 'https://notary.example'\n«$env:DOCKER_CONTENT_TRUST = '0'»",
    },
    { language: 'powershell', code: 'az acr config content-trust update --registry acme «--status enabled»' },
    { language: 'cmd', code: 'az acr config content-trust update -r acme «--status=Enabled»' },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nENV «DOCKER_CONTENT_TRUST=1»\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM registry.example/agent:1\nRUN «DOCKER_CONTENT_TRUST=1» docker pull registry.example/app:1\n',
    },
    {
      language: 'shell',
      code: '#!/bin/sh\nexport «DOCKER_CONTENT_TRUST=1»\ndocker push registry.example/app:1\n',
    },
    {
      language: 'yaml',
      code: 'on: push\nenv:\n  «DOCKER_CONTENT_TRUST: 1»\njobs:\n  build:\n    runs-on: windows-2022\n    steps:\n      - run: docker build .\n',
    },
    {
      language: 'yaml',
      code: 'jobs:\n  build:\n    runs-on: windows-2022\n    steps:\n      - run: docker pull registry.example/app:1\n        env:\n          «DOCKER_CONTENT_TRUST: "0"»\n',
    },
    {
      language: 'yaml',
      code: 'variables:\n  «DOCKER_CONTENT_TRUST: true»\npool:\n  vmImage: windows-2022\nsteps:\n  - script: docker build .\n',
    },
    {
      language: 'yaml',
      code: 'variables:\n  «DOCKER_CONTENT_TRUST: "1"»\nbuild:\n  tags: [windows]\n  script:\n    - docker build .\n',
    },
    {
      language: 'yaml',
      code: 'services:\n  agent:\n    image: registry.example/agent:1\n    environment:\n      - «DOCKER_CONTENT_TRUST=1»\n',
    },
  ],
  good: [
    { language: 'powershell', code: 'docker pull registry.example/app:1' },
    { language: 'powershell', code: '$env:DOCKER_CONTENT_TRUST = $trust' },
    { language: 'powershell', code: "Write-Host 'DOCKER_CONTENT_TRUST=0 docker pull --disable-content-trust'" },
    { language: 'cmd', code: 'set DOCKER_BUILDKIT=0' },
    { language: 'powershell', code: 'az acr config content-trust update --registry acme --status disabled' },
    { language: 'powershell', code: 'az acr config content-trust show --registry acme' },
    { language: 'powershell', code: 'az acr config content-trust update --registry acme --status $status' },
    { language: 'powershell', code: 'az acr config retention update --registry acme --status enabled' },
    { language: 'cmd', code: 'rem set DOCKER_CONTENT_TRUST=0' },
    {
      language: 'powershell',
      code: "$env:DOCKER_CONTENT_TRUST = '1'\n$env:DOCKER_CONTENT_TRUST_SERVER = 'https://notary.example:4443'\ndocker push registry.example/app:1",
    },
    { language: 'powershell', code: '$env:DOCKER_CONTENT_TRUST_SERVER = $server\n$env:DOCKER_CONTENT_TRUST = 1' },
    { language: 'cmd', code: 'set DOCKER_CONTENT_TRUST_SERVER=https://notary.example\r\nset DOCKER_CONTENT_TRUST=1' },
    {
      language: 'dockerfile',
      code: 'FROM registry.example/agent:1\nENV DOCKER_CONTENT_TRUST_SERVER=https://notary.example DOCKER_CONTENT_TRUST=1\n',
    },
    // What the machine has is passed on.
    {
      language: 'yaml',
      code: 'services:\n  agent:\n    image: registry.example/agent:1\n    environment:\n      DOCKER_CONTENT_TRUST:\n',
    },
    {
      language: 'yaml',
      code: 'env:\n  DOCKER_CONTENT_TRUST_SERVER: https://notary.example\njobs:\n  build:\n    runs-on: windows-2022\n    env:\n      DOCKER_CONTENT_TRUST: 1\n    steps:\n      - run: docker build .\n',
    },
    {
      language: 'yaml',
      code: 'env:\n  DOCKER_CONTENT_TRUST: ${{ inputs.trust }}\njobs:\n  build:\n    runs-on: windows-2022\n    steps:\n      - run: docker build .\n',
    },
    {
      language: 'yaml',
      code: 'services:\n  agent:\n    image: registry.example/agent:1\n    environment:\n      - DOCKER_CONTENT_TRUST=1\n      - DOCKER_CONTENT_TRUST_SERVER=${NOTARY}\n',
    },
  ],
  visit: {
    'image.content-trust'({ of, on, text, at, hasServer, removal }, { report }) {
      if (of === 'Azure' && on) report('azure', at, { text });
      if (of === 'Azure' || (on && hasServer)) return;
      const fix = removal && { title: `Remove ${text}`, edits: [removal] };
      report(on ? 'on' : 'off', at, { text }, { fixes: [fix] });
    },
  },
});
