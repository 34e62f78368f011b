import type { MappedText } from '../../base/mapped-text';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { imagePrograms, readImageCommands } from '../image/commands';
import { contentTrustVariable, readContentTrust } from '../image/trust';
import { readSpireShell } from '../spire/commands';
import { withoutHereDocuments } from './here-document';
import { readShell } from './script';

/** What is read of a script for `sh` or `bash`: what it tells SPIRE, the images that it takes from registries, and whether signed ones. */
export function readPlainShell(text: MappedText, place: Place, emit: Emit): void {
  readSpireShell(text, place, emit);
  const commands = withoutHereDocuments(text);
  const namesTrust = commands.text.includes(contentTrustVariable);
  if (!namesTrust && !imagePrograms.test(commands.text)) return;
  const inner: Place = { ...place, encode: text.encode };
  const script = { text: commands, place: inner, events: readShell(commands, inner) };
  readImageCommands(script, emit);
  readContentTrust(script, emit);
}
