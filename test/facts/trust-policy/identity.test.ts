import assert from 'node:assert/strict';
import {
  certificateSubject,
  matchesSubject,
  overlaps,
  parseSubject,
  readSubject,
} from '../../../server/src/facts/trust-policy/identity';

const accepted: readonly (readonly [name: string, subject: Readonly<Record<string, string>>])[] = [
  ['C=US,ST=California,O=Notary Project', { C: 'US', ST: 'California', O: 'Notary Project' }],
  ['C=US,S=California,O=Notary Project', { C: 'US', ST: 'California', O: 'Notary Project' }],
  [' C = US , ST = WA , O = Acme ', { C: 'US', ST: 'WA', O: 'Acme' }],
  ['C=US;ST=WA;O=Acme', { C: 'US', ST: 'WA', O: 'Acme' }],
  ['C=US,ST=WA,O=Acme\\, Inc.', { C: 'US', ST: 'WA', O: 'Acme, Inc.' }],
  ['C=US,ST=WA,O=Acme\\2C Inc.', { C: 'US', ST: 'WA', O: 'Acme, Inc.' }],
  ['C=US,ST=WA,O=\\#1', { C: 'US', ST: 'WA', O: '#1' }],
  ['C=US,ST=WA,O=Acme\\ ', { C: 'US', ST: 'WA', O: 'Acme ' }],
  ['C=US,ST=WA,O=Acme\\\\ ', { C: 'US', ST: 'WA', O: 'Acme\\' }],
  ['C=DE,ST=Bayern,O=M\\c3\\bcller,L=München', { C: 'DE', ST: 'Bayern', O: 'Müller', L: 'München' }],
  ['C=US,ST=WA,O=a=b', { C: 'US', ST: 'WA', O: 'a=b' }],
  ['C=US,ST=WA,O=a b  c', { C: 'US', ST: 'WA', O: 'a b  c' }],
  ['C=US,ST=WA,O=Acme,OU=', { C: 'US', ST: 'WA', O: 'Acme', OU: '' }],
  ['C=JP,ST=東京,O=𠮷野', { C: 'JP', ST: '東京', O: '𠮷野' }],
];

const refused: readonly (readonly [name: string, why: RegExp])[] = [
  ['C=US,ST=California', /no `O`/],
  ['C=US,O=Notary Project', /no `ST`/],
  ['c=US,st=WA,o=Acme', /no `C`, no `ST` \(or `S`\), no `O`/],
  ['invalid', /names no attribute/],
  ['', /names no attribute/],
  ['C=US,ST=California,O=Notary Project,S=California', /`ST` stands in it twice/],
  ['C=US,ST=WA,O=Acme,OU=a,OU=b', /`OU` stands in it twice/],
  ['C=US,ST=California,O=#0402', /hexadecimal/],
  ['OU=Sales+CN=J.  Smith,DC=example,DC=net', /several attributes/],
  ['C=US,ST=WA,O="Acme"', /escaped/],
  ['C=US,ST=WA,O=Acme<', /escaped/],
  ['C=US,ST=WA,O=Acme\\', /escaped/],
  ['C=US,ST=WA,O=Acme\\x', /escaped/],
  ['C=US,ST=WA,O=Acme\\zz', /escaped/],
  ['C=US,ST=WA,O=Acme\\ff', /escaped/],
  ['C=US,ST=WA,O=Acme,', /no `=`/],
  ['C=US,,ST=WA,O=Acme', /no `=`/],
  ['C=US,ST=WA,O=A+cme', /several attributes/],
  ['C=US,ST=,O=Acme', /no `ST`/],
  [`C=US,ST=WA,O=${'a'.repeat(5000)}`, /too long/],
];

describe('identities of trust policies', () => {
  for (const [name, subject] of accepted)
    it(`reads ${name}`, () => {
      assert.deepEqual(Object.fromEntries(parseSubject(`x509.subject: ${name}`) ?? []), subject);
    });

  for (const [name, why] of refused)
    it(`refuses ${name.slice(0, 60)}`, () => {
      assert.equal(parseSubject(`x509.subject:${name}`), undefined);
      const read = readSubject(name);
      assert.ok(typeof read === 'string');
      assert.match(read, why);
    });

  it('knows no other kind of identity', () => {
    for (const other of ['*', '', 'C=US,ST=WA,O=Acme', 'x509.Subject: C=US,ST=WA,O=Acme', 'did:web:acme'])
      assert.equal(parseSubject(other), undefined);
  });

  it('an identity names whoever has all of its attributes', () => {
    const subject = (name: string) => parseSubject(`x509.subject:${name}`)!;
    const wide = subject('C=US,ST=WA,O=Acme');
    const narrow = subject('CN=Builder,O=Acme,ST=WA,C=US');
    assert.ok(matchesSubject(wide, narrow));
    assert.ok(!matchesSubject(narrow, wide));
    assert.ok(!matchesSubject(subject('C=US,ST=WA,O=acme'), narrow));
    assert.ok(matchesSubject(subject('C=US,ST=WA,O=Acme,OU='), narrow));
    assert.ok(overlaps(wide, narrow));
    assert.ok(overlaps(narrow, wide));
    assert.ok(overlaps(wide, wide));
    assert.ok(!overlaps(narrow, subject('CN=Other,O=Acme,ST=WA,C=US')));
  });

  it('the subject of a certificate is that which Go prints', () => {
    const base = [
      ['2.5.4.6', 'US'],
      ['2.5.4.8', 'Washington'],
      ['2.5.4.10', 'Acme'],
    ] as const;
    const of = (...more: (readonly [string, string])[]) => certificateSubject([...base, ...more]);
    assert.deepEqual(
      of(['2.5.4.3', 'a'], ['2.5.4.3', 'b']),
      new Map([
        ['C', 'US'],
        ['ST', 'Washington'],
        ['O', 'Acme'],
        ['CN', 'b'],
      ]),
    );
    assert.match(String(of(['2.5.4.11', 'a'], ['2.5.4.11', 'b'])), /`OU` twice/);
    assert.match(String(of(['1.2.840.113549.1.9.1', 'a@b'])), /1\.2\.840/);
    assert.match(String(certificateSubject([['2.5.4.6', 'US']])), /no `ST`, no `O`/);
  });
});
