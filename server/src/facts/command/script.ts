import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import type { Data, Value } from '../../base/value';
import type { Fact, Place } from '../fact';
import type { Emit } from '../facts';
import type { Command } from './command';

/** `[Net.ServicePointManager]::SecurityProtocol = 'Tls12'`, `$env:X = 1`: a property that outlives the statement. */
export interface MemberAssignment extends Fact {
  readonly kind: 'assignment';
  /**
   * Without brackets and `System.`: `Net.ServicePointManager::SecurityProtocol`, `env:X`; a property of an object as
   * `Net.HttpWebRequest.Proxy` when its type is known, else as `.Proxy`; a default for parameters as `PSDefaultParameterValues:Invoke-WebRequest:Proxy`;
   * a variable, parameter or entry of a table that may hold a secret as `variable:Name`.
   */
  readonly target: string;
  readonly targetSpan: Span;
  readonly operator: string;
  readonly value: Value<Data>;
  /** The right side as written. */
  readonly valueSpan: Span;
  /**
   * The single words of a known right side, flags split: `[..]::Tls12 -bor 'Tls11,Tls'` has three. `literal` is the word
   * where it is written, which a variable may have carried here.
   */
  readonly words: readonly { readonly text: string; readonly span: Span; readonly literal?: Span }[];
}

/** `$client.DownloadFile($url, $path)`, `[Microsoft.Win32.Registry]::SetValue(...)`. */
export interface MethodInvocation extends Fact {
  readonly kind: 'invocation';
  /** The type, without `System.`, of a static call or of a target whose type is known; else empty. */
  readonly type: string;
  readonly target: Value<Data>;
  /** Method name as written. */
  readonly method: string;
  readonly methodSpan: Span;
  readonly args: readonly Value<Data>[];
}

/** One thing that a script does. */
export type ScriptEvent = Command | MemberAssignment | MethodInvocation;

/**
 * What a script does, in the order it does it. Loops over constants are unrolled, both arms of conditions are present,
 * nested shells are expanded in place. Topic readers turn this into facts.
 */
export interface Script {
  readonly text: MappedText;
  readonly place: Place;
  readonly events: readonly ScriptEvent[];
}

/** Reads facts of one topic off a script. */
export type ScriptReader = (script: Script, emit: Emit) => void;

/** Something that would have been a fact had its values been known. `npm run tree` shows it; no rule reports it. */
export interface Unresolved extends Fact {
  /** The fact kind that it would have been. */
  readonly what: string;
  readonly why: string;
}

/** A statement that a later one takes back, whenever both run: no fact of its kind is made of it. */
export interface Superseded extends Fact {
  /** The kind of fact that it would have been. */
  readonly what: string;
}
