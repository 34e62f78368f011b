import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import type { SignatureReport } from '../../../server/src/facts/image/status';
import type { NotationStatement } from '../../../server/src/trust/policy';
import { run } from '../../kit/programs';
import {
  at,
  authority,
  baselinePolicy,
  type CertificateSpec,
  cmsToken,
  coseTask,
  day,
  found,
  generalized,
  jws,
  leaf,
  needsTools,
  Pki,
  purpose,
  sha256,
  signatureIn,
  stamped,
  stamper,
  stampInfo,
  started,
  statement,
  tlv,
  token,
  verify,
} from './kit';

type Outcome = SignatureReport['outcome'];

describe('trust: timestamps of Notation signatures', () => {
  const pki = new Pki();
  let envelope: Buffer;
  let good: Buffer;

  before(async function () {
    await needsTools(this);
    await pki.issue(
      authority('root'),
      authority('time root', { key: 'RSA-2048' }),
      authority('time authority', { issuer: 'time root' }),
      authority('stranger'),
      leaf('signer', 'root'),
      stamper('clock', 'time authority', { key: 'P-384', from: -20, further: [['2.5.29.14', false, '04020102']] }),
    );
    envelope = await jws(pki.issued.get('signer')!.key, { algorithm: 'ES256', chain: pki.chain('signer', 'root') });
    good = await token(pki, 'clock', signatureIn(envelope), ['time authority']);
  });
  after(() => pki.remove());

  const policy = (more: Partial<NotationStatement> = {}, level: 'strict' | 'permissive' = 'strict') =>
    statement({ ca: [pki.der('root')], tsa: [pki.der('time root')], level, more });
  const judge = (made: Buffer | undefined, of = policy(), now = at(0)) =>
    verify(found(made === undefined ? envelope : stamped(envelope, made)), of, { now });

  it('tell when a signature was seen', async () => {
    const report = await judge(good);
    assert.equal(report.outcome, 'trusted', report.detail);
    const past = started - Date.parse(report.witnessedAt!) / 1000;
    assert.ok(past > 0 && past < 2 * 3600, report.witnessedAt);
  });

  it('are those that openssl verifies', async () => {
    const files = ['-in', pki.file('good', good), '-CAfile', pki.file('time root', pki.pem('time root'))];
    const said = (over: Uint8Array) =>
      run('openssl', ['ts', '-verify', '-token_in', '-data', pki.file('over', over), ...files]);
    assert.match(String(await said(signatureIn(envelope))), /Verification: OK/);
    await assert.rejects(said(Buffer.from('x')));
  });

  it('are in COSE envelopes too', async () => {
    const signing = { algorithm: 'ES256', chain: pki.chain('signer', 'root') };
    const [bare] = await pki.bytes(coseTask('signer', signing));
    const cbor = await import('cborg');
    const message = cbor.decode(bare!, { useMaps: true, tags: cbor.Tagged.preserve(18) });
    message.value[1].set(
      'io.cncf.notary.timestampSignature',
      await token(pki, 'clock', message.value[3], ['time authority']),
    );
    const report = await verify(found(cbor.encode(message)), policy(), { now: at(400) });
    assert.equal(report.outcome, 'trusted', report.detail);
  });

  const rules: readonly (readonly [
    name: string,
    made: () => Buffer | undefined,
    now: number,
    of: () => NotationStatement,
    outcome: Outcome,
  ])[] = [
    ['an expired certificate, stamped before', () => good, 400, () => policy(), 'trusted'],
    [
      'an expired certificate, stamped, only then looked at',
      () => good,
      400,
      () => policy({ verifyTimestamp: 'afterCertExpiry' }),
      'trusted',
    ],
    [
      'an expired certificate, stamped, no store',
      () => good,
      400,
      () => statement({ ca: [pki.der('root')] }),
      'untrusted',
    ],
    ['an expired certificate, not stamped', () => undefined, 400, () => policy(), 'untrusted'],
    [
      'an expired certificate, not stamped, only then looked at',
      () => undefined,
      400,
      () => policy({ verifyTimestamp: 'afterCertExpiry' }),
      'untrusted',
    ],
    [
      'an expired certificate, not stamped, and that is logged',
      () => undefined,
      400,
      () => policy({}, 'permissive'),
      'trusted',
    ],
    ['a valid certificate, not stamped', () => undefined, 0, () => policy(), 'untrusted'],
    [
      'a valid certificate, not stamped, only then looked at',
      () => undefined,
      0,
      () => policy({ verifyTimestamp: 'afterCertExpiry' }),
      'trusted',
    ],
    [
      'a valid certificate, a timestamp of rubbish, no store',
      () => Buffer.from('x'),
      0,
      () => statement({ ca: [pki.der('root')] }),
      'trusted',
    ],
    [
      'a valid certificate, a timestamp of rubbish, only then looked at',
      () => Buffer.from('x'),
      0,
      () => policy({ verifyTimestamp: 'afterCertExpiry' }),
      'trusted',
    ],
    ['a valid certificate, a timestamp of rubbish', () => Buffer.from('x'), 0, () => policy(), 'untrusted'],
    [
      'a certificate that is not valid yet, not stamped',
      () => undefined,
      -20,
      () => policy({ verifyTimestamp: 'afterCertExpiry' }),
      'untrusted',
    ],
    [
      'an authority of timestamps by its own certificate',
      () => good,
      0,
      () => statement({ ca: [pki.der('root')], tsa: [pki.der('clock')] }),
      'untrusted',
    ],
    [
      'an authority of timestamps below its root',
      () => good,
      0,
      () => statement({ ca: [pki.der('root')], tsa: [pki.der('time authority')] }),
      'untrusted',
    ],
    [
      'a strange authority of timestamps',
      () => good,
      0,
      () => statement({ ca: [pki.der('root')], tsa: [pki.der('stranger'), pki.der('root')] }),
      'untrusted',
    ],
    ['an empty store', () => good, 0, () => statement({ ca: [pki.der('root')], tsa: [] }), 'untrusted'],
    [
      'the root of timestamps in the store of signers',
      () => good,
      0,
      () => statement({ ca: [pki.der('root'), pki.der('time root')], tsa: [] }),
      'untrusted',
    ],
  ];
  for (const [name, made, now, of, outcome] of rules)
    it(`${outcome}: ${name}`, async () => {
      const report = await judge(made(), of(), at(now));
      assert.equal(report.outcome, outcome, report.detail);
      if (outcome === 'untrusted') assert.equal(report.witnessedAt, undefined);
    });

  it('end in a root by its fingerprint, when it is sent', async () => {
    const stores = {
      ...policy().stores,
      tsa: { certificates: [], fingerprints: [sha256(pki.der('time root')).slice(7)] },
    };
    const sent = await token(pki, 'clock', signatureIn(envelope), ['time authority', 'time root']);
    assert.equal((await judge(sent, policy({ stores }))).outcome, 'trusted');
    assert.equal((await judge(good, policy({ stores }))).outcome, 'untrusted');
  });

  it('mean nothing to signing authorities', async () => {
    const own = await jws(pki.issued.get('signer')!.key, {
      algorithm: 'ES256',
      chain: pki.chain('signer', 'root'),
      authority: true,
    });
    const of = statement({ signingAuthority: [pki.der('root')], tsa: [pki.der('time root')] });
    const report = await verify(found(stamped(own, Buffer.from('x'))), of);
    assert.equal(report.outcome, 'trusted', report.detail);
  });

  const settings: readonly (readonly [name: string, settings: Record<string, string>, says: RegExp])[] = [
    ['SHA-384 in all places', { imprint: 'sha384', signer_digest: 'sha384', ess_cert_id_alg: 'sha384' }, /^trusted/],
    ['SHA-512 in all places', { imprint: 'sha512', signer_digest: 'sha512', ess_cert_id_alg: 'sha512' }, /^trusted/],
    ['the chain in the attributes', { ess_cert_id_chain: 'yes' }, /^trusted/],
    ['the name of the authority', { tsa_name: 'yes', ordering: 'yes' }, /^trusted/],
    ['microseconds', { accuracy: 'secs:1, millisecs:500, microsecs:100', clock_precision_digits: '3' }, /^trusted/],
    ['an accuracy of eleven days', { accuracy: `secs:${11 * day}` }, /not when the timestamp was made/],
    ['SHA-1 over the signature', { imprint: 'sha1', digests: 'sha1' }, /SHA-1/],
    ['SHA-1 over the attributes', { signer_digest: 'sha1' }, /SHA-1/],
    ['SHA-1 over the certificate', { ess_cert_id_alg: 'sha1' }, /does not say which certificate signed it/],
  ];
  for (const [name, more, says] of settings)
    it(`of openssl ts: ${name}`, async () => {
      const report = await judge(await token(pki, 'clock', signatureIn(envelope), ['time authority'], more));
      assert.match(`${report.outcome} ${report.detail}`, says);
    });

  const infos: readonly (readonly [name: string, info: (signature: Buffer) => Buffer, says: RegExp])[] = [
    ['all as it should be', over => stampInfo(over), /^trusted/],
    [
      'a fraction of a second',
      over => stampInfo(over, { made: generalized(started).replace('Z', '.25Z') }),
      /^trusted/,
    ],
    ['a nonce', over => stampInfo(over, { further: [Buffer.of(2, 1, 9)] }), /^trusted/],
    [
      'an extension',
      over =>
        stampInfo(over, { further: [tlv(0xa1, tlv(0x30, Buffer.from('06022a03', 'hex'), tlv(4, Buffer.of(5, 0))))] }),
      /^trusted/,
    ],
    [
      'a critical extension',
      over =>
        stampInfo(over, {
          further: [tlv(0xa1, tlv(0x30, Buffer.from('06022a030101ff', 'hex'), tlv(4, Buffer.of(5, 0))))],
        }),
      /critical extension/,
    ],
    ['other bytes', over => stampInfo(Buffer.concat([over, Buffer.of(0)])), /for another signature/],
    ['a short hash', over => stampInfo(over, { hash: Buffer.alloc(0) }), /for another signature/],
    ['version 2', over => stampInfo(over, { version: 2 }), /another version than 1/],
    [
      'before the certificate',
      over => stampInfo(over, { made: generalized(started - 11 * day) }),
      /CN=signer.*not when the timestamp was made/,
    ],
    [
      'after the certificate',
      over => stampInfo(over, { made: generalized(started + 31 * day) }),
      /CN=signer.*not when the timestamp was made/,
    ],
    [
      'when the authority was not valid',
      over => stampInfo(over, { made: generalized(started - 21 * day) }),
      /CN=clock.*was not valid/,
    ],
    ['the very end of the certificate', over => stampInfo(over, { made: generalized(started + 30 * day) }), /^trusted/],
    [
      'the very end of the certificate, give or take a second',
      over => stampInfo(over, { made: generalized(started + 30 * day), further: [tlv(0x30, Buffer.of(2, 1, 1))] }),
      /not when/,
    ],
    [
      'the very end of the certificate, by a policy of a second',
      over => stampInfo(over, { made: generalized(started + 30 * day), policy: baselinePolicy }),
      /not when/,
    ],
    [
      'the very end of the certificate, give or take a microsecond',
      over => stampInfo(over, { made: generalized(started + 30 * day), further: [tlv(0x30, Buffer.of(0x81, 1, 1))] }),
      /not when/,
    ],
    ['no time in UTC', over => stampInfo(over, { made: generalized(started).replace('Z', '') }), /is not a time/],
    ['a day that there is not', over => stampInfo(over, { made: '20250230000000Z' }), /no day and hour/],
    ['nothing', () => Buffer.alloc(0), /ends too early|tag that is not expected|cannot be read/],
    ['rubbish', () => Buffer.from('rubbish'), /./],
  ];
  for (const [name, info, says] of infos)
    it(`that say: ${name}`, async () => {
      const made = await cmsToken(pki, 'clock', info(signatureIn(envelope)), ['time authority']);
      const report = await judge(made);
      assert.match(`${report.outcome} ${report.detail}`, says);
      if (!says.source.includes('trusted')) assert.equal(report.outcome, 'untrusted');
    });

  const messages: readonly (readonly [name: string, sent: string[], options: string[], says: RegExp])[] = [
    ['only the certificate that signed', [], ['-cades'], /no authority that the policy trusts/],
    ['no certificate', [], ['-cades', '-nocerts'], /does not hold the certificate of its signer/],
    ['certificates that are not needed', ['time authority', 'stranger', 'root'], ['-cades'], /^trusted/],
    ['no name of the certificate', ['time authority'], [], /does not say which certificate signed it/],
    ['no signed attributes', ['time authority'], ['-noattr'], /no signed attributes/],
    ['its signer by key', ['time authority'], ['-cades', '-keyid'], /name its signer by issuer and serial number/],
    [
      'something else',
      ['time authority'],
      ['-cades', '-econtent_type', '1.2.840.113549.1.7.1'],
      /another version|something else/,
    ],
    ['it elsewhere', ['time authority'], ['-cades', '-econtent_type', '1.2.840.113549.1.9.16.1.1'], /something else/],
    ['the stream form', ['time authority'], ['-cades', '-stream'], /not DER/],
  ];
  for (const [name, sent, options, says] of messages)
    it(`that hold ${name}`, async () => {
      const report = await judge(await cmsToken(pki, 'clock', stampInfo(signatureIn(envelope)), sent, options));
      assert.match(`${report.outcome} ${report.detail}`, says);
    });

  it('that two signed', async () => {
    const second = [
      '-signer',
      pki.file('two.pem', pki.pem('signer')),
      '-inkey',
      pki.file('two.key', pki.issued.get('signer')!.key),
    ];
    const report = await judge(
      await cmsToken(pki, 'clock', stampInfo(signatureIn(envelope)), ['time authority'], ['-cades', ...second]),
    );
    assert.match(report.detail, /not signed by exactly one/);
  });

  const authorities: readonly (readonly [name: string, spec: Partial<CertificateSpec>, says: RegExp])[] = [
    ['as it should be', {}, /^trusted/],
    ['keyUsage that is not critical', { keyUsage: { bits: ['digitalSignature'], critical: false } }, /^trusted/],
    ['keyUsage that may not be repudiated', { keyUsage: { bits: ['digitalSignature', 'nonRepudiation'] } }, /^trusted/],
    ['RSA of 3072 bits', { key: 'RSA-3072' }, /^trusted/],
    ['no keyUsage', { keyUsage: null }, /has no keyUsage/],
    ['keyUsage for more', { keyUsage: { bits: ['digitalSignature', 'keyEncipherment'] } }, /more than signing/],
    ['a purpose that is not critical', { purposes: { oids: [purpose.time] } }, /extendedKeyUsage that is not critical/],
    ['no purpose', { purposes: null }, /not for timestamps alone/],
    ['another purpose', { purposes: { oids: [purpose.code], critical: true } }, /not for timestamps alone/],
    ['two purposes', { purposes: { oids: [purpose.time, purpose.code], critical: true } }, /not for timestamps alone/],
    [
      'the same purpose twice',
      { purposes: { oids: [purpose.time, purpose.time], critical: true } },
      /not for timestamps alone/,
    ],
    ['being an authority', { basicConstraints: { ca: true } }, /is a certificate authority/],
    ['being expired', { from: -20, until: -1 }, /was not valid when the timestamp was made/],
    ['not being valid yet', { from: 1, until: 20 }, /was not valid when the timestamp was made/],
    ['SHA-1', { hash: 'SHA1' }, /SHA-1/],
    ['another curve', { key: 'P-256K' }, /curve/],
  ];
  for (const [name, spec, says] of authorities)
    it(`by an authority with ${name}`, async () => {
      await pki.issue(stamper('odd clock', 'time authority', spec));
      const report = await judge(
        await cmsToken(pki, 'odd clock', stampInfo(signatureIn(envelope)), ['time authority']),
      );
      assert.match(`${report.outcome} ${report.detail}`, says);
    });

  it('by an authority whose chain is too long for its root', async () => {
    await pki.issue(
      authority('short root', { basicConstraints: { ca: true, pathLength: 0 } }),
      authority('below', { issuer: 'short root' }),
      stamper('far clock', 'below'),
    );
    const made = await cmsToken(pki, 'far clock', stampInfo(signatureIn(envelope)), ['below']);
    const report = await judge(made, statement({ ca: [pki.der('root')], tsa: [pki.der('short root')] }));
    assert.match(report.detail, /allows 0 certificate authorities/);
  });

  it('that was signed after the authority was valid', async () => {
    await pki.issue(stamper('late clock', 'time authority', { from: -20, until: -1 }));
    const info = stampInfo(signatureIn(envelope), { made: generalized(started - 5 * day) });
    const report = await judge(await cmsToken(pki, 'late clock', info, ['time authority']));
    assert.match(report.detail, /was signed when its certificates were not valid/);
  });

  it('with another certificate of the same name, number and key than it was signed with', async () => {
    const made = await cmsToken(pki, 'clock', stampInfo(signatureIn(envelope)), ['time authority']);
    assert.equal((await judge(made)).outcome, 'trusted');
    const own = pki.der('clock');
    const { serialNumber: serial } = new X509Certificate(own);
    let twin: Buffer;
    do {
      const subject = [[['C', 'US']], [['ST', 'WA']], [['O', 'Acme']], [['CN', 'clock']]] as const;
      const like = {
        keyOf: 'clock',
        serial: `0x${serial}`,
        subject,
        from: -19,
        further: [['2.5.29.14', false, '04020102']],
      } as const;
      await pki.issue(stamper('twin', 'time authority', like));
      twin = pki.der('twin');
    } while (twin.length !== own.length);
    twin.copy(made, made.indexOf(own));
    assert.match((await judge(made)).detail, /was signed with another certificate than it says/);
  });
});
