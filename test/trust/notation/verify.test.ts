import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { SignatureReport } from '../../../server/src/facts/image/status';
import { readSignatureManifest } from '../../../server/src/trust/notation/manifest';
import type { Descriptor } from '../../../server/src/trust/oci';
import type { NotationStatement } from '../../../server/src/trust/policy';
import {
  at,
  authority,
  coseTask,
  day,
  found,
  image,
  jws,
  leaf,
  needsTools,
  Pki,
  payloadFor,
  type Signing,
  sha256,
  started,
  statement,
  type Verifying,
  verify,
} from './kit';

const algorithms = [
  ['ES256', 'P-256'],
  ['ES384', 'P-384'],
  ['ES512', 'P-521'],
  ['PS256', 'RSA-2048'],
  ['PS384', 'RSA-3072'],
  ['PS512', 'RSA-4096'],
] as const;

describe('trust: Notation signatures', () => {
  const pki = new Pki();
  const identity = 'x509.subject: C=US, ST=WA, O=Acme, CN=signer';

  before(async function () {
    await needsTools(this);
    this.timeout(60_000);
    await pki.issue(
      authority('root'),
      authority('other root'),
      authority('middle', { issuer: 'root', key: 'P-384', hash: 'SHA384' }),
      ...algorithms.map(([algorithm, key]) => leaf(algorithm, 'middle', { key })),
      leaf('signer', 'middle'),
      leaf('alone', 'alone', { issuer: undefined as never }),
      leaf('several', 'middle', {
        subject: [
          [['C', 'US']],
          [
            ['ST', 'WA'],
            ['L', 'Redmond'],
          ],
          [['O', 'Acme']],
        ],
      }),
      leaf('twice', 'middle', {
        subject: [[['C', 'US']], [['ST', 'WA']], [['O', 'Acme']], [['OU', 'a']], [['OU', 'b']]],
      }),
      leaf('mail', 'middle', { subject: [[['C', 'US']], [['ST', 'WA']], [['O', 'Acme']], [['EMAIL', 'a@b.example']]] }),
      leaf('comma', 'middle', {
        subject: [[['C', 'US']], [['ST', 'WA']], [['O', 'Acme, Inc.']], [['CN', 'a+b"`\u202e\u0007']]],
      }),
    );
  });
  after(() => pki.remove());

  const chain = (name = 'signer') => pki.chain(name, 'middle', 'root');
  const key = (name = 'signer') => pki.issued.get(name)!.key;
  const policy = (more: Partial<NotationStatement> = {}) => statement({ ca: [pki.der('root')], more });
  const signed = async (more: Partial<Signing> = {}, name = 'signer') =>
    found(await jws(key(name), { algorithm: 'ES256', chain: chain(name), ...more }));

  for (const [algorithm] of algorithms)
    it(`verifies ${algorithm} of jose, and of cryptography and cbor2`, async () => {
      const signing = { algorithm, chain: chain(algorithm) };
      const [cose] = await pki.bytes(coseTask(algorithm, signing));
      for (const envelope of [await jws(key(algorithm), signing), cose!]) {
        const report = await verify(found(envelope), policy());
        assert.deepEqual(report, {
          format: 'notation',
          subject: image.digest,
          outcome: 'trusted',
          detail: `Signed by \`CN=${algorithm},O=Acme,ST=WA,C=US\`.`,
          signer: `CN=${algorithm},O=Acme,ST=WA,C=US`,
          root: {
            name: 'CN=root,O=Acme,ST=WA,C=US',
            sha256: createHash('sha256').update(pki.der('root')).digest('hex'),
          },
          signedAt: new Date(started * 1000).toISOString().replace('.000Z', 'Z'),
          policy: { name: 'images', origin: 'user' },
          logged: [],
        });
      }
      assert.deepEqual(await pki.ask([{ do: 'check-cose', envelope: cose!.toString('base64') }]), [true]);
    });

  it('describes the signer where no policy speaks', async () => {
    const report = await verify(await signed(), undefined);
    assert.equal(report.outcome, 'untrusted');
    assert.equal(report.signer, 'CN=signer,O=Acme,ST=WA,C=US');
    assert.equal(report.policy, undefined);
  });

  it('takes a certificate that signed itself, when it is in the store', async () => {
    const signature = found(await jws(key('alone'), { algorithm: 'ES256', chain: pki.chain('alone') }));
    assert.equal((await verify(signature, statement({ ca: [pki.der('alone')] }))).outcome, 'trusted');
    assert.equal((await verify(signature, policy())).outcome, 'untrusted');
  });

  describe('the policy', () => {
    const outcomes: readonly (readonly [
      says: string,
      outcome: SignatureReport['outcome'],
      statement: () => NotationStatement,
      detail?: RegExp,
    ])[] = [
      [
        'a root by its fingerprint',
        'trusted',
        () =>
          policy({
            stores: { ...policy().stores, ca: { certificates: [], fingerprints: [sha256(pki.der('root')).slice(7)] } },
          }),
      ],
      ['an authority below the root', 'trusted', () => statement({ ca: [pki.der('middle')] })],
      [
        'another root',
        'untrusted',
        () => statement({ ca: [pki.der('other root')] }),
        /in no trust store \(`ca`\) of the policy `images`/,
      ],
      ['no root', 'untrusted', () => statement({})],
      [
        'the root, but for signing authorities',
        'untrusted',
        () => statement({ signingAuthority: [pki.der('root')], tsa: [pki.der('root')] }),
      ],
      ['the signer', 'trusted', () => policy({ trustedIdentities: [identity] })],
      ['the signer by less', 'trusted', () => policy({ trustedIdentities: ['x509.subject: C=US, S=WA, O=Acme'] })],
      [
        'the signer among others',
        'trusted',
        () => policy({ trustedIdentities: ['x509.subject: C=DE, ST=BE, O=B', identity] }),
      ],
      [
        'another signer',
        'untrusted',
        () => policy({ trustedIdentities: [`${identity}2`] }),
        /none of the trusted identities/,
      ],
      [
        'the signer in other case',
        'untrusted',
        () => policy({ trustedIdentities: [identity.replace('Acme', 'ACME')] }),
      ],
      ['the signer and more', 'untrusted', () => policy({ trustedIdentities: [`${identity}, OU=x`] })],
      ['too little', 'untrusted', () => policy({ trustedIdentities: ['x509.subject: C=US, O=Acme'] })],
      ['identities of another kind', 'untrusted', () => policy({ trustedIdentities: ['x509.san: signer'] })],
      ['nobody', 'untrusted', () => policy({ trustedIdentities: [] })],
      ['nothing is verified', 'untrusted', () => policy({ level: 'skip' })],
    ];
    for (const [says, outcome, of, detail = /./] of outcomes)
      it(`${outcome}: ${says}`, async () => {
        const report = await verify(await signed(), of());
        assert.equal(report.outcome, outcome, report.detail);
        assert.match(report.detail, detail);
      });

    it('a stranger is untrusted where authenticity is only logged', async () => {
      const report = await verify(await signed(), statement({ ca: [pki.der('other root')], level: 'audit' }));
      assert.equal(report.outcome, 'untrusted');
      assert.equal(report.logged.length, 1);
    });

    for (const [name, reason] of [
      ['several', /parts with several attributes/],
      ['twice', /`OU` twice/],
      ['mail', /1\.2\.840\.113549\.1\.9\.1/],
    ] as const)
      it(`cannot name a signer with such a subject: ${name}`, async () => {
        const named = await verify(
          await signed({}, name),
          policy({ trustedIdentities: ['x509.subject: C=US, ST=WA, O=Acme'] }),
        );
        assert.equal(named.outcome, 'untrusted');
        assert.match(named.detail, reason);
        assert.equal((await verify(await signed({}, name), policy())).outcome, 'trusted');
      });

    it('is told the signer as it would have to write it', async () => {
      const report = await verify(await signed({}, 'comma'), policy());
      assert.equal(report.signer, 'CN=a\\+b\\"\\60\\e2\\80\\ae\\07,O=Acme\\, Inc.,ST=WA,C=US');
      const again = await verify(
        await signed({}, 'comma'),
        policy({ trustedIdentities: [`x509.subject: ${report.signer}`] }),
      );
      assert.equal(again.outcome, 'trusted', again.detail);
    });
  });

  describe('time', () => {
    const cases: readonly (readonly [
      name: string,
      signing: Partial<Signing>,
      verifying: Verifying,
      level: 'strict' | 'permissive',
      outcome: SignatureReport['outcome'],
      detail: RegExp,
    ])[] = [
      ['not expired', { expiry: started + 5 * day }, { now: at(4) }, 'strict', 'trusted', /Signed/],
      ['expired', { expiry: started + 5 * day }, { now: at(5) }, 'strict', 'untrusted', /signature expired on/],
      ['expired, and logged', { expiry: started + 5 * day }, { now: at(6) }, 'permissive', 'trusted', /Signed/],
      [
        'the certificate is expired',
        {},
        { now: at(31) },
        'strict',
        'untrusted',
        /CN=signer.* is valid from .*: not now/,
      ],
      ['the certificate is expired, and that is logged', {}, { now: at(31) }, 'permissive', 'trusted', /Signed/],
      ['the certificate is not valid yet', {}, { now: at(-11) }, 'strict', 'untrusted', /CN=signer/],
      ['the last second of the certificate', {}, { now: at(30) }, 'strict', 'trusted', /Signed/],
      ['the signing time is a claim only', { signedAt: started - 4000 * day }, {}, 'strict', 'trusted', /Signed/],
    ];
    for (const [name, signing, verifying, level, outcome, detail] of cases)
      it(`${outcome}: ${name}`, async () => {
        const report = await verify(await signed(signing), statement({ ca: [pki.der('root')], level }), verifying);
        assert.equal(report.outcome, outcome, report.detail);
        assert.match(report.detail, detail);
        assert.equal(report.logged.length, level === 'permissive' ? 1 : 0);
      });

    for (const [name, signedAt, outcome] of [
      ['inside the validity of the chain', started, 'trusted'],
      ['before it', started - 11 * day, 'untrusted'],
      ['after it', started + 31 * day, 'untrusted'],
    ] as const)
      it(`of a signing authority counts, ${name}, in both formats`, async () => {
        const signing = { algorithm: 'ES256', chain: chain(), authority: true, signedAt };
        const [cose] = await pki.bytes(coseTask('signer', signing));
        for (const envelope of [await jws(key(), signing), cose!]) {
          const own = statement({ signingAuthority: [pki.der('root')] });
          const report = await verify(found(envelope), own, { now: at(400) });
          assert.equal(report.outcome, outcome, report.detail);
          assert.equal((await verify(found(envelope), policy())).outcome, 'untrusted');
        }
      });
  });

  describe('a plug-in', () => {
    const plugin = 'io.cncf.notary.verificationPlugin';
    const minimum = 'io.cncf.notary.verificationPluginMinVersion';
    const scheme = 'io.cncf.notary.signingScheme';
    const cases: readonly (readonly [
      name: string,
      headers: Record<string, unknown>,
      critical: string[],
      outcome: SignatureReport['outcome'],
    ])[] = [
      ['is needed', { [plugin]: 'com.example.plugin' }, [scheme, plugin], 'unknown'],
      [
        'is needed in a version',
        { [plugin]: 'com.example.plugin', [minimum]: '1.0.0' },
        [scheme, plugin, minimum],
        'unknown',
      ],
      [
        'is needed for a critical header',
        { [plugin]: 'a', 'com.example.x': 1 },
        [scheme, plugin, 'com.example.x'],
        'unknown',
      ],
      ['is not critical', { [plugin]: 'com.example.plugin' }, [scheme], 'invalid'],
      ['has no name', { [plugin]: ' ' }, [scheme, plugin], 'invalid'],
      ['is a number', { [plugin]: 1 }, [scheme, plugin], 'invalid'],
    ];
    for (const [name, headers, critical, outcome] of cases)
      it(`${name}: ${outcome}, in both formats`, async () => {
        const signing = { algorithm: 'ES256', chain: chain(), headers, critical };
        const [cose] = await pki.bytes(coseTask('signer', signing));
        for (const envelope of [await jws(key(), signing), cose!]) {
          const report = await verify(found(envelope), policy());
          assert.equal(report.outcome, outcome, report.detail);
          assert.equal(report.reason, outcome === 'unknown' ? 'needs-plugin' : undefined);
        }
      });
  });

  describe('the payload', () => {
    const child: Descriptor = { ...image, digest: sha256(Buffer.from('child')) };
    const index: Descriptor = { ...image, mediaType: 'application/vnd.oci.image.index.v1+json' };
    const cases: readonly (readonly [
      name: string,
      payload: Buffer,
      outcome: SignatureReport['outcome'],
      of?: Descriptor,
    ])[] = [
      ['with annotations', payloadFor({ ...image, annotations: { a: 'b' } }), 'trusted'],
      [
        'with other members',
        Buffer.from(JSON.stringify({ targetArtifact: { ...image, artifactType: 'x', urls: [] }, x: 1 })),
        'trusted',
      ],
      ['of the index, for a child of it', payloadFor(index), 'invalid', child],
      ['of a child, for the index', payloadFor(child), 'invalid', index],
      ['of another digest', payloadFor({ ...image, digest: sha256(Buffer.from('x')) }), 'invalid'],
      ['of the digest in other case', payloadFor({ ...image, digest: image.digest.toUpperCase() }), 'invalid'],
      ['of another size', payloadFor({ ...image, size: 1235 }), 'invalid'],
      ['of a size that is a text', payloadFor({ ...image, size: '1234' }), 'invalid'],
      ['without a size', payloadFor({ ...image, size: undefined }), 'invalid'],
      [
        'of another type',
        payloadFor({ ...image, mediaType: 'application/vnd.docker.distribution.manifest.v2+json' }),
        'invalid',
      ],
      ['without a type', payloadFor({ digest: image.digest, size: image.size }), 'invalid'],
      ['of nothing', payloadFor(null), 'invalid'],
      ['that is a list', Buffer.from('[]'), 'invalid'],
      ['that is no JSON', Buffer.from('x'), 'invalid'],
      [
        'with a digest twice',
        Buffer.from(`{"targetArtifact":{"digest":"x",${JSON.stringify(image).slice(1)}}`),
        'invalid',
      ],
      ['with annotations that are no texts', payloadFor({ ...image, annotations: { a: 1 } }), 'invalid'],
      [
        'that is too deep',
        Buffer.from(`{"targetArtifact":${JSON.stringify(image)},"x":${'['.repeat(20)}${']'.repeat(20)}}`),
        'invalid',
      ],
    ];
    for (const [name, payload, outcome, of = image] of cases)
      it(`${name}: ${outcome}`, async () => {
        const envelope = await jws(key(), { algorithm: 'ES256', chain: chain(), payload });
        const report = await verify(found(envelope, of), policy(), { image: of });
        assert.equal(report.outcome, outcome, report.detail);
      });
  });

  describe('the manifest', () => {
    const config = { mediaType: 'application/vnd.cncf.notary.signature', digest: sha256(Buffer.from('{}')), size: 2 };
    const layer = { mediaType: 'application/jose+json', digest: image.digest, size: 3 };
    const cases: readonly (readonly [
      name: string,
      manifest: Record<string, unknown>,
      outcome: SignatureReport['outcome'],
    ])[] = [
      ['of the older kind', { artifactType: undefined, config }, 'trusted'],
      [
        'with thumbprints of others',
        { annotations: { 'io.cncf.notary.x509chain.thumbprint#S256': '["00"]' } },
        'trusted',
      ],
      ['of both kinds', { config }, 'invalid'],
      ['of neither kind', { artifactType: undefined }, 'invalid'],
      ['of an artifact of another type', { artifactType: 'application/vnd.example' }, 'invalid'],
      ['that is an index', { mediaType: 'application/vnd.oci.image.index.v1+json' }, 'invalid'],
      ['without an envelope', { layers: [] }, 'invalid'],
      ['with another envelope', { layers: [layer] }, 'invalid'],
      ['with two envelopes', { layers: [layer, layer] }, 'invalid'],
      ['without a subject', { subject: undefined }, 'invalid'],
      ['of another subject', { subject: { ...image, digest: sha256(Buffer.from('x')) } }, 'invalid'],
      ['of a subject of another size', { subject: { ...image, size: 1 } }, 'invalid'],
      ['of a subject of another type', { subject: { ...image, mediaType: 'text/plain' } }, 'invalid'],
    ];
    for (const [name, manifest, outcome] of cases)
      it(`${name}: ${outcome}`, async () => {
        const envelope = await jws(key(), { algorithm: 'ES256', chain: chain() });
        const report = await verify(found(envelope, image, manifest), policy());
        assert.equal(report.outcome, outcome, report.detail);
      });

    it('tells thumbprints, which may save fetching the envelope', async () => {
      const [upper, lower] = ['AB'.repeat(32), 'cd'.repeat(32)];
      const read = (text: unknown) => {
        const annotations = { 'io.cncf.notary.x509chain.thumbprint#S256': text };
        const manifest = readSignatureManifest(found(Buffer.from('{}'), image, { annotations }).manifest.bytes);
        return typeof manifest === 'string' ? manifest : manifest.thumbprints;
      };
      assert.deepEqual(read(JSON.stringify([upper, lower])), [upper.toLowerCase(), lower]);
      for (const odd of ['', '{}', '[1, "x"]', 'x', 7, undefined]) assert.deepEqual(read(odd), []);
      assert.equal(readSignatureManifest(Buffer.from('x')), 'The signature manifest is not valid JSON.');
    });

    it('names its envelope by digest, not by size alone', async () => {
      const envelope = await jws(key(), { algorithm: 'ES256', chain: chain() });
      const layers = [{ mediaType: 'application/jose+json', digest: image.digest, size: envelope.length }];
      const report = await verify(found(envelope, image, { layers }), policy());
      assert.match(report.detail, /not the one that the signature manifest names/);
    });

    it('says in what format the envelope is', async () => {
      const envelope = await jws(key(), { algorithm: 'ES256', chain: chain() });
      const layers = [{ mediaType: 'application/cose', digest: sha256(envelope), size: envelope.length }];
      assert.equal((await verify(found(envelope, image, { layers }), policy())).outcome, 'invalid');
    });

    it('may hold an envelope of 1 MiB, and no larger one', async () => {
      const padded = (size: number) => Buffer.concat([Buffer.alloc(size - 2, 0x20), Buffer.from('{}')]);
      assert.equal((await verify(found(padded(1024 * 1024)), policy())).outcome, 'invalid');
      const report = await verify(found(padded(1024 * 1024 + 1)), policy());
      assert.deepEqual([report.outcome, report.reason], ['unknown', 'too-big']);
    });
  });
});
