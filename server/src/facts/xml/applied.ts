import type { ScriptReader } from '../command/script';
import { readXmlText } from './file';

/** Reads the XML that a script applies: an answer file that it writes, a task that it registers. */
export const readAppliedXml: ScriptReader = (script, emit) => {
  for (const event of script.events) {
    if (event.kind !== 'command' || !event.applied) continue;
    const { applied, place } = event;
    readXmlText(applied, { path: '', place: { ...place, encode: applied.encode }, emit });
  }
};
