import type { MappedText } from '../../base/mapped-text';
import { contentOf } from '../../syntax/json/content';
import { parseJson } from '../../syntax/json/parse';
import { at, isText } from '../../syntax/json/read';
import { readCmd } from '../cmd/script';
import type { OperatingSystem, Place } from '../fact';
import type { Emit } from '../facts';
import { readPowerShell } from '../powershell/script';
import { readTopics } from '../topics';

/** Reads a script that stands in a template, as the machine that gets it runs it. @param batch it is run as a batch file */
export function readScript(
  text: MappedText,
  shell: 'powershell' | 'cmd',
  os: OperatingSystem,
  emit: Emit,
  batch = false,
): void {
  const place: Place = { os, runs: 'script', encode: text.encode };
  const { events } = shell === 'cmd' ? readCmd(text, place, undefined, batch) : readPowerShell(text, place);
  readTopics({ text, place, events }, emit);
}

/** A line that starts a shell of Windows, whatever hands it on. */
export const startsWindowsShell = (line: string): boolean =>
  /^\s*(?:[\w%:.]*\\)*(?:powershell|pwsh|cmd)(?:\.exe)?["\s]/i.test(line);

/** Scripts in the user data of a machine: `<powershell>...</powershell>`, `<script>...</script>` (AWS: ec2-windows-user-data). */
export function readUserData(text: MappedText, emit: Emit): void {
  for (const { 0: whole, 1: tag, 2: body, index } of text.text.matchAll(
    /<(powershell|script)>([\s\S]*?)(?:<\/\1>|$)/gi,
  )) {
    const start = index + whole.indexOf(body!, tag!.length + 2);
    const shell = tag!.toLowerCase() === 'powershell' ? 'powershell' : 'cmd';
    readScript(text.slice(start, start + body!.length), shell, 'windows', emit, true);
  }
}

/** The command line that the settings of a custom script extension hold, written as JSON. */
export function commandOfSettings(settings: MappedText): MappedText | undefined {
  const command = at(parseJson(settings.text).root, 'commandToExecute');
  return isText(command) ? contentOf(command, settings) : undefined;
}
