import type { MappedText } from '../../base/mapped-text';
import { parsePowerShell } from '../../syntax/powershell';
import type { ParseResult } from '../../syntax/powershell/ast';
import type { ScriptEvent } from '../command/script';
import type { Place } from '../fact';
import { Interpreter } from './interpreter';
import { Scope } from './scope';

/** A PowerShell text with what it does. */
export interface PowerShellReading {
  readonly parsed: ParseResult;
  readonly events: readonly ScriptEvent[];
}

/**
 * Parses and interprets PowerShell wherever it stands. Never throws. Spans are those of the text's host.
 * @param scope variables known before it, `env:name` for the environment
 */
export function readPowerShell(text: MappedText, place: Place, scope: Scope = new Scope()): PowerShellReading {
  const parsed = parsePowerShell(text.text);
  const events: ScriptEvent[] = [];
  new Interpreter(text, place, events, scope).run(parsed.script);
  return { parsed, events };
}
