import { type Edit, replace } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import { type Data, itemsOf, known, type Value } from '../../base/value';
import { argumentOf, type Command, type Condition, is, listArgument } from '../command/command';
import { asText, lowerWords, placeOf } from '../command/native';
import { changesOf } from '../services/reader';
import { featureMachine, smbMachine, startMachine } from './machine';
import type { Setting } from './setting';
import { writer } from './writer';

const server = [
  'EnableSMB1Protocol',
  'RequireSecuritySignature',
  'EnableSecuritySignature',
  'EncryptData',
  'RejectUnencryptedAccess',
  'EnableSMB2Protocol',
  'Smb2DialectMin',
  'SmbServerNameHardeningLevel',
  'NullSessionPipes',
  'NullSessionShares',
  'InvalidAuthenticationDelayTimeInMs',
  'RequireEncryption',
];
const client = [
  'RequireSecuritySignature',
  'EnableSecuritySignature',
  'EnableInsecureGuestLogons',
  'BlockNTLM',
  'RequireEncryption',
  'Smb2DialectMin',
];

/** Reads what a command sets in SMB (windows-powershell-docs: SmbShare). */
export function smbSettings(command: Command): readonly Setting[] {
  if (is(command, 'Set-SmbServerConfiguration')) return configured(command, 'server', server);
  if (is(command, 'Set-SmbClientConfiguration')) return configured(command, 'client', client);
  const encrypted = is(command, 'New-SmbShare', 'Set-SmbShare') ? argumentOf(command, 'EncryptData') : undefined;
  if (encrypted) {
    const { span, place } = command;
    const at = placeOf(encrypted);
    return [{ span, place, area: 'smb', name: 'share/EncryptData', value: encrypted, at, ...writer(encrypted) }];
  }
  return [];
}

/** The driver of the SMB 1 client as a service: `sc config mrxsmb10 start= auto`. */
export function driverSettings(command: Command): readonly Setting[] {
  return changesOf(command).flatMap(({ span, place, service, change, at }): Setting[] => {
    if (service !== 'mrxsmb10' || (change !== 'enable' && change !== 'disable')) return [];
    const value = known(change === 'enable' ? 2 : 4, at);
    return [{ span, place, area: 'smb', name: 'client/MrxSmb10', value, at, machine: startMachine('mrxsmb10') }];
  });
}

const configured = (command: Command, side: string, names: readonly string[]): readonly Setting[] =>
  names.flatMap(name => {
    const value = argumentOf(command, name);
    if (!value) return [];
    const base = { span: command.span, place: command.place, area: 'smb' as const, machine: smbMachine(side, name) };
    return [{ ...base, name: `${side}/${name}`, value, at: placeOf(value), ...writer(value) }];
  });

/** Features that a setting stands for: the name of the feature, lower case, to the setting. */
const features: readonly { readonly pattern: RegExp; readonly area: Setting['area']; readonly name: string }[] = [
  { pattern: /^(smb1protocol(-client|-server)?|fs-smb1(-client|-server)?)$/, area: 'smb', name: 'feature/SMB1' },
  { pattern: /^windows-defender(-features)?\*?$/, area: 'defender', name: 'feature/Windows-Defender' },
  { pattern: /^isolatedusermode$/, area: 'guard', name: 'feature/IsolatedUserMode' },
];

const cmdlets: Readonly<
  Record<string, { readonly on: boolean; readonly opposite: string; readonly parameter: string }>
> = {
  'enable-windowsoptionalfeature': { on: true, opposite: 'Disable-WindowsOptionalFeature', parameter: 'FeatureName' },
  'disable-windowsoptionalfeature': { on: false, opposite: 'Enable-WindowsOptionalFeature', parameter: 'FeatureName' },
  'install-windowsfeature': { on: true, opposite: 'Uninstall-WindowsFeature', parameter: 'Name' },
  'uninstall-windowsfeature': { on: false, opposite: 'Install-WindowsFeature', parameter: 'Name' },
};

/** Reads the Windows features that a command adds or removes, as far as they are settings. */
export function featureSettings(command: Command): readonly Setting[] {
  const cmdlet = lookUp(cmdlets, command.name.toLowerCase());
  if (cmdlet) {
    const given = command.give?.('Ensure', cmdlet.on ? 'absent' : 'present');
    const mend = (): Edit => given ?? replace(command.nameSpan, cmdlet.opposite);
    const isOwn = !command.resource || given !== undefined;
    const own = listArgument(command, cmdlet.parameter);
    const names = own.length > 0 ? own : fedFeatures(command.input);
    return names.flatMap(name =>
      settingOf(command, asText(name), cmdlet.on, names.length === 1 && isOwn ? mend : undefined),
    );
  }
  if (!is(command, 'dism')) return [];
  const words = lowerWords(command);
  const verb = words.findIndex(it => /^[-/](enable|disable)-feature(:|$)/.test(it));
  if (verb < 0) return [];
  const on = words[verb]!.slice(1).startsWith('enable');
  const written = command.args[verb]!;
  const mend = (): Edit =>
    replace({ start: written.span.start + 1, end: written.span.start + 1 + (on ? 6 : 7) }, on ? 'disable' : 'enable');
  const exact = written.text.length === written.span.end - written.span.start && /^[-/]/.test(written.text);
  return command.args.flatMap((argument, index) => {
    const match = /^[-/](?:featurename|(?:enable|disable)-feature):(.+)$/.exec(words[index]!);
    return match ? settingOf(command, known(match[1]!, argument.span), on, exact ? mend : undefined) : [];
  });
}

/** The features that `Get-WindowsFeature` and its like hand on. */
function fedFeatures(input: Command['input']): readonly Value<Data>[] {
  if (!input) return [];
  if ('known' in input) return itemsOf(input);
  if (is(input, 'Where-Object')) return (input.conditions ?? []).flatMap(namesIn);
  if (!is(input, 'Get-WindowsFeature', 'Get-WindowsOptionalFeature')) return [];
  const [first] = input.args;
  const own = [...listArgument(input, 'Name'), ...listArgument(input, 'FeatureName')];
  return own.length > 0 ? own : first && !first.parameter ? itemsOf(first.value) : [];
}

const namesIn = ({ property, operator, value }: Condition): readonly Value<Data>[] =>
  /^(?:name|featurename)$/.test(property) && /^(?:eq|like|match|in)$/.test(operator) ? itemsOf(value) : [];

function settingOf(
  command: Command,
  feature: Value<string>,
  on: boolean,
  mend: (() => Edit) | undefined,
): readonly Setting[] {
  if (!feature.known) return [];
  const found = features.find(it => it.pattern.test(feature.value.toLowerCase()));
  if (!found) return [];
  const at = placeOf(feature);
  return [
    {
      span: command.span,
      place: command.place,
      area: found.area,
      name: found.name,
      value: known(on, at),
      at,
      ...(found.area === 'smb' ? { machine: featureMachine('SMB1Protocol') } : {}),
      ...(mend ? { setTo: (value: boolean | number | string) => (value === !on ? mend() : undefined) } : {}),
    },
  ];
}
