import assert from 'node:assert/strict';
import { classify, isTls13, schannelKnows } from '../../../server/src/facts/tls/classify';
import { SCHANNEL_SUITES } from '../../../server/src/facts/tls/schannel-suites.data';
import { parseSuite } from '../../../server/src/facts/tls/suite';

/** IANA name, OpenSSL name, grade. */
const pairs: readonly (readonly [string, string, string])[] = [
  ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'strong'],
  ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'ECDHE-RSA-AES128-GCM-SHA256', 'strong'],
  ['TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', 'ECDHE-RSA-CHACHA20-POLY1305', 'strong'],
  ['TLS_ECDHE_ECDSA_WITH_AES_128_CCM', 'ECDHE-ECDSA-AES128-CCM', 'strong'],
  ['TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8', 'ECDHE-ECDSA-AES128-CCM8', 'weak'],
  ['TLS_DHE_RSA_WITH_AES_256_GCM_SHA384', 'DHE-RSA-AES256-GCM-SHA384', 'acceptable'],
  ['TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384', 'ECDHE-RSA-AES256-SHA384', 'weak'],
  ['TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA', 'ECDHE-ECDSA-AES128-SHA', 'weak'],
  ['TLS_DHE_RSA_WITH_AES_128_CBC_SHA', 'DHE-RSA-AES128-SHA', 'weak'],
  ['TLS_RSA_WITH_AES_256_GCM_SHA384', 'AES256-GCM-SHA384', 'weak'],
  ['TLS_RSA_WITH_AES_128_CBC_SHA256', 'AES128-SHA256', 'weak'],
  ['TLS_RSA_WITH_AES_128_CBC_SHA', 'AES128-SHA', 'weak'],
  ['TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'DES-CBC3-SHA', 'insecure'],
  ['TLS_DHE_DSS_WITH_AES_256_CBC_SHA256', 'DHE-DSS-AES256-SHA256', 'insecure'],
  ['TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA', 'DHE-DSS-DES-CBC3-SHA', 'insecure'],
  ['TLS_RSA_WITH_RC4_128_SHA', 'RC4-SHA', 'insecure'],
  ['TLS_RSA_WITH_RC4_128_MD5', 'RC4-MD5', 'insecure'],
  ['TLS_RSA_WITH_NULL_SHA256', 'NULL-SHA256', 'insecure'],
  ['TLS_RSA_WITH_DES_CBC_SHA', 'DES-CBC-SHA', 'insecure'],
  ['TLS_RSA_EXPORT1024_WITH_RC4_56_SHA', 'EXP1024-RC4-SHA', 'insecure'],
  ['TLS_RSA_EXPORT1024_WITH_DES_CBC_SHA', 'EXP1024-DES-CBC-SHA', 'insecure'],
  ['TLS_RSA_EXPORT_WITH_RC4_40_MD5', 'EXP-RC4-MD5', 'insecure'],
  ['TLS_DHE_DSS_EXPORT1024_WITH_DES_CBC_SHA', 'EXP1024-DHE-DSS-DES-CBC-SHA', 'insecure'],
  ['TLS_PSK_WITH_AES_256_GCM_SHA384', 'PSK-AES256-GCM-SHA384', 'weak'],
  ['TLS_PSK_WITH_AES_128_CBC_SHA256', 'PSK-AES128-CBC-SHA256', 'weak'],
  ['TLS_PSK_WITH_NULL_SHA384', 'PSK-NULL-SHA384', 'insecure'],
  ['TLS_DH_anon_WITH_AES_128_GCM_SHA256', 'ADH-AES128-GCM-SHA256', 'insecure'],
  ['TLS_ECDH_anon_WITH_AES_256_CBC_SHA', 'AECDH-AES256-SHA', 'insecure'],
  ['TLS_RSA_WITH_CAMELLIA_128_CBC_SHA', 'CAMELLIA128-SHA', 'weak'],
  ['TLS_RSA_WITH_IDEA_CBC_SHA', 'IDEA-CBC-SHA', 'insecure'],
  ['TLS_AES_128_GCM_SHA256', 'TLS_AES_128_GCM_SHA256', 'strong'],
];

describe('cipher suites', () => {
  for (const [iana, openssl, grade] of pairs) {
    it(`${iana} is ${openssl}, ${grade}`, () => {
      for (const name of [iana, openssl, iana.toLowerCase()]) {
        assert.equal(classify(name)?.grade, grade, name);
        assert.equal(parseSuite(name)?.iana, iana, name);
        assert.equal(parseSuite(name)?.openssl, openssl, name);
      }
    });
  }

  it('classifies all that Schannel knows, and maps it there and back', () => {
    for (const name of Object.keys(SCHANNEL_SUITES)) {
      const suite = parseSuite(name);
      assert.equal(suite?.iana, name);
      assert.equal(parseSuite(suite!.openssl)?.iana, name);
    }
  });

  it('reads names of older days', () => {
    assert.equal(classify('SSL_CK_RC4_128_WITH_MD5')?.grade, 'insecure');
    assert.equal(classify('SSL_RSA_WITH_RC4_128_SHA')?.suite?.iana, 'TLS_RSA_WITH_RC4_128_SHA');
    const suite = parseSuite('TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256_P384');
    assert.equal(suite?.iana, 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256');
    assert.equal(suite?.curve, '_P384');
    assert.equal(
      parseSuite('TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305')?.iana,
      'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
    );
  });

  it('knows what is no suite', () => {
    for (const name of ['', 'HIGH', 'TLS_RSA_AES', 'AES256', 'ECDHE-RSA', 'TLS_FOO_WITH_AES_128_GCM_SHA256', 'SHA256'])
      assert.equal(classify(name), undefined, name);
  });

  it('knows the releases', () => {
    assert.ok(schannelKnows('TLS_AES_256_GCM_SHA384'));
    assert.ok(!schannelKnows('TLS_AES_256_GCM_SHA384', '2019'));
    assert.ok(schannelKnows('TLS_AES_256_GCM_SHA384', '2022'));
    assert.ok(!schannelKnows('TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256'));
    assert.ok(isTls13('TLS_AES_256_GCM_SHA384') && !isTls13('AES256-GCM-SHA384'));
  });
});
