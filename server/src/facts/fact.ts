import type { Encode } from '../base/mapped-text';
import type { Span } from '../base/span';
import type { Stage } from './image/stage';

export type OperatingSystem = 'windows' | 'linux' | 'unknown';

/** One arm of a condition, or the body of a function that the script does not call itself. */
export interface Way {
  /** The arm around it; absent when it stands in what always runs. */
  readonly outer?: Way;
}

/** A call of a function that the script defines. */
export interface Call {
  /** The function as the call names it. */
  readonly name: string;
  readonly span: Span;
  /** The call around it, when it stands in a function itself. */
  readonly outer?: Call;
}

/** Whether what runs at `earlier` is always followed by `later`, should `later` stand behind it: no condition parts them. */
export function follows(later: Place, earlier: Place): boolean {
  for (let way = earlier.way; ; way = way.outer) {
    if (way === later.way) return true;
    if (!way) return false;
  }
}

/** The machine that a job of a pipeline asks for, where its name says which Windows it has. */
export interface HostMachine {
  /** `windows-2022` */
  readonly name: string;
  readonly build: number;
  readonly at: Span;
}

/** Where a statement stands and what will run it. Rules ask it before they speak. */
export interface Place {
  readonly os: OperatingSystem;
  /**
   * `script`: a script on its own, run on some machine. `build`: a RUN of an image build. `start`: an ENTRYPOINT, CMD or
   * health check, or a command of a container in a pod or compose file. `pipeline`: a step of a CI pipeline.
   * `configuration`: not run at all.
   */
  readonly runs: 'script' | 'build' | 'start' | 'pipeline' | 'configuration';
  /** The stage of the Dockerfile that it stands in. */
  readonly stage?: Stage;
  /** It stands among tests, those of Pester: what it does, it does to a machine made for that, or to a mock. */
  readonly test?: boolean;
  /** It stands in a function that the script does not call, beside one that does the opposite: others choose. */
  readonly offered?: boolean;
  /** The machine that runs it, in a pipeline. */
  readonly host?: HostMachine;
  /** It is done to another machine than the one that runs the script, or to a policy. */
  readonly away?: boolean;
  /** The condition that it depends on; absent when it always runs. */
  readonly way?: Way;
  /** The call that runs it, where it stands in a function of the script. */
  readonly call?: Call;
  /** How many shells stand around the text: 1 inside `cmd /c "..."`. */
  readonly nesting?: number;
  /** The whole of the encoded text that it stands in, decoded: of `-EncodedCommand`. */
  readonly decoded?: string;
  /** Writes text for insertion at this place: inside `RUN powershell -Command "..."` a quote needs a backslash. */
  readonly encode: Encode;
}

/** What every fact has. Spans are host offsets. */
export interface Fact {
  /** The whole statement. */
  readonly span: Span;
  readonly place: Place;
}
