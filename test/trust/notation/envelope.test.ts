import assert from 'node:assert/strict';
import { createHmac, createPublicKey, sign } from 'node:crypto';
import {
  authority,
  bytes,
  coseTask,
  day,
  found,
  jws,
  leaf,
  map,
  needsTools,
  Pki,
  payloadFor,
  payloadType,
  rawJws,
  type Signing,
  started,
  statement,
  verify,
} from './kit';

const n = 'io.cncf.notary.';
type Message = [Uint8Array, Map<unknown, unknown>, unknown, unknown];

describe('trust: Notation envelopes', () => {
  const pki = new Pki();
  before(async function () {
    await needsTools(this);
    cbor = await import('cborg');
    this.timeout(60_000);
    await pki.issue(
      authority('root'),
      leaf('signer', 'root'),
      leaf('rsa', 'root', { key: 'RSA-2048' }),
      leaf('big', 'root', { key: 'P-384' }),
    );
  });
  after(() => pki.remove());

  /** What `require` does not find. */
  let cbor: typeof import('cborg');
  const encode = (value: unknown): Uint8Array => cbor.encode(value);
  const tagged = (value: unknown, tag = 18): Uint8Array => encode(new cbor.Tagged(tag, value));
  const decoded = (envelope: Uint8Array): Message =>
    cbor.decode(envelope, { useMaps: true, tags: cbor.Tagged.preserve(18) }).value;

  const chain = () => pki.chain('signer', 'root');
  const key = (name = 'signer') => pki.issued.get(name)!.key;
  const outcome = async (envelope: Uint8Array | string): Promise<string> => {
    const report = await verify(found(Buffer.from(envelope)), statement({ ca: [pki.der('root')] }));
    assert.ok(report.detail.endsWith('.') && report.detail.length < 400, report.detail);
    return `${report.outcome}: ${report.detail}`;
  };

  describe('JWS', () => {
    const time = new Date(started * 1000).toISOString().replace('.000Z', 'Z');
    const headers = {
      alg: 'ES256',
      cty: payloadType,
      crit: [`${n}signingScheme`],
      [`${n}signingScheme`]: 'notary.x509',
      [`${n}signingTime`]: time,
    };
    const later = new Date((started + day) * 1000).toISOString().replace('.000Z', 'Z');

    /** Headers that are signed, and whether the signature is trusted. */
    const signed: readonly (readonly [name: string, headers: Record<string, unknown> | string, isTrusted: boolean])[] =
      [
        ['as they are', {}, true],
        ['an offset', { [`${n}signingTime`]: '2025-01-01T08:00:00+08:00' }, true],
        ['a fraction', { [`${n}signingTime`]: '2025-01-01T08:00:00.25Z' }, true],
        ['a header that is not known', { 'com.example': { a: [1] }, kid: 'x' }, true],
        ['an expiry', { [`${n}expiry`]: later, crit: [`${n}expiry`, `${n}signingScheme`] }, true],
        ['an expiry that is not critical', { [`${n}expiry`]: later }, false],
        ['an expiry before it was signed', { [`${n}expiry`]: time, crit: [`${n}expiry`, `${n}signingScheme`] }, false],
        ['no algorithm', { alg: undefined }, false],
        ['the algorithm none', { alg: 'none' }, false],
        ['another curve', { alg: 'ES384' }, false],
        ['another key', { alg: 'PS256' }, false],
        ['a symmetric algorithm', { alg: 'HS256' }, false],
        ['the algorithm in other case', { alg: 'es256' }, false],
        ['a list of algorithms', { alg: ['ES256'] }, false],
        ['no content type', { cty: undefined }, false],
        ['another content type', { cty: 'application/vnd.cncf.notary.payload.v2+json' }, false],
        ['nothing critical', { crit: undefined }, false],
        ['an empty list of what is critical', { crit: [] }, false],
        ['another list of what is critical', { crit: ['kid'], kid: 'x' }, false],
        ['a critical text', { crit: `${n}signingScheme` }, false],
        [
          'a critical header that is not known',
          { crit: [`${n}signingScheme`, 'com.example'], 'com.example': 1 },
          false,
        ],
        ['a critical header that is not there', { crit: [`${n}signingScheme`, `${n}expiry`] }, false],
        ['a critical header twice', { crit: [`${n}signingScheme`, `${n}signingScheme`] }, false],
        ['a critical algorithm', { crit: [`${n}signingScheme`, 'alg'] }, false],
        ['a critical header of all objects', { crit: [`${n}signingScheme`, 'constructor'] }, false],
        ['no scheme', { [`${n}signingScheme`]: undefined }, false],
        ['another scheme', { [`${n}signingScheme`]: 'notary.x509.other' }, false],
        ['no time', { [`${n}signingTime`]: undefined }, false],
        ['a time of a signing authority too', { [`${n}authenticSigningTime`]: time }, false],
        ['a scheme without its time', { [`${n}signingScheme`]: 'notary.x509.signingAuthority' }, false],
        ...[
          '2025-01-01',
          '2025-01-01T00:00:00',
          '2025-01-01t00:00:00Z',
          '2025-01-01T00:00:00z',
          '2025-02-30T00:00:00Z',
          '2025-01-01T24:00:00Z',
          '2025-01-01T00:00:60Z',
          '2025-01-01T00:00:00+24:00',
          '2025-01-01 00:00:00Z',
          '+002025-01-01T00:00:00Z',
          '',
          1735689600,
          null,
        ].map(value => [`the time ${JSON.stringify(value)}`, { [`${n}signingTime`]: value }, false] as const),
        ['a header twice', JSON.stringify(headers).replace('{', '{"alg":"ES256",'), false],
        ['a header twice, once with an escape', JSON.stringify(headers).replace('{', '{"\\u0061lg":"PS256",'), false],
        ['no object', '[]', false],
        ['no JSON', 'x', false],
      ];
    for (const [name, change, isTrusted] of signed)
      it(`${isTrusted ? 'takes' : 'refuses'} ${name}`, async () => {
        const text = typeof change === 'string' ? change : JSON.stringify({ ...headers, ...change });
        const said = await outcome(JSON.stringify(rawJws(key(), text, { chain: chain() })));
        assert.match(said, isTrusted ? /^trusted/ : /^invalid/);
      });

    const good = () => rawJws(key(), JSON.stringify(headers), { chain: chain() });
    type Parts = ReturnType<typeof good> & { header: Record<string, unknown> };
    const changed: readonly (readonly [name: string, change: (parts: Parts) => unknown, isTrusted: boolean])[] = [
      ['white space between members', parts => JSON.stringify(parts, undefined, 2), true],
      ['members in another order', parts => Object.fromEntries(Object.entries(parts).reverse()), true],
      ['an unsigned header that is not known', parts => ({ ...parts, header: { ...parts.header, kid: 'x' } }), true],
      ['any signing agent', parts => ({ ...parts, header: { ...parts.header, [`${n}signingAgent`]: 7 } }), true],
      ['another member', parts => ({ ...parts, unprotected: {} }), false],
      ['a member in other case', ({ payload, ...parts }) => ({ ...parts, Payload: payload }), false],
      ['a member twice', parts => JSON.stringify(parts).replace('{', '{"payload":"",'), false],
      ['the general form', ({ payload, ...parts }) => ({ payload, signatures: [parts] }), false],
      ['the compact form', ({ protected: a, payload, signature }) => `${a}.${payload}.${signature}`, false],
      ...['payload', 'protected', 'header', 'signature'].map(
        name => [`no ${name}`, (parts: Parts) => ({ ...parts, [name]: undefined }), false] as const,
      ),
      ...['payload', 'protected', 'signature'].flatMap(name =>
        ['=', '\n', ' ', '+', '/', '.'].map(
          tail =>
            [
              `${name} with ${JSON.stringify(tail)}`,
              (parts: Parts) => ({ ...parts, [name]: `${(parts as Record<string, unknown>)[name]}${tail}` }),
              false,
            ] as const,
        ),
      ),
      ['no chain', parts => ({ ...parts, header: {} }), false],
      ['an empty chain', parts => ({ ...parts, header: { x5c: [] } }), false],
      [
        'a chain of PEM',
        parts => ({
          ...parts,
          header: { x5c: [Buffer.from(pki.pem('signer')).toString('base64'), pki.der('root').toString('base64')] },
        }),
        false,
      ],
      [
        'a chain in base64url',
        parts => ({ ...parts, header: { x5c: chain().map(der => der.toString('base64url')) } }),
        false,
      ],
      [
        'a chain with line breaks',
        parts => ({ ...parts, header: { x5c: chain().map(der => der.toString('base64').replace(/.{76}/g, '$&\n')) } }),
        false,
      ],
      [
        'a certificate with more behind it',
        parts => ({
          ...parts,
          header: { x5c: chain().map(der => Buffer.concat([der, Buffer.of(0)]).toString('base64')) },
        }),
        false,
      ],
      ['a chain of numbers', parts => ({ ...parts, header: { x5c: [1] } }), false],
      [
        'a timestamp of nothing',
        parts => ({ ...parts, header: { ...parts.header, [`${n}timestampSignature`]: '' } }),
        false,
      ],
      [
        'a signature in DER',
        parts => ({
          ...parts,
          signature: sign('sha256', Buffer.from(`${parts.protected}.${parts.payload}`), key()).toString('base64url'),
        }),
        false,
      ],
      ['a byte-order mark', parts => `\ufeff${JSON.stringify(parts)}`, false],
      ['more behind it', parts => `${JSON.stringify(parts)}{}`, false],
      [
        'great depth',
        parts => JSON.stringify(parts).replace('}', `,"x":${'['.repeat(1000)}${']'.repeat(1000)}}`),
        false,
      ],
    ];
    for (const [name, change, isTrusted] of changed)
      it(`${isTrusted ? 'takes' : 'refuses'} ${name}`, async () => {
        const envelope = change(good() as Parts);
        const said = await outcome(typeof envelope === 'string' ? envelope : JSON.stringify(envelope));
        assert.match(said, isTrusted ? /^trusted/ : /^invalid/);
      });

    it('refuses what RSA keys sign otherwise', async () => {
      const parts = rawJws(key(), JSON.stringify({ ...headers, alg: 'RS256' }), { chain: pki.chain('rsa', 'root') });
      const input = Buffer.from(`${parts.protected}.${parts.payload}`);
      parts.signature = sign('sha256', input, key('rsa')).toString('base64url');
      assert.match(await outcome(JSON.stringify(parts)), /^invalid: The signature says that it was made with RS256/);
      const pss = rawJws(key(), JSON.stringify({ ...headers, alg: 'PS256' }), { chain: pki.chain('rsa', 'root') });
      pss.signature = sign('sha256', Buffer.from(`${pss.protected}.${pss.payload}`), {
        key: key('rsa'),
        padding: 6,
        saltLength: 20,
      }).toString('base64url');
      assert.match(await outcome(JSON.stringify(pss)), /^invalid: The signature does not hold/);
      pss.signature = sign('sha256', Buffer.from(`${pss.protected}.${pss.payload}`), {
        key: key('rsa'),
        padding: 6,
        saltLength: 32,
      }).toString('base64url');
      assert.match(await outcome(JSON.stringify(pss)), /^trusted/);
    });

    it('refuses the public key as a secret', async () => {
      const parts = rawJws(key(), JSON.stringify({ ...headers, alg: 'HS256' }), { chain: chain() });
      const secret = createPublicKey(key()).export({ type: 'spki', format: 'pem' });
      parts.signature = createHmac('sha256', secret).update(`${parts.protected}.${parts.payload}`).digest('base64url');
      assert.match(await outcome(JSON.stringify(parts)), /^invalid/);
    });

    it('refuses the signature of another key', async () => {
      const parts = rawJws(key('big'), JSON.stringify(headers), { chain: chain() });
      assert.match(await outcome(JSON.stringify(parts)), /^invalid/);
    });
  });

  describe('COSE', () => {
    const time = { $time: started };
    const scheme = `${n}signingScheme`;
    const signed: readonly (readonly [name: string, change: Partial<Signing>, isTrusted: boolean])[] = [
      ['as it is', {}, true],
      ['a fraction of a second', { headers: { [`${n}signingTime`]: { $time: started + 0.5 } } }, true],
      ['headers that are not known', { headers: { 4: 'kid', 'com.example': [1, { $map: [[1, 2]] }] } }, true],
      [
        'tags of headers that are not known',
        { headers: { 'com.example': { $tag: [37, 'x'] } }, unprotected: { 34: { $tag: [65_536, [1]] } } },
        true,
      ],
      ['a content type with a tag', { headers: { 3: { $tag: [37, payloadType] } } }, false],
      ['critical headers that are understood', { critical: [3, scheme] }, true],
      ['an expiry', { expiry: started + day }, true],
      ['an expiry that is not critical', { expiry: started + day, critical: [scheme] }, false],
      ['an expiry before it was signed', { expiry: started - 1 }, false],
      ['another curve', { algorithm: 'ES384' }, false],
      ['another key', { algorithm: 'PS256' }, false],
      ['a symmetric algorithm', { algorithm: '5' }, false],
      ['RSA of old', { algorithm: '-257' }, false],
      ['an algorithm by name', { headers: { 1: 'ES256' } }, false],
      ['no algorithm', { headers: { 1: undefined } }, false],
      ['no content type', { headers: { 3: undefined } }, false],
      ['a content type by number', { headers: { 3: 50 } }, false],
      ['another content type', { headers: { 3: 'text/plain' } }, false],
      ['nothing critical', { headers: { 2: undefined } }, false],
      ['an empty list of what is critical', { critical: [] }, false],
      ['a critical header that is not known', { critical: [scheme, 4], headers: { 4: 'kid' } }, false],
      ['a critical header by a name that is not known', { critical: [scheme, 'x'], headers: { x: 1 } }, false],
      ['a critical header that is not there', { critical: [scheme, `${n}expiry`] }, false],
      ['a critical header twice', { critical: [scheme, scheme] }, false],
      ['another scheme', { headers: { [scheme]: 'x509' } }, false],
      ['no scheme', { headers: { [scheme]: undefined } }, false],
      ['no time', { headers: { [`${n}signingTime`]: undefined } }, false],
      ['a time without tag', { headers: { [`${n}signingTime`]: started } }, false],
      ['a time as text', { headers: { [`${n}signingTime`]: { $tag: [0, '2025-01-01T00:00:00Z'] } } }, false],
      ['a time that is none', { headers: { [`${n}signingTime`]: { $time: 1e300 } } }, false],
      [
        'a time as a map',
        {
          headers: {
            [`${n}signingTime`]: map([
              ['tag', 1],
              ['value', started],
            ]),
          },
        },
        false,
      ],
      ['a time of a signing authority too', { headers: { [`${n}authenticSigningTime`]: time } }, false],
    ];
    for (const [name, change, isTrusted] of signed)
      it(`${isTrusted ? 'takes' : 'refuses'} ${name}`, async () => {
        const task = coseTask('signer', { algorithm: 'ES256', chain: chain(), ...change });
        const [envelope] = await pki.bytes(task);
        assert.match(await outcome(envelope!), isTrusted ? /^trusted/ : /^invalid/);
      });

    it('takes the chain from the signed headers, but not from both', async () => {
      const own = { algorithm: 'ES256', chain: chain(), headers: { 33: chain().map(bytes) } };
      const [alone, both] = await pki.bytes(
        coseTask('signer', { ...own, unprotected: { 33: undefined } }),
        coseTask('signer', own),
      );
      assert.match(await outcome(alone!), /^trusted/);
      assert.match(await outcome(both!), /^invalid/);
    });

    const changed: readonly (readonly [
      name: string,
      change: (message: Message, envelope: Buffer) => Uint8Array,
      isTrusted: boolean,
    ])[] = [
      ['it written anew', message => tagged(message), true],
      ['any signing agent', ([a, b, ...rest]) => tagged([a, new Map([...b, [`${n}signingAgent`, 7]]), ...rest]), true],
      ['no tag', message => encode(message), false],
      ['another tag', message => tagged(message, 17), false],
      ['a tag too many', message => tagged(new cbor.Tagged(18, message)), false],
      ['five parts', message => tagged([...message, 1]), false],
      ['no payload', ([a, b, , d]) => tagged([a, b, null, d]), false],
      ['a payload that is text', ([a, b, c, d]) => tagged([a, b, Buffer.from(c as Uint8Array).toString(), d]), false],
      ['no signature', ([a, b, c]) => tagged([a, b, c, new Uint8Array()]), false],
      ['no chain', ([a, , c, d]) => tagged([a, new Map(), c, d]), false],
      ['a chain of one that is no list', ([a, , c, d]) => tagged([a, new Map([[33, pki.der('signer')]]), c, d]), false],
      [
        'a timestamp that is text',
        ([a, b, c, d]) => tagged([a, new Map([...b, [`${n}timestampSignature`, 'x']]), c, d]),
        false,
      ],
      ['a header that is signed and not', ([a, b, c, d]) => tagged([a, new Map([...b, [3, 'x']]), c, d]), false],
      ['headers that are no map', ([a, , c, d]) => tagged([a, [], c, d]), false],
      ['more behind it', (_message, envelope) => Buffer.concat([envelope, Buffer.of(0)]), false],
      [
        'an indefinite length',
        (_message, envelope) => Buffer.concat([Buffer.of(0xd2, 0x9f), envelope.subarray(2), Buffer.of(0xff)]),
        false,
      ],
      ['a header twice', (_message, envelope) => twice(envelope), false],
      ['great depth', ([a, b, c, d]) => tagged([a, new Map([...b, ['x', deep(20)]]), c, d]), false],
    ];
    const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
    /** The unsigned headers are a map of one: 0xa1 becomes 0xa2, and a second chain comes behind the first. */
    const twice = (envelope: Buffer): Buffer => {
      const [headers, ...rest] = decoded(envelope);
      const one = encode(rest[0]).subarray(1);
      return Buffer.concat([
        Buffer.of(0xd2, 0x84),
        encode(headers),
        Buffer.of(0xa2),
        one,
        one,
        ...rest.slice(1).map(part => encode(part)),
      ]);
    };
    for (const [name, change, isTrusted] of changed)
      it(`${isTrusted ? 'takes' : 'refuses'} ${name}`, async () => {
        const [envelope] = await pki.bytes(coseTask('signer', { algorithm: 'ES256', chain: chain() }));
        const message = decoded(envelope!);
        assert.match(await outcome(change(message, envelope!)), isTrusted ? /^trusted/ : /^invalid/);
      });
  });

  it('a JWS of jose is one, whatever the payload', async () => {
    const payload = Buffer.from(JSON.stringify({ é: 1, ...JSON.parse(String(payloadFor())) }, undefined, 3));
    assert.match(await outcome(await jws(key(), { algorithm: 'ES256', chain: chain(), payload })), /^trusted/);
  });
});
