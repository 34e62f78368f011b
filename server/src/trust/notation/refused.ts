/** Something does not hold. The message is a sentence for a person. Never leaves this folder. */
export class Refused extends Error {}

export function refuse(sentence: string): never {
  throw new Refused(sentence);
}

export function must(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new Refused(sentence);
}
