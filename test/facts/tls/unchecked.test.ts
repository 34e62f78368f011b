import assert from 'node:assert/strict';
import { factsOf } from '../../kit/facts';

/** Addresses that a container asks without a check of certificates, and how much that weighs. */
const asked: readonly (readonly [address: string, weight: string | undefined])[] = [
  ['https://web.shop.svc:8443/healthz', 'inside'],
  ['https://web.shop.svc.cluster.local/', 'inside'],
  ['https://shop.cluster.local/', 'inside'],
  ['https://web/', 'inside'],
  ['https://web.shop-prod:8443/', 'inside'],
  ['https://web.xn--p1ai/', 'all'],
  ['https://web.shop/', 'all'],
  ['https://web:8443/.well-known/openid-configuration', 'inside'],
  ['https://localhost:8443/', undefined],
  ['https://example.test/a', 'all'],
  ['https://svc.example.test/a', 'all'],
  ['$HOST', 'all'],
];

describe('certificates that a container leaves unchecked', () => {
  for (const [address, weight] of asked) {
    it(`weighs ${address}`, async () => {
      const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    command: [curl]\n    args: [-s, -k, '${address}']\n`;
      const found = await factsOf('tls.validation-off', 'yaml', text);
      assert.deepEqual(
        found.map(it => it.weight),
        weight === undefined ? [] : [weight],
      );
    });
  }

  it('knows services of the cluster in scripts, and no bare names', async () => {
    const script = 'curl.exe -k https://web.shop.svc/a\nInvoke-RestMethod https://web/a -SkipCertificateCheck';
    const found = await factsOf('tls.validation-off', 'powershell', script);
    assert.deepEqual(
      found.map(it => it.weight),
      ['inside', 'all'],
    );
  });
});
