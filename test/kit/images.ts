import assert from 'node:assert/strict';
import { readerOf } from '../../server/src/facts/read';
import type { Language } from '../../server/src/facts/source';

/** The images of a text: those of `«»` are where they are written. Locally built ones are marked with `!`. */
export async function imagesOf(language: Language, marked: string, path: string) {
  const text = marked.replace(/[«»]/g, '');
  const { facts } = (await readerOf(language))({ path, language, text });
  const images = facts.flatMap(it => (it.kind === 'image.reference' ? [it.fact] : []));
  for (const it of images) {
    const [whole, parts] = [text.slice(it.at.start, it.at.end), it.resolved ?? it.text];
    if (whole === it.text && it.tagSpan) assert.equal(text.slice(it.tagSpan.start, it.tagSpan.end), it.tag);
    if (it.digestSpan) assert.equal(text.slice(it.digestSpan.start, it.digestSpan.end), it.digest);
    assert.ok(parts.length > 0);
  }
  const places = images.map(it => it.at.start).sort((a, b) => a - b);
  let removed = 0;
  const wanted = [...marked.matchAll(/[«»]/g)].flatMap(({ 0: mark, index }) => {
    removed++;
    return mark === '«' ? [index - removed + 1] : [];
  });
  if (wanted.length > 0) assert.deepEqual(places, wanted);
  return images.map(it =>
    it.names === 'image'
      ? `${it.kept ? '!' : ''}${it.place.os} ${it.resolved}`
      : `${it.place.os} ? ${it.registry}/${it.repository}`,
  );
}
