import { remove, replace } from '../../base/edit';
import { type Data, known, type Value } from '../../base/value';
import { argumentOf, type Command, integer, is, listArgument, parameter, switchState } from '../command/command';
import { asText, literalOf, placeOf } from '../command/native';
import type { CertificateTrait } from './certificate';

/** Sources: windows-powershell-docs: pki; PowerShell-Docs: Set-AuthenticodeSignature. */
export function cmdletTraits(command: Command): readonly CertificateTrait[] {
  if (is(command, 'New-SelfSignedCertificate', 'New-SelfSignedCertificateEx')) return ofNew(command);
  if (is(command, 'Set-AuthenticodeSignature')) return text(command, 'HashAlgorithm', 'hash', 'signature');
  if (is(command, 'Export-PfxCertificate')) return text(command, 'CryptoAlgorithmOption', 'wrapping');
  const found = is(command, 'Import-PfxCertificate') ? parameter(command, 'Exportable') : undefined;
  if (!found || switchState(command, 'Exportable') !== true) return [];
  const { span, gap } = found;
  return [{ ...base(command), trait: 'exportable', value: known(true, span), at: span, remove: remove(gap) }];
}

const base = ({ span, place }: Command) => ({ span, place, of: 'certificate' }) as const;

function ofNew(command: Command): readonly CertificateTrait[] {
  const algorithm = asText(argumentOf(command, 'KeyAlgorithm') ?? known('RSA', command.span));
  const measured = algorithm.known && /^(?:RSA|DSA|DH)$/i.test(algorithm.value);
  const named = listArgument(command, 'DnsName').length > 0;
  return [
    ...(measured ? number(command, 'KeyLength', 'bits') : []),
    ...text(command, 'HashAlgorithm', 'hash'),
    ...text(command, 'SignatureAlgorithm', 'hash'),
    ...lifetime(command),
    ...text(command, 'KeyExportPolicy', 'exportable'),
    ...text(command, 'Type', 'purpose').map(it => ({ ...it, ...(named && { named: true as const }) })),
  ];
}

function text(
  command: Command,
  name: string,
  trait: CertificateTrait['trait'],
  of: CertificateTrait['of'] = 'certificate',
): readonly CertificateTrait[] {
  const value = argumentOf(command, name);
  return value ? [stated(command, asText(value), value, trait, of)] : [];
}

function number(command: Command, name: string, trait: CertificateTrait['trait']): readonly CertificateTrait[] {
  const value = argumentOf(command, name);
  const found = integer(value);
  return value && found !== undefined ? [stated(command, known(found, value.span), value, trait)] : [];
}

function stated(
  command: Command,
  value: CertificateTrait['value'],
  written: Value<Data>,
  trait: CertificateTrait['trait'],
  of: CertificateTrait['of'] = 'certificate',
): CertificateTrait {
  const literal = literalOf(written);
  const setTo = literal ? { setTo: (to: string) => replace(literal, to) } : {};
  return { ...base(command), of, trait, value, at: placeOf(written), ...setTo };
}

const units: Readonly<Record<string, number>> = { years: 365, months: 30, days: 1 };

/** `-NotAfter (Get-Date).AddYears(10)`: a date that depends on today's. */
function lifetime(command: Command): readonly CertificateTrait[] {
  const value = argumentOf(command, 'NotAfter');
  const added =
    value && !value.known ? /^\(*[^()]*\(?[^()]*\)?\.Add(Years|Months|Days)\(\s*(\d+)\s*\)\)*$/i : undefined;
  const match = added && value && !value.known ? added.exec(value.text.trim()) : undefined;
  if (!value || !match) return [];
  const days = Number(match[2]) * units[match[1]!.toLowerCase()]!;
  return [{ ...base(command), trait: 'days', value: known(days, value.span), at: value.span }];
}
