import type { MappedText } from '../../base/mapped-text';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { imagePrograms, readImageCommands } from '../image/commands';
import { readSpireShell } from '../spire/commands';
import { readShell } from './script';

/** What is read of a script for `sh` or `bash`: what it tells SPIRE, and the images that it takes from registries. */
export function readPlainShell(text: MappedText, place: Place, emit: Emit): void {
  readSpireShell(text, place, emit);
  if (!imagePrograms.test(text.text)) return;
  const inner: Place = { ...place, encode: text.encode };
  readImageCommands({ text, place: inner, events: readShell(text, inner) }, emit);
}
