import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../kit/programs';
import {
  at,
  authority,
  type CertificateSpec,
  found,
  type Issued,
  jws,
  leaf,
  needsTools,
  Pki,
  purpose,
  statement,
  verify,
} from './kit';

/** A chain, its leaf first, each certificate issued by the next; and what is said of it. */
interface Case {
  readonly name: string;
  readonly says: RegExp;
  /** What is special of the leaf, the authority below the root and the root. */
  readonly leaf?: Partial<CertificateSpec>;
  readonly middle?: Partial<CertificateSpec>;
  readonly root?: Partial<CertificateSpec>;
  /** The certificates that are sent, by their letter in `lmr` or name; all when absent. */
  readonly sent?: readonly string[];
}

const bit = (...bits: readonly string[]) => ({ keyUsage: { bits } });
const oids = (...list: readonly string[]) => ({ purposes: { oids: list } });
const trusted = /^trusted/;

const cases: readonly Case[] = [
  { name: 'as it should be', says: trusted },
  { name: 'a leaf without extendedKeyUsage', says: trusted, leaf: { purposes: null } },
  { name: 'a leaf that says that it is no authority', says: trusted, leaf: { basicConstraints: { ca: false } } },
  {
    name: 'a leaf that says so beside the point',
    says: trusted,
    leaf: { basicConstraints: { ca: false, critical: false } },
  },
  { name: 'a leaf that may not be repudiated', says: trusted, leaf: bit('digitalSignature', 'nonRepudiation') },
  { name: 'a leaf for code and more', says: trusted, leaf: oids(purpose.code, '1.3.6.1.4.1.311.76.59.1.2') },
  {
    name: 'an authority that allows none below it',
    says: trusted,
    middle: { basicConstraints: { ca: true, pathLength: 0 } },
  },
  { name: 'a root that allows one', says: trusted, root: { basicConstraints: { ca: true, pathLength: 1 } } },
  { name: 'an authority with a purpose', says: trusted, middle: oids(purpose.server) },
  { name: 'a critical extension that nobody knows', says: trusted, leaf: { further: [['1.2.3.4', true, '0500']] } },
  { name: 'authorities valid for shorter than what they issue', says: trusted, middle: { from: -1, until: 1 } },
  { name: 'an authority with the key of the root', says: trusted, middle: { keyOf: 'root' } },

  { name: 'a leaf without keyUsage', says: /has no keyUsage/, leaf: { keyUsage: null } },
  {
    name: 'a leaf whose keyUsage is not critical',
    says: /keyUsage that is not critical/,
    leaf: { keyUsage: { bits: ['digitalSignature'], critical: false } },
  },
  { name: 'a leaf that may not sign', says: /no digitalSignature/, leaf: bit('nonRepudiation') },
  ...['keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign', 'cRLSign'].map(name => ({
    name: `a leaf for ${name}`,
    says: new RegExp(`for more than signing: ${name}`),
    leaf: bit('digitalSignature', name),
  })),
  {
    name: 'a leaf for enciphering',
    says: /keyAgreement, encipherOnly/,
    leaf: bit('digitalSignature', 'keyAgreement', 'encipherOnly'),
  },
  {
    name: 'a leaf for deciphering',
    says: /keyAgreement, decipherOnly/,
    leaf: bit('digitalSignature', 'keyAgreement', 'decipherOnly'),
  },
  ...(['any', 'server', 'client', 'mail', 'time', 'ocsp'] as const).map(name => ({
    name: `a leaf for ${name}`,
    says: /extendedKeyUsage that code-signing excludes/,
    leaf: oids(purpose.code, purpose[name]),
  })),
  { name: 'a leaf that is an authority', says: /is a certificate authority/, leaf: { basicConstraints: { ca: true } } },
  { name: 'a leaf on a curve that is not used', says: /curve that is not accepted/, leaf: { key: 'P-256K' } },
  { name: 'a leaf with a short curve', says: /curve that is not accepted/, leaf: { key: 'P-224' } },

  {
    name: 'an authority that is none',
    says: /is no certificate authority/,
    middle: { basicConstraints: { ca: false } },
  },
  {
    name: 'an authority without basicConstraints',
    says: /is no certificate authority/,
    middle: { basicConstraints: null },
  },
  {
    name: 'an authority beside the point',
    says: /basicConstraints that are not critical/,
    middle: { basicConstraints: { ca: true, critical: false } },
  },
  { name: 'an authority without keyUsage', says: /has no keyUsage/, middle: { keyUsage: null } },
  {
    name: 'an authority whose keyUsage is not critical',
    says: /not critical/,
    middle: { keyUsage: { bits: ['keyCertSign'], critical: false } },
  },
  {
    name: 'an authority that may not sign certificates',
    says: /may not sign certificates/,
    middle: bit('cRLSign', 'digitalSignature'),
  },
  {
    name: 'a root whose keyUsage is not critical',
    says: /not critical/,
    root: { keyUsage: { bits: ['keyCertSign'], critical: false } },
  },
  {
    name: 'a root that allows no authority below it',
    says: /allows 0 certificate authorities below it, and there are 1/,
    root: { basicConstraints: { ca: true, pathLength: 0 } },
  },

  { name: 'SHA-1 under the leaf', says: /signed with SHA-1/, leaf: { hash: 'SHA1' } },
  { name: 'SHA-1 under an authority', says: /signed with SHA-1/, middle: { hash: 'SHA1' } },
  { name: 'SHA-1 under the root', says: /signed with SHA-1/, root: { hash: 'SHA1' } },
  { name: 'a short RSA key in an authority', says: /1024 bits: at least 2048/, middle: { key: 'RSA-1024' } },
  { name: 'a short RSA key in the leaf', says: /1024 bits: at least 2048/, leaf: { key: 'RSA-1024' } },

  { name: 'no root', says: /does not end in a root/, sent: ['leaf', 'middle'] },
  { name: 'no authority', says: /was not issued by/, sent: ['leaf', 'root'] },
  { name: 'another order', says: /was not issued by/, sent: ['leaf', 'root', 'middle'] },
  { name: 'the root first', says: /does not hold|not of that kind/, sent: ['root', 'middle', 'leaf'] },
  { name: 'the root twice', says: /self-signed and not the end/, sent: ['leaf', 'middle', 'root', 'root'] },
  {
    name: 'a stranger at the end',
    says: /was not issued by|self-signed and not the end/,
    sent: ['leaf', 'middle', 'root', 'stranger'],
  },
  { name: 'a root of the same name', says: /was not issued by/, sent: ['leaf', 'middle', 'namesake'] },
  { name: 'the leaf alone', says: /does not end in a root/, sent: ['leaf'] },
  {
    name: 'eleven certificates',
    says: /more than 10 certificates/,
    sent: ['leaf', ...Array(9).fill('middle'), 'root'],
  },
];

