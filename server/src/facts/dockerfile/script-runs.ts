import { known, type Value } from '../../base/value';
import type { Command } from '../command/command';
import type { Environment } from '../command/environment';
import { lowerWords } from '../command/native';
import type { ScriptEvent } from '../command/script';
import type { ScriptRun } from '../image/script-run';
import type { CopiedFiles } from './copied';

const script = /\.(?:ps1|cmd|bat)$/i;

/** The scripts of the build context that a program of a stage runs. @param text the Dockerfile */
export function* scriptRuns(
  events: readonly ScriptEvent[],
  files: CopiedFiles,
  environment: Environment,
  text: string,
): Iterable<ScriptRun> {
  const seen = new Set<string>();
  for (const event of events) {
    const path = event.kind === 'command' ? scriptOf(event, text) : undefined;
    const sources = path === undefined || seen.has(path) ? [] : files.sourcesOf(path);
    if (path === undefined || sources.length === 0) continue;
    seen.add(path);
    yield { span: event.span, place: event.place, sources, environment: readOnly(environment) };
  }
}

/** The script that a command is, or that it hands to a shell: `.\setup.ps1`, `powershell -File setup.ps1`, `call setup.cmd`. */
function scriptOf(command: Command, text: string): string | undefined {
  if (script.test(command.name)) {
    const { start, end } = command.nameSpan;
    return text.slice(start, end).replace(/^["'\\]+|["'\\]+$/g, '');
  }
  if (!/^(?:powershell|pwsh|cmd|call)$/.test(command.name)) return undefined;
  // What follows the script are words for it.
  const at = lowerWords(command).findIndex(it => script.test(it.replace(/["']/g, '')));
  return at < 0 ? undefined : command.args[at]!.text.replace(/["']/g, '');
}

/** The values alone: where they are written, they are not to be changed for the sake of a script. */
const readOnly = (environment: Environment): Environment =>
  new Map([...environment].map(([name, value]): [string, Value<string>] => [name, plain(value)]));

const plain = (value: Value<string>): Value<string> =>
  value.known ? known(value.value, nowhere) : { known: false, text: value.text, span: nowhere, why: value.why };

const nowhere = { start: 0, end: 0 };
