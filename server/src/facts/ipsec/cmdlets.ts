import { insert, replace } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import { type Data, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, is, parameter, switchState } from '../command/command';
import { endOf, itemsOfText, literalOf, placeOf } from '../command/native';
import type { IpsecAlgorithm, IpsecDemand } from './ipsec';

/** What a command offers and asks for. */
export interface IpsecStatements {
  readonly algorithms: readonly IpsecAlgorithm[];
  readonly demands: readonly IpsecDemand[];
}

/** A parameter that names an algorithm, and the value that is best there. */
type Row = readonly [
  cmdlet: string,
  name: string,
  phase: IpsecAlgorithm['phase'],
  use: IpsecAlgorithm['use'],
  best: string,
];

/** windows-powershell-docs: New-NetIPsecMainModeCryptoProposal.md, New-NetIPsecQuickModeCryptoProposal.md. */
const rows: readonly Row[] = [
  ['New-NetIPsecMainModeCryptoProposal', 'Encryption', 'main mode', 'encryption', 'AES256'],
  ['New-NetIPsecMainModeCryptoProposal', 'Hash', 'main mode', 'integrity', 'SHA384'],
  ['New-NetIPsecMainModeCryptoProposal', 'KeyExchange', 'main mode', 'key exchange', 'DH20'],
  ['New-NetIPsecQuickModeCryptoProposal', 'Encryption', 'quick mode', 'encryption', 'AES256'],
  ['New-NetIPsecQuickModeCryptoProposal', 'ESPHash', 'quick mode', 'integrity', 'SHA256'],
  ['New-NetIPsecQuickModeCryptoProposal', 'AHHash', 'quick mode', 'integrity', 'SHA256'],
  ['New-NetIPsecQuickModeCryptoSet', 'PerfectForwardSecrecyGroup', 'quick mode', 'key exchange', 'DH20'],
  ['Set-NetIPsecQuickModeCryptoSet', 'PerfectForwardSecrecyGroup', 'quick mode', 'key exchange', 'DH20'],
];

/** Names of the cmdlets, in lower case, for algorithms that are called otherwise here. */
const names: Readonly<Record<string, string>> = { des3: '3des', dh19: 'ecdh256', dh20: 'ecdh384' };

/** What the IPsec cmdlets of PowerShell offer and ask for (windows-powershell-docs: NetSecurity). */
export function cmdletStatements(command: Command): IpsecStatements | undefined {
  if (!/-NetIPsec|^Set-NetFirewallSetting$/i.test(command.name)) return undefined;
  return { algorithms: [...algorithmsOf(command), ...unencrypted(command)], demands: demandsOf(command) };
}

/** What decides of a command which algorithms it offers, and whether anyone must use them. */
export const decidingOf = (command: Command): readonly (Value<Data> | undefined)[] => [
  ...rows.filter(([cmdlet]) => is(command, cmdlet)).map(([, name]) => argumentOf(command, name)),
  is(command, 'New-NetIPsecRule', 'Set-NetIPsecRule') ? argumentOf(command, 'InboundSecurity') : undefined,
];

function algorithmsOf(command: Command): readonly IpsecAlgorithm[] {
  const { span, place } = command;
  return rows.flatMap(([cmdlet, name, phase, use, best]): IpsecAlgorithm[] => {
    const value = is(command, cmdlet) ? argumentOf(command, name) : undefined;
    const written = textOf(value);
    if (!value || written === undefined) return [];
    const literal = literalOf(value);
    const lower = written.toLowerCase();
    // Without perfect forward secrecy nothing is exchanged; without an own check, that of the cipher or the other header counts.
    const isOpen = use === 'encryption' && !isHeaderOnly(command);
    if (lower === 'none' && phase === 'quick mode' && !isOpen) return [];
    const fix = literal && { title: `Set ${name} to ${best}`, edits: [replace(literal, best)] };
    return [
      {
        span,
        place,
        phase,
        use,
        algorithm: lookUp(names, lower) ?? lower,
        written,
        at: placeOf(value),
        ...(fix ? { fix } : {}),
      },
    ];
  });
}

/** Whether packets get an authentication header and nothing else, which cannot encrypt. */
const isHeaderOnly = (command: Command): boolean =>
  itemsOfText(argumentOf(command, 'Encapsulation')).every(it => it.known && /^ah$/i.test(it.value)) &&
  parameter(command, 'Encapsulation') !== undefined;

/** ESP without `-Encryption` does not encrypt. */
function unencrypted(command: Command): readonly IpsecAlgorithm[] {
  if (!is(command, 'New-NetIPsecQuickModeCryptoProposal') || command.incomplete) return [];
  const value = argumentOf(command, 'Encapsulation');
  const esp = itemsOfText(value).find(it => it.known && /^esp$/i.test(it.value));
  if (!value || !esp || parameter(command, 'Encryption')) return [];
  const edits = [insert(endOf(command), ' -Encryption AES256')];
  return [
    {
      span: command.span,
      place: command.place,
      phase: 'quick mode',
      use: 'encryption',
      algorithm: 'none',
      written: 'ESP',
      at: placeOf(esp),
      fix: { title: 'Add -Encryption AES256', edits },
    },
  ];
}

function demandsOf(command: Command): readonly IpsecDemand[] {
  const base = { span: command.span, place: command.place };
  const demand = (what: IpsecDemand['what'], name: string, asked: RegExp, best?: string): readonly IpsecDemand[] => {
    const value = argumentOf(command, name);
    const written = textOf(value);
    if (!value || written === undefined || !asked.test(written)) return [];
    const literal = best === undefined ? undefined : literalOf(value);
    const fix = literal && { title: `Set ${name} to ${best}`, edits: [replace(literal, best!)] };
    return [{ ...base, what, written, at: placeOf(value), ...(fix ? { fix } : {}) }];
  };
  if (is(command, 'New-NetIPsecRule', 'Set-NetIPsecRule')) {
    return [
      ...demand('inbound not asked', 'InboundSecurity', /^none$/i, 'Require'),
      ...demand('inbound not required', 'InboundSecurity', /^request$/i, 'Require'),
    ];
  }
  if (is(command, 'New-NetIPsecQuickModeCryptoProposal')) return demand('no encapsulation', 'Encapsulation', /^none$/i);
  if (is(command, 'Set-NetFirewallSetting'))
    return demand('certificates not checked for revocation', 'CertValidationLevel', /^none$/i, 'RequireCrlCheck');
  if (!is(command, 'New-NetIPsecAuthProposal')) return [];
  const key = parameter(command, 'PreSharedKey');
  const anonymous = parameter(command, 'Anonymous');
  return [
    ...(key ? [{ ...base, what: 'pre-shared key' as const, written: '-PreSharedKey', at: key.nameSpan }] : []),
    ...(anonymous && switchState(command, 'Anonymous')
      ? [{ ...base, what: 'anonymous' as const, written: '-Anonymous', at: anonymous.nameSpan }]
      : []),
  ];
}
