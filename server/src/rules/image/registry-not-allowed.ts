import { defineRule } from '../rule';

export default defineRule({
  name: 'image/registry-not-allowed',
  title: 'An image comes from a registry that this project does not allow',
  severity: 'medium',
  confidence: 'high',
  optIn: true,
  cwe: [829],
  tags: ['image', 'supply-chain', 'policy'],
  fixable: false,
  messages: {
    found: '`{image}` comes from `{source}`, which is not among the registries that this project allows.',
  },
  rationale: `
    An image from a place that nobody reviewed runs with the build's secrets and ends up in production. A registry of
    your own also keeps builds going when a public one withdraws an image.`,
  remedy: 'Use an image of an allowed registry, or add this one to the option `registries` after review.',
  exceptions: 'Silent while the option `registries` is empty, and for images that build arguments leave open.',
  references: ['https://learn.microsoft.com/azure/container-registry/buffer-gate-public-content'],
  options: {
    registries: {
      default: [],
      description:
        'Registries, with or without a path: `mcr.microsoft.com`, `registry.example/team`, `*.azurecr.io`. Docker Hub is `docker.io`.',
    },
  },
  bad: [
    {
      language: 'powershell',
      code: 'docker run --rm -it «acme/web:1» cmd\n',
      options: { registries: ['mcr.microsoft.com'] },
    },
    {
      language: 'dockerfile',
      code: 'FROM «golang:1.26-nanoserver-ltsc2022»\n',
      options: { registries: ['mcr.microsoft.com'] },
    },
    {
      language: 'dockerfile',
      code: 'FROM «mcr.microsoft.com.example/windows/servercore:ltsc2022»\n',
      options: { registries: ['mcr.microsoft.com'] },
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCOPY --from=«registry.example/teamster/app:1» C:/a C:/a\n',
      options: { registries: ['mcr.microsoft.com', 'registry.example/team'] },
    },
  ],
  good: [
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\n',
      options: { registries: ['mcr.microsoft.com'] },
    },
    {
      language: 'dockerfile',
      code: 'FROM acme.azurecr.io/base/windows:1 AS build\nFROM build\nCOPY --from=build C:/a C:/a\n',
      options: { registries: ['*.azurecr.io'] },
    },
    {
      language: 'dockerfile',
      code: 'FROM docker.io/library/golang:1.26\n',
      options: { registries: ['docker.io/library'] },
    },
    {
      language: 'powershell',
      code: 'docker build -t web .\ndocker run --rm web\n',
      options: { registries: ['mcr.microsoft.com'] },
    },
    { language: 'dockerfile', code: 'FROM registry.example/windows-base:1\n' },
    { language: 'dockerfile', code: 'ARG BASE\nFROM ${BASE}\n', options: { registries: ['mcr.microsoft.com'] } },
  ],
  visit: {
    'image.reference'(image, { report, options }) {
      if (image.names !== 'image' || image.kept || options.registries.length === 0) return;
      const { registry, repository } = image;
      if (options.registries.some(it => allows(it, registry, repository))) return;
      report('found', image.at, { image: image.resolved ?? image.text, source: registry });
    },
  },
});

/** Whether an entry covers a repository: host equal or below `*.`, path equal or a leading part of it. */
function allows(entry: string, registry: string, repository: string): boolean {
  const [host = '', ...path] = entry.replace(/\/+$/, '').split('/');
  const own = registry.toLowerCase();
  const wanted = host.toLowerCase();
  const isHost = wanted.startsWith('*.') ? own.endsWith(wanted.slice(1)) : own === wanted;
  return isHost && (path.length === 0 || `${repository}/`.startsWith(`${path.join('/')}/`));
}
