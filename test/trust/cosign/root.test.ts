import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readPublicKey } from '../../../server/src/trust/cosign/key';
import { publicGoodRootData, publicGoodRootSha256 } from '../../../server/src/trust/cosign/public-good-root.data';
import { publicGoodRoot, readTrustedRoot } from '../../../server/src/trust/cosign/root';
import { Instance, writtenRootOf } from './instance';

const ageless = (log: { publicKey: object }): object => ({ ...log, publicKey: { ...log.publicKey, validFor: {} } });

describe('cosign: trusted roots', () => {
  let instance: Instance;
  before(async () => {
    instance = await Instance.start();
  });
  after(() => instance?.stop());

  const read = (value: unknown) => readTrustedRoot(Buffer.from(JSON.stringify(value)), 'root.json');

  it('the copy of the public good instance is what its publisher signed', () => {
    // Of the file, which is written with two spaces and ends without a line break, or with one.
    const text = JSON.stringify(publicGoodRootData, undefined, 2);
    const hashes = [text, `${text}\n`].map(it => createHash('sha256').update(it).digest('hex'));
    assert.ok(hashes.includes(publicGoodRootSha256));
  });

  it('knows logs of both versions, and is read once', () => {
    const root = publicGoodRoot();
    assert.equal(root, publicGoodRoot());
    assert.deepEqual(
      root.material.tlogs.map(it => it.baseURL),
      ['https://rekor.sigstore.dev', 'https://log2025-1.rekor.sigstore.dev'],
    );
    assert.match(root.published!, /^\d{4}-\d{2}-\d{2}$/);
    assert.equal(root.authorities.at(-1)!.chain.at(-1)!.fingerprint256.slice(0, 11), '3B:A7:B6:CC');
  });

  it('the copy is not old, or somebody is told', () => {
    const days = (Date.now() - Date.parse(publicGoodRoot().published!)) / 86_400_000;
    if (days > 180)
      console.log(`      the trusted root of Sigstore is ${Math.floor(days)} days old: public-good-root.data.ts`);
    assert.ok(days > -1);
  });

  it('reads those of others', () => {
    const root = read(writtenRootOf(instance));
    assert.ok(typeof root !== 'string');
    assert.equal(root.name, 'root.json');
    assert.equal(root.published, undefined);
    assert.ok(
      typeof read({ ...writtenRootOf(instance), mediaType: 'application/vnd.dev.sigstore.trustedroot.v0.2+json' }) !==
        'string',
    );
  });

  const wrong: readonly (readonly [string, (root: ReturnType<typeof writtenRootOf>) => unknown, RegExp])[] = [
    [
      'another type of file',
      root => ({ ...root, mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json' }),
      /is not a trusted root/,
    ],
    ['no type', root => ({ ...root, mediaType: undefined }), /is not a trusted root/],
    ['a list', () => [], /is not a trusted root/],
    [
      'a key that is none',
      root => ({ ...root, tlogs: [{ ...(root.tlogs[0] as object), publicKey: { rawBytes: 'AAAA' } }] }),
      /cannot be read/,
    ],
    [
      'an authority without certificates',
      root => ({ ...root, certificateAuthorities: [{ certChain: { certificates: [] } }] }),
      /cannot be read/,
    ],
    [
      'a certificate that is none',
      root => ({ ...root, certificateAuthorities: [{ certChain: { certificates: [{ rawBytes: 'AAAA' }] } }] }),
      /cannot be read/,
    ],
    ['too many logs', root => ({ ...root, tlogs: Array.from({ length: 65 }, () => root.tlogs[0]) }), /cannot be read/],
    [
      'a log of no age',
      root => ({ ...root, ctlogs: [ageless(root.ctlogs[0] as { publicKey: object })] }),
      /cannot be read/,
    ],
    ['strange shapes', root => ({ ...root, tlogs: [null, 1, 'a'], certificateAuthorities: [{}] }), /cannot be read/],
  ];
  for (const [name, change, problem] of wrong) {
    it(`refuses ${name}`, () => {
      const result = read(change(writtenRootOf(instance)));
      assert.ok(typeof result === 'string');
      assert.match(result, problem);
    });
  }

  it('refuses what is no JSON, or too much', () => {
    assert.match(String(readTrustedRoot(Buffer.from('{'), 'root.json')), /`root\.json` is not valid JSON\./);
    assert.match(String(readTrustedRoot(Buffer.alloc(2 << 20, ' '), 'root.json')), /is larger/);
    assert.match(String(readTrustedRoot(Buffer.from('['.repeat(100_000)), 'root.json')), /nested/);
  });

  it('keys: says what is wrong with them', () => {
    assert.equal(readPublicKey(''), 'is no PEM of a public key');
    assert.equal(readPublicKey('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'), 'cannot be read');
    assert.match(
      String(readPublicKey(`-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----`)),
      /no PEM of a public key/,
    );
    assert.match(String(readPublicKey('A'.repeat(20_000))), /longer/);
  });
});
