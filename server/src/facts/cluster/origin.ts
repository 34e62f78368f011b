import type { Span } from '../../base/span';
import type { Fact, OperatingSystem } from '../fact';
import { nameOf } from '../kubernetes/resource';
import { configuration } from '../yaml/context';
import type { Origin } from './fact';
import type { ClusterObject, Spot } from './object';

/** Where an object says something, with its name for messages. */
export const originOf = (object: ClusterObject, { span, line, column }: Spot = object.at): Origin => ({
  path: object.path,
  span,
  line,
  column,
  resource: nameOf(object),
});

/** What all facts about an object have. @param at the place that it is about: its name, when none is given */
export const about = (
  object: ClusterObject,
  { span }: { readonly span: Span } = object.at,
  os?: OperatingSystem,
): Fact & { readonly resource: string; readonly at: Span } => ({
  span,
  place: configuration(os),
  resource: nameOf(object),
  at: span,
});
