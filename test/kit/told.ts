import type { Span } from '../../server/src/base/span';
import { readerOf } from '../../server/src/facts/read';
import type { Language } from '../../server/src/facts/source';
import { defaultNames } from './check';

/** Facts of any kind whose name begins so, each with the text that it points at: `tls.version TLSv1_0`. */
export async function told(
  language: Language,
  text: string,
  kinds: readonly string[],
  path: string = defaultNames[language],
): Promise<readonly string[]> {
  const read = await readerOf(language);
  return read({ path, language, text }).facts.flatMap(({ kind, fact }) => {
    if (!kinds.some(it => kind.startsWith(it))) return [];
    const lists = fact as { at?: Span; suites?: readonly { name: string }[]; ports?: readonly { span: Span }[] };
    const at = lists.at ?? lists.ports?.[0]?.span;
    const shown = lists.suites ? lists.suites.map(it => it.name).join(' ') : at && text.slice(at.start, at.end);
    return [`${kind} ${shown}`];
  });
}
