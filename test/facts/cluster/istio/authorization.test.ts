import assert from 'node:assert/strict';
import { concerns, peerTrap } from '../../../../server/src/facts/cluster/istio/authorization';
import type { Accepts } from '../../../../server/src/facts/cluster/istio/server';
import type { AuthorizationPolicy, PeerCondition } from '../../../../server/src/facts/cluster/object';
import { said, workload } from './kit';

/** `DENY principals=x notNamespaces=y`; `0.1:principals=x` is in the second source of the first rule, `0:` in a `when`. */
function policy(written: string): AuthorizationPolicy {
  const [action, ...words] = written.split(' ') as [string, ...string[]];
  return {
    path: '/policy.yaml',
    kind: 'AuthorizationPolicy',
    name: 'p',
    namespace: 'shop',
    at: said(0),
    vague: action.startsWith('~'),
    type: 'authorization-policy',
    targeted: false,
    action: action.replace('~', '') as AuthorizationPolicy['action'],
    peers: words.map(condition),
    empty: false,
    asksForToken: false,
  };
}

function condition(written: string): PeerCondition {
  const [, rule, source, field, value] = /^(?:(\d)(?:\.(\d))?:)?([^=]+)=(.*)$/.exec(written)!;
  return {
    ...said(value!),
    field: field!.replace('!', ''),
    negative: field!.startsWith('not') || field!.endsWith('!'),
    ...(rule === undefined ? {} : { rule: Number(rule) }),
    ...(source === undefined ? {} : { source: Number(source) }),
  };
}

type Row = readonly [policy: string, accepts: Accepts, others: readonly string[], expected: string];

// Sources: istio.io/latest/news/security/istio-security-2021-004 (the fields, ALLOW with notNamespaces, DENY with principals, the
// ways out of it); istio.io/latest/docs/concepts/security#dependency-on-mutual-tls; istio.io/latest/docs/ops/best-practices/security
// (ALLOW with positive, DENY with negative matching is the safer pattern); istio/istio pilot/pkg/security/authz/model/model.go
// (conditions of a source hold together, sources are alternatives).
const rows: readonly Row[] = [
  ['ALLOW', 'both', [], 'none'],
  ['DENY', 'both', [], 'none'],
  ['ALLOW notNamespaces=foo', 'both', [], 'let-in foo'],
  ['ALLOW notPrincipals=td/ns/a/sa/b', 'both', [], 'let-in td/ns/a/sa/b'],
  ['ALLOW source.namespace!=foo', 'both', [], 'let-in foo'],
  ['ALLOW source.principal!=foo', 'plaintext', [], 'let-in foo'],
  ['ALLOW notServiceAccounts=a/b', 'both', [], 'let-in a/b'],
  ['ALLOW principals=x', 'both', [], 'kept-out'],
  ['ALLOW namespaces=x', 'both', [], 'kept-out'],
  ['ALLOW serviceAccounts=x', 'plaintext', [], 'kept-out'],
  ['DENY principals=x', 'both', [], 'passed-by x'],
  ['DENY namespaces=x', 'both', [], 'passed-by x'],
  ['DENY namespaces=x namespaces=y', 'both', [], 'passed-by x,y'],
  ['DENY serviceAccounts=x', 'plaintext', [], 'passed-by x'],
  ['DENY source.namespace=x', 'both', [], 'passed-by x'],
  ['DENY principals=*', 'both', [], 'passed-by *'],
  ['DENY notPrincipals=x', 'both', [], 'denied'],
  ['DENY notNamespaces=x', 'both', [], 'denied'],
  ['DENY notPrincipals=*', 'both', [], 'denied'],
  ['ALLOW notPrincipals=*', 'both', [], 'none'],
  ['DENY principals=x', 'mtls', [], 'none'],
  ['ALLOW notNamespaces=x', 'mtls', [], 'none'],
  ['DENY principals=x', 'unknown', [], 'undecided'],
  ['ALLOW notNamespaces=x', 'unknown', [], 'undecided'],
  ['AUDIT principals=x', 'both', [], 'none'],
  ['CUSTOM principals=x', 'both', [], 'undecided'],
  ['~DENY principals=x', 'both', [], 'undecided'],
  // Which conditions hold together.
  ['ALLOW principals=x notNamespaces=y', 'both', [], 'undecided'],
  ['ALLOW 0.0:principals=x 0.0:notNamespaces=y', 'both', [], 'kept-out'],
  ['ALLOW 0.0:principals=x 0.1:notNamespaces=y', 'both', [], 'let-in y'],
  ['ALLOW 0.0:principals=x 1.0:notNamespaces=y', 'both', [], 'let-in y'],
  ['ALLOW 0.0:notNamespaces=y 0:source.principal=x', 'both', [], 'kept-out'],
  ['ALLOW 0:source.namespace!=y', 'both', [], 'let-in y'],
  ['ALLOW 0.0:notPrincipals=* 0.0:notNamespaces=y', 'both', [], 'none'],
  ['ALLOW 0.0:notPrincipals=* 0.1:notNamespaces=y', 'both', [], 'let-in y'],
  ['DENY 0.0:principals=x 0.0:notNamespaces=y', 'both', [], 'passed-by x'],
  ['DENY 0.0:principals=x 0.1:notPrincipals=*', 'both', [], 'undecided'],
  ['DENY 0.0:principals=x 1.0:principals=y', 'both', [], 'passed-by x,y'],
  ['DENY principals=x notPrincipals=y', 'both', [], 'undecided'],
  // Others that keep out whoever has no certificate.
  ['DENY principals=x', 'both', ['DENY notPrincipals=*'], 'undecided'],
  ['DENY principals=x', 'both', ['ALLOW principals=*'], 'undecided'],
  ['DENY principals=x', 'both', ['ALLOW'], 'passed-by x'],
  ['DENY principals=x', 'both', ['DENY principals=y'], 'passed-by x'],
  ['DENY principals=x', 'both', ['~DENY'], 'undecided'],
  ['ALLOW notNamespaces=x', 'both', ['DENY notPrincipals=*'], 'undecided'],
  ['ALLOW notNamespaces=x', 'both', ['ALLOW principals=y'], 'let-in x'],
];

describe('conditions on the certificate of a caller', () => {
  for (const [written, accepts, others, expected] of rows) {
    it(`${written} where ${accepts} is taken${others.length > 0 ? `, beside ${others}` : ''}: ${expected}`, () => {
      const { effect, conditions } = peerTrap(policy(written), { accepts, captured: true }, others.map(policy));
      const shown = conditions.map(it => it.value).join();
      assert.equal(shown ? `${effect} ${shown}` : effect, expected);
    });
  }

  it('are nothing where no proxy reads them', () => {
    assert.equal(
      peerTrap(policy('DENY principals=x'), { accepts: 'plaintext', captured: false }, []).effect,
      'unenforced',
    );
  });

  // Source: istio.io/latest/docs/reference/config/security/authorization-policy (scope, root namespace).
  it('concern workloads', () => {
    const own = policy('DENY principals=x');
    const web = workload('shop/web');
    const root = 'istio-system';
    assert.equal(concerns(own, web, root), true);
    assert.equal(concerns({ ...own, selector: { app: 'web' } }, web, root), true);
    assert.equal(concerns({ ...own, selector: { app: 'api' } }, web, root), false);
    assert.equal(concerns({ ...own, namespace: root, selector: { app: 'web' } }, web, root), true);
    assert.equal(concerns({ ...own, namespace: 'other' }, web, root), false);
    assert.equal(concerns({ ...own, targeted: true }, web, root), false);
  });
});
