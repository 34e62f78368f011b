import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import type { SigstoreSigner } from '../../../server/src/trust/policy';
import { needs } from '../../kit/programs';
import {
  annotationNames,
  hashedRekord,
  keylessLayer,
  type Layer,
  layerEvidence,
  payloadOf,
  rekorBundle,
  verify,
} from './evidence';
import { github, Instance, imageDigest, workflow } from './instance';
import { type KeyKind, Keys, type OpenSslKey } from './openssl';

const acme: SigstoreSigner = { issuer: github, identity: workflow };

describe('cosign: simple signing', () => {
  let instance: Instance;
  const keys = new Keys();

  before(async function () {
    needs(this, 'openssl');
    instance = await Instance.start();
  });

  after(() => {
    instance?.stop();
    keys.remove();
  });

  const check = ({ payload, annotations }: Layer, ...signers: readonly SigstoreSigner[]) =>
    verify(layerEvidence(payload, annotations), instance.root, ...signers);

  const changed = ({ payload, annotations }: Layer, change: Readonly<Record<string, string | undefined>>): Layer => ({
    payload,
    annotations: Object.fromEntries(
      Object.entries({ ...annotations, ...change }).filter((it): it is [string, string] => it[1] !== undefined),
    ),
  });

  const keyedLayer = async (key: OpenSslKey, payload = payloadOf(), log = false, digest?: string): Promise<Layer> => {
    const signature = await key.sign(payload, digest);
    const entry = log ? await instance.logged(hashedRekord(payload, signature, key.pem)) : undefined;
    return {
      payload,
      annotations: {
        [annotationNames.signature]: signature.toString('base64'),
        ...(entry ? { [annotationNames.bundle]: rekorBundle(entry) } : {}),
      },
    };
  };

  describe('by a key', () => {
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
        for (const log of [false, true]) {
          const layer = await keyedLayer(key, payloadOf(), log, digest);
          const report = await check(layer, { key: key.pem, requireLog: log });
          assert.equal(report.outcome, 'trusted', report.detail);
          assert.equal(report.signer, `sha256:${key.id}`);
          assert.equal(report.subject, imageDigest);
          assert.equal(report.witnessedAt !== undefined, log);
        }
      });
    }

    it('is untrusted by another key, without a log that is required, and without a policy', async () => {
      const [key, stranger] = await Promise.all([keys.make('P-256'), keys.make('P-256')]);
      const layer = await keyedLayer(key);
      assert.equal((await check(layer, { key: stranger.pem, requireLog: false })).outcome, 'untrusted');
      assert.equal((await check(layer, { key: key.pem, requireLog: true })).outcome, 'untrusted');
      assert.equal((await check(layer, acme)).outcome, 'untrusted');
      const report = await check(layer);
      assert.equal(report.outcome, 'untrusted');
      assert.equal(report.signer, undefined);
    });

    it("with the certificate of the key beside it, as with a PKI of one's own", async () => {
      const { signature, key } = await instance.signer().sign(payloadOf());
      if (key.$case !== 'x509Certificate') throw new Error('no certificate');
      const certificate = new X509Certificate(key.certificate);
      const pem = String(certificate.publicKey.export({ type: 'spki', format: 'pem' }));
      const layer = {
        payload: payloadOf(),
        annotations: {
          [annotationNames.signature]: signature.toString('base64'),
          [annotationNames.certificate]: certificate.toString(),
        },
      };
      assert.equal((await check(layer, { key: pem, requireLog: false })).outcome, 'trusted');
      const other = await keylessLayer(instance);
      const exchanged = changed(layer, {
        [annotationNames.certificate]: other.annotations[annotationNames.certificate],
      });
      assert.notEqual((await check(exchanged, { key: pem, requireLog: false })).outcome, 'trusted');
    });

    it('does not hold with the log entry of another signature', async () => {
      const key = await keys.make('P-256');
      const [one, two] = [await keyedLayer(key, payloadOf(), true), await keyedLayer(key, payloadOf(), true)];
      const layer = changed(one, { [annotationNames.bundle]: two.annotations[annotationNames.bundle] });
      assert.equal((await check(layer, { key: key.pem, requireLog: true })).outcome, 'invalid');
    });
  });

  describe('keyless', () => {
    it('holds', async () => {
      const report = await check(await keylessLayer(instance), acme);
      assert.equal(report.outcome, 'trusted', report.detail);
      assert.equal(report.signer, workflow);
      assert.equal(report.issuer, github);
      assert.ok(report.witnessedAt);
    });

    it('holds with a timestamp as well, but not with one of another signature', async () => {
      const layer = await keylessLayer(instance);
      const stamped = async (signature: string): Promise<Layer> => {
        const token = await instance.timestamp(Buffer.from(signature, 'base64'));
        return changed(layer, {
          [annotationNames.timestamp]: JSON.stringify({ SignedRFC3161Timestamp: token.toString('base64') }),
        });
      };
      assert.equal(
        (await check(await stamped(layer.annotations[annotationNames.signature]!), acme)).outcome,
        'trusted',
      );
      assert.equal((await check(await stamped('AAAA'), acme)).outcome, 'invalid');
    });

    it('is untrusted without the promise of the log', async () => {
      const layer = changed(await keylessLayer(instance), { [annotationNames.bundle]: undefined });
      const report = await check(layer, acme);
      assert.equal(report.outcome, 'untrusted');
      assert.match(report.detail, /in no transparency log/);
    });

    it('is untrusted without its certificate', async () => {
      const layer = changed(await keylessLayer(instance), { [annotationNames.certificate]: undefined });
      assert.equal((await check(layer, acme)).outcome, 'untrusted');
    });

    it('does not ask for the chain, which the root has', async () => {
      const layer = changed(await keylessLayer(instance), { [annotationNames.chain]: undefined });
      assert.equal((await check(layer, acme)).outcome, 'trusted');
    });

    const parts = ['signature', 'certificate', 'bundle'] as const;
    for (const part of parts) {
      it(`does not hold with the ${part} of another signature`, async () => {
        const [one, two] = [await keylessLayer(instance), await keylessLayer(instance)];
        const layer = changed(one, { [annotationNames[part]]: two.annotations[annotationNames[part]] });
        assert.equal((await check(layer, acme)).outcome, 'invalid');
      });
    }

    it('does not hold where the log promised another time', async () => {
      const layer = await keylessLayer(instance);
      const entry = JSON.parse(layer.annotations[annotationNames.bundle]!);
      entry.Payload.integratedTime += 1;
      const report = await check(changed(layer, { [annotationNames.bundle]: JSON.stringify(entry) }), acme);
      assert.equal(report.outcome, 'invalid');
    });

    it('a kind of log entry that is not known is no proof against it', async () => {
      const layer = await keylessLayer(instance);
      const entry = await instance.logged({ kind: 'rekord', apiVersion: '0.0.1' });
      const report = await check(changed(layer, { [annotationNames.bundle]: rekorBundle(entry) }), acme);
      assert.equal(report.outcome, 'unknown');
    });
  });

  describe('what is signed', () => {
    const wrong: readonly (readonly [string, Buffer, RegExp])[] = [
      ['another image', payloadOf(`sha256:${'77cd'.repeat(16)}`), /not of this image/],
      ['another kind of payload', payloadOf(imageDigest, 'atomic container signature'), /not of the kind/],
      [
        'no digest',
        Buffer.from('{"critical":{"type":"cosign container image signature","image":{}}}'),
        /by its SHA-256/,
      ],
      [
        'a payload with the digest twice',
        Buffer.from(String(payloadOf()).replace('"image":{', `"image":{"docker-manifest-digest":"sha256:00",`)),
        /twice/,
      ],
      ['no JSON', Buffer.from(imageDigest), /not valid JSON/],
      ['an empty payload', Buffer.alloc(0), /not valid JSON/],
    ];
    for (const [name, payload, detail] of wrong) {
      it(`does not hold for ${name}`, async () => {
        const key = await keys.make('P-256');
        for (const layer of [await keyedLayer(key, payload), await keylessLayer(instance, payload)]) {
          const report = await check(layer, acme, { key: key.pem, requireLog: false });
          assert.equal(report.outcome, 'invalid');
          assert.match(report.detail, detail);
        }
      });
    }

    it('the name it was signed under is no claim', async () => {
      const key = await keys.make('P-256');
      const payload = Buffer.from(String(payloadOf()).replace('registry.example/app', 'elsewhere.example/other'));
      assert.equal(
        (await check(await keyedLayer(key, payload), { key: key.pem, requireLog: false })).outcome,
        'trusted',
      );
    });
  });

  describe('annotations', () => {
    const wrong: readonly (readonly [string, string | undefined])[] = [
      [annotationNames.signature, undefined],
      [annotationNames.signature, ''],
      [annotationNames.signature, '!!!!'],
      [annotationNames.signature, 'AAAA'],
      [annotationNames.certificate, 'x'],
      [annotationNames.certificate, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
      [annotationNames.certificate, 'A'.repeat(300_000)],
      [annotationNames.bundle, '{}'],
      [
        annotationNames.bundle,
        '{"SignedEntryTimestamp":null,"Payload":{"body":null,"integratedTime":0,"logIndex":0,"logID":""}}',
      ],
      [annotationNames.bundle, '['.repeat(50_000)],
      [annotationNames.timestamp, '{"SignedRFC3161Timestamp":null}'],
      [annotationNames.timestamp, '{"SignedRFC3161Timestamp":"MAA="}'],
    ];
    for (const [name, value] of wrong) {
      it(`does not hold: ${name.split('/')[1]} ${value === undefined ? 'missing' : JSON.stringify(value).slice(0, 40)}`, async () => {
        const report = await check(changed(await keylessLayer(instance), { [name]: value }), acme);
        assert.equal(report.outcome, 'invalid');
      });
    }
  });
});
