import type { Edit } from '../base/edit';

/** An edit that a fact knows how to make, because it depends on the language the fact was written in. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}
