import assert from 'node:assert/strict';
import type { ImageStatus, SignatureReport } from '../../server/src/facts/image/status';
import { ageOf, describeTrust, shortStatus, signerName } from '../../server/src/report/image-status';

const now = new Date('2026-11-22T12:00:00Z');
const digest = `sha256:${'a'.repeat(64)}`;
const other = `sha256:${'b'.repeat(64)}`;

const signature: SignatureReport = {
  format: 'notation',
  outcome: 'trusted',
  detail: 'The signature holds.',
  subject: digest,
  signer: 'CN=Microsoft SCD Products RSA Signing,O=Microsoft Corporation,L=Redmond,ST=Washington,C=US',
  root: { name: 'Microsoft Supply Chain RSA Root CA 2022', sha256: 'ab'.repeat(32) },
  witnessedAt: '2026-11-10T09:00:00Z',
  logged: ['revocation was not checked'],
  policy: { name: 'microsoft', origin: 'preset' },
};

const status = (more: Partial<ImageStatus> = {}): ImageStatus => ({
  reference: 'mcr.microsoft.com/windows/servercore:ltsc2022',
  state: 'signed-trusted',
  detail: 'A policy accepts its signature.',
  digest,
  signatures: [signature],
  looked: ['referrers API: 2 entries'],
  checkedAt: '2026-11-22T10:00:00Z',
  ...more,
});

const unknown = (reason: NonNullable<ImageStatus['reason']>, more: Partial<ImageStatus> = {}): ImageStatus => ({
  reference: 'x.example/y:1',
  state: 'unknown',
  reason,
  detail: 'No conclusion.',
  signatures: [],
  looked: [],
  ...more,
});

