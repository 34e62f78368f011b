import assert from 'node:assert/strict';
import type { SigstoreSigner } from '../../../server/src/trust/policy';
import { needs } from '../../kit/programs';
import { bundleEvidence, verify } from './evidence';
import { bytesOf, github, Instance, type Signing, statementOf, type Written, workflow, writtenOf } from './instance';
import { type KeyKind, Keys, type OpenSslKey } from './openssl';

const acme: SigstoreSigner = { issuer: github, identity: workflow };
const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe('cosign: bundles by keys', () => {
  let instance: Instance;
  let other: Instance;
  const keys = new Keys();

  before(async function () {
    needs(this, 'openssl');
    [instance, other] = await Promise.all([Instance.start(), Instance.start()]);
  });

  after(() => {
    instance?.stop();
    other?.stop();
    keys.remove();
  });

  const kinds: readonly (readonly [KeyKind, string?])[] = [
    ['P-256'],
    ['P-384'],
    ['P-384', 'sha384'],
    ['P-521', 'sha512'],
    ['RSA-2048'],
    ['Ed25519'],
  ];
  for (const [kind, digest] of kinds) {
    it(`holds: ${kind}${digest ? ` with ${digest}` : ''}`, async () => {
      const key = await keys.make(kind);
      for (const entry of ['intoto', 'dsse', 'dsse v2', 'hashedrekord v2', 'none'] as const) {
        const signed = await instance.sign(statementOf(), { signer: key.signer(key.hint, digest), entry });
        const bundle = bundleEvidence(bytesOf(signed));
        const report = await verify(bundle, instance.root, { key: key.pem, requireLog: entry !== 'none' });
        assert.equal(report.outcome, 'trusted', report.detail);
        assert.equal(report.signer, `sha256:${key.id}`);
        assert.deepEqual(report.root, { name: `${kind} key`, sha256: key.id });
        assert.equal(report.witnessedAt !== undefined, entry === 'intoto' || entry === 'dsse');
        assert.equal(report.logged.length, entry === 'none' ? 1 : 0);
      }
    });
  }

  const weak: readonly KeyKind[] = ['RSA-1024', 'secp256k1', 'P-224'];
  for (const kind of weak) {
    it(`${kind} is not a key to trust`, async () => {
      const key = await keys.make(kind);
      const bundle = bytesOf(await instance.sign(statementOf(), { signer: key.signer(), entry: 'none' }));
      const report = await verify(bundleEvidence(bundle), instance.root, { key: key.pem, requireLog: false });
      assert.equal(report.outcome, 'untrusted');
      assert.match(report.detail, /is of a kind that cosign does not sign with/);
    });
  }

  describe('of P-256', () => {
    let key: OpenSslKey;
    let stranger: OpenSslKey;
    before(async () => {
      [key, stranger] = await Promise.all([keys.make('P-256'), keys.make('P-256')]);
    });

    const made = async (signing: Signing = {}) =>
      instance.sign(statementOf(), { signer: key.signer(), entry: 'none', ...signing });

    it('is untrusted where another key is named; its own id is told', async () => {
      const report = await verify(bundleEvidence(bytesOf(await made())), instance.root, {
        key: stranger.pem,
        requireLog: false,
      });
      assert.equal(report.outcome, 'untrusted');
      assert.equal(report.signer, `sha256:${key.id}`);
    });

    it('is untrusted where an identity is named, or nobody', async () => {
      const bundle = bundleEvidence(bytesOf(await made()));
      assert.equal((await verify(bundle, instance.root, acme)).outcome, 'untrusted');
      const report = await verify(bundle, instance.root);
      assert.equal(report.outcome, 'untrusted');
      assert.match(report.detail, /could not be checked/);
    });

    it('is trusted by the second of two keys, whatever is said of the first', async () => {
      const bundle = bundleEvidence(bytesOf(await made()));
      for (const first of [stranger.pem, 'no key', '']) {
        const signers: readonly SigstoreSigner[] = [
          acme,
          { key: first, requireLog: true },
          { key: key.pem, requireLog: false },
        ];
        assert.equal((await verify(bundle, instance.root, ...signers)).outcome, 'trusted');
      }
    });

    it('is untrusted where a log is required, and there is none that is known', async () => {
      for (const entry of ['none', 'dsse'] as const) {
        const bundle = bundleEvidence(bytesOf(await made({ entry })));
        const report = await verify(bundle, other.root, { key: key.pem, requireLog: true });
        assert.equal(report.outcome, 'untrusted');
        assert.match(report.detail, /transparency log/);
      }
    });

    it('does not hold where the entry of the log is about another signature or key', async () => {
      const bundle = writtenOf(await made({ entry: 'dsse' }));
      const foreign = await Promise.all([
        made({ entry: 'dsse' }),
        instance.sign(statementOf(), { entry: 'dsse', signer: stranger.signer() }),
        instance.sign(statementOf(), { entry: 'dsse' }),
      ]);
      for (const it of foreign) {
        bundle.verificationMaterial.tlogEntries = writtenOf(it).verificationMaterial.tlogEntries;
        const evidence = bundleEvidence(bytes(bundle));
        assert.equal((await verify(evidence, instance.root, { key: key.pem, requireLog: true })).outcome, 'invalid');
        // Nobody asked for the log: nothing that it says is told.
        const report = await verify(evidence, instance.root, { key: key.pem, requireLog: false });
        assert.equal(report.outcome, 'trusted');
        assert.equal(report.witnessedAt, undefined);
        assert.match(report.logged[0]!, /was not relied on/);
      }
    });

    it('says that it is by this key, but does not hold', async () => {
      const bundle = await instance.sign(statementOf(), { entry: 'none', signer: stranger.signer(key.hint) });
      const report = await verify(bundleEvidence(bytesOf(bundle)), instance.root, {
        key: key.pem,
        requireLog: false,
      });
      assert.equal(report.outcome, 'invalid');
    });

    it('a hint proves nothing, and needs not be there', async () => {
      for (const hint of ['', 'ours', key.hint.repeat(100), '../../etc']) {
        const by = async (signer: OpenSslKey) =>
          verify(bundleEvidence(bytesOf(await made({ signer: signer.signer(hint) }))), instance.root, {
            key: key.pem,
            requireLog: false,
          });
        assert.equal((await by(key)).outcome, 'trusted');
        assert.notEqual((await by(stranger)).outcome, 'trusted');
      }
    });

    it('a certificate beside it, or a second signature, is refused', async () => {
      const { certificate } = writtenOf(await instance.sign(statementOf())).verificationMaterial;
      const signed = writtenOf(await made());
      const [signature] = signed.dsseEnvelope.signatures;
      const wrong: readonly ((bundle: Written) => unknown)[] = [
        it => (it.verificationMaterial.certificate = certificate),
        it => (it.verificationMaterial.x509CertificateChain = { certificates: [certificate] }),
        it => Object.assign(it, { verificationMaterial: { tlogEntries: [] } }),
        it => it.dsseEnvelope.signatures.push(signature),
        it => Object.assign(it.dsseEnvelope, { signatures: [] }),
        it =>
          (it.messageSignature = {
            messageDigest: { algorithm: 'SHA2_256', digest: 'AA==' },
            signature: signature.sig,
          }),
        it => Object.assign(it, { dsseEnvelope: undefined }),
      ];
      for (const change of wrong) {
        const bundle = structuredClone(signed);
        change(bundle);
        const report = await verify(bundleEvidence(bytes(bundle)), instance.root, {
          key: key.pem,
          requireLog: false,
        });
        assert.equal(report.outcome, 'invalid');
      }
    });

    it('does not hold with an algorithm that does not go with the key', async () => {
      const rsa = await keys.make('RSA-2048');
      const pss = {
        sign: async (it: Buffer) => ({
          signature: await rsa.sign(it, 'sha256', '-sigopt', 'rsa_padding_mode:pss'),
          key: { $case: 'publicKey' as const, publicKey: rsa.pem, hint: '' },
        }),
      };
      for (const [signer, { pem }] of [
        [key.signer('', 'sha1'), key],
        [key.signer('', 'sha512'), key],
        [rsa.signer('', 'sha1'), rsa],
        [pss, rsa],
      ] as const) {
        const bundle = bytesOf(await made({ signer }));
        const report = await verify(bundleEvidence(bundle), instance.root, { key: pem, requireLog: false });
        assert.equal(report.outcome, 'untrusted');
      }
    });
  });
});
