import assert from 'node:assert/strict';
import { checkPolicy, isUsable } from '../../../server/src/facts/trust-policy/check';
import { type PolicyKind, policyKindOf, statementsOf } from '../../../server/src/facts/trust-policy/document';
import { cpuTime } from '../../kit/cpu';

const identity = 'x509.subject: C=US, ST=WA, O=Acme';
const statement = (more: object = {}): object => ({
  name: 'acme',
  registryScopes: ['registry.acme.example/app'],
  signatureVerification: { level: 'strict' },
  trustStores: ['ca:acme'],
  trustedIdentities: [identity],
  ...more,
});
const policy = (...statements: unknown[]) => ({ version: '1.0', trustPolicies: statements });
const one = (more: object) => policy(statement(more));
const level = (signatureVerification: unknown) => one({ signatureVerification });
const scopes = (...registryScopes: unknown[]) => one({ registryScopes });
const identities = (...trustedIdentities: unknown[]) => one({ trustedIdentities });
const stores = (...trustStores: unknown[]) => one({ trustStores });
const skip = { signatureVerification: { level: 'skip' }, trustStores: undefined, trustedIdentities: undefined };
const { registryScopes: _, ...blobStatement } = statement() as Record<string, unknown>;
const blob = (...more: object[]) =>
  policy(...more.map((it, index) => ({ ...blobStatement, name: `b${index}`, ...it })));

const valid: readonly (readonly [what: string, document: unknown, kind?: PolicyKind])[] = [
  ['one statement', policy(statement())],
  ['a statement for all', scopes('*')],
  ['a statement that skips', one(skip)],
  ['a statement that skips with empty lists', one({ ...skip, trustStores: [], trustedIdentities: [] })],
  ['an empty override of `skip`', one({ ...skip, signatureVerification: { level: 'skip', override: {} } })],
  ['overrides', level({ level: 'audit', override: { authenticity: 'enforce', expiry: 'log', revocation: 'skip' } })],
  ['a time for timestamps', level({ level: 'permissive', verifyTimestamp: 'afterCertExpiry' })],
  ['an empty option for timestamps', level({ level: 'permissive', verifyTimestamp: '' })],
  ['stores of every type', stores('ca:a', 'signingAuthority:b_1', 'tsa:c.d-e')],
  ['any identity', identities('*')],
  ['identities that differ', identities(`${identity}, CN=a`, `${identity}, CN=b`)],
  ['an identity of a plug-in', identities(identity, 'aws.profile: arn:aws:signer:us-west-2')],
  ['ports and local names', scopes('localhost:5000/a', 'local/hello-world', 'a.b-c.d:443/x__y/z-1.2')],
  ['a domain in capitals', scopes('Registry.Example/app')],
  ['keys in another case', { Version: '1.0', TRUSTPOLICIES: [statement()] }],
  ['members that notation does not know', { ...policy(statement({ comment: 'x' })), $schema: 'y' }],
  ['blobs', blob({ globalPolicy: true }, { globalPolicy: false }), 'blob'],
];

