import assert from 'node:assert/strict';
import { importSigners } from '../../../server/src/facts/trust-policy/import/import';
import { scopeOfGlob } from '../../../server/src/facts/trust-policy/import/imported';
import { checkSigners, readSigners, soundSigners } from '../../../server/src/facts/trust-policy/signers';

const body = 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZ';
const key = `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----\n`;
const indented = (spaces: number): string => key.trim().replaceAll('\n', `\n${' '.repeat(spaces)}`);

const cluster = (spec: string): string =>
  `apiVersion: policy.sigstore.dev/v1beta1\nkind: ClusterImagePolicy\nmetadata:\n  name: acme\nspec:\n${spec}`;
const images = '  images:\n    - glob: ghcr.io/acme/**\n';
const github = 'https://token.actions.githubusercontent.com';

describe('policies of other tools', () => {
  it('a key is for the images that somebody names', () => {
    assert.deepEqual(importSigners(key, ['ghcr.io/acme/app']), {
      signers: [{ name: 'ghcr.io/acme/app', scopes: ['ghcr.io/acme/app'], keys: [key] }],
      notes: [],
    });
    assert.deepEqual(importSigners(key)!.signers, []);
    assert.equal(importSigners('-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----'), undefined);
  });

  it('other texts are none', () => {
    for (const text of ['', 'a: b', '{}', 'kind: ConfigMap\napiVersion: v1', '[[[', '\0', '- a\n- b'])
      assert.equal(importSigners(text), undefined, text);
  });

  it('ClusterImagePolicy: identities', () => {
    const found = importSigners(
      cluster(`${images}  authorities:
    - keyless:
        url: https://fulcio.sigstore.dev
        identities:
          - issuer: ${github}
            subject: https://github.com/acme/app/.github/workflows/release.yaml@refs/heads/main
          - issuerRegExp: ^https://token\\.actions\\.githubusercontent\\.com$
            subjectRegExp: ^https://github.com/acme/
      ctlog:
        url: https://rekor.sigstore.dev
`),
    )!;
    assert.deepEqual(found, {
      signers: [
        {
          name: 'acme',
          scopes: ['ghcr.io/acme/*'],
          keyless: [
            {
              issuer: github,
              identity: 'https://github.com/acme/app/.github/workflows/release.yaml@refs/heads/main',
            },
            { issuer: github, identityPattern: '^https://github\\.com/acme/.*$' },
          ],
        },
      ],
      notes: [],
    });
    assert.deepEqual(checkSigners(found.signers), []);
  });

  it('ClusterImagePolicy: keys with and without a log', () => {
    const found = importSigners(
      cluster(`${images}  mode: warn
  authorities:
    - key:
        data: |
          ${indented(10)}
    - key:
        data: |
          ${indented(10)}
      ctlog: {}
`),
    )!;
    assert.deepEqual(found, {
      signers: [
        { name: 'acme', scopes: ['ghcr.io/acme/*'], level: 'audit', keys: [key] },
        { name: 'acme-keys', scopes: ['ghcr.io/acme/*'], level: 'audit', keys: [key], requireLog: false },
      ],
      notes: [],
    });
  });

  it('ClusterImagePolicy: what cannot be carried over is told', () => {
    const cases: readonly (readonly [authority: string, note: RegExp])[] = [
      [`keyless: { identities: [{ subject: x }] }`, /does not name its issuer/],
      [`keyless: { identities: [{ issuer: '${github}' }] }`, /names no subject/],
      [`keyless: { identities: [{ issuer: '${github}', subjectRegExp: .* }] }`, /would be anybody/],
      [`keyless: { identities: [{ issuerRegExp: .*, subject: x }] }`, /does not name its issuer/],
      [`keyless: { url: 'https://fulcio.acme', identities: [{ issuer: '${github}', subject: x }] }`, /of its own/],
      [`keyless: { trustRootRef: x, identities: [{ issuer: '${github}', subject: x }] }`, /of its own/],
      [`{ key: { data: x }, ctlog: { url: 'https://rekor.acme' } }`, /of its own/],
      ['key: { kms: awskms://x }', /not in the policy/],
      ['static: { action: fail }', /`fail` is not carried over/],
    ];
    for (const [authority, note] of cases) {
      const found = importSigners(cluster(`${images}  authorities:\n    - ${authority}\n`))!;
      assert.deepEqual(found.signers, [], authority);
      assert.match(found.notes.join('\n'), note, authority);
    }
    const everywhere = importSigners(
      cluster("  images: [{ glob: '**' }]\n  authorities:\n    - static: { action: pass }\n"),
    )!;
    assert.deepEqual(everywhere.signers, []);
    assert.match(everywhere.notes[0]!, /`\*\*` names no repository/);
  });

  it('ClusterImagePolicy: what passes is skipped', () => {
    const { signers } = importSigners(cluster(`${images}  authorities: [{ static: { action: pass } }]\n`))!;
    assert.deepEqual(signers, [{ name: 'acme-pass', scopes: ['ghcr.io/acme/*'], level: 'skip' }]);
    assert.deepEqual(checkSigners(signers), []);
  });

  const kyverno = (checks: string, spec = ''): string =>
    `apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: { name: check }\nspec:\n${spec}  rules:\n    - name: one\n      verifyImages:\n${checks}`;

  it('Kyverno: keys and identities', () => {
    const found = importSigners(
      kyverno(
        `        - imageReferences: ['ghcr.io/acme/app:*', 'ghcr.io/acme/tool*']
          attestors:
            - count: 1
              entries:
                - keys:
                    publicKeys: |
                      ${indented(22)}
                    rekor: { ignoreTlog: true }
                - keyless:
                    issuer: ${github}
                    subject: https://github.com/acme/app/*
`,
        '  validationFailureAction: Audit\n',
      ),
    )!;
    assert.deepEqual(found, {
      signers: [
        {
          name: 'check',
          scopes: ['ghcr.io/acme/app', 'ghcr.io/acme/tool'],
          level: 'audit',
          keys: [key],
          keyless: [{ issuer: github, identityPattern: '^https://github\\.com/acme/app/.*$' }],
          requireLog: false,
        },
      ],
      notes: ['check: `ghcr.io/acme/tool*` became the one repository `ghcr.io/acme/tool`.'],
    });
    assert.deepEqual(checkSigners(found.signers), []);
  });

  it('Kyverno: what all must have signed is not made less', () => {
    const entry = `{ keyless: { issuer: '${github}', subject: x } }`;
    for (const attestors of [
      `[{ entries: [${entry}, ${entry}] }]`,
      `[{ entries: [${entry}] }, { entries: [${entry}] }]`,
    ]) {
      const found = importSigners(kyverno(`        - { imageReferences: [ghcr.io/a/b], attestors: ${attestors} }\n`))!;
      assert.deepEqual(found.signers, []);
      assert.match(found.notes[0]!, /several must have signed/);
    }
    const notary = importSigners(kyverno('        - { type: Notary, imageReferences: [ghcr.io/a/b] }\n'))!;
    assert.match(notary.notes[0]!, /Notary Project/);
    const old = importSigners(kyverno(`        - { image: 'ghcr.io/a/b:*', subject: x, issuer: '${github}' }\n`))!;
    assert.deepEqual(old.signers[0]!.keyless, [{ issuer: github, identity: 'x' }]);
  });

  it('Kyverno: ImageValidatingPolicy', () => {
    const policy = (attestors: string): string =>
      `apiVersion: policies.kyverno.io/v1\nkind: ImageValidatingPolicy\nmetadata: { name: check }\nspec:\n  validationActions: [Deny]\n  matchImageReferences: [{ glob: 'ghcr.io/acme/*' }]\n  attestors: ${attestors}\n`;
    const one = `{ name: a, cosign: { keyless: { identities: [{ issuer: '${github}', subject: x }] }, ctlog: { url: x, insecureIgnoreTlog: true } } }`;
    assert.deepEqual(importSigners(policy(`[${one}]`))!.signers, [
      {
        name: 'check',
        scopes: ['ghcr.io/acme/*'],
        keyless: [{ issuer: github, identity: 'x' }],
        requireLog: false,
      },
    ]);
    assert.match(importSigners(policy(`[${one}, ${one}]`))!.notes[0]!, /expressions decide/);
    assert.match(importSigners(policy('[{ notary: { certs: { value: x } } }]'))!.notes[0]!, /certificates/);
  });

  it('policy.json of containers', () => {
    const data = Buffer.from(key).toString('base64');
    const found = importSigners(
      JSON.stringify({
        default: [{ type: 'reject' }],
        transports: {
          docker: {
            'registry.acme.example/app': [{ type: 'sigstoreSigned', keyData: data, rekorPublicKeyPath: '/r' }],
            'registry.acme.example': [{ type: 'sigstoreSigned', keyPaths: ['/a', '/b'] }],
            'docker.io/library/busybox': [{ type: 'insecureAcceptAnything' }],
            'a.example': [
              { type: 'sigstoreSigned', fulcio: { caPath: '/c', oidcIssuer: 'https://i', subjectEmail: 'me@x' } },
            ],
            'b.example': [{ type: 'signedBy', keyPath: '/x' }],
            '*.example.com': [{ type: 'reject' }],
            '': [{ type: 'insecureAcceptAnything' }],
          },
          atomic: {},
        },
      }),
    )!;
    assert.deepEqual(found.signers, [
      {
        name: 'registry.acme.example/app',
        scopes: ['registry.acme.example/app', 'registry.acme.example/app/*'],
        keys: [key],
        requireLog: true,
      },
      { name: 'registry.acme.example', scopes: ['registry.acme.example/*'], keys: ['/a', '/b'], requireLog: false },
      {
        name: 'docker.io/library/busybox',
        scopes: ['docker.io/library/busybox', 'docker.io/library/busybox/*'],
        level: 'skip',
      },
      { name: 'a.example', scopes: ['a.example/*'], keyless: [{ issuer: 'https://i', identity: 'me@x' }] },
    ]);
    assert.equal(found.notes.length, 4);
    assert.deepEqual(checkSigners(found.signers), []);
  });

  it('scopes of globs', () => {
    const cases: Readonly<Record<string, string | undefined>> = {
      'index.docker.io/library/*': 'docker.io/library/*',
      'ghcr.io/**': 'ghcr.io/*',
      'ghcr.io/acme/app:**': 'ghcr.io/acme/app',
      'ghcr.io/acme/app@sha256:*': 'ghcr.io/acme/app',
      'localhost:5000/app:*': 'localhost:5000/app',
      '*': undefined,
      '**': undefined,
      '*/*': undefined,
      'acme/app': undefined,
      'ghcr.io/*/app': undefined,
      '{{ request.x }}': undefined,
    };
    for (const [glob, scope] of Object.entries(cases)) assert.equal(scopeOfGlob(glob)?.scope, scope, glob);
  });
});

