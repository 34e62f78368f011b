import { lacks, type SpireBlock, settingAt, settingsAt } from '../../facts/spire/settings';
import { defineRule } from '../rule';

const server = (federation: string) =>
  `server {\n  trust_domain = "shop.test"\n  audit_log_enabled = true\n  federation {\n${federation}  }\n}\n`;
const bank = (profile: string) =>
  server(`    federates_with "bank.test" {\n      bundle_endpoint_url = "https://bank.test/bundle"\n${profile}    }\n`);

/** Whether an endpoint is to be known by its SPIFFE ID, and none is stated. */
const isNameless = (profile: SpireBlock | undefined): boolean =>
  settingsAt(profile, 'https_spiffe').length === 1 &&
  lacks(settingAt(profile, 'https_spiffe')?.block, 'endpoint_spiffe_id');

const conf = (code: string) => ({ language: 'hcl', file: 'server.conf', code }) as const;

export default defineRule({
  name: 'spire/federation-incomplete',
  title: 'It is not said how a bundle endpoint is authenticated',
  severity: 'low',
  confidence: 'high',
  cwe: [287, 1188],
  tags: ['spire', 'federation'],
  fixable: false,
  messages: {
    foreign:
      '`{text}` has no `bundle_endpoint_profile`: the server does not know how to tell that endpoint, and does not start.',
    nameless: '`{text}` has no `endpoint_spiffe_id`: the server does not know whom to expect, and does not start.',
    own: {
      severity: 'info',
      text: '`{text}` has no `profile`: the server takes `https_spiffe` for now, and will not start in a later version.',
    },
  },
  rationale: `
    The bundle of a foreign trust domain says whose identities are believed. The profile says how its server proves who it
    is: by a certificate of the Web, or by an identity of its own trust domain.`,
  remedy: 'State `https_spiffe` with `endpoint_spiffe_id`, or `https_web` where a public certificate is enough.',
  references: ['https://github.com/spiffe/spiffe/blob/main/standards/SPIFFE_Federation.md'],
  bad: [
    conf(bank('').replace('federates_with "bank.test"', '«federates_with "bank.test"»')),
    conf(bank('      «bundle_endpoint_profile "https_spiffe"» {}\n')),
    conf(server('    «bundle_endpoint» {\n      address = "0.0.0.0"\n      port = 8443\n    }\n')),
  ],
  good: [
    conf(bank('      bundle_endpoint_profile "https_web" {}\n')),
    conf(
      bank(
        '      bundle_endpoint_profile "https_spiffe" {\n        endpoint_spiffe_id = "spiffe://bank.test/spire/server"\n      }\n',
      ),
    ),
    {
      language: 'hcl',
      file: 'server.conf',
      code: server('    bundle_endpoint {\n      port = 8443\n      profile "https_spiffe" {}\n    }\n'),
    },
    {
      language: 'hcl',
      file: 'server.conf',
      code: server(
        '    bundle_endpoint {\n      port = 8443\n      acme {\n        domain_name = "shop.test"\n      }\n    }\n',
      ),
    },
    { language: 'hcl', file: 'server.conf', code: bank('      {{ profile }}\n') },
  ],
  visit: {
    'spire.config'({ role, settings }, { report }) {
      const federation = settingAt(settings, 'federation')?.block;
      if (role !== 'server' || !federation) return;
      const own = settingAt(federation, 'bundle_endpoint')?.block;
      if (own && lacks(own, 'profile', 'acme')) report('own', own.head, { text: 'bundle_endpoint' });
      for (const { block } of settingsAt(federation, 'federates_with').flatMap(it => it.block?.entries ?? [])) {
        const profile = settingAt(block, 'bundle_endpoint_profile')?.block;
        if (block && lacks(block, 'bundle_endpoint_profile')) report('foreign', block.head, { text: 'federates_with' });
        else if (profile && isNameless(profile)) report('nameless', profile.head, { text: 'bundle_endpoint_profile' });
      }
    },
  },
});