describe('what is known of an image, in words', () => {
  const short: readonly (readonly [string, ImageStatus])[] = [
    ['✓ signed by Microsoft SCD Products RSA Signing · checked 2 h ago', status()],
    [
      '✓ signed by Microsoft SCD Products RSA Signing · registry not reachable · checked 3 d ago',
      status({
        checkedAt: '2026-11-19T10:00:00Z',
        unreached: { reason: 'offline', detail: 'Nothing answers.' },
      }),
    ],
    ['✓ signed by Microsoft SCD Products RSA Signing · tag has moved · checked 2 h ago', status({ tagDigest: other })],
    [
      'signed in the name of acme, which no policy accepts · ended on 2026-11-01 · checked just now',
      status({
        state: 'signed-untrusted',
        signatures: [{ ...signature, outcome: 'untrusted', signer: 'CN=acme,O=Acme' }],
        endOfLife: '2026-11-01',
        checkedAt: '2026-11-22T11:59:30Z',
      }),
    ],
    [
      '✓ signed by Microsoft SCD Products RSA Signing · tag has moved · 3 updates behind · checked 2 h ago',
      status({
        tagDigest: other,
        windows: { version: '10.0.20348.5256' },
        newest: { version: '10.0.20348.5622' },
      }),
    ],
    ['not signed · checked 2 h ago', status({ state: 'unsigned', signatures: [] })],
    ['✗ signature not valid · checked 2 h ago', status({ state: 'signature-invalid' })],
    ['not checked', unknown('not-asked')],
    ['not checked', unknown('network-disabled', { resolvedAt: '2026-11-22T11:00:00Z' })],
    ['unknown: registry not reachable', unknown('offline')],
    ['unknown: registry wants a login · checked 1 h ago', unknown('auth', { checkedAt: '2026-11-22T11:00:00Z' })],
  ];
  for (const [words, known] of short) it(words, () => assert.equal(shortStatus(known, now), words));

  it('tells nothing twice', () => {
    const trusted = describeTrust(status({ detail: `Signed by ${signature.signer}.` }), now);
    assert.equal(trusted[0]!.text, 'signed, and trusted.');
    const detail = 'The signature does not hold.';
    const invalid = { ...signature, outcome: 'invalid', detail } as const;
    const lines = describeTrust(status({ state: 'signature-invalid', detail, signatures: [invalid] }), now);
    assert.equal(lines[0]!.text, `signature not valid. ${detail}`);
    assert.doesNotMatch(lines[1]!.text, /does not hold/);
  });

  it('in full', () => {
    const lines = describeTrust(
      status({
        level: 'strict',
        tagDigest: other,
        tagTrusted: true,
        windows: { version: '10.0.20348.2700', created: '2026-08-11T00:00:00Z' },
        newest: { version: '10.0.20348.2762' },
        unreached: { reason: 'timeout', detail: 'Nothing came within 5 s.' },
        endOfLife: '2027-01-12',
        resolvedAt: '2026-11-22T11:30:00Z',
      }),
      now,
    );
    assert.deepEqual(
      lines.map(it => `${it.label}: ${it.text}`),
      [
        'Status: signed, and trusted. A policy accepts its signature.',
        `Notation signature: trusted, by ${signature.signer}. Its chain ends in Microsoft Supply Chain RSA Root CA 2022, SHA-256 ${'ab'.repeat(32)}. Seen by a trusted timestamp or log at 2026-11-10T09:00:00Z. Trusted by a built-in policy, statement microsoft. Not enforced: revocation was not checked.`,
        'Policy level: strict',
        `Digest: ${digest}`,
        `Tag: it stands for ${other} now, which verifies as well`,
        'Looked: referrers API: 2 entries',
        'Resolved: 30 min ago (2026-11-22T11:30:00Z)',
        'Checked: 2 h ago (2026-11-22T10:00:00Z)',
        'Not reached since: registry did not answer in time. Nothing came within 5 s.',
      ],
    );
  });

  it('says what was signed where it is the index, and who vouches for a workload', () => {
    const lines = describeTrust(
      status({
        signatures: [
          {
            format: 'cosign',
            outcome: 'untrusted',
            detail: 'No statement names it.',
            subject: other,
            signer: 'https://github.com/acme/images/.github/workflows/release.yaml@refs/heads/main',
            issuer: 'https://token.actions.githubusercontent.com',
            logged: [],
          },
        ],
      }),
      now,
    );
    const text = lines.find(it => it.label === 'cosign signature')!.text;
    assert.match(text, /^untrusted, by https:.*\(vouched for by https:\/\/token/);
    assert.match(text, new RegExp(`What was signed is ${other}\\.$`));
  });

  it('holds nothing that hides, and nothing without end', () => {
    const bad = status({ detail: `a\u202Eb\u001B[31m\n${'x'.repeat(1000)}`, looked: ['\u0007'] });
    for (const { text } of describeTrust(bad, now)) {
      assert.doesNotMatch(text, /[\u0000-\u001F\u202E]/);
      assert.ok(text.length < 1000);
    }
  });

  const signers = [
    ['CN=acme.com,O=Acme,ST=WA,C=US', 'acme.com'],
    ['O=Acme,ST=WA,C=US', 'Acme'],
    ['CN=only', 'only'],
    [
      'https://github.com/chainguard-images/images/.github/workflows/release.yaml@refs/heads/main',
      'github.com/chainguard-images/images',
    ],
    [`sha256:${'0123456789abcdef'.repeat(4)}`, 'sha256:0123456789ab…'],
    ['ci@acme.example', 'ci@acme.example'],
    ['https://github.com/x/y/.github/workflows/a.yml@refs/heads/b,CN=Microsoft', 'github.com/x/y'],
    ['https://ci.example/x,CN=Microsoft,O=Microsoft,ST=WA,C=US', 'ci.example/x,CN=Microsoft,O=Microsoft,ST=WA,C=US'],
  ] as const;
  for (const [whole, brief] of signers) it(`${whole} is ${brief}`, () => assert.equal(signerName(whole), brief));

  it('knows ages', () => {
    const ages = ['2026-11-22T12:00:30Z', '2026-11-22T11:15:00Z', '2026-11-20T13:00:00Z', '2026-11-12T12:00:00Z', 'x'];
    assert.deepEqual(
      ages.map(it => ageOf(it, now)),
      ['just now', '45 min ago', '47 h ago', '10 d ago', undefined],
    );
  });
});
