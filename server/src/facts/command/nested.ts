import type { NestedShell } from '../../syntax/cmd';
import { readCmd } from '../cmd/script';
import type { Place } from '../fact';
import { Scope } from '../powershell/scope';
import { readPowerShell } from '../powershell/script';
import { type Environment, noEnvironment } from './environment';
import type { ScriptEvent } from './script';

/** Shells inside shells are followed this deep. */
const maximumNesting = 8;

/** What a shell that is started with a script on its command line does: `powershell -Command "..."`, `cmd /c ...`. */
export function nestedEvents(
  nested: NestedShell,
  place: Place,
  environment: Environment = noEnvironment,
): readonly ScriptEvent[] {
  const { script, shell } = nested;
  const nesting = (place.nesting ?? 0) + 1;
  if (!script || nesting > maximumNesting) return [];
  const decoded = nested.kind === 'encoded' ? { decoded: script.text } : {};
  const inner: Place = { ...place, encode: script.encode, nesting, ...decoded };
  if (shell === 'cmd') return readCmd(script, inner, environment).events;
  return readPowerShell(script, inner, scopeOf(environment)).events;
}

/** A PowerShell scope that sees the environment, which may be another when the script runs. */
export function scopeOf(environment: Environment): Scope {
  const scope = new Scope();
  for (const [name, value] of environment) scope.set(`env:${name}`, value, true);
  return scope;
}
