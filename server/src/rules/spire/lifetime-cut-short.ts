import { defineRule } from '../rule';

const server = (settings: string) =>
  `server {\n  trust_domain = "shop.test"\n  audit_log_enabled = true\n${settings}}\n`;
const hour = 3600;

/** A new authority signs when the old one has a sixth of its life left, at most seven days (spire: pkg/server/ca/manager). */
const kept = (authority: number): number => Math.min(authority / 6, 168 * hour);

const inWords = (seconds: number): string => {
  if (seconds < 60) return `${Math.floor(seconds)} seconds`;
  return seconds < 2 * hour ? `${Math.floor(seconds / 60)} minutes` : `${Math.floor(seconds / hour)} hours`;
};

export default defineRule({
  name: 'spire/lifetime-cut-short',
  title: 'Identities end before the time that they are given',
  severity: 'info',
  confidence: 'high',
  cwe: [1116],
  tags: ['spire', 'identity'],
  fixable: false,
  messages: {
    cut: '`{text}` is not kept to: the authority lives for {authority}, so that only {kept} are certain.',
  },
  rationale: `
    No identity outlives the authority that signed it. Consumers that count on the longer time are without identity when
    the authority changes, and are then given static certificates instead.`,
  remedy: 'Make `ca_ttl` at least six times as long as what the server issues, or what it issues shorter.',
  references: ['https://spiffe.io/docs/latest/deploying/spire_server/'],
  bad: [
    { language: 'hcl', file: 'server.conf', code: server('  default_x509_svid_ttl = "«12h»"\n') },
    { language: 'hcl', file: 'server.conf', code: server('  ca_ttl = "4h"\n  default_jwt_svid_ttl = "«1h»"\n') },
    {
      language: 'json',
      file: 'server.json',
      code: '{"server": {"trust_domain": "a.test", "ca_ttl": "1h", "agent_ttl": "«1h»"}}\n',
    },
  ],
  good: [
    { language: 'hcl', file: 'server.conf', code: server('  ca_ttl = "72h"\n  default_x509_svid_ttl = "12h"\n') },
    {
      language: 'hcl',
      file: 'server.conf',
      code: server('  default_x509_svid_ttl = "4h"\n  default_jwt_svid_ttl = "1h"\n'),
    },
    { language: 'hcl', file: 'server.conf', code: server('  ca_ttl = "$CA_TTL"\n  default_x509_svid_ttl = "12h"\n') },
  ],
  visit: {
    'spire.lifetime'({ seconds, authority, text, at }, { report }) {
      // What lives for days is told of by its length.
      if (authority === undefined || seconds > 24 * hour || seconds <= kept(authority)) return;
      report('cut', at, { text, authority: inWords(authority), kept: inWords(kept(authority)) });
    },
  },
});
