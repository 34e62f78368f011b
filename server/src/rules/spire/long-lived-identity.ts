import type { Lifetime } from '../../facts/spire/config';
import { defineRule } from '../rule';

const server = (settings: string) => `server {\n  trust_domain = "shop.test"\n${settings}}\n`;
const hour = 3600;
const day = 24 * hour;

interface Limit {
  /** What lives longer is reported. */
  readonly above: number;
  /** What the fix writes. */
  readonly good: number;
  readonly what: string;
}

/** The defaults of SPIRE and of its charts lie below (spire: doc/spire_server.md, helm-charts-hardened: values.yaml). */
const limits: Readonly<Record<Lifetime['of'], Limit>> = {
  authority: { above: 364 * day, good: 7 * day, what: 'the keys that sign all identities' },
  'X.509 SVID': { above: day, good: hour, what: 'an identity and its key' },
  agent: { above: 7 * day, good: day, what: 'the identity of an agent' },
  'JWT SVID': { above: hour, good: hour / 12, what: 'a token that works for whoever has it' },
  'join token': { above: hour, good: hour / 6, what: 'a token that lets any machine join' },
};

const inWords = (seconds: number): string => {
  const [count, unit] = seconds >= 2 * day ? [seconds / day, 'days'] : [seconds / hour, 'hours'];
  return `${Math.round(count * 10) / 10} ${unit}`;
};

export default defineRule({
  name: 'spire/long-lived-identity',
  title: 'Identities stay valid long after they were stolen',
  severity: 'low',
  confidence: 'high',
  cwe: [613, 324],
  tags: ['spire', 'identity'],
  fixable: 'unsafe',
  messages: {
    long: '`{text}` keeps {what} valid for {time}; SPIRE has no revocation that workloads look at.',
    token:
      '`{text}` lets whoever finds the token join the trust domain for {time}; a machine that is set up needs minutes.',
  },
  rationale: `
    SPIRE replaces revocation by short lives: what is stolen from a process or read from a log works until it expires. The
    agent renews identities by itself at half of their life, so a short one costs nothing.`,
  remedy: 'Leave the defaults: an hour for X.509 SVIDs, five minutes for JWT SVIDs, ten minutes for join tokens.',
  exceptions: 'Consumers that fetch an identity once, such as a job of some hours.',
  references: [
    'https://spiffe.io/docs/latest/deploying/spire_server/',
    'https://spiffe.io/docs/latest/deploying/registering/',
  ],
  bad: [
    {
      language: 'hcl',
      file: 'server.conf',
      code: server(
        '  ca_ttl = "«87600h»"\n  default_x509_svid_ttl = "«72h»"\n  default_jwt_svid_ttl = "«24h»"\n  agent_ttl = "«240h»"\n',
      ),
      fixed: server(
        '  ca_ttl = "168h"\n  default_x509_svid_ttl = "1h"\n  default_jwt_svid_ttl = "5m"\n  agent_ttl = "24h"\n',
      ),
    },
    {
      language: 'json',
      file: 'server.json',
      code: '{"server": {"trust_domain": "shop.test", "default_x509_svid_ttl": "«2160h»"}}\n',
      fixed: '{"server": {"trust_domain": "shop.test", "default_x509_svid_ttl": "1h"}}\n',
    },
    {
      language: 'powershell',
      code: 'spire-server.exe entry create -spiffeID spiffe://shop.test/web -parentID spiffe://shop.test/node -selector windows:user_sid:S-1-5-21-1-2-3-1104 -x509SVIDTTL «604800»',
      fixed:
        'spire-server.exe entry create -spiffeID spiffe://shop.test/web -parentID spiffe://shop.test/node -selector windows:user_sid:S-1-5-21-1-2-3-1104 -x509SVIDTTL 3600',
    },
    {
      language: 'cmd',
      code: 'spire-server.exe token generate -spiffeID spiffe://shop.test/node --ttl=«86400»\r\n',
      fixed: 'spire-server.exe token generate -spiffeID spiffe://shop.test/node --ttl=600\r\n',
    },
    {
      language: 'yaml',
      code: "apiVersion: spire.spiffe.io/v1alpha1\nkind: ClusterSPIFFEID\nmetadata:\n  name: web\nspec:\n  spiffeIDTemplate: 'spiffe://shop.test/ns/{{ .PodMeta.Namespace }}'\n  podSelector: {matchLabels: {app: web}}\n  ttl: «720h»\n",
      fixed:
        "apiVersion: spire.spiffe.io/v1alpha1\nkind: ClusterSPIFFEID\nmetadata:\n  name: web\nspec:\n  spiffeIDTemplate: 'spiffe://shop.test/ns/{{ .PodMeta.Namespace }}'\n  podSelector: {matchLabels: {app: web}}\n  ttl: 1h\n",
    },
    {
      language: 'json',
      file: 'entries.json',
      code: '{"entries": [{"spiffe_id": "spiffe://shop.test/web", "parent_id": "spiffe://shop.test/node", "x509_svid_ttl": «172800», "selectors": [{"type": "windows", "value": "user_sid:S-1-5-21-1-2-3-1104"}]}]}\n',
      fixed:
        '{"entries": [{"spiffe_id": "spiffe://shop.test/web", "parent_id": "spiffe://shop.test/node", "x509_svid_ttl": 3600, "selectors": [{"type": "windows", "value": "user_sid:S-1-5-21-1-2-3-1104"}]}]}\n',
    },
  ],
  good: [
    { language: 'hcl', file: 'server.conf', code: server('  ca_ttl = "168h"\n  default_x509_svid_ttl = "24h"\n') },
    { language: 'hcl', file: 'server.conf', code: server('  default_x509_svid_ttl = "${SVID_TTL}"\n') },
    { language: 'hcl', file: 'server.conf', code: server('  # ca_ttl = "87600h"\n') },
    { language: 'cmd', code: 'spire-server.exe token generate -ttl 600\r\n' },
    { language: 'yaml', file: 'values.yaml', code: 'spire-server:\n  caTTL: 24h\n  defaultX509SvidTTL: 4h\n' },
  ],
  visit: {
    'spire.lifetime'({ of, seconds, text, at, setTo }, { report }) {
      const { above, good, what } = limits[of];
      if (seconds <= above) return;
      const edit = setTo(good);
      const fixes = [edit && { title: `Shorten it to ${good / 60} minutes`, edits: [edit] }];
      const time = inWords(seconds);
      if (of === 'join token') report('token', at, { text, time }, { fixes });
      else report('long', at, { text, what, time }, { fixes });
    },
  },
});
