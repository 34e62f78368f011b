import type { MappedText } from '../../base/mapped-text';
import { type Environment, noEnvironment } from '../command/environment';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { imagePrograms, readImageCommands } from '../image/commands';
import { contentTrustVariable, readContentTrust } from '../image/trust';
import { readSpireShell } from '../spire/commands';
import { withoutHereDocuments } from './here-document';
import { readShell } from './script';

/**
 * What is read of a script for `sh` or `bash`: what it tells SPIRE, the images that it takes from registries, and whether
 * signed ones.
 * @param environment the variables that it begins with
 */
export function readPlainShell(
  text: MappedText,
  place: Place,
  emit: Emit,
  environment: Environment = noEnvironment,
): void {
  readSpireShell(text, place, emit);
  const commands = withoutHereDocuments(text);
  const namesTrust = commands.text.includes(contentTrustVariable);
  if (!namesTrust && !imagePrograms.test(commands.text)) return;
  const inner: Place = { ...place, encode: text.encode };
  const script = {
    text: commands,
    place: inner,
    events: readShell(commands, inner, keptIn(commands.text, environment)),
  };
  readImageCommands(script, emit);
  readContentTrust(script, emit);
}

/** The variables that a script leaves as they are. */
function keptIn(script: string, environment: Environment): Environment {
  const changed = [...script.matchAll(changes)].map(it => (it[1] ?? it[2] ?? '').toLowerCase());
  return changed.length === 0 ? environment : new Map([...environment].filter(([name]) => !changed.includes(name)));
}

/** `name=value`, `name+=value`, `${name:=value}`; `for name in`, `read -r name`, `unset name`. */
const changes = /(?<![\w$])(\w+)(?:\+|:)?=|\b(?:for|read|unset|getopts)\s+(?:-\w+\s+)*(\w+)/g;
