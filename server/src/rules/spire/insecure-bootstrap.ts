import { defineRule } from '../rule';

const agent = (settings: string, path = '') =>
  `agent {\n  trust_domain = "shop.test"\n  server_address = "spire.shop.test"\n${settings}}\n${path}`;

const conf = (code: string) => ({ language: 'hcl', file: 'agent.conf', code }) as const;
/** Written as in a file of that language, with what the fix makes of it. */
const mended = (language: 'hcl' | 'yaml' | 'shell', code: string) => ({
  language,
  ...(language === 'hcl' ? { file: 'agent.conf' } : {}),
  code,
  fixed: code.replace(/«[^»]*»/, 'trust_bundle_path = "conf/agent/bootstrap.crt"'),
});
const script = (code: string) => ({ language: 'powershell', code }) as const;

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
    local: { severity: 'low', text: '`{text}` makes the agent take its trust bundle from any local program.' },
  },
  rationale: `
    The agent connects without authenticating the server, takes what it gets as the roots of the trust domain, and keeps
    it. Whoever stands between the two when the agent starts for the first time runs the identities of that machine: it
    issues them, and says which peers are to be believed.`,
  remedy: `
    Bring the bundle to the machine on another way and name it by \`trust_bundle_path\`, or fetch it over HTTPS with
    \`trust_bundle_url\`.`,
  references: [
    'https://spiffe.io/docs/latest/deploying/spire_agent/',
    'https://spiffe.io/docs/latest/deploying/configuring/',
  ],
  bad: [
    mended('hcl', agent('  «insecure_bootstrap = true» # for now\n')),
    mended(
      'yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: spire-agent\ndata:\n  agent.conf: |\n    agent {\n      trust_domain = "shop.test"\n      «insecure_bootstrap = "true"»\n    }\n',
    ),
    mended(
      'hcl',
      'agent {\n  trust_domain = "a.test"\n  server_address = "localhost"\n  «insecure_bootstrap = true»\n}\n',
    ),
    script(
      '$dir = \'C:\\spire\'\n@"\nagent {\n  data_dir = "$dir\\agent"\n  «insecure_bootstrap = true»\n  trust_domain = "shop.test"\n}\n"@ | Out-File "$dir\\agent.conf"\n',
    ),
    mended(
      'shell',
      '#!/bin/sh\ncat > /opt/spire/agent.conf <<-"EOF"\nagent {\n  trust_domain = "shop.test"\n  «insecure_bootstrap = true»\n}\nEOF\nspire-agent run -config /opt/spire/agent.conf\n',
    ),
    script(
      "& C:\\spire\\bin\\spire-agent.exe run -config agent.conf «-insecureBootstrap»\nsc.exe create spire-agent binPath= 'C:\\spire\\spire-agent.exe run -config C:\\spire\\agent.conf «-insecureBootstrap»' start= auto\nsc.exe start spire-agent run «-insecureBootstrap»\nNew-Service -Name agent -BinaryPathName 'C:\\spire\\spire-agent.exe run «-insecureBootstrap»'\nStart-Process C:\\spire\\spire-agent.exe -ArgumentList run, -config, a.conf, '«-insecureBootstrap»'",
    ),
    {
      language: 'cmd',
      code: 'C:\\spire\\bin\\spire-agent.exe run «-insecureBootstrap=true» -joinToken %TOKEN%\r\nsc create spire-agent binPath= "C:\\spire\\spire-agent.exe run «-insecureBootstrap»"\r\n',
    },
  ],
  good: [
    { language: 'shell', code: 'cat <<EOF\nspire-agent run -insecureBootstrap\nEOF\n' },
    conf(agent('  insecure_bootstrap = false\n')),
    conf(agent('  # insecure_bootstrap = true\n')),
    conf(agent('  insecure_bootstrap = ${INSECURE}\n')),
    conf(agent('  trust_bundle_path = "/run/spire/bundle.crt"\n')),
    script(
      'spire-agent.exe run -insecureBootstrap=false\nStart-Process spire-agent.exe -ArgumentList \'run -config a.conf\'\nWrite-Host "spire-agent run -insecureBootstrap"',
    ),
  ],
  visit: {
    'spire.unverified-bootstrap'({ text, at, local, mend }, { report }) {
      report(local ? 'local' : 'first', at, { text }, { fixes: [mend] });
    },
  },
});
