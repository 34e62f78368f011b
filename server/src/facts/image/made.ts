import type { Fact } from '../fact';
import type { FactEntry, Reading } from '../source';
import { officialImages } from './official.data';
import { parseReference } from './parse';
import type { ImageReference } from './reference';

/** An image that a file builds, tags or loads, and so has of no registry: `docker build -t web .` */
export interface MadeImage extends Fact {
  /** Registry and repository: what is built as `web` is started as `web:1` as well. */
  readonly name: string;
}

/** The name under which an image is made; `undefined` for what is none. */
export function madeName(text: string): string | undefined {
  const parsed = parseReference(text);
  return parsed && nameOf(parsed);
}

/** A reading in which the images say that the file made them before. Those of services may be made below. */
export function withMade(reading: Reading): Reading {
  const all = new Set(reading.facts.flatMap(it => (it.kind === 'image.made' ? [it.fact.name] : [])));
  if (all.size === 0) return reading;
  const before = new Set<string>();
  const facts = reading.facts.map((it): FactEntry => {
    if (it.kind === 'image.made') before.add(it.fact.name);
    if (it.kind !== 'image.reference' || it.fact.kept || it.fact.names !== 'image') return it;
    const { use } = it.fact;
    const made = use === 'compose' ? all : use === 'command' ? before : undefined;
    return made?.has(nameOf(it.fact)) ? { kind: it.kind, fact: { ...it.fact, kept: true } } : it;
  });
  return { ...reading, facts };
}

/** Whether the file that names an image has made it: the name is then no word of its publisher. */
export const isMade = ({ kept, use }: ImageReference): boolean => kept === true && use !== 'container';

/**
 * Whether a registry can be asked about an image: neither about stages, nor names with unknown parts, nor what was made
 * there. A name without namespace that is none of Docker Hub's official images was made elsewhere, and is nobody's
 * business; of what is built upon, Docker itself asks in any case.
 */
export function isAskable(image: ImageReference): boolean {
  if (image.names !== 'image' || image.kept || image.registry === 'localhost') return false;
  const own = image.registry === 'docker.io' ? /^library\/(.*)$/.exec(image.repository)?.[1] : undefined;
  return own === undefined || image.use === 'from' || officialImages.has(own);
}

const nameOf = ({ registry, repository }: Pick<ImageReference, 'registry' | 'repository'>): string =>
  `${registry}/${repository}`;
