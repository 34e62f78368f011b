import type { Span } from '../../base/span';
import type { Value } from '../../base/value';
import type { Fact, OperatingSystem } from '../fact';
import type { ImageReference } from './reference';

/** One stage of a Dockerfile, complete: absence (no USER) is a property of it. */
export interface Stage extends Fact {
  readonly index: number;
  readonly name?: string;
  /** The last stage of the file, the one that is shipped. */
  readonly final: boolean;
  readonly base: ImageReference;
  /** The stage that `base` names, when it is one of the same file. */
  readonly parent?: Stage;
  readonly os: OperatingSystem;
  /** The root image under all parents: what `FROM` finally stands on. */
  readonly root: ImageReference;
  /** The last USER in the stage, or inherited from a parent stage; absent when neither sets one. */
  readonly user?: { readonly name: Value<string>; readonly span: Span; readonly inherited: boolean };
  /** ENTRYPOINT and CMD in force at the end, parents included; words as written. */
  readonly entrypoint?: { readonly words: readonly string[]; readonly span: Span };
  readonly command?: { readonly words: readonly string[]; readonly span: Span };
  /** Where an instruction that must come last goes: before ENTRYPOINT/CMD, else after the last instruction. */
  readonly insertAt: number;
  /** Line end of the file, for inserted lines. */
  readonly newline: string;
}
