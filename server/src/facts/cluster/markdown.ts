import type { ClusterObject, Spot } from './object';

/** Makes of a text in Markdown a link to a place of an object. */
export type Link = (text: string, object: ClusterObject, at: Spot) => string;

/** A text of a file as code in Markdown, whatever is in it. */
export const quoted = (text: string): string => `\`${text.replace(/[`\r\n]/g, '')}\``;

/** A sentence with names of files in it, without what Markdown would take for a link. */
export const harmless = (text: string): string => text.replace(/[[\]<>`\r\n]/g, '');

/** ``Deployment `web` ``, as a link. */
export const titleOf = (object: ClusterObject, link: Link, at: Spot = object.at): string =>
  link(`${harmless(object.kind)} ${quoted(object.name)}`, object, at);
