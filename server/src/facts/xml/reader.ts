import type { XmlElement } from '../../syntax/xml/model';
import type { Place } from '../fact';
import type { Emit } from '../facts';

/** What a reader of one kind of XML is given beside the outermost element. */
export interface XmlContext {
  /** Workspace path with forward slashes. */
  readonly path: string;
  readonly place: Place;
  readonly emit: Emit;
}

/** Reads facts off XML of one kind. */
export type XmlReader = (root: XmlElement, context: XmlContext) => void;
