import { domainFault, idFault } from '../../facts/spire/spiffe-id';
import { defineRule } from '../rule';

const create = (id: string, parent = 'spiffe://shop.test/node') =>
  `spire-server.exe entry create -spiffeID ${id} -parentID ${parent} -selector windows:user_sid:S-1-5-21-1-2-3-1104`;
const server = (domain: string) => `server {\n  trust_domain = "${domain}"\n  audit_log_enabled = true\n}\n`;

/** What people write where something else is to stand. */
const placeholder = /[<>{}$%[\]*]|\.\.\./;

export default defineRule({
  name: 'spire/invalid-spiffe-id',
  title: 'A SPIFFE ID or trust domain does not follow the standard',
  severity: 'low',
  confidence: 'high',
  cwe: [1286],
  tags: ['spire', 'identity'],
  fixable: false,
  messages: {
    foreign:
      '`{text}` is of another trust domain than its parent in `{parent}`: a server takes entries of its own alone.',
    invalid: '`{text}` is no {kind} that SPIRE takes: {fault}.',
  },
  rationale: `
    SPIRE refuses the entry or does not start. Where a policy elsewhere compares such a text with an identity, the two
    never agree, and the policy allows or denies what its author did not mean.`,
  remedy: 'Write `spiffe://`, the trust domain in lower case, and a path of plain segments without a slash at its end.',
  references: ['https://github.com/spiffe/spiffe/blob/main/standards/SPIFFE-ID.md'],
  bad: [
    { language: 'powershell', code: create('«spiffe://Shop.test/web»') },
    { language: 'powershell', code: create('«spiffe://shop.test/web/»') },
    { language: 'powershell', code: create("'«spiffe://shop.test/web?v=1»'") },
    { language: 'powershell', code: create('«https://shop.test/web»') },
    { language: 'powershell', code: create('«spiffe://shop.test:8443/web»') },
    { language: 'powershell', code: create('«spiffe://shop.test//web»', '«spiffe://shop.test/../node»') },
    { language: 'powershell', code: create("'«spiffe://shop.test/the web»'") },
    { language: 'powershell', code: create('«spiffe://bank.test/web»') },
    { language: 'hcl', file: 'server.conf', code: server('«Shop.Test»') },
    { language: 'hcl', file: 'server.conf', code: server('«the shop»') },
    {
      language: 'yaml',
      code: "apiVersion: spire.spiffe.io/v1alpha1\nkind: ClusterStaticEntry\nmetadata: {name: web}\nspec:\n  spiffeID: '«spiffe://shop.test/web/»'\n  parentID: spiffe://shop.test/node\n  selectors: ['k8s:sa:web']\n",
    },
  ],
  good: [
    { language: 'powershell', code: create('spiffe://shop.test/Web_1.2-a') },
    { language: 'powershell', code: create('"spiffe://$domain/web/"') },
    { language: 'powershell', code: create("'spiffe://shop.test/<name>'") },
    { language: 'hcl', file: 'server.conf', code: server('10.0.0.1') },
    { language: 'hcl', file: 'server.conf', code: server('spiffe://shop.test') },
    { language: 'hcl', file: 'server.conf', code: server('${TRUST_DOMAIN}') },
  ],
  visit: {
    'spire.name'({ kind, value, at, beside }, { report }) {
      if (placeholder.test(value)) return;
      // The configuration takes a trust domain in the form of an ID as well.
      const fault = kind === 'SPIFFE ID' || value.includes('://') ? idFault(value) : domainFault(value);
      if (fault !== undefined) report('invalid', at, { text: value, kind, fault });
      else if (beside !== undefined && !placeholder.test(beside) && idFault(beside) === undefined) {
        const parent = beside.split('/')[2]!;
        if (value.split('/')[2] !== parent) report('foreign', at, { text: value, parent });
      }
    },
  },
});
