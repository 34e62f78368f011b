import { MappedText } from '../../base/mapped-text';
import { type Data, entry, isTable, itemsOf, textOf, type Value } from '../../base/value';
import { type NestedShell, nestedShellOfLine, shellName } from '../../syntax/cmd';
import { argumentOf, type Command, textArgument } from '../command/command';

/** A script or a command line that a cmdlet hands to another machine. */
export interface Carried {
  /** Gives the text where it is written. */
  readonly value: Value<Data>;
  readonly read: (text: MappedText) => NestedShell | undefined;
}

/** Cmdlets that run a text of PowerShell on another machine, with the parameter that holds it. */
const scripts: Readonly<Record<string, string>> = {
  'invoke-azvmruncommand': 'ScriptString',
  'invoke-azvmssvmruncommand': 'ScriptString',
  'set-azvmruncommand': 'SourceScript',
  'set-azvmssvmruncommand': 'SourceScript',
  'invoke-vmscript': 'ScriptText',
};

const extension = /^(?:Set|New|Add)-Az(?:ureRm|ure)?(?:VM|Vmss)Extension$/i;
const settings = [
  'Settings',
  'ProtectedSettings',
  'Setting',
  'ProtectedSetting',
  'SettingString',
  'ProtectedSettingString',
];

/** What a cmdlet or `az` hands to another machine. */
export function carriedBy(command: Command): readonly Carried[] {
  const { name } = command;
  const parameter = Object.hasOwn(scripts, name.toLowerCase()) ? scripts[name.toLowerCase()] : undefined;
  const value = parameter === undefined ? undefined : argumentOf(command, parameter);
  if (value) return isForLinux(command) ? [] : [{ value, read: asScript }];
  if (name === 'az') return ofAz(command);
  if (!extension.test(name)) return [];
  return settings.flatMap(key => itemsOf(argumentOf(command, key))).flatMap(linesIn);
}

/** Whether the text is meant for another shell. `Invoke-VMScript` takes it for one of whatever the guest runs. */
function isForLinux(command: Command): boolean {
  if (/^Invoke-VMScript$/i.test(command.name)) return !/^powershell$/i.test(textArgument(command, 'ScriptType') ?? '');
  return (
    /shell/i.test(textArgument(command, 'CommandId') ?? '') &&
    !/powershell/i.test(textArgument(command, 'CommandId') ?? '')
  );
}

/** `az vm run-command invoke --command-id RunPowerShellScript --scripts '...'`, `az vm extension set --settings '{...}'`. */
function ofAz({ args }: Command): readonly Carried[] {
  const behind = (option: RegExp): readonly Value<Data>[] => {
    const from = args.findIndex(it => option.test(it.text)) + 1;
    if (from === 0) return [];
    const rest = args.slice(from);
    const end = rest.findIndex(it => /^--?[a-z]/.test(it.text));
    return (end < 0 ? rest : rest.slice(0, end)).map(it => it.value);
  };
  const words = args.slice(0, 3).map(it => textOf(it.value));
  if (words.includes('run-command') && /^RunPowerShellScript$/i.test(textOf(behind(/^--command-id$/)[0]) ?? '')) {
    const given = behind(/^--scripts$/).filter(it => !textOf(it)?.startsWith('@'));
    return given.map(value => ({ value, read: asScript }));
  }
  return words.includes('extension') ? behind(/^--(?:protected-)?settings$/).flatMap(linesIn) : [];
}

/** The command line in the settings of a custom script extension, a table or a text of JSON. */
function linesIn(value: Value<Data>): readonly Carried[] {
  const data = value.known ? value.value : undefined;
  if (!isTable(data)) return [{ value, read: ofJson }];
  const line = entry(data, 'commandToExecute');
  return line ? [{ value: line, read: ofLine }] : [];
}

const asScript = (script: MappedText): NestedShell => ({
  shell: 'powershell',
  nameSpan: script.span(0, script.text.length),
  switches: [],
  kind: 'command',
  script,
});

const ofLine = (line: MappedText): NestedShell | undefined =>
  shellName(line.text.trim().split(/\s/, 1)[0]!) ? nestedShellOfLine(line) : undefined;

/** `{ "commandToExecute": "powershell -Command ..." }` */
function ofJson(text: MappedText): NestedShell | undefined {
  const found = /"commandToExecute"\s*:\s*"((?:[^"\\]|\\.)*)"/i.exec(text.text);
  if (!found) return undefined;
  const end = found.index + found[0].length - 1;
  const builder = MappedText.builder(text, () => undefined);
  let at = end - found[1]!.length;
  for (const { 0: pair, index } of found[1]!.matchAll(/\\(["\\/])/g)) {
    const from = end - found[1]!.length + index;
    builder.copy(at, from).put(pair[1]!, from, from + 2);
    at = from + 2;
  }
  return ofLine(builder.copy(at, end).build(end));
}