describe('trust: certificate chains of Notation signatures', () => {
  const pki = new Pki();
  before(async function () {
    await needsTools(this);
    await pki.issue(authority('root'), authority('stranger'), {
      ...authority('namesake'),
      subject: [[['C', 'US']], [['ST', 'WA']], [['O', 'Acme']], [['CN', 'root']]],
    });
  });
  after(() => pki.remove());

  for (const { name, says, sent = ['leaf', 'middle', 'root'], ...change } of cases)
    it(name, async () => {
      const subject = [[['C', 'US']], [['ST', 'WA']], [['O', 'Acme']], [['CN', 'root']]] as const;
      if (change.root !== undefined) await pki.issue(authority('own root', { subject, ...change.root }));
      const root = change.root === undefined ? 'root' : 'own root';
      const keyOf = change.middle?.keyOf === undefined ? {} : { keyOf: root };
      await pki.issue(
        authority('middle', { issuer: root, ...change.middle, ...keyOf }),
        leaf('leaf', 'middle', change.leaf),
      );
      const chain = pki.chain(...sent.map(one => (one === 'root' ? root : one)));
      const key = pki.issued.get('leaf')!.key;
      // What jose would not sign with such keys is refused before the signature is looked at.
      const envelope = await jws(change.leaf?.key === undefined ? key : pki.issued.get('stranger')!.key, {
        algorithm: 'ES256',
        chain,
      });
      const report = await verify(found(envelope), statement({ ca: [pki.der(root)] }));
      assert.match(`${report.outcome} ${report.detail}`, says === trusted ? says : /^invalid/);
      assert.match(`${report.outcome} ${report.detail}`, says);
    });

  /** Certificates of openssl, for what cryptography does not sign with. */
  const openssl = async (rootKey: readonly string[], options: readonly string[]): Promise<Issued> => {
    const file = (name: string) => join(pki.folder, name);
    const extensions = pki.file('ext', 'keyUsage = critical, digitalSignature\n');
    const subject = (name: string) => `/C=US/ST=WA/O=Acme/CN=${name}`;
    await run('openssl', ['genpkey', ...rootKey, '-out', file('r.key')]);
    await run('openssl', [
      'req',
      '-x509',
      '-new',
      '-key',
      file('r.key'),
      '-days',
      '9',
      '-subj',
      subject('r'),
      '-addext',
      'keyUsage = critical, keyCertSign',
      ...options,
      '-out',
      file('r.pem'),
    ]);
    await run('openssl', [
      'req',
      '-new',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      file('l.key'),
      '-subj',
      subject('l'),
      '-out',
      file('l.csr'),
    ]);
    await run('openssl', [
      'x509',
      '-req',
      '-in',
      file('l.csr'),
      '-CA',
      file('r.pem'),
      '-CAkey',
      file('r.key'),
      '-CAcreateserial',
      '-days',
      '9',
      '-extfile',
      extensions,
      ...options,
      '-out',
      file('l.pem'),
    ]);
    const der = async (name: string) => run('openssl', ['x509', '-in', file(name), '-outform', 'DER']);
    pki.issued.set('openssl root', { der: await der('r.pem'), key: '' });
    return { der: await der('l.pem'), key: readFileSync(file('l.key'), 'utf8') };
  };
  const rsa = ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'];
  const signatures: readonly (readonly [
    name: string,
    key: readonly string[],
    options: readonly string[],
    says: RegExp,
  ])[] = [
    ['RSASSA-PSS', rsa, ['-sha384', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:digest'], trusted],
    [
      'RSASSA-PSS with a short salt',
      rsa,
      ['-sha256', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:20'],
      /odd parameters/,
    ],
    ['RSASSA-PSS with SHA-1', rsa, ['-sha1', '-sigopt', 'rsa_padding_mode:pss'], /odd parameters|SHA-1/],
    [
      'RSASSA-PSS with SHA-1 for the mask',
      rsa,
      ['-sha256', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_mgf1_md:sha1'],
      /odd parameters|SHA-1/,
    ],
    ['Ed25519', ['-algorithm', 'ED25519'], [], trusted],
    ['Ed448', ['-algorithm', 'ED448'], [], /not accepted/],
    ['MD5', rsa, ['-md5'], /signed with MD5/],
    [
      'a key that is for RSASSA-PSS only',
      ['-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048'],
      ['-sha256'],
      /kind that is not accepted|odd parameters/,
    ],
  ];
  for (const [name, key, options, says] of signatures)
    it(`signed with ${name}`, async () => {
      const made = await openssl(key, options);
      const root = pki.der('openssl root');
      const envelope = await jws(made.key, { algorithm: 'ES256', chain: [made.der, root] });
      const report = await verify(found(envelope), statement({ ca: [root] }), { now: at(1) });
      assert.match(`${report.outcome} ${report.detail}`, says);
    });
});
