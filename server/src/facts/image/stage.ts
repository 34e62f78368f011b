import type { Edit } from '../../base/edit';
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
  /** The final stage is made of it: stands on it, copies from it, or is it. What is not may be a target of its own. */
  readonly shipped: boolean;
  readonly base: ImageReference;
  /** The stage that `base` names, when it is one of the same file. */
  readonly parent?: Stage;
  readonly os: OperatingSystem;
  /** The root image under all parents: what `FROM` finally stands on. */
  readonly root: ImageReference;
  /** The last USER in the stage, or inherited from a parent stage; absent when neither sets one. */
  readonly user?: StageUser;
  /** ENTRYPOINT and CMD in force at the end, parents included; words as written. */
  readonly entrypoint?: StageProgram;
  readonly command?: StageProgram;
  /** Names of the commands that run on the image itself: `powershell` of a SHELL, not what is said in PowerShell. */
  readonly calls: ReadonlySet<string>;
  /** All stages of the file, in order. */
  readonly stages: readonly Stage[];
  /** The edit that adds an instruction which must come last: before ENTRYPOINT and CMD, else at the end of the stage. */
  readonly addLast: (instruction: string) => Edit;
}

/** The account that a stage ends with. */
export interface StageUser {
  readonly name: Value<string>;
  readonly span: Span;
  readonly inherited: boolean;
  /** The stage runs commands behind it. */
  readonly builds: boolean;
}

/** What a container of the stage starts. */
export interface StageProgram {
  readonly form: 'exec' | 'shell';
  readonly words: readonly string[];
  readonly span: Span;
  readonly inherited: boolean;
}
