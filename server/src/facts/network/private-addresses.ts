import { type Edit, replace } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Fix } from '../fix';

/** Addresses that no machine on the internet has (RFC 1918), to be written where anyone is let in. */
export const privateAddresses = '10.0.0.0/8';

/** The fix that such an edit makes. */
export const onlyPrivate = (edit: Edit): Fix => ({ title: 'Let in only private addresses', edits: [edit] });

/** Private addresses in place of those that mean anyone. */
export const privateAt = (at: Span | undefined): readonly Fix[] =>
  at ? [onlyPrivate(replace(at, privateAddresses))] : [];
