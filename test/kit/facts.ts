import type { FactKind, Facts } from '../../server/src/facts/facts';
import { readerOf } from '../../server/src/facts/read';
import type { Language } from '../../server/src/facts/source';
import { defaultNames } from './check';

/** The facts of one kind that a text states. */
export async function factsOf<K extends FactKind>(
  kind: K,
  language: Language,
  text: string,
  path: string = defaultNames[language],
): Promise<readonly Facts[K][]> {
  const read = await readerOf(language);
  return read({ path, language, text }).facts.flatMap(it => (it.kind === kind ? [it.fact as Facts[K]] : []));
}
