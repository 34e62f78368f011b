import assert from 'node:assert/strict';
import { parseChallenges } from '../../../server/src/trust/registry/challenge';
import { entryFor, parseDockerConfig, parseHelperAnswer } from '../../../server/src/trust/registry/docker-config';
import { nextLink } from '../../../server/src/trust/registry/link';
import { proxyFor } from '../../../server/src/trust/registry/proxies';
import { retryAfter } from '../../../server/src/trust/registry/retry-after';

describe('registry: what headers say', () => {
  const challenges: readonly [string | string[], unknown][] = [
    [
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push"',
      [
        {
          scheme: 'bearer',
          parameters: {
            realm: 'https://auth.docker.io/token',
            service: 'registry.docker.io',
            scope: 'repository:a/b:pull,push',
          },
        },
      ],
    ],
    ['Basic realm="a \\"b\\", c"', [{ scheme: 'basic', parameters: { realm: 'a "b", c' } }]],
    ['BASIC Realm=x', [{ scheme: 'basic', parameters: { realm: 'x' } }]],
    [
      'Negotiate, Basic realm="x", charset="UTF-8" , Bearer realm = "y"',
      [
        { scheme: 'negotiate', parameters: {} },
        { scheme: 'basic', parameters: { realm: 'x', charset: 'UTF-8' } },
        { scheme: 'bearer', parameters: { realm: 'y' } },
      ],
    ],
    [
      ['Basic realm="x"', 'Bearer realm="y"'],
      [
        { scheme: 'basic', parameters: { realm: 'x' } },
        { scheme: 'bearer', parameters: { realm: 'y' } },
      ],
    ],
    ['Bearer realm="never ended', [{ scheme: 'bearer', parameters: {} }]],
    ['', []],
    ['"?"', []],
  ];
  for (const [field, expected] of challenges)
    it(`WWW-Authenticate: ${String(field).slice(0, 60)}`, () => {
      const found = parseChallenges(field).map(it => ({ ...it, parameters: { ...it.parameters } }));
      if (String(field).includes('never')) assert.equal(found[0]?.parameters.realm, undefined);
      else assert.deepEqual(found, expected);
    });

  const links: readonly [string | undefined, string | undefined][] = [
    ['</v2/a/referrers/x?page=2>; rel="next"', '/v2/a/referrers/x?page=2'],
    ['<https://a.example/x>; rel=next', 'https://a.example/x'],
    ['</first>; rel="prev", </second>; title="a, b"; rel="last next"', '/second'],
    ['</x>; REL="NEXT"', '/x'],
    ['</x>; rel="nextish"', undefined],
    ['</x>', undefined],
    ['/x; rel="next"', undefined],
    ['', undefined],
    [undefined, undefined],
  ];
  for (const [field, expected] of links)
    it(`Link: ${field}`, () => {
      assert.equal(nextLink(field), expected);
    });

  it('long and odd headers are read in little time', () => {
    const started = process.hrtime.bigint();
    for (const piece of ['</x>; a', '<', 'a=', 'a="', 'a,', ' ,', 'Bearer a="\\', ';;', '=']) {
      nextLink(piece.repeat(20_000));
      nextLink('<x>' + piece.repeat(20_000));
      parseChallenges(piece.repeat(20_000));
      parseChallenges('Bearer ' + piece.repeat(20_000));
    }
    assert.ok(Number(process.hrtime.bigint() - started) / 1e6 < 2000);
  });

  it('Retry-After', () => {
    const now = Date.parse('2026-11-01T00:00:00Z');
    assert.equal(retryAfter('120', now), now + 120_000);
    assert.equal(retryAfter('Sun, 01 Nov 2026 00:05:00 GMT', now), now + 300_000);
    assert.equal(retryAfter('Sun, 01 Nov 2020 00:05:00 GMT', now), now);
    assert.equal(retryAfter('99999999999', now), now + 86_400_000);
    assert.equal(retryAfter('soon', now), undefined);
    assert.equal(retryAfter('', now), undefined);
    assert.equal(retryAfter(undefined, now), undefined);
  });
});

