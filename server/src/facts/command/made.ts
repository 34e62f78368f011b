import type { Span } from '../../base/span';
import { type Data, known, type Value } from '../../base/value';
import type { Place } from '../fact';
import type { Command, Parameter } from './command';

/** A parameter of a command that stands for something else. */
export interface MadeParameter {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Value<Data>;
}

/**
 * The cmdlet that does what another notation says: the module of an Ansible task, an element of an answer file. Nothing
 * can be added to it or taken from it, but values that stand as literals can be changed.
 */
export function madeCommand(
  name: string,
  at: { readonly span: Span; readonly nameSpan: Span; readonly place: Place },
  given: readonly MadeParameter[],
): Command {
  const parameters = new Map<string, Parameter>();
  for (const { name: own, nameSpan, value } of given) {
    const span = { start: Math.min(nameSpan.start, value.span.start), end: Math.max(nameSpan.end, value.span.end) };
    parameters.set(own.toLowerCase(), { name: own, nameSpan, span, gap: span, value });
  }
  return {
    kind: 'command',
    span: at.span,
    place: at.place,
    shell: 'powershell',
    name,
    nameSpan: at.nameSpan,
    args: [],
    parameters,
    incomplete: false,
    resource: true,
  };
}

/** A DSC resource with its properties in a table, as one in a configuration of PowerShell is read. */
export function madeResource(
  name: string,
  at: { readonly span: Span; readonly nameSpan: Span; readonly place: Place },
  properties: readonly MadeParameter[],
): Command {
  const entries = properties.map(it => ({ key: it.name, keySpan: it.nameSpan, value: it.value }));
  const body = known<Data>({ kind: 'table', entries }, at.span);
  return { ...madeCommand(name, at, []), args: [{ text: '', span: at.span, value: body }] };
}