const invalid: readonly (readonly [what: string, document: unknown, issues: readonly string[], kind?: PolicyKind])[] = [
  ['no object', [], ['/: A trust policy is a JSON object.']],
  ['null', null, ['/: A trust policy is a JSON object.']],
  [
    'nothing',
    {},
    ['/: The trust policy states no `version`.', '/: The trust policy has no statement in `trustPolicies`.'],
  ],
  [
    'another version',
    { ...policy(statement()), version: '2.0' },
    ['/version: `2.0` is no version of trust policies that notation knows.'],
  ],
  [
    'a number as version',
    { ...policy(statement()), version: 1 },
    ['/version: `1` is no version of trust policies that notation knows.'],
  ],
  ['no statement', policy(), ['/trustPolicies: The trust policy has no statement in `trustPolicies`.']],
  [
    'an object of statements',
    { version: '1.0', trustPolicies: {} },
    ['/trustPolicies: `trustPolicies` is a list of statements.'],
  ],
  ['a statement that is none', policy('x'), ['/trustPolicies/0: A statement of a trust policy is a JSON object.']],
  ['no name', one({ name: '' }), ['/0: A statement of the trust policy has no `name`.']],
  [
    'a name twice',
    policy(statement(), statement({ registryScopes: ['a.b/c'] })),
    ['/1/name: `acme` is the name of another statement, too.'],
  ],
  [
    'no verification',
    one({ signatureVerification: undefined }),
    ['/0: The statement has no `signatureVerification` with a level.'],
  ],
  [
    'a level alone',
    level('audit'),
    ['/0/signatureVerification: `signatureVerification` is an object: `{ "level": "audit" }`.'],
  ],
  ['no level', level({}), ['/0/signatureVerification: `signatureVerification` states no `level`.']],
  [
    'a level in capitals',
    level({ level: 'Strict' }),
    ['/0/signatureVerification/level: `Strict` is no level; it is `strict`, `permissive`, `audit` or `skip`.'],
  ],
  [
    'a word for timestamps',
    level({ level: 'strict', verifyTimestamp: 'never' }),
    ['/0/signatureVerification/verifyTimestamp: `never` is neither `always` nor `afterCertExpiry`.'],
  ],
  [
    'an override of integrity',
    level({ level: 'strict', override: { integrity: 'log' } }),
    ['/0/signatureVerification/override/integrity: The check of `integrity` cannot be overridden.'],
  ],
  [
    'an override of nothing',
    level({ level: 'strict', override: { expire: 'log' } }),
    [
      '/0/signatureVerification/override/expire: `expire` is no check that can be overridden; these are `authenticity`, `authenticTimestamp`, `expiry` or `revocation`.',
    ],
  ],
  [
    'an override with a word',
    level({ level: 'strict', override: { expiry: 'warn' } }),
    [
      '/0/signatureVerification/override/expiry: `warn` is nothing that can be done about a check; it is `enforce`, `log` or `skip`.',
    ],
  ],
  [
    'a check that is skipped',
    level({ level: 'strict', override: { expiry: 'skip' } }),
    ['/0/signatureVerification/override/expiry: The check of `expiry` cannot be skipped, only logged.'],
  ],
  [
    'an override of `skip`',
    one({ ...skip, signatureVerification: { level: 'skip', override: { expiry: 'log' } } }),
    ['/0/signatureVerification/override: The level `skip` cannot be overridden.'],
  ],
  [
    'stores of `skip`',
    one({ ...skip, trustStores: ['ca:a'] }),
    ['/0/trustStores: A statement of level `skip` must not name trust stores.'],
  ],
  [
    'identities of `skip`',
    one({ ...skip, trustedIdentities: ['*'] }),
    ['/0/trustedIdentities: A statement of level `skip` must not name trusted identities.'],
  ],
  [
    'no stores',
    one({ trustStores: [] }),
    ['/0/trustStores: The statement names no `trustStores`, so it trusts nobody.'],
  ],
  [
    'no identities',
    one({ trustedIdentities: undefined }),
    ['/0: The statement names no `trustedIdentities`, so it trusts nobody.'],
  ],
  [
    'a store without type',
    stores('acme'),
    ['/0/trustStores/0: `acme` does not say of which type the store is, such as `ca:acme`.'],
  ],
  [
    'a type of stores in capitals',
    stores('CA:acme'),
    ['/0/trustStores/0: `CA` is no type of trust stores; it is `ca`, `signingAuthority` or `tsa`.'],
  ],
  [
    'a store with a path',
    stores('ca:a/b'),
    ['/0/trustStores/0: `a/b` is no name of a trust store: letters, digits, `_.-`.'],
  ],
  [
    'an empty store',
    stores('ca:'),
    ['/0/trustStores/0: An empty text is no name of a trust store: letters, digits, `_.-`.'],
  ],
  ['a number as store', stores(1, 'ca:a'), ['/0/trustStores/0: `trustStores` is a list of texts.']],
  [
    'a text as list',
    one({ trustStores: 'ca:a' }),
    [
      '/0/trustStores: `trustStores` is a list of texts.',
      '/0: The statement names no `trustStores`, so it trusts nobody.',
    ],
  ],
  [
    '`*` beside an identity',
    identities(identity, '*'),
    ['/0/trustedIdentities/1: `*` trusts any identity, so there must be no other beside it.'],
  ],
  [
    'an identity without kind',
    identities('C=US, ST=WA, O=Acme'),
    ['/0/trustedIdentities/0: `C=US, ST=WA, O=Acme` does not say what it is; identities begin with `x509.subject:`.'],
  ],
  [
    'an identity without state',
    identities('x509.subject: C=US, O=Acme'),
    ['/0/trustedIdentities/0: `x509.subject: C=US, O=Acme` names no subject: it has no `ST` (or `S`).'],
  ],
  [
    'identities that overlap',
    identities(`${identity}, CN=a`, identity),
    [`/0/trustedIdentities/1: \`${identity}\` overlaps with \`${identity}, CN=a\`.`],
  ],
  [
    'no scopes',
    one({ registryScopes: [] }),
    ['/0/registryScopes: The statement names no `registryScopes`, so it speaks of no image.'],
  ],
  [
    '`*` beside a scope',
    scopes('a.b/c', '*'),
    ['/0/registryScopes/1: `*` means every repository, so there must be no other scope beside it.'],
  ],
  [
    'a scope with wildcard',
    scopes('a.b/*'),
    ['/0/registryScopes/0: `a.b/*` has a wildcard; scopes are single repositories, or `*` alone.'],
  ],
  [
    'a bare name',
    scopes('nginx'),
    ['/0/registryScopes/0: `nginx` is no repository in full, such as `docker.io/library/nginx`.'],
  ],
  ['a tag', scopes('a.b/c:1'), ['/0/registryScopes/0: `a.b/c:1` is no repository in full, such as `a.b/c`.']],
  [
    'a protocol',
    scopes('https://a.b/c'),
    ['/0/registryScopes/0: `https://a.b/c` is no repository in full, such as `a.b/c`.'],
  ],
  [
    'a host alone',
    scopes('a.b'),
    ['/0/registryScopes/0: `a.b` is no repository in full, such as `registry.example/app`.'],
  ],
  ['capitals', scopes('a.b/C'), ['/0/registryScopes/0: `a.b/C` is no repository in full, such as `a.b/c`.']],
  [
    'a scope twice',
    policy(statement(), statement({ name: 'b' })),
    ['/1/registryScopes/0: `registry.acme.example/app` is a scope already; a repository belongs to one statement.'],
  ],
  [
    '`*` twice',
    policy(statement({ registryScopes: ['*'] }), statement({ name: 'b', registryScopes: ['*'] })),
    ['/1/registryScopes/0: `*` is a scope already; a repository belongs to one statement.'],
  ],
  [
    'two global policies',
    blob({ globalPolicy: true }, { globalPolicy: true }),
    ['/1/globalPolicy: Another statement is the global policy already.'],
    'blob',
  ],
  [
    'a global policy that skips',
    blob({ globalPolicy: true, ...skip }),
    ['/0/globalPolicy: The global policy must not be of level `skip`.'],
    'blob',
  ],
];

