import type { CommandLine, From, Instruction } from '../../syntax/dockerfile';
import type { OperatingSystem } from '../fact';
import { type ImageName, isLinuxImage, windowsImage } from '../image/catalog';
import { parseReference } from '../image/parse';
import type { Named } from './references';

/** The system that `FROM` itself states: by `--platform`, else by the name of the image. */
export function systemOfFrom(from: From, base: Named): OperatingSystem {
  const platform = from.platform?.value?.text.toLowerCase() ?? '';
  if (/^windows(?:$|\/)/.test(platform)) return 'windows';
  if (/^linux(?:$|\/)/.test(platform)) return 'linux';
  if (base.names === 'stage' || base.names === 'scratch') return 'unknown';
  if (base.repository !== '') return systemOfImage(base);
  // What the text shows besides its variables may still tell.
  const sketch = parseReference(
    (base.resolved ?? base.text).replace(/\$\{[^}]*\}|\$\w+|\{\{.*?\}\}/g, 'x').replace(/"/g, ''),
  );
  return sketch ? systemOfImage(sketch) : 'unknown';
}

function systemOfImage(image: ImageName): OperatingSystem {
  if (windowsImage(image)) return 'windows';
  return isLinuxImage(image) ? 'linux' : 'unknown';
}

const windowsProgram =
  /^(?:powershell|cmd|setx|choco|reg|icacls|takeown|msiexec|net1?|netsh|sc|dism|xcopy|robocopy|copy|del|erase|rd|ren|wmic|certutil|bitsadmin|regsvr32|cscript|mklink|attrib|bcdedit)$|\.(?:exe|cmd|bat|msi|ps1)$/i;
const linuxProgram =
  /^(?:apt|apt-get|apk|yum|dnf|microdnf|tdnf|zypper|rpm|dpkg|chmod|chown|useradd|groupadd|adduser|addgroup|ln|rm|export|ls|bash|sh|ldconfig|sed|update-ca-certificates)$|^\/(?:bin|usr|etc|opt|sbin)\//;
const windowsPath = /^["']?(?:[a-z]:(?:[\\/]|$)|%\w+%)/i;
const linuxPath = /^["']?\/(?:bin|sbin|usr|etc|var|opt|home|root|tmp|lib|go|proc|run)(?:\/|$)/;

/** Counts what speaks for a system in the body of a stage. */
interface Votes {
  windows: number;
  linux: number;
}

/** The system that the instructions of stages on one image give away: paths, shells, accounts, programs. */
export function systemOfBody(instructions: readonly Instruction[]): OperatingSystem {
  const votes: Votes = { windows: 0, linux: 0 };
  for (const instruction of instructions) vote(instruction, votes);
  if (votes.windows > 2 * votes.linux) return 'windows';
  return votes.linux > 2 * votes.windows ? 'linux' : 'unknown';
}

function vote(instruction: Instruction, votes: Votes): void {
  if (instruction.kind === 'SHELL') shell(instruction, votes);
  const isAccount = instruction.kind === 'USER' && instruction.word;
  if (isAccount && /^container(?:user|administrator)$/i.test(isAccount.text)) votes.windows += 5;
  const line = instruction.kind === 'HEALTHCHECK' ? instruction.check : instruction;
  if (line && 'form' in line) program(line, votes);
  for (const path of pathsOf(instruction)) {
    if (windowsPath.test(path)) votes.windows++;
    else if (linuxPath.test(path)) votes.linux++;
  }
}

/** What an instruction states that is, or may be, a path inside the image. */
function pathsOf(instruction: Instruction): readonly string[] {
  switch (instruction.kind) {
    case 'WORKDIR':
      return [instruction.word?.text ?? ''];
    case 'COPY':
    case 'ADD':
      return [instruction.destination?.text ?? ''];
    case 'VOLUME':
      return instruction.words.map(it => it.text);
    case 'ENV':
      return instruction.pairs.map(it => it.value?.text ?? '');
    default:
      return [];
  }
}

function shell(line: CommandLine, votes: Votes): void {
  const words = line.exec.map(word => word.value);
  const first = words[0] ?? '';
  if (words.some(word => /(?:^|[\\/"])(?:powershell|cmd)(?:\.exe)?"?$/i.test(word))) votes.windows += 5;
  else if (/\.exe"?$|^[a-z]:/i.test(first)) votes.windows += 5;
  else if (/(?:^|\/)(?:ba|da|a|z)?sh$/.test(first)) votes.linux += 5;
}

function program(line: CommandLine, votes: Votes): void {
  const first = (line.exec[0]?.value ?? /^[@("']*([^\s"';&|]+)/.exec(line.command.text)?.[1] ?? '').replace(
    /["']/g,
    '',
  );
  if (windowsPath.test(first) || windowsProgram.test(first)) votes.windows++;
  else if (linuxPath.test(first) || linuxProgram.test(first)) votes.linux++;
  if (line.form === 'shell' && /\$env:\w|%\w+%|\b[Cc]:\\/.test(line.command.text)) votes.windows++;
}

const windowsName = /(?:^|[._-])(?:windows|win|nanoserver|servercore|windowsservercore)(?:$|[._-])/i;
const linuxName = /(?:^|[._-])(?:linux|alpine|ubuntu|debian)(?:$|[._-])/i;

/** The system that a file's name states (`Dockerfile.windows`), or else the folders it lies in (`images/linux/`). */
export function systemOfName(path: string): OperatingSystem {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  if (windowsName.test(name) !== linuxName.test(name)) return windowsName.test(name) ? 'windows' : 'linux';
  const isWindows = folders.some(it => /^(?:windows|nanoserver|servercore|windowsservercore)$/i.test(it));
  const isLinux = folders.some(it => /^(?:linux|alpine|ubuntu|debian)$/i.test(it));
  if (isWindows === isLinux) return 'unknown';
  return isWindows ? 'windows' : 'linux';
}
