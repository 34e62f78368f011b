import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SignatureReport } from '../../../server/src/facts/image/status';
import type { RevocationEvidence } from '../../../server/src/trust/evidence';
import { revocationAddresses } from '../../../server/src/trust/notation/verify';
import { run } from '../../kit/programs';
import {
  at,
  authority,
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
  signatureIn,
  stamped,
  stamper,
  stampInfo,
  started,
  statement,
  token,
  verify,
} from './kit';

const list = 'http://crl.example/a.crl';
const responder = 'http://ocsp.example';
const seconds = (days: number): number => started + days * day;

describe('trust: revocation of Notation signatures', () => {
  const pki = new Pki();
  before(async function () {
    await needsTools(this);
    await pki.issue(
      authority('root'),
      authority('stranger'),
      { ...authority('namesake'), subject: [[['C', 'US']], [['ST', 'WA']], [['O', 'Acme']], [['CN', 'root']]] },
      authority('middle', { issuer: 'root', crl: [['http://crl.example/root.crl']] }),
      leaf('listed', 'root', { crl: [[list]] }),
      leaf('other', 'root', { crl: [[list]] }),
      leaf('asked', 'root', { ocsp: [responder] }),
      leaf('both', 'root', { ocsp: [responder], crl: [[list]] }),
      leaf('two lists', 'root', { crl: [[list, 'ldap://x'], ['http://crl.example/b.crl']] }),
      leaf('ldap', 'root', { crl: [['ldap://crl.example/a']] }),
      leaf('below', 'middle', { crl: [[list]] }),
      leaf('neither', 'root'),
      leaf('responder', 'root', { purposes: { oids: [purpose.ocsp] }, noCheck: true }),
      leaf('checked responder', 'root', { purposes: { oids: [purpose.ocsp] }, crl: [[list]] }),
      leaf('no responder', 'root'),
      leaf('old responder', 'root', { purposes: { oids: [purpose.ocsp] }, noCheck: true, from: -5, until: -1 }),
      leaf('far responder', 'stranger', { purposes: { oids: [purpose.ocsp] }, noCheck: true }),
    );
  });
  after(() => pki.remove());

  const signed = async (name: string, more: object = {}) => {
    const chain = name === 'below' ? pki.chain(name, 'middle', 'root') : pki.chain(name, 'root');
    return jws(pki.issued.get(name)!.key, { algorithm: 'ES256', chain, ...more });
  };
  const judge = async (
    name: string,
    revocation: readonly RevocationEvidence[],
    level: 'strict' | 'permissive' = 'strict',
    more = {},
  ) => verify(found(await signed(name)), statement({ ca: [pki.der('root')], level }), { revocation, ...more });
  const crl = (bytes: Uint8Array, address = list): RevocationEvidence => ({ kind: 'crl', address, bytes });
  const ocsp = (bytes: Uint8Array): RevocationEvidence => ({ kind: 'ocsp', address: responder, bytes });
  const listTask = { do: 'crl', issuer: 'root', from: seconds(-1), until: seconds(7) };
  const answerTask = { do: 'ocsp', of: 'asked', issuer: 'root', status: 'GOOD', from: seconds(-1), until: seconds(7) };
  const revokedListed = { of: 'listed', at: seconds(-2) };

  const check = (report: SignatureReport, says: RegExp): void => {
    assert.match(`${report.outcome} ${report.reason ?? ''} ${report.detail}`, says);
  };

  describe('by lists', () => {
    const cases: readonly (readonly [name: string, task: object, says: RegExp, of?: string])[] = [
      ['an empty list', {}, /^trusted/],
      ['a list of others', { entries: [{ of: 'other', at: seconds(-2) }], others: 3000 }, /^trusted/],
      ['the certificate in it', { entries: [revokedListed] }, /^invalid .*CN=listed.* was revoked on/],
      ['it among others', { entries: [{ of: 'other', at: seconds(-2) }, revokedListed] }, /^invalid/],
      ['it, with a reason', { entries: [{ ...revokedListed, reason: 'keyCompromise' }] }, /^invalid/],
      ['it on hold', { entries: [{ ...revokedListed, reason: 'certificateHold' }] }, /^invalid/],
      ['it, and no longer', { entries: [{ ...revokedListed, reason: 'removeFromCRL' }] }, /^trusted/],
      ['it, invalid from some day on', { entries: [{ ...revokedListed, invalid: seconds(-3) }] }, /^invalid/],
      ['it in a list that is out of date', { entries: [revokedListed], until: seconds(-0.5) }, /^invalid/],
      [
        'it on hold in a list that is out of date',
        { entries: [{ ...revokedListed, reason: 'certificateHold' }], until: seconds(-0.5) },
        /^unknown protocol .*out of date/,
      ],
      ['a list that is out of date', { until: seconds(-0.5) }, /^unknown protocol .*out of date/],
      ['a list that is not valid yet', { from: seconds(1) }, /^unknown protocol .*not valid yet/],
      ['a list of a stranger', { issuer: 'stranger' }, /^unknown protocol .*not by the issuer/],
      ['a list signed by a stranger', { signer: 'stranger' }, /^unknown protocol .*does not hold/],
      ['a list of changes', { delta: 1 }, /^unknown protocol .*changes only/],
      [
        'a list that has later changes',
        { freshest: 'http://crl.example/delta.crl' },
        /^unknown protocol .*later changes/,
      ],
      [
        'it in a list that has later changes',
        { freshest: 'http://crl.example/delta.crl', entries: [revokedListed] },
        /^invalid/,
      ],
      ['an indirect list', { point: { indirect: true } }, /^unknown protocol .*several issuers/],
      ['a list of its address', { point: { addresses: [list] } }, /^trusted/],
      [
        'a list of another address',
        { point: { addresses: ['http://crl.example/b.crl'] } },
        /^unknown protocol .*another address/,
      ],
      ['a list of users', { point: { users: true, addresses: [list] } }, /^trusted/],
      ['a list of authorities', { point: { authorities: true } }, /^unknown protocol .*authorities only/],
    ];
    for (const [name, task, says] of cases)
      it(name, async () => {
        const [bytes] = await pki.bytes({ ...listTask, ...task });
        check(await judge('listed', [crl(bytes!)]), says);
      });

    it('says what is known when nobody answers', async () => {
      check(await judge('listed', []), /^unknown not-asked .*is not known: nobody answered/);
      const [bytes] = await pki.bytes(listTask);
      check(await judge('listed', [crl(bytes!, 'http://crl.example/b.crl')]), /^unknown not-found/);
      check(await judge('listed', [crl(Buffer.from('<html>'))]), /^unknown protocol/);
      const logged = await judge('listed', [], 'permissive');
      check(logged, /^trusted/);
      assert.match(logged.logged[0]!, /is not known: nobody answered/);
      const unasked = await judge('listed', [], 'strict', { checksRevocation: false });
      check(unasked, /^trusted/);
      assert.deepEqual(unasked.logged, ['Revocation was not checked.']);
      check(await judge('neither', []), /^trusted/);
      check(await judge('ldap', []), /^unknown/);
    });

    it('knows of what was revoked even when nobody asked, and when it is only logged', async () => {
      const [bytes] = await pki.bytes({ ...listTask, entries: [revokedListed] });
      check(await judge('listed', [crl(bytes!)], 'strict', { checksRevocation: false }), /^invalid/);
      check(await judge('listed', [crl(bytes!)], 'permissive'), /^invalid/);
    });

    it('is not asked for where the policy skips it', async () => {
      const [bytes] = await pki.bytes({ ...listTask, entries: [revokedListed] });
      const policy = statement({ ca: [pki.der('root')] });
      const skipping = { ...policy, actions: { ...policy.actions, revocation: 'skip' as const } };
      const report = await verify(found(await signed('listed')), skipping, { revocation: [crl(bytes!)] });
      check(report, /^trusted/);
    });

    it('asks each distribution point', async () => {
      const [good, bad] = await pki.bytes(listTask, { ...listTask, entries: [{ of: 'two lists', at: seconds(-2) }] });
      const other = 'http://crl.example/b.crl';
      check(await judge('two lists', [crl(good!)]), /^unknown/);
      check(await judge('two lists', [crl(good!), crl(good!, other)]), /^trusted/);
      check(await judge('two lists', [crl(good!), crl(bad!, other)]), /^invalid/);
      check(await judge('two lists', [crl(bad!, other)]), /^invalid/);
    });

    it('asks about authorities', async () => {
      const above = 'http://crl.example/root.crl';
      const [good, bad, own] = await pki.bytes(
        { ...listTask, point: { authorities: true } },
        { ...listTask, entries: [{ of: 'middle', at: seconds(-2) }] },
        { ...listTask, issuer: 'middle' },
      );
      check(await judge('below', [crl(own!), crl(good!, above)]), /^trusted/);
      check(await judge('below', [crl(own!), crl(bad!, above)]), /^invalid .*CN=middle/);
      check(await judge('below', [crl(own!)]), /^unknown .*CN=middle/);
      check(await judge('below', [crl(good!), crl(good!, above)]), /^unknown .*CN=below/);
    });

    it('takes none of an authority that may not sign lists', async () => {
      await pki.issue(
        authority('listless', { keyUsage: { bits: ['keyCertSign'] } }),
        leaf('under', 'listless', { crl: [[list]] }),
      );
      const [bytes] = await pki.bytes({ ...listTask, issuer: 'listless' });
      const envelope = await jws(pki.issued.get('under')!.key, {
        algorithm: 'ES256',
        chain: pki.chain('under', 'listless'),
      });
      const report = await verify(found(envelope), statement({ ca: [pki.der('listless')] }), {
        revocation: [crl(bytes!)],
      });
      check(report, /^unknown protocol .*a key that may not/);
    });

    it('of openssl ca', async () => {
      const date = (days: number) => generalized(seconds(days)).slice(2);
      const serial = (name: string) => new X509Certificate(pki.der(name)).serialNumber;
      const write = async (revoked: string) => {
        const index = pki.file(
          'index.txt',
          `R\t${date(30)}\t${date(-2)},keyCompromise\t${serial(revoked)}\tunknown\t/CN=x\n`,
        );
        pki.file('index.txt.attr', 'unique_subject = no\n');
        const number = pki.file('crlnumber', '05\n');
        const config = pki.file(
          'ca.cnf',
          `[ca]\ndefault_ca = one\n[one]\ndatabase = ${index}\ncrlnumber = ${number}\ndefault_md = sha384\ndefault_crl_days = 3\ncrl_extensions = ext\n[ext]\nauthorityKeyIdentifier = issuer:always\n`,
        );
        const out = join(pki.folder, 'list.pem');
        await run('openssl', [
          'ca',
          '-gencrl',
          '-config',
          config,
          '-cert',
          pki.file('root.pem', pki.pem('root')),
          '-keyfile',
          pki.file('root.key', pki.issued.get('root')!.key),
          '-out',
          out,
        ]);
        return run('openssl', ['crl', '-in', out, '-outform', 'DER']);
      };
      check(await judge('listed', [crl(await write('other'))], 'strict', { now: at(1) }), /^trusted/);
      check(await judge('listed', [crl(await write('listed'))], 'strict', { now: at(1) }), /^invalid/);
    });
  });

  describe('by OCSP', () => {
    const cases: readonly (readonly [name: string, task: object, says: RegExp])[] = [
      ['good', {}, /^trusted/],
      ['good, by the name of the issuer', { byName: true }, /^trusted/],
      ['good, by SHA-256', { hash: 'SHA256' }, /^trusted/],
      ['good, by a responder', { responder: 'responder', sends: ['responder'] }, /^trusted/],
      [
        'good, by a responder by name',
        { responder: 'responder', sends: ['other', 'responder'], byName: true },
        /^trusted/,
      ],
      ['revoked', { status: 'REVOKED', at: seconds(-2) }, /^invalid .*CN=asked.* was revoked on/],
      [
        'revoked, by a responder',
        { status: 'REVOKED', at: seconds(-2), responder: 'responder', sends: ['responder'] },
        /^invalid/,
      ],
      ['unknown', { status: 'UNKNOWN' }, /^unknown protocol .*does not know it/],
      ['good, of another certificate', { of: 'other' }, /^unknown not-found/],
      ['good, and out of date', { until: seconds(-0.1) }, /^unknown protocol .*out of date/],
      ['good, for ever', { until: undefined }, /^unknown protocol .*out of date/],
      ['good, later', { from: seconds(0.1) }, /^unknown protocol .*not valid yet/],
      [
        'good, signed by a stranger of the same name',
        { responder: 'namesake', byName: true },
        /^unknown protocol .*does not hold/,
      ],
      [
        'good, by a responder that is not sent',
        { responder: 'responder' },
        /^unknown protocol .*certificate of its signer/,
      ],
      [
        'good, by one that is no responder',
        { responder: 'no responder', sends: ['no responder'] },
        /^unknown protocol .*which may not/,
      ],
      [
        'good, by the certificate itself',
        { responder: 'asked', sends: ['asked'] },
        /^unknown protocol .*which may not/,
      ],
      [
        'good, by an expired responder',
        { responder: 'old responder', sends: ['old responder'] },
        /^unknown protocol .*not valid now/,
      ],
      [
        'good, by a responder of a stranger',
        { responder: 'far responder', sends: ['far responder'] },
        /^unknown protocol .*which may not/,
      ],
      ['good, by an issuer of the same name', { issuer: 'stranger', responder: 'root' }, /^unknown not-found/],
    ];
    for (const [name, task, says] of cases)
      it(name, async () => {
        const [bytes] = await pki.bytes({ ...answerTask, ...task });
        check(await judge('asked', [ocsp(bytes!)]), says);
      });

    it('and lists, where it says nothing', async () => {
      const [unknown, good, bad, clean, dirty] = await pki.bytes(
        { ...answerTask, of: 'both', status: 'UNKNOWN' },
        { ...answerTask, of: 'both' },
        { ...answerTask, of: 'both', status: 'REVOKED', at: seconds(-2) },
        listTask,
        { ...listTask, entries: [{ of: 'both', at: seconds(-2) }] },
      );
      check(await judge('both', [crl(clean!)]), /^trusted/);
      check(await judge('both', [crl(dirty!)]), /^invalid/);
      check(await judge('both', [ocsp(unknown!), crl(clean!)]), /^trusted/);
      check(await judge('both', [ocsp(unknown!), crl(dirty!)]), /^invalid/);
      check(await judge('both', [ocsp(good!)]), /^trusted/);
      check(await judge('both', [ocsp(bad!), crl(clean!)]), /^invalid/);
      check(await judge('both', [ocsp(unknown!)]), /^unknown/);
    });

    it('by a responder that may be revoked itself', async () => {
      const [bytes, clean, dirty] = await pki.bytes(
        { ...answerTask, responder: 'checked responder', sends: ['checked responder'] },
        listTask,
        { ...listTask, entries: [{ of: 'checked responder', at: seconds(-2) }] },
      );
      check(await judge('asked', [ocsp(bytes!)]), /^unknown/);
      check(await judge('asked', [ocsp(bytes!), crl(clean!)]), /^trusted/);
      check(await judge('asked', [ocsp(bytes!), crl(dirty!)]), /^unknown .*checked responder.* was revoked/);
    });

    it('of openssl ocsp, which understands our questions', async () => {
      const date = (days: number) => generalized(seconds(days)).slice(2);
      const { serialNumber } = new X509Certificate(pki.der('asked'));
      const [asked] = await revocationAddresses(found(await signed('asked')));
      assert.deepEqual([asked!.kind, asked!.address], ['ocsp', responder]);
      const request = asked!.body!;
      const ask = async (line: string) => {
        const out = join(pki.folder, 'answer');
        await run('openssl', [
          ...['ocsp', '-index', pki.file('ocsp.txt', `${line}\t${serialNumber}\tunknown\t/CN=x\n`), '-ndays', '3'],
          ...['-CA', pki.file('root.pem', pki.pem('root')), '-reqin', pki.file('request', request), '-respout', out],
          ...[
            '-rsigner',
            pki.file('responder.pem', pki.pem('responder')),
            '-rkey',
            pki.file('responder.key', pki.issued.get('responder')!.key),
          ],
        ]);
        return ocsp(readFileSync(out));
      };
      check(await judge('asked', [await ask(`V\t${date(30)}\t`)]), /^trusted/);
      check(await judge('asked', [await ask(`R\t${date(30)}\t${date(-2)},superseded`)]), /^invalid/);
    });
  });

  describe('after the signature was made', () => {
    const cases: readonly (readonly [name: string, invalid: number | undefined, outcome: string])[] = [
      ['a key that became invalid later', 2, 'trusted'],
      ['a key that became invalid before', -2, 'invalid'],
      ['a key that was revoked without saying since when', undefined, 'invalid'],
    ];
    for (const [name, invalid, outcome] of cases)
      it(`${outcome}: ${name}`, async () => {
        const entry = {
          ...revokedListed,
          at: seconds(3),
          ...(invalid === undefined ? {} : { invalid: seconds(invalid) }),
        };
        const [bytes] = await pki.bytes({ ...listTask, entries: [entry], until: seconds(20) });
        const evidence = { revocation: [crl(bytes!)], now: at(5) };
        const own = await signed('listed', { authority: true });
        const authorities = await verify(found(own), statement({ signingAuthority: [pki.der('root')] }), evidence);
        assert.equal(authorities.outcome, outcome, authorities.detail);
        // A signing time that is a claim only counts for nothing.
        const claimed = await verify(found(await signed('listed')), statement({ ca: [pki.der('root')] }), evidence);
        assert.equal(claimed.outcome, 'invalid');
        await pki.issue(authority('time root'), stamper('clock', 'time root'));
        const envelope = await signed('listed');
        const made = stamped(envelope, await token(pki, 'clock', signatureIn(envelope)));
        const policy = statement({ ca: [pki.der('root')], tsa: [pki.der('time root')] });
        assert.equal((await verify(found(made), policy, evidence)).outcome, outcome);
      });
  });

  describe('of the authority of timestamps', () => {
    const address = 'http://crl.example/time.crl';
    const clock: Partial<CertificateSpec> = { crl: [[address]] };
    const stampedBy = async () => {
      await pki.issue(authority('time root'), stamper('clock', 'time root', clock));
      const envelope = await signed('neither');
      return found(stamped(envelope, await cmsToken(pki, 'clock', stampInfo(signatureIn(envelope)))));
    };
    const policy = (level: 'strict' | 'permissive' = 'strict') => {
      const made = statement({ ca: [pki.der('root')], tsa: [pki.der('time root')], level });
      return { ...made, actions: { ...made.actions, revocation: 'skip' as const } };
    };

    it('is part of the timestamp, whatever the policy says of revocation', async () => {
      const signature = await stampedBy();
      const task = { ...listTask, issuer: 'time root' };
      const [clean, dirty] = await pki.bytes(task, { ...task, entries: [{ of: 'clock', at: seconds(-1) }] });
      const judged = async (revocation: readonly RevocationEvidence[], level?: 'permissive') =>
        verify(signature, policy(level), { revocation });
      check(await judged([crl(clean!, address)]), /^trusted/);
      check(await judged([crl(dirty!, address)]), /^untrusted .*CN=clock.* was revoked/);
      check(await judged([crl(dirty!, address)], 'permissive'), /^trusted/);
      check(await judged([]), /^unknown not-asked/);
      check(await judged([], 'permissive'), /^trusted/);
      check(await verify(signature, policy(), { checksRevocation: false }), /^trusted/);
    });

    it('is asked for', async () => {
      const signature = await stampedBy();
      assert.deepEqual(await revocationAddresses(signature, policy()), [{ address, kind: 'crl' }]);
      assert.deepEqual(await revocationAddresses(signature, statement({ ca: [pki.der('root')] })), []);
    });

    it('is asked for at no address of certificates that somebody put beside it', async () => {
      await pki.issue(
        authority('time root'),
        stamper('clock', 'time root', clock),
        authority('tracker root'),
        leaf('tracker', 'tracker root', { crl: [['http://tracker.example/a.crl']] }),
      );
      const envelope = await signed('neither');
      const sent = ['tracker', 'tracker root'];
      const beside = await cmsToken(pki, 'clock', stampInfo(signatureIn(envelope)), sent);
      assert.deepEqual(await revocationAddresses(found(stamped(envelope, beside)), policy()), [
        { address, kind: 'crl' },
      ]);
      const foreign = await cmsToken(pki, 'clock', stampInfo(signatureIn(await signed('both'))), sent);
      assert.deepEqual(await revocationAddresses(found(stamped(envelope, foreign)), policy()), []);
    });
  });

  describe('is asked for at', () => {
    it('the addresses in the certificates', async () => {
      const both = await revocationAddresses(found(await signed('both')));
      assert.deepEqual(
        both.map(({ kind }) => kind),
        ['ocsp', 'crl'],
      );
      const two = await revocationAddresses(found(await signed('two lists')));
      assert.deepEqual(
        two.map(({ address }) => address),
        [list, 'http://crl.example/b.crl'],
      );
      const below = await revocationAddresses(found(await signed('below')));
      assert.deepEqual(
        below.map(({ address }) => address),
        [list, 'http://crl.example/root.crl'],
      );
    });

    it('no address of a chain that nobody trusts, or of a signature that does not hold', async () => {
      const signature = found(await signed('both'));
      assert.equal((await revocationAddresses(signature, statement({ ca: [pki.der('root')] }))).length, 2);
      assert.deepEqual(await revocationAddresses(signature, statement({ ca: [pki.der('stranger')] })), []);
      const altered = Buffer.from(String(await signed('both')).replace('"signature":"', '"signature":"AAAA'));
      assert.deepEqual(await revocationAddresses(found(altered)), []);
    });

    it('no other address than plain http', async () => {
      await pki.issue(
        leaf('odd', 'root', {
          ocsp: ['https://ocsp.example', 'file:///etc/passwd', 'http://a b', 'HTTP://ocsp.example/x/'],
          crl: [['ldap://a', 'https://b', 'http://c\u00e9'.normalize().replace('\u00e9', ''), '\\\\host\\share']],
        }),
      );
      const asked = await revocationAddresses(found(await signed('odd')));
      assert.deepEqual(
        asked.map(({ address }) => address),
        ['HTTP://ocsp.example/x/', 'http://c'],
      );
    });

    it('not too many', async () => {
      await pki.issue(
        leaf('many', 'root', { crl: Array.from({ length: 50 }, (_one, index) => [`http://crl.example/${index}`]) }),
      );
      assert.equal((await revocationAddresses(found(await signed('many')))).length, 8);
    });

    it('COSE as well', async () => {
      const [envelope] = await pki.bytes(coseTask('both', { algorithm: 'ES256', chain: pki.chain('both', 'root') }));
      assert.equal((await revocationAddresses(found(envelope!))).length, 2);
    });
  });
});
