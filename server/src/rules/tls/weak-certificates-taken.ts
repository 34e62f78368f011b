import { integer } from '../../facts/command/command';
import { repairsOf } from '../../facts/settings/repair';
import { defineRule, examples } from '../rule';

const key =
  'HKLM:\\SOFTWARE\\Microsoft\\Cryptography\\OID\\EncodingType 0\\CertDllCreateCertificateChainEngine\\Config';

/** What Windows asks for where nothing is set. */
const shipped = 1024;
const enough = 2048;
/** MD2 and MD4, short keys of roots, no more than a record of what is weak. The flag 4 adds such a record to the refusal. */
const weak = 1 | 2 | 8;

export default defineRule({
  name: 'tls/weak-certificates-taken',
  title: 'Windows is told to take certificates with short keys',
  severity: 'high',
  confidence: 'high',
  cwe: [326, 295],
  tags: ['tls', 'certificates'],
  fixable: 'unsafe',
  messages: {
    bits: '`{bits}` bits are enough for an RSA key: a certificate can be forged by whoever computes its key.',
    flags: '`EnableWeakSignatureFlags` = {flags} makes Windows take certificates that it refuses for their short keys.',
  },
  rationale: `
    RSA keys of 512 bits fall within hours on rented machines. Whoever has the key of an authority, a server or a
    publisher that Windows trusts speaks in its name.`,
  remedy: 'Leave both values unset, or ask for 2048 bits; replace the certificates that are too short.',
  references: [
    'https://learn.microsoft.com/windows-server/identity/ad-cs/disable-weak-cryptographic-algorithms',
    'https://support.microsoft.com/topic/2661254',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'certutil -setreg chain\\minRSAPubKeyBitLength «512»',
      fixed: 'certutil -setreg chain\\minRSAPubKeyBitLength 2048',
    },
    {
      language: 'powershell',
      code: `Set-ItemProperty '${key}' -Name MinRsaPubKeyBitLength -Value «512» -Type DWord`,
      fixed: `Set-ItemProperty '${key}' -Name MinRsaPubKeyBitLength -Value 2048 -Type DWord`,
    },
    {
      language: 'cmd',
      code: `reg add "${key.replace(':', '')}" /v EnableWeakSignatureFlags /t REG_DWORD /d «2» /f\r\n`,
      fixed: `reg add "${key.replace(':', '')}" /v EnableWeakSignatureFlags /t REG_DWORD /d 0 /f\r\n`,
    },
  ],
  good: examples(
    'powershell',
    'certutil -setreg chain\\minRSAPubKeyBitLength 2048',
    'certutil -getreg chain\\EnableWeakSignatureFlags',
    'certutil -setreg chain\\EnableWeakSignatureFlags 0',
    'certutil -setreg chain\\EnableWeakSignatureFlags 4',
    'certutil -setreg ca\\CRLPeriodUnits 6',
    `Set-ItemProperty '${key}' MinRsaPubKeyBitLength 1024 -Type DWord`,
  ),
  visit: {
    setting(setting, { report }) {
      const { area, name, value, at, setTo } = setting;
      const number = integer(value);
      if (area !== 'certificates' || number === undefined) return;
      const mended = (good: number) => {
        const edit = setTo?.(good);
        return {
          fixes: [edit && { title: `Set ${name} to ${good}`, edits: [edit] }],
          repairs: repairsOf(setting, good),
        };
      };
      if (name === 'EnableWeakSignatureFlags' && number & weak)
        report('flags', at, { flags: `${number}` }, mended(number & ~weak));
      if (name === 'MinRsaPubKeyBitLength' && number < shipped)
        report('bits', at, { bits: `${number}` }, mended(enough));
    },
  },
});