const tolerated: readonly (readonly [what: string, document: unknown, issues: readonly string[]])[] = [
  [
    'a misspelt member',
    one({ signatureVerification: { level: 'strict', overide: {} } }),
    ['/0/signatureVerification/overide: `overide` is read over; it was likely meant to be `override`.'],
  ],
  [
    'only timestamps',
    stores('tsa:a'),
    ['/0/trustStores: Only stores of timestamps are named, so no signature is trusted.'],
  ],
  [
    'another kind of identity',
    identities('X509.Subject: C=US'),
    ['/0/trustedIdentities/0: `X509.Subject` is no kind of identity that notation compares, `x509.subject` is.'],
  ],
  [
    'a repository of Docker Hub',
    scopes('library/nginx'),
    ['/0/registryScopes/0: `library/nginx` is not the repository of Docker Hub, whose name is written in full.'],
  ],
];

const told = (document: unknown, kind: PolicyKind = 'oci'): readonly string[] =>
  checkPolicy(document, kind).map(it =>
    `/${it.path.join('/')}: ${it.message}`.replace('/trustPolicies/', '/').replace(/^\/(\/|$)/, '/'),
  );
const short = (issues: readonly string[]): readonly string[] => issues.map(it => it.replace('/trustPolicies/', '/'));

describe('trust policy documents', () => {
  for (const [what, document, kind] of valid)
    it(`takes ${what}`, () => {
      assert.deepEqual(told(document, kind), []);
    });

  for (const [what, document, issues, kind] of invalid)
    it(`refuses ${what}`, () => {
      assert.deepEqual(told(document, kind), short(issues));
      assert.ok(!isUsable(checkPolicy(document, kind ?? 'oci')));
    });

  for (const [what, document, issues] of tolerated)
    it(`tells of ${what}`, () => {
      assert.deepEqual(told(document), issues);
      assert.ok(isUsable(checkPolicy(document, 'oci')));
    });

  it('tells of a misspelt member once', () => {
    const { trustStores: lost, ...others } = statement() as Record<string, unknown>;
    const issues = checkPolicy(policy({ ...others, truststore: lost }), 'oci');
    assert.deepEqual(
      issues.map(it => it.message),
      ['`truststore` is read over; it was likely meant to be `trustStores`.'],
    );
    assert.ok(!isUsable(issues));
  });

  it('knows what should stand there', () => {
    const instead = (document: unknown) => checkPolicy(document, 'oci').map(it => it.instead);
    assert.deepEqual(instead(scopes('nginx:1.25')), [['docker.io/library/nginx']]);
    assert.deepEqual(instead(scopes('localhost:5000')), [undefined]);
    assert.deepEqual(instead(scopes('mcr.microsoft.com/windows/*')), [
      [
        'mcr.microsoft.com/windows/nanoserver',
        'mcr.microsoft.com/windows/server',
        'mcr.microsoft.com/windows/servercore',
      ],
    ]);
    assert.deepEqual(instead(level({ level: 'STRICT' })), [['strict']]);
    assert.deepEqual(instead(level({ level: 'none' })), [undefined]);
    assert.deepEqual(instead(stores('Tsa:x', 'ca:y')), [['tsa:x']]);
    assert.deepEqual(instead(identities('C=US,ST=WA,O=Acme')), [['x509.subject: C=US,ST=WA,O=Acme']]);
    const named = (name: string) => statement({ name, registryScopes: [`a.b/${Math.random().toString(36).slice(2)}`] });
    assert.deepEqual(instead(policy(named('a'), named('a'), named('a'), named('a-2'))), [['a-3'], ['a-4']]);
  });

  it('takes long and strange texts in no time', () => {
    const long = 'a'.repeat(100_000);
    const taken = cpuTime(() => {
      checkPolicy(scopes(`${long}!`, `a/${long}!`, `${'a-'.repeat(50_000)}/b`, `x/${'a-'.repeat(500)}!`), 'oci');
      checkPolicy(identities(`x509.subject: ${long}`, long), 'oci');
      checkPolicy(one({ [long]: 1, name: long }), 'oci');
      const many = <T>(made: (index: number) => T): T[] => Array.from({ length: 10_000 }, (_, index) => made(index));
      checkPolicy(identities(...many(it => `x509.subject: C=US, ST=WA, O=Acme, CN=a${it}`)), 'oci');
      checkPolicy(scopes(...many(it => `a.b/c${it}`), ...many(it => `x${it}`)), 'oci');
      checkPolicy(policy(...many(() => ({ truststore: [], names: 'a', registryScope: [] }))), 'oci');
      checkPolicy(policy(...many(() => statement())), 'oci');
    });
    assert.ok(taken < 6000, `${taken}`);
  });

  it('gives the statements of a document', () => {
    const [it] = statementsOf(
      one({
        signatureVerification: {
          level: 'permissive',
          override: { revocation: 'skip' },
          verifyTimestamp: 'afterCertExpiry',
        },
        trustStores: ['ca:a', 'tsa:b'],
      }),
    );
    assert.deepEqual(it, {
      name: 'acme',
      scopes: ['registry.acme.example/app'],
      level: 'permissive',
      actions: { authenticity: 'enforce', authenticTimestamp: 'log', expiry: 'log', revocation: 'skip' },
      verifyTimestamp: 'afterCertExpiry',
      stores: [
        { type: 'ca', name: 'a' },
        { type: 'tsa', name: 'b' },
      ],
      identities: [identity],
    });
  });

  it('is known by its name', () => {
    assert.equal(policyKindOf('C:\\x\\trustpolicy.json'), 'oci');
    assert.equal(policyKindOf('/x/trustpolicy.oci.json'), 'oci');
    assert.equal(policyKindOf('trustpolicy.blob.json'), 'blob');
    assert.equal(policyKindOf('my-trustpolicy.json'), undefined);
  });
});
