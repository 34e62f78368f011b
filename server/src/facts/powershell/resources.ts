import { lookUp } from '../../base/look-up';
import { entry, isTable, type Table, textOf } from '../../base/value';
import { argumentOf, type Command, is, type Parameter, textArgument } from '../command/command';
import { bodyOf } from '../command/resource';
import { cmdletOf, parameterOf } from './cmdlets';

const absent = (body: Table): boolean => /^(?:absent|disable)$/i.test(textOf(entry(body, 'Ensure')) ?? '');
const feature = (body: Table): string => (absent(body) ? 'Uninstall-WindowsFeature' : 'Install-WindowsFeature');
const optional = (body: Table): string =>
  absent(body) ? 'Disable-WindowsOptionalFeature' : 'Enable-WindowsOptionalFeature';

/** Without ports it is a rule that exists, whose other properties stay as they are. */
function rule(body: Table): string {
  if (absent(body)) return 'Remove-NetFirewallRule';
  return entry(body, 'LocalPort') ? 'New-NetFirewallRule' : 'Set-NetFirewallRule';
}

/**
 * DSC resources to the cmdlet that does the same. Sources: the modules PSDesiredStateConfiguration, NetworkingDsc,
 * ComputerManagementDsc and their experimental forms with an `x` before the name.
 */
const cmdlets: Readonly<Record<string, (body: Table) => string>> = {
  firewall: rule,
  firewallprofile: () => 'Set-NetFirewallProfile',
  service: () => 'Set-Service',
  serviceset: () => 'Set-Service',
  smbserverconfiguration: () => 'Set-SmbServerConfiguration',
  windowsfeature: feature,
  windowsfeatureset: feature,
  windowsoptionalfeature: optional,
  windowsoptionalfeatureset: optional,
};

/** Properties whose parameter has another name. */
const renamed: Readonly<Record<string, string>> = { state: 'Status' };

/** `Invoke-DscResource -Name Registry -Method Set -Property @{..}` as the resource that it applies. */
export function invokedResource(command: Command): Command | undefined {
  if (!is(command, 'Invoke-DscResource') || /^(?:test|get)$/i.test(textArgument(command, 'Method') ?? ''))
    return undefined;
  const name = argumentOf(command, 'Name');
  const body = argumentOf(command, 'Property');
  const text = textOf(name);
  if (!name || text === undefined || !body?.known || !isTable(body.value)) return undefined;
  const args = [{ text: '', span: body.span, value: body }];
  return { ...command, name: text, nameSpan: name.span, args, parameters: new Map(), resource: true };
}

/** The cmdlet that a DSC resource stands for, with its properties as parameters. */
export function resourceCommand(command: Command): Command | undefined {
  const make = lookUp(cmdlets, command.name.toLowerCase().replace(/^x/, ''));
  const body = bodyOf(command);
  if (!make || !body) return undefined;
  const cmdlet = cmdletOf(make(body));
  if (!cmdlet) return undefined;
  const parameters = new Map<string, Parameter>();
  for (const { key, keySpan, value } of body.entries) {
    const called = lookUp(renamed, key.toLowerCase()) ?? key;
    const name = (parameterOf(cmdlet, called) ?? parameterOf(cmdlet, `Feature${called}`))?.name;
    if (name === undefined) continue;
    const span = { start: keySpan.start, end: Math.max(keySpan.end, value.span.end) };
    parameters.set(name.toLowerCase(), { name, nameSpan: keySpan, span, gap: span, value });
  }
  return { ...command, name: cmdlet.name, args: [], parameters, resource: true };
}
