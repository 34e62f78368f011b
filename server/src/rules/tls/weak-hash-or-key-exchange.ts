import { ENOUGH_BITS } from '../../facts/tls/schannel-names.data';
import { defineRule } from '../rule';

const envoy =
  'static_resources:\n  listeners:\n  - filter_chains:\n    - transport_socket:\n        typed_config:\n          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext\n          common_tls_context:\n            tls_params:\n';

export default defineRule({
  name: 'tls/weak-hash-or-key-exchange',
  title: 'A weak hash, curve or key length is allowed',
  severity: 'medium',
  confidence: 'high',
  cwe: [326, 328],
  tags: ['tls', 'schannel'],
  fixable: 'unsafe',
  messages: {
    hash: '`{name}` is switched on: signatures and message checks made with it can be forged.',
    bits: '`{name}` takes keys of {bits} bits: they can be computed from what is sent in the open.',
    curve: '`{name}` is too short a curve: keys agreed on with it can be computed.',
  },
  rationale: `
    MD5 collides on a laptop; Diffie-Hellman groups and RSA keys below 2048 bits, and curves below 256 bits, are within
    reach of a well-funded attacker who recorded the traffic.`,
  remedy: 'Ask for 2048 bits or more, leave MD5 off, and name only curves of 256 bits and more.',
  references: ['https://learn.microsoft.com/windows-server/security/tls/tls-registry-settings'],
  bad: [
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\KeyExchangeAlgorithms\Diffie-Hellman ServerMinKeyBitLength «1024» -Type DWord`,
      fixed: String.raw`Set-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\KeyExchangeAlgorithms\Diffie-Hellman ServerMinKeyBitLength 2048 -Type DWord`,
    },
    {
      language: 'powershell',
      code: String.raw`reg add HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\KeyExchangeAlgorithms\PKCS /v ClientMinKeyBitLength /t REG_DWORD /d «0x400» /f`,
      fixed: String.raw`reg add HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\KeyExchangeAlgorithms\PKCS /v ClientMinKeyBitLength /t REG_DWORD /d 0x800 /f`,
    },
    {
      language: 'registry',
      code: 'REGEDIT4\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Hashes\\MD5]\n"Enabled"=«dword:ffffffff»\n',
      fixed:
        'REGEDIT4\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Hashes\\MD5]\n"Enabled"=dword:00000000\n',
    },
    { language: 'powershell', code: 'Enable-TlsEccCurve -Name «secP192r1» -Position 0' },
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 EccCurves @('curve25519', '«secP160k1»', 'NistP384') -Type MultiString`,
      fixed: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 EccCurves @('curve25519', 'NistP384') -Type MultiString`,
    },
    {
      language: 'yaml',
      code: `${envoy}              ecdh_curves:\n              - X25519\n              - «P-224» # old phones\n              signature_algorithms: [«rsa_pkcs1_sha1», rsa_pss_rsae_sha256, «ecdsa_sha1»]\n`,
      fixed: `${envoy}              ecdh_curves:\n              - X25519\n              signature_algorithms: [rsa_pss_rsae_sha256]\n`,
    },
    {
      language: 'yaml',
      code: 'apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: ClientTrafficPolicy\nmetadata:\n  name: a\nspec:\n  tls:\n    signatureAlgorithms: [«ecdsa_sha1»]\n    ecdhCurves: ["«secp192r1»"]\n',
    },
  ],
  good: [
    {
      language: 'yaml',
      code: `${envoy}              ecdh_curves: [X25519MLKEM768, X25519, P-256, P-384]\n              signature_algorithms: [ecdsa_secp256r1_sha256, "{{ .Values.algorithm }}"]\n`,
    },
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\KeyExchangeAlgorithms\Diffie-Hellman ServerMinKeyBitLength 3072 -Type DWord`,
    },
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Hashes\SHA256 Enabled 0xffffffff -Type DWord`,
    },
    { language: 'powershell', code: 'Disable-TlsEccCurve -Name secP192r1' },
    { language: 'powershell', code: 'Enable-TlsEccCurve -Name NistP384 -Position 0' },
  ],
  visit: {
    'tls.algorithm'({ group, name, state, bits, strength, at, mend, repairs = [] }, { report }) {
      const more = { fixes: [mend], repairs };
      if (group === 'hash' && state === 'on' && strength === 'insecure') report('hash', at, { name }, more);
      if (group === 'curve' && state === 'on' && strength === 'weak') report('curve', at, { name }, more);
      // Zero stands for the default of the release.
      if (bits && bits < ENOUGH_BITS && group === 'key exchange') report('bits', at, { name, bits: `${bits}` }, more);
    },
  },
});
