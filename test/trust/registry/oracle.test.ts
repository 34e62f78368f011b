import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addressClass } from '../../../server/src/trust/registry/address-class';
import { parseChallenges } from '../../../server/src/trust/registry/challenge';
import { parseDockerConfig } from '../../../server/src/trust/registry/docker-config';
import { endpoints } from '../../../server/src/trust/registry/endpoint';
import { refusalOf } from '../../../server/src/trust/registry/host';
import { nextLink } from '../../../server/src/trust/registry/link';
import { proxyFor } from '../../../server/src/trust/registry/proxies';
import { settingsFor } from '../../kit/oci-registry';
import { needs, python, run } from '../../kit/programs';

/** For each line, whether Python's own tables have it as an address that is reachable from everywhere. */
const isGlobal = `
import sys, ipaddress
for line in sys.stdin:
    address = ipaddress.ip_address(line.strip())
    inner = getattr(address, 'ipv4_mapped', None) or getattr(address, 'sixtofour', None)
    print(int(address.is_global and not address.is_multicast and (inner is None or inner.is_global)))
`;

describe('registry: addresses against Python', () => {
  it('what is public to us is global to Python, in every notation', async function () {
    needs(this, python);
    const byte = fc.integer({ min: 0, max: 255 });
    const edge = fc.constantFrom(
      0,
      1,
      10,
      16,
      18,
      19,
      31,
      32,
      63,
      64,
      88,
      100,
      113,
      127,
      128,
      168,
      169,
      172,
      192,
      198,
      203,
      254,
      255,
    );
    const four = fc
      .tuple(fc.oneof(edge, byte), fc.oneof(edge, byte), fc.oneof(edge, byte), byte)
      .map(it => it.join('.'));
    const known = [
      '2001',
      '2002',
      '64',
      'ff9b',
      'fe80',
      'fec0',
      'fc00',
      'fd00',
      'ff02',
      'ffff',
      '3fff',
      'db8',
      '0',
      '1',
      '2606',
    ];
    const group = fc.oneof(
      fc.constantFrom(...known),
      fc.integer({ min: 0, max: 65535 }).map(it => it.toString(16)),
    );
    const groups = fc.array(group, { minLength: 8, maxLength: 8 });
    const six = fc.oneof(
      groups.map(it => it.join(':')),
      fc.array(group, { minLength: 1, maxLength: 6 }).map(it => `${it.join(':')}::`),
      fc.array(group, { minLength: 1, maxLength: 6 }).map(it => `::${it.join(':')}`),
      fc.tuple(group, group).map(([first, last]) => `${first}::${last}`),
      four.map(it => `::ffff:${it}`),
      four.map(it => `64:ff9b::${it}`),
    );
    const addresses = fc.sample(fc.oneof(four, six), { numRuns: 6000, seed: 5 });
    const said = (await run(python, ['-c', isGlobal], { input: addresses.join('\n') })).toString().trim().split('\n');
    assert.equal(said.length, addresses.length);
    let open = 0;
    for (const [nth, address] of addresses.entries()) {
      const own = addressClass(address);
      assert.notEqual(own, undefined, `${address} is an address`);
      if (own !== 'public') continue;
      open++;
      const embedded = /^64:ff9b::(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
      if (embedded) assert.equal(addressClass(embedded), 'public', address);
      else assert.equal(said[nth], '1', address);
    }
    assert.ok(open > 500, `${open} of them are public`);
  });
});

describe('registry: whatever is written', () => {
  const any = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.webUrl({ withQueryParameters: true }));
  const holds = (property: (text: string, other: string) => void) =>
    fc.assert(fc.property(any, any, property), { numRuns: 500 });
  const settings = settingsFor([], { registries: ['*'] });

  it('nothing is thrown', () =>
    holds((text, other) => {
      parseChallenges([text, other]);
      nextLink(text);
      addressClass(text);
      parseDockerConfig(text);
      const mirrors = { [text]: [other] };
      endpoints({ registry: text, repository: other }, { ...settings, mirrors, insecureRegistries: [text, other] });
      if (URL.canParse(text)) proxyFor(new URL(text), other, { NO_PROXY: other });
    }));

  it('a reference leads to the host that it names, and to its path', () =>
    holds((registry, repository) => {
      const places = endpoints({ registry, repository }, settings);
      if ('kind' in places) return;
      for (const { origin, repository: path } of places) {
        const address = new URL(`manifests/latest`, `${origin}/v2/${path}/`);
        assert.equal(address.href, `${origin}/v2/${path}/manifests/latest`);
        assert.equal(address.protocol, 'https:');
        assert.equal(address.username, '');
      }
    }));

  it('nothing but public names over https gets by', () =>
    holds(text => {
      if (!URL.canParse(text)) return;
      const address = new URL(text);
      const refusal = refusalOf(address, { privateRegistries: [], insecureRegistries: [] }, 'x');
      if (!refusal) assert.ok(address.protocol === 'https:' && address.hostname.includes('.'), text);
    }));
});
