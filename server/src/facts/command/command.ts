import type { Edit } from '../../base/edit';
import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import { type Data, itemsOf, knownValue, textOf, type Value } from '../../base/value';
import type { Fact } from '../fact';

/** A command as a shell would run it, its arguments evaluated as far as the file tells. */
export interface Command extends Fact {
  readonly kind: 'command';
  /** What splits the words: `none` is Docker's exec form. */
  readonly shell: 'powershell' | 'cmd' | 'sh' | 'none';
  /**
   * PowerShell commands by their full name, alias and module undone (`Invoke-WebRequest` for `iwr` and for
   * `Microsoft.PowerShell.Utility\Invoke-WebRequest`); programs in lower case without folder and `.exe` (`netsh`).
   * Compare with `is()`.
   */
  readonly name: string;
  readonly nameSpan: Span;
  /** All words after the name, in order, PowerShell parameters included. */
  readonly args: readonly Argument[];
  /** Of `sh`: the variables that are set for it alone, `NAME=value`. Absent where there are none. */
  readonly settings?: readonly Argument[];
  /** PowerShell parameters by lower-case full name; prefixes, aliases, positions and splatting resolved. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** It may have parameters that cannot be seen: `@Unknown` is splatted into it. Absence then proves nothing. */
  readonly incomplete: boolean;
  /** It stands for a DSC resource: there are no words of it that an edit could change or follow. */
  readonly resource?: true;
  /** Of a command that stands for another notation: what stands there in place of its name, `win_firewall_rule`. */
  readonly called?: string;
  /** Of a command that stands for another notation: gives it a parameter there, or another value of one. */
  readonly give?: (parameter: string, text: string) => Edit | undefined;
  /** What the pipeline feeds in: the command before `|`, or a constant. */
  readonly input?: Command | Value<Data>;
  /** The PowerShell location that its relative paths begin at, where the script has set one that can be known. */
  readonly location?: string;
  /** The text of the file that it applies, where the script has written it: of `reg import x.reg`. */
  readonly applied?: MappedText;
  /** Of `Where-Object`: what it asks of each object; absent when that is more than comparisons with known properties. */
  readonly conditions?: readonly Condition[];
  /** Properties that are read off what it puts out, lower case: `(iwr $url).StatusCode`. Filled in by what follows. */
  reads?: Set<string>;
  /** The function that holds it, when the script defines one around it. */
  readonly within?: string;
}

/** `$_.Property -eq value` */
export interface Condition {
  /** Lower case. */
  readonly property: string;
  /** Without dash, lower case; `contains` is turned round to `in`. */
  readonly operator: string;
  readonly value: Value<Data>;
}

/** A word of a command. */
export interface Argument {
  /** As written. */
  readonly text: string;
  readonly span: Span;
  readonly value: Value<Data>;
  /** Where the part `[from, to)` of `text` stands: escapes of the host count for more there than here. */
  readonly at?: (from: number, to: number) => Span;
  /** Set on a PowerShell parameter name (`-LocalPort`), lower case and without dash, as written. */
  readonly parameter?: string;
}

/** A parameter of a PowerShell command, whatever way it was given. */
export interface Parameter {
  /** Full name as documented: `LocalPort` for `-localp`. Names we have no table for stay as written. */
  readonly name: string;
  /** The `-Name` itself; of a splatted one, its key; of a positional one, its value. */
  readonly nameSpan: Span;
  /** Name and value together. */
  readonly span: Span;
  /** `span` with the white space before it, continuation included: what to remove to be rid of the parameter. */
  readonly gap: Span;
  /** Absent on a bare switch. */
  readonly value?: Value<Data>;
}

/** Whether the command is one of `names`; no case. Asked of every command many times, so it makes no new text to say no. */
export function is(command: Command, ...names: readonly string[]): boolean {
  const own = command.name;
  for (const name of names) {
    if (name.length === own.length && (name === own || name.toLowerCase() === own.toLowerCase())) return true;
  }
  return false;
}

/** The parameter of that full name, whatever way it was given. */
export const parameter = (command: Command, name: string): Parameter | undefined =>
  command.parameters.get(name.toLowerCase());

/** The value of a parameter, if it was given one. */
export const argumentOf = (command: Command, name: string): Value<Data> | undefined => parameter(command, name)?.value;

/** A parameter's value as text, when known and scalar. */
export const textArgument = (command: Command, name: string): string | undefined => textOf(argumentOf(command, name));

/** The items of a parameter's value; a scalar counts as one. */
export const listArgument = (command: Command, name: string): readonly Value<Data>[] =>
  itemsOf(argumentOf(command, name));

/** How a switch is set: `undefined` when it is absent or its value cannot be known. */
export function switchState(command: Command, name: string): boolean | undefined {
  const found = parameter(command, name);
  if (!found) return undefined;
  return found.value ? truth(found.value) : true;
}

/** A value as PowerShell's `[bool]`, also for the spellings `'true'`, `'0'` that cmdlets take; `undefined` if unknown. */
export function truth(value: Value<Data> | undefined): boolean | undefined {
  const data = knownValue(value);
  if (typeof data === 'boolean') return data;
  if (typeof data === 'number') return data !== 0;
  if (typeof data === 'string') {
    const text = data.trim().toLowerCase();
    if (text === 'true' || text === '$true' || text === '1' || text === 'yes' || text === 'on') return true;
    if (text === 'false' || text === '$false' || text === '0' || text === 'no' || text === 'off' || text === '')
      return false;
    if (/^(?:0x[0-9a-f]+|\d+)$/.test(text)) return Number(text) !== 0;
  }
  return undefined;
}

/** A value as a whole number: `1`, `'0x1'`, `0xffffffff`, `$true`; `undefined` when unknown or not a number. */
export function integer(value: Value<Data> | undefined): number | undefined {
  const data = knownValue(value);
  if (typeof data === 'number') return Number.isInteger(data) ? data : undefined;
  if (typeof data === 'boolean') return data ? 1 : 0;
  if (typeof data === 'string') {
    const text = data.trim();
    if (/^-?\d+$/.test(text)) return Number.parseInt(text, 10);
    if (/^0x[0-9a-f]+$/i.test(text)) return Number.parseInt(text.slice(2), 16);
  }
  return undefined;
}