describe('statements about signers', () => {
  const good = { name: 'a', scopes: ['ghcr.io/a/*', 'localhost:5000/b'], keys: ['x.pub'] };

  it('are read off YAML', () => {
    const { signers, issues } = readSigners(
      'signers:\n  - name: a\n    scopes: [ghcr.io/a/*]\n    keys: [x.pub]\n  - 1\n',
    );
    assert.deepEqual(signers, [{ name: 'a', scopes: ['ghcr.io/a/*'], keys: ['x.pub'] }]);
    assert.deepEqual(issues[0]!.path, ['signers', 1]);
    for (const text of ['', 'signers: 1', 'a: [', '- x']) assert.equal(readSigners(text).issues.length, 1, text);
  });

  it('are checked', () => {
    assert.deepEqual(checkSigners([good]), []);
    const cases: readonly (readonly [change: object, message: RegExp])[] = [
      [{ name: ' ' }, /has a `name`/],
      [{ scopes: [] }, /names no `scopes`/],
      [{ scopes: ['*'] }, /`\*` is neither/],
      [{ scopes: ['ghcr.io/a*'] }, /neither/],
      [{ scopes: ['nginx'] }, /neither/],
      [{ scopes: ['ghcr.io/../*'] }, /neither/],
      [{ scopes: 'ghcr.io/a' }, /`scopes` is a list/],
      [{ level: 'Strict' }, /no level/],
      [{ level: 'skip' }, /must not name who signs/],
      [{ keys: [] }, /names nobody who signs/],
      [{ keys: [1] }, /A key is its PEM/],
      [{ requireLog: 'no' }, /`requireLog` is/],
      [{ requireTlog: true }, /was `requireLog` meant/],
      [{ keyless: [{ issuer: 'http://x', identity: 'y' }] }, /`https:\/\/`/],
      [{ keyless: [{ issuer: 'https://*', identity: 'y' }] }, /`https:\/\/`/],
      [{ keyless: [{ issuer: 'https://x' }] }, /either an `identity`/],
      [{ keyless: [{ issuer: 'https://x', identity: 'a', identityPattern: 'b' }] }, /either an `identity`/],
      [{ keyless: [{ issuer: 'https://x', identityPattern: '^.*$' }] }, /accepts anybody/],
      [{ contentTrust: { server: 'ftp://x', rootKeys: ['a'.repeat(64)] } }, /`server` is the address/],
      [{ contentTrust: { server: 'https://u:p@x', rootKeys: ['a'.repeat(64)] } }, /`server` is the address/],
      [{ contentTrust: { server: 'https://x', rootKeys: [] } }, /Without `rootKeys`/],
      [{ contentTrust: { server: 'https://x', rootKeys: ['abc'] } }, /no id of a key/],
    ];
    for (const [change, message] of cases) {
      const found = checkSigners([{ ...good, ...change }]);
      assert.match(found.map(it => it.message).join('\n'), message, JSON.stringify(change));
      assert.deepEqual(soundSigners([good, { ...good, ...change, ...('name' in change ? {} : { name: 'b' }) }]), [
        good,
      ]);
    }
    assert.match(checkSigners([good, good])[0]!.message, /another statement/);
  });

  it('are bounded', () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({ ...good, name: `n${index}` }));
    assert.equal(soundSigners(many).length < 1000, true);
    assert.match(
      checkSigners([{ ...good, scopes: Array.from({ length: 1000 }, () => 'a.b/c') }])[0]!.message,
      /more than 200/,
    );
  });
});
