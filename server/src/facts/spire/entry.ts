import { type Edit, replace } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Origin } from '../cluster/fact';
import type { Fact } from '../fact';
import type { Fix } from '../fix';

/** What must hold for a process or a node: `windows:user_sid:S-1-5-18`. */
export interface Selector {
  /** `windows`. */
  readonly type: string;
  /** What stands behind the type, as far as it is known: `user_sid:S-1-5-18`. */
  readonly value: string;
  /** All of the value is known. */
  readonly known: boolean;
  readonly at: Span;
  /** As messages quote it. */
  readonly text: string;
  /** Asks for a group that is enabled, in place of one that is not. */
  readonly enable?: Edit;
}

/** A right that an entry gives beyond an identity. */
export interface Grant {
  readonly right: 'admin' | 'downstream';
  readonly text: string;
  readonly at: Span;
  readonly removal?: Edit;
}

/** A registration entry: who is given an identity. All its selectors must hold. */
export interface SpireEntry extends Fact {
  /** `workload`: for processes. `node`: for the agents of machines. */
  readonly of: 'workload' | 'node';
  readonly selectors: readonly Selector[];
  /** There may be more selectors than can be seen. */
  readonly open: boolean;
  readonly grants: readonly Grant[];
  /** The SPIFFE ID that it gives, where it is known. */
  readonly id?: { readonly value: string; readonly at: Span };
  /** The SPIFFE ID of who may give it. */
  readonly parent?: string;
}

/** An identity for pods, as ClusterSPIFFEID gives it. */
export interface PodIdentity extends Fact {
  /** `ClusterSPIFFEID backend`. */
  readonly resource: string;
  /** What selects pods, a namespace included; `undefined` when a template decides. */
  readonly selects: boolean | undefined;
  /** Whether any namespace will do: only labels of pods are asked for. */
  readonly anyNamespace: boolean;
  /** Only for pods that no other ClusterSPIFFEID speaks of. */
  readonly fallback: boolean;
  /** The template of the SPIFFE ID. */
  readonly template?: { readonly at: Span; readonly text: string; readonly each: 'pod' | 'label' | 'none' };
  readonly at: Span;
  readonly grants: readonly Grant[];
  /** Selects a namespace. */
  readonly narrow?: Fix;
}

/** A selector of which no agent of the workspace tells, so that the entry is for no process. */
export interface UntoldSelector extends Fact {
  readonly text: string;
  readonly at: Span;
  /** The attestor that would tell: `windows`. */
  readonly type: string;
  /** The setting that it needs; absent: no agent has the attestor. */
  readonly must?: string;
  /** An agent, or the setting of one. */
  readonly by: Origin;
}

/** A trust domain that is not the one of the servers of the workspace. */
export interface ForeignDomain extends Fact {
  readonly who: 'entry' | 'agent' | 'manager';
  readonly text: string;
  readonly at: Span;
  /** The one of the servers. */
  readonly domain: string;
  readonly by: Origin;
}

const disabled = 'se_group_enabled:false';

/**
 * The type and value of a selector; `undefined` when not even the type is known.
 * @param exact where the end of the text stands letter by letter
 */
export function selectorOf(text: string, known: boolean, at: Span, exact?: Span): Selector | undefined {
  const colon = text.indexOf(':');
  if (colon < 1) return undefined;
  const found = text.indexOf(disabled);
  const start = exact ? exact.end - (text.length - found) : 0;
  const enable =
    exact && found > 0 ? { enable: replace({ start, end: start + disabled.length }, 'se_group_enabled:true') } : {};
  return { type: text.slice(0, colon), value: text.slice(colon + 1), known, at, text, ...enable };
}
