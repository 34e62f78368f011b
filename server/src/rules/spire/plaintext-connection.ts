import type { SpireAddress } from '../../facts/spire/config';
import { defineRule } from '../rule';

const server = (settings: string, plugins = '') =>
  `server {\n  trust_domain = "shop.test"\n${settings}}\nplugins {\n${plugins}}\n`;
const store = (connection: string) =>
  server('', `  DataStore "sql" {\n    plugin_data {\n      connection_string = "${connection}"\n    }\n  }\n`);

/** What SPIRE asks HTTPS of: it does not start, or fetches nothing. */
const refused: ReadonlySet<SpireAddress['what']> = new Set(['bundle endpoint', 'trust bundle']);

const takes: Readonly<Record<SpireAddress['what'], string>> = {
  'bundle endpoint': 'the keys of a foreign trust domain',
  'trust bundle': 'the roots of the trust domain',
  'JWT issuer': 'the keys that tokens are checked with',
  Vault: 'signing requests and the token for Vault',
  Docker: 'what tells one container from the other',
  database: 'the registration entries and the password of the database',
};

export default defineRule({
  name: 'spire/plaintext-connection',
  title: 'SPIRE is told to connect in plain text',
  severity: 'medium',
  confidence: 'high',
  cwe: [319],
  tags: ['spire', 'tls'],
  fixable: 'unsafe',
  messages: {
    plain: '`{text}` sends {what} over the network in plain text: whoever is on the path can change that.',
    refused: {
      severity: 'low',
      text: '`{text}` asks for {what} in plain text, which SPIRE refuses: it takes them over HTTPS only.',
    },
    issuer: {
      severity: 'low',
      text: '`{text}` names an issuer in plain text: OpenID Connect asks for HTTPS, and whoever checks tokens refuses it.',
    },
  },
  rationale: `
    What comes over these connections decides who is believed to be whom. Who can change it on the way makes identities:
    entries of the database, selectors of a container, certificates that Vault signs.`,
  remedy: `
    Use HTTPS, TLS to the database (\`sslmode=verify-full\`, \`tls=true\`), and the named pipe of the Docker engine on the
    machine itself.`,
  exceptions: 'Connections that stay on the machine (`localhost`, sockets) are not reported.',
  references: [
    'https://spiffe.io/docs/latest/deploying/spire_server/',
    'https://spiffe.io/docs/latest/deploying/spire_agent/',
    'https://github.com/spiffe/spiffe/blob/main/standards/SPIFFE_Federation.md',
  ],
  bad: [
    {
      language: 'hcl',
      file: 'server.conf',
      code: server(
        '  federation {\n    federates_with "bank.test" {\n      bundle_endpoint_url = "«http://bank.test/bundle»"\n      bundle_endpoint_profile "https_web" {}\n    }\n  }\n',
      ),
      fixed: server(
        '  federation {\n    federates_with "bank.test" {\n      bundle_endpoint_url = "https://bank.test/bundle"\n      bundle_endpoint_profile "https_web" {}\n    }\n  }\n',
      ),
    },
    {
      language: 'yaml',
      code: 'apiVersion: spire.spiffe.io/v1alpha1\nkind: ClusterFederatedTrustDomain\nmetadata: {name: bank}\nspec: {trustDomain: bank.test, bundleEndpointURL: "«http://bank.test/bundle»", bundleEndpointProfile: {type: https_web}}\n',
      fixed:
        'apiVersion: spire.spiffe.io/v1alpha1\nkind: ClusterFederatedTrustDomain\nmetadata: {name: bank}\nspec: {trustDomain: bank.test, bundleEndpointURL: "https://bank.test/bundle", bundleEndpointProfile: {type: https_web}}\n',
    },
    {
      language: 'hcl',
      file: 'agent.conf',
      code: 'agent {\n  trust_domain = "shop.test"\n  trust_bundle_url = "«http://pki.shop.test/bundle»"\n}\n',
      fixed: 'agent {\n  trust_domain = "shop.test"\n  trust_bundle_url = "https://pki.shop.test/bundle"\n}\n',
    },
    {
      language: 'hcl',
      file: 'server.conf',
      code: server('  jwt_issuer = "«http://oidc.shop.test»"\n'),
      fixed: server('  jwt_issuer = "https://oidc.shop.test"\n'),
    },
    {
      language: 'hcl',
      file: 'server.conf',
      code: server(
        '',
        '  UpstreamAuthority "vault" {\n    plugin_data {\n      vault_addr = "«http://vault.shop.test:8200»"\n    }\n  }\n',
      ),
      fixed: server(
        '',
        '  UpstreamAuthority "vault" {\n    plugin_data {\n      vault_addr = "https://vault.shop.test:8200"\n    }\n  }\n',
      ),
    },
    {
      language: 'hcl',
      file: 'agent.conf',
      code: 'agent {\n  trust_domain = "shop.test"\n}\nplugins {\n  WorkloadAttestor "docker" {\n    plugin_data {\n      docker_host = "«tcp://10.0.0.5:2375»"\n    }\n  }\n}\n',
    },
    {
      language: 'hcl',
      file: 'server.conf',
      code: store('dbname=spire user=spire host=db.shop.test «sslmode=disable»'),
      fixed: store('dbname=spire user=spire host=db.shop.test sslmode=verify-full'),
    },
    {
      language: 'hcl',
      file: 'server.conf',
      code: store('spire@tcp(db.shop.test:3306)/spire?parseTime=true&«tls=false»'),
      fixed: store('spire@tcp(db.shop.test:3306)/spire?parseTime=true&tls=true'),
    },
  ],
  good: [
    { language: 'hcl', file: 'server.conf', code: store('dbname=spire host=127.0.0.1 sslmode=disable') },
    { language: 'hcl', file: 'server.conf', code: store('dbname=spire host=/run/postgresql sslmode=disable') },
    { language: 'hcl', file: 'server.conf', code: store('dbname=spire host=db sslmode=verify-full') },
    { language: 'hcl', file: 'server.conf', code: server('  jwt_issuer = "${SCHEME}://oidc.shop.test"\n') },
    {
      language: 'hcl',
      file: 'agent.conf',
      code: 'agent {\n  trust_domain = "shop.test"\n  trust_bundle_url = "http://localhost/bundle"\n  trust_bundle_unix_socket = "/run/bundle.sock"\n}\n',
    },
    {
      language: 'hcl',
      file: 'agent.conf',
      code: 'agent {\n  trust_domain = "shop.test"\n}\nplugins {\n  WorkloadAttestor "docker" {\n    plugin_data {\n      docker_host = "npipe:////./pipe/docker_engine"\n    }\n  }\n}\n',
    },
  ],
  visit: {
    'spire.address'({ what, text, at, plain, local, mend }, { report }) {
      if (!plain || (local && !refused.has(what))) return;
      const fixes = [mend];
      if (what === 'JWT issuer') report('issuer', at, { text }, { fixes });
      else if (refused.has(what)) report('refused', at, { text, what: takes[what] }, { fixes });
      else report('plain', at, { text, what: takes[what] }, { fixes });
    },
  },
});
