import type { Analyst } from '../analyst';
import type { Document, Documents } from '../documents';
import type { ImageFeature } from '../images/feature';

/** What a client can do that a request's answer depends on. */
export interface ClientAbilities {
  /** Edits that are for one version of a document, and refused for another. */
  readonly versionedEdits: boolean;
  /** Edits with places to fill in. */
  readonly snippetEdits: boolean;
  /** Commands that the client carries out. */
  readonly commands: ReadonlySet<string>;
  /** Edits that make a file. */
  readonly createsFiles: boolean;
}

/** What requests are answered from. */
export interface RequestContext {
  readonly documents: Documents;
  readonly analyst: Analyst;
  readonly abilities: ClientAbilities;
  readonly images: Pick<ImageFeature, 'images' | 'settings' | 'consent' | 'settingsFile'>;
}

export type { Document };
