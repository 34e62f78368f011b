import type { Edit } from '../base/edit';

/** An edit that a fact knows how to make, because it depends on the language the fact was written in. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** The part of a fact that mends it by one edit; nothing where that edit cannot be written. */
export const mendBy = (title: string, edit: Edit | undefined): { readonly mend?: Fix } =>
  edit ? { mend: { title, edits: [edit] } } : {};
