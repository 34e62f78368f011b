import { itemsOf, textOf } from '../../base/value';
import { flagOf, lacks, type SpireBlock, settingAt } from '../../facts/spire/settings';
import { defineRule } from '../rule';

const agent = (...lines: readonly string[]) =>
  ({
    language: 'hcl',
    file: 'agent.conf',
    code: `agent {\n  trust_domain = "shop.test"\n}\nplugins {\n  WorkloadAttestor "k8s" {\n    plugin_data {\n${lines.map(it => `      ${it}\n`).join('')}    }\n  }\n}\n`,
  }) as const;
const sigstore = (identity: string, check: string) =>
  agent('sigstore = {', '  allowed_identities = {', `    ${identity}`, '  }', `  ${check}`, '}');
const google = '"https://accounts.google.com"';

const checks: Readonly<Record<string, string>> = {
  ignore_tlog: 'whether a signature is in the transparency log',
  ignore_sct: 'whether the certificate of the signer is in a log',
  ignore_attestations: 'what is attested of an image',
};

/** A pattern that takes every issuer or signer. */
const everything = /^(?:\.\*|\.\+|\*)?$/;

/** Issuers whose signers are not narrowed, as far as that is known. */
const openIssuers = ({ entries }: SpireBlock) =>
  entries.filter(({ key, value }) => [key, ...itemsOf(value).map(textOf)].some(it => everything.test(it ?? 'x')));

export default defineRule({
  name: 'spire/open-image-signature',
  title: 'Images count as signed, whoever signed them',
  severity: 'medium',
  confidence: 'high',
  cwe: [347],
  tags: ['spire', 'supply-chain'],
  fixable: 'unsafe',
  messages: {
    anyone: '`{text}` names no signers: an image that anyone has signed gets the selector `image-signature:verified`.',
    all: '`{text}` takes every signer of that issuer: anyone with an account there can sign.',
    ignored: { severity: 'low', text: '`{text}` leaves unchecked {what}.' },
  },
  rationale: `
    Entries may ask for \`image-signature:verified\` and so trust the signature. With Sigstore everyone with a mail address
    can sign; a signature says something only together with the name of the signer.`,
  remedy: 'Name issuers and subjects in `allowed_identities`, and leave the checks of the logs on.',
  references: [
    'https://github.com/spiffe/spire/blob/main/doc/plugin_agent_workloadattestor_k8s.md#sigstore-feature',
    'https://docs.sigstore.dev/cosign/verifying/verify/',
  ],
  bad: [
    agent('«sigstore» {', '  skipped_images = ["sha256:0a"]', '}'),
    {
      ...sigstore(`«${google} = [".*"]»`, '«ignore_tlog = true»'),
      fixed: sigstore(`${google} = [".*"]`, 'ignore_tlog = false').code,
    },
    agent('sigstore {', '  «allowed_identities» = {}', '}'),
  ],
  good: [sigstore(`${google} = ["build@shop.test"]`, 'ignore_sct = false'), agent()],
  visit: {
    'spire.config'({ role, plugins }, { report }) {
      if (role !== 'agent') return;
      for (const { type, data } of plugins) {
        const sigstore = settingAt(data, 'sigstore')?.block;
        if (type !== 'WorkloadAttestor' || !sigstore) continue;
        const identities = settingAt(sigstore, 'allowed_identities')?.block;
        if (identities && identities.entries.length === 0 && !identities.open)
          report('anyone', identities.head, { text: 'allowed_identities' });
        else if (lacks(sigstore, 'allowed_identities')) report('anyone', sigstore.head, { text: 'sigstore' });
        for (const it of identities ? openIssuers(identities) : []) report('all', it.span, { text: it.text });
        for (const [key, what] of Object.entries(checks)) {
          const setting = settingAt(sigstore, key);
          if (!setting || flagOf(setting) !== true) continue;
          const edit = setting.setTo('false');
          const fixes = [edit && { title: 'Check it', edits: [edit] }];
          report('ignored', setting.span, { text: setting.text, what }, { fixes });
        }
      }
    },
  },
});