describe('registry: proxies of settings and environment', () => {
  const https = 'https://registry.example/v2/';
  const cases: readonly [string, string | undefined, Record<string, string>, string | undefined][] = [
    [https, undefined, {}, undefined],
    [https, undefined, { HTTPS_PROXY: 'http://p:1' }, 'http://p:1'],
    [https, undefined, { https_proxy: 'p:1' }, 'http://p:1'],
    [https, undefined, { HTTP_PROXY: 'http://p:1' }, undefined],
    ['http://registry.example/', undefined, { HTTP_PROXY: 'http://p:1' }, 'http://p:1'],
    [https, 'http://own:2', { HTTPS_PROXY: 'http://p:1' }, 'http://own:2'],
    [https, 'http://own:2', { NO_PROXY: 'registry.example' }, undefined],
    [https, 'http://own:2', { NO_PROXY: '.example' }, undefined],
    [https, 'http://own:2', { NO_PROXY: '*.example' }, undefined],
    [https, 'http://own:2', { no_proxy: 'a.b, example' }, undefined],
    [https, 'http://own:2', { NO_PROXY: '*' }, undefined],
    [https, 'http://own:2', { NO_PROXY: 'registry.example:443' }, undefined],
    [https, 'http://own:2', { NO_PROXY: 'registry.example:5000' }, 'http://own:2'],
    [https, 'http://own:2', { NO_PROXY: 'gistry.example' }, 'http://own:2'],
    [https, 'http://own:2', { NO_PROXY: '.registry.example' }, 'http://own:2'],
    ['https://127.0.0.1:5000/', 'http://own:2', {}, undefined],
    ['https://localhost/', 'http://own:2', {}, undefined],
  ];
  for (const [address, setting, environment, expected] of cases)
    it(`${address} by ${setting} and ${JSON.stringify(environment)}`, () => {
      assert.equal(proxyFor(new URL(address), setting, environment), expected);
    });
});

describe('registry: the Docker configuration', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  it('credentials, helpers, store', () => {
    const config = parseDockerConfig(
      JSON.stringify({
        auths: {
          'https://index.docker.io/v1/': { auth: base64('hub:pass:word') },
          'registry.example:5000': { username: 'u', password: 'p' },
          'acr.example': { auth: base64('00000000-0000-0000-0000-000000000000:'), identitytoken: 'id' },
          'token.example': { registrytoken: 'rt' },
          'https://old.example/v1/': { auth: base64('o:p') },
          'empty.example': {},
          'odd.example': { auth: 5 },
          'none.example': null,
        },
        credHelpers: { 'gcr.io': 'gcloud', 'odd.io': 7 },
        credsStore: 'desktop',
      }),
    );
    assert.deepEqual(config, {
      helpers: { 'gcr.io': 'gcloud' },
      store: 'desktop',
      credentials: {
        'https://index.docker.io/v1/': { kind: 'password', user: 'hub', password: 'pass:word' },
        'registry.example:5000': { kind: 'password', user: 'u', password: 'p' },
        'acr.example': { kind: 'identity', token: 'id' },
        'token.example': { kind: 'registry', token: 'rt' },
        'https://old.example/v1/': { kind: 'password', user: 'o', password: 'p' },
      },
    });
    assert.ok(entryFor(config.credentials, 'old.example'));
    assert.equal(entryFor(config.credentials, 'registry.example'), undefined);
    assert.equal(entryFor(config.credentials, 'constructor'), undefined);
  });

  for (const text of ['', '[]', 'null', '{', '{"auths":[]}', '{"auths":null,"credHelpers":"x","credsStore":1}'])
    it(`\`${text}\` says nothing`, () => {
      assert.deepEqual(parseDockerConfig(text), { helpers: {}, credentials: {} });
    });

  it('answers of helpers', () => {
    assert.deepEqual(parseHelperAnswer('{"ServerURL":"x","Username":"u","Secret":"s"}'), {
      kind: 'password',
      user: 'u',
      password: 's',
    });
    assert.deepEqual(parseHelperAnswer('{"Username":"<token>","Secret":"s"}'), { kind: 'identity', token: 's' });
    for (const text of ['', '{}', '{"Username":"u"}', '{"Username":"u","Secret":""}', 'credentials not found'])
      assert.equal(parseHelperAnswer(text), undefined);
  });
});
