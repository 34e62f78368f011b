import assert from 'node:assert/strict';
import { languageOf, mayBeRead } from '../../server/src/engine/languages';

const cases: readonly (readonly [path: string, language: string | undefined, text?: string])[] = [
  ['Dockerfile', 'dockerfile'],
  ['a/b/dockerfile', 'dockerfile'],
  ['a\\b\\Dockerfile', 'dockerfile'],
  ['Dockerfile.windows', 'dockerfile'],
  ['Dockerfile.template', 'dockerfile'],
  ['Dockerfile-2022', 'dockerfile'],
  ['Dockerfile.ltsc2022.amd64', 'dockerfile'],
  ['web.dockerfile', 'dockerfile'],
  ['web.Dockerfile', 'dockerfile'],
  ['Containerfile', 'dockerfile'],
  ['Containerfile.nano', 'dockerfile'],
  ['Dockerfile.md', undefined],
  ['Dockerfile.dockerignore', undefined],
  ['Dockerfile.j2', 'dockerfile'],
  ['Dockerfile.mustache', undefined],
  ['Dockerfile.ps1', 'powershell'],
  ['Dockerfiles', undefined],
  ['MyDockerfile', undefined],
  ['a.PS1', 'powershell'],
  ['a.psm1', 'powershell'],
  ['a.psd1', 'powershell'],
  ['a.bat', 'cmd'],
  ['a.cmd', 'cmd'],
  ['a.yaml', 'yaml'],
  ['a.yml', 'yaml'],
  ['a.reg', 'registry'],
  ['main.tf', 'hcl'],
  ['a.auto.tfvars', 'hcl'],
  ['windows.pkr.hcl', 'hcl'],
  ['bootstrap.ps1.tpl', 'powershell'],
  ['winrm.ps1.j2', 'powershell'],
  ['setup.cmd.erb', 'cmd'],
  ['autounattend.xml.tftpl', 'xml', '<unattend xmlns="urn:schemas-microsoft-com:unattend">'],
  ['autounattend.pkrtpl.hcl', 'xml', '<?xml version="1.0"?>\n<unattend>'],
  ['ks.pkrtpl.hcl', undefined, 'lang en_US\n'],
  ['user-data.pkrtpl', undefined, '#cloud-config\n'],
  ['main.tpl', undefined],
  ['registry.pol.txt', 'lgpo', '; PARSING Computer POLICY\n\nComputer\nSoftware\\A\nB\nDWORD:1\n'],
  ['main.bicep', 'bicep'],
  ['main.bicepparam', undefined],
  ['main.tfstate', undefined],
  ['a.ps1xml', undefined],
  ['README.md', undefined],
  ['daemon.json', 'json'],
  ['.notation/trustpolicy.json', 'json'],
  ['trustpolicy.json', undefined, '{ "Version": "2012-10-17", "Statement": [] }'],
  ['policy.json', 'json', '{ "trustPolicies": [] }'],
  ['package.json', undefined],
  ['pod.json', 'json', '{ "apiVersion": "v1" }'],
  ['other.json', undefined, '{ "a": 1 }'],
  ['10-azure.conflist', 'json', '{ "plugins": [{ "AdditionalArgs": [{ "Value": { "Type": "ACL" } }] }] }'],
  ['config.toml', 'toml', 'version = 2\n[plugins."io.containerd.grpc.v1.cri"]\n'],
  ['config.toml', undefined, '[package]\nname = "x"\n'],
  ['certs.d/docker.io/hosts.toml', 'toml', 'server = "https://x"\n'],
  ['buildkitd.toml', 'toml', '[registry."x"]\n'],
  ['10-flannel.conf', undefined, '{ "cniVersion": "0.2.0" }'],
  ['10-flannel.conf', 'json', '{ "cniVersion": "0.2.0", "AdditionalArgs": [{ "Value": { "Type": "ACL" } }] }'],
  ['10-flannel.conflist', undefined, '{ "plugins": [{ "type": "flannel" }] }'],
  ['agent.conf.j2', 'hcl', 'agent {\n  trust_domain = "{{ domain }}"\n}\n'],
  ['nginx.conf.j2', undefined, 'server {\n  listen {{ port }};\n}\n'],
  ['register.sh', 'shell', '#!/bin/sh\nspire-server entry create\n'],
  ['pull.sh', 'shell', '#!/bin/sh\ndocker pull a:1\n'],
  ['build.sh', undefined, '#!/bin/sh\nmake\ndocker build .\n'],
  ['run', 'powershell', '#!/usr/bin/env pwsh\n'],
  ['run', undefined, '#!/bin/sh\n'],
];

describe('language of a file', () => {
  for (const [path, language, text] of cases) {
    it(`${path} ${text ? JSON.stringify(text) : ''}`, () => assert.equal(languageOf(path, text), language));
  }

  it('opens JSON to look inside, and nothing that it does not know', () => {
    assert.equal(mayBeRead('a.json'), true);
    assert.equal(mayBeRead('a.exe'), false);
  });
});
