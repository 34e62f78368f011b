import { defineRule } from '../rule';

const agent = (settings: string, path = '') =>
  `agent {\n  trust_domain = "shop.test"\n  server_address = "spire.shop.test"\n${settings}}\n${path}`;

export default defineRule({
  name: 'spire/insecure-bootstrap',
  title: 'A SPIRE agent believes whichever server answers first',
  severity: 'high',
  confidence: 'high',
  cwe: [295, 322],
  tags: ['spire', 'identity'],
  fixable: 'suggestion',
  messages: {
    first: '`{text}` makes the agent take its trust bundle from whoever answers as the server.',
  },
  rationale: `
    The agent connects without authenticating the server, takes what it gets as the roots of the trust domain, and keeps
    it. Whoever stands between the two when the agent starts for the first time runs the identities of that machine: it
    issues them, and says which peers are to be believed.`,
  remedy: `
    Bring the bundle to the machine on another way and name it by \`trust_bundle_path\`, or fetch it over HTTPS with
    \`trust_bundle_url\`.`,
  exceptions: 'A machine for tests that lives for one run.',
  references: [
    'https://spiffe.io/docs/latest/deploying/spire_agent/',
    'https://spiffe.io/docs/latest/deploying/configuring/',
  ],
  bad: [
    {
      language: 'hcl',
      file: 'agent.conf',
      code: agent('  «insecure_bootstrap = true» # for now\n'),
      fixed: agent('  trust_bundle_path = "conf/agent/bootstrap.crt" # for now\n'),
    },
    {
      language: 'json',
      file: 'agent.json',
      code: '{\n  "agent": {\n    "trust_domain": "shop.test",\n    «"insecure_bootstrap": true»\n  }\n}\n',
      fixed:
        '{\n  "agent": {\n    "trust_domain": "shop.test",\n    "trust_bundle_path": "conf/agent/bootstrap.crt"\n  }\n}\n',
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: spire-agent\ndata:\n  agent.conf: |\n    agent {\n      trust_domain = "shop.test"\n      «insecure_bootstrap = "true"»\n    }\n',
      fixed:
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: spire-agent\ndata:\n  agent.conf: |\n    agent {\n      trust_domain = "shop.test"\n      trust_bundle_path = "conf/agent/bootstrap.crt"\n    }\n',
    },
    { language: 'powershell', code: '& C:\\spire\\bin\\spire-agent.exe run -config agent.conf «-insecureBootstrap»' },
    {
      language: 'powershell',
      code: '$dir = \'C:\\spire\'\n@"\nagent {\n  data_dir = "$dir\\agent"\n  «insecure_bootstrap = true»\n  trust_domain = "shop.test"\n}\n"@ | Out-File "$dir\\agent.conf"\n',
    },
    {
      language: 'shell',
      code: '#!/bin/sh\ncat > /opt/spire/agent.conf <<-"EOF"\nagent {\n  trust_domain = "shop.test"\n  «insecure_bootstrap = true»\n}\nEOF\nspire-agent run -config /opt/spire/agent.conf\n',
      fixed:
        '#!/bin/sh\ncat > /opt/spire/agent.conf <<-"EOF"\nagent {\n  trust_domain = "shop.test"\n  trust_bundle_path = "conf/agent/bootstrap.crt"\n}\nEOF\nspire-agent run -config /opt/spire/agent.conf\n',
    },
    {
      language: 'powershell',
      code: 'sc.exe create spire-agent binPath= "C:\\spire\\bin\\spire-agent.exe run -config C:\\spire\\agent.conf «-insecureBootstrap»" start= auto',
    },
    {
      language: 'cmd',
      code: 'sc create spire-agent binPath= "C:\\spire\\spire-agent.exe run «-insecureBootstrap»"\r\n',
    },
    { language: 'powershell', code: 'sc.exe start spire-agent run -config agent.conf «-insecureBootstrap»' },
    {
      language: 'powershell',
      code: "New-Service -Name agent -BinaryPathName 'C:\\spire\\spire-agent.exe run «-insecureBootstrap»'",
    },
    {
      language: 'powershell',
      code: "Start-Process C:\\spire\\spire-agent.exe -ArgumentList run, -config, a.conf, '«-insecureBootstrap»'",
    },
    { language: 'cmd', code: 'C:\\spire\\bin\\spire-agent.exe run «-insecureBootstrap=true» -joinToken %TOKEN%\r\n' },
  ],
  good: [
    { language: 'shell', code: 'cat <<EOF\nspire-agent run -insecureBootstrap\nEOF\n' },
    { language: 'hcl', file: 'agent.conf', code: agent('  insecure_bootstrap = false\n') },
    { language: 'hcl', file: 'agent.conf', code: agent('  # insecure_bootstrap = true\n') },
    { language: 'hcl', file: 'agent.conf', code: agent('  insecure_bootstrap = ${INSECURE}\n') },
    { language: 'hcl', file: 'agent.conf', code: agent('  trust_bundle_path = "/run/spire/bundle.crt"\n') },
    { language: 'powershell', code: 'spire-agent.exe run -config agent.conf -insecureBootstrap=false' },
    { language: 'powershell', code: "Start-Process spire-agent.exe -ArgumentList 'run -config a.conf'" },
    { language: 'powershell', code: 'Write-Host "spire-agent run -insecureBootstrap"' },
  ],
  visit: {
    'spire.unverified-bootstrap'({ text, at, mend }, { report }) {
      report('first', at, { text }, { fixes: [mend] });
    },
  },
});
