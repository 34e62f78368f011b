import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';

/** The character that continues lines and undoes special meaning: `\`, or a backtick after `# escape=`. */
export type EscapeCharacter = '\\' | '`';

/** A Dockerfile as BuildKit cuts it up. All spans are offsets into `text`. */
export interface DockerfileSyntax {
  readonly text: string;
  readonly escape: EscapeCharacter;
  /** `# escape=`, `# syntax=` and `# check=` as far as BuildKit honours them. */
  readonly directives: readonly Directive[];
  /** Every comment line, those inside continued instructions included, directives and here-documents not. */
  readonly comments: readonly Comment[];
  readonly instructions: readonly Instruction[];
  /** What BuildKit is certain to refuse. Always empty for templates. */
  readonly errors: readonly DockerfileError[];
  /** The text is the source of a generator (`{{ }}`, `{% %}`, `%%NAME%%`): it becomes a Dockerfile only later. */
  readonly template: boolean;
}

/** `# escape=\``: name in lower case. */
export interface Directive {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: string;
  readonly valueSpan: Span;
  readonly span: Span;
}

/** A comment line from its `#` to the end of the line. */
export interface Comment {
  readonly text: string;
  readonly span: Span;
}

/** A place where BuildKit would stop. */
export interface DockerfileError {
  readonly code:
    | 'unknown-instruction'
    | 'no-stage'
    | 'unterminated-heredoc'
    | 'missing-argument'
    | 'bad-argument'
    | 'bad-directive';
  /** One sentence: what stands there and what belongs there. */
  readonly message: string;
  readonly span: Span;
}

/** One argument. Quotes, escapes and variables are as written: `expand` gives the value. */
export interface Word {
  readonly text: string;
  readonly span: Span;
  readonly mapped: MappedText;
  /** What to delete to be rid of this word: it and the white space or continuation that parts it from its neighbour. */
  readonly gap: Span;
}

/** `--platform=windows/amd64`; quotes and escapes of the value are undone. */
export interface Flag {
  /** In lower case, without dashes. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly value?: { readonly text: string; readonly span: Span; readonly mapped: MappedText };
  readonly span: Span;
}

/** One string of an exec form. */
export interface ExecWord {
  /** JSON escapes undone. */
  readonly value: string;
  /** The JSON string, quotes included. */
  readonly span: Span;
  /** `value` with the way back; what is inserted there is written as JSON. */
  readonly text: MappedText;
}

/** `<<EOF` with the lines that follow the instruction. */
export interface Heredoc {
  readonly name: string;
  /** `<<-"EOF"` in the instruction. */
  readonly marker: Span;
  /** `3<<EOF`; 0 when no number is written. */
  readonly descriptor: number;
  /** The name is not quoted: variables in the body are replaced. */
  readonly expands: boolean;
  /** The lines between; leading tabs dropped for `<<-`. */
  readonly body: MappedText;
  /** The line that ends it, line break excluded. */
  readonly terminator: Span;
}

/** How the program of RUN, CMD, ENTRYPOINT, SHELL and HEALTHCHECK CMD is written. */
export interface CommandLine {
  /** `exec` is a valid JSON array; whatever else is handed to the shell as it stands, broken arrays included. */
  readonly form: 'exec' | 'shell';
  /** The strings of the exec form; empty in shell form. */
  readonly exec: readonly ExecWord[];
  /**
   * What the shell is given, in shell form: the text after the flags, or the body of the here-document where that text
   * is nothing else. In exec form the array as written.
   */
  readonly command: MappedText;
}

interface InstructionBase {
  /** In upper case. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  /** From the keyword to the last character that belongs to it, here-documents included. */
  readonly span: Span;
  /** Whole lines, from the start of the first to behind the line break of the last: what to delete to be rid of it. */
  readonly lines: Span;
  /** Text after the keyword, trimmed; continuations joined, comments and empty lines inside them dropped. */
  readonly body: MappedText;
  /** `body` after its flags. */
  readonly args: MappedText;
  readonly flags: readonly Flag[];
  /** Empty but for RUN, COPY and ADD. */
  readonly heredocs: readonly Heredoc[];
}

/** `FROM --platform=... image AS stage` */
export interface From extends InstructionBase {
  readonly kind: 'FROM';
  readonly image?: Word;
  /** The name after `AS`, as written. */
  readonly stage?: Word;
  readonly platform?: Flag;
}

/** A name with its value, in ARG, ENV and LABEL. */
export interface Pair {
  readonly name: string;
  readonly nameSpan: Span;
  /** Absent for `ARG name`; quotes as written. */
  readonly value?: Word;
  readonly span: Span;
  /** What to delete to be rid of the pair, as for words. */
  readonly gap: Span;
}

/** `ARG name=default ...`, `ENV name=value ...` (or `ENV name value`), `LABEL name=value ...` */
export interface Pairs extends InstructionBase {
  readonly kind: 'ARG' | 'ENV' | 'LABEL';
  readonly pairs: readonly Pair[];
}

/** `EXPOSE 80 443/tcp`, `VOLUME C:\data`, `VOLUME ["C:\\data"]` */
export interface WordList extends InstructionBase {
  readonly kind: 'EXPOSE' | 'VOLUME';
  readonly words: readonly Word[];
}

/** Instructions whose whole text is one value. */
export interface Single extends InstructionBase {
  readonly kind: 'USER' | 'WORKDIR' | 'STOPSIGNAL' | 'MAINTAINER';
  readonly word?: Word;
}

/** `COPY --from=stage source ... destination`, in either form; sources that are here-documents stand in `heredocs`. */
export interface Copy extends InstructionBase {
  readonly kind: 'COPY' | 'ADD';
  readonly sources: readonly Word[];
  readonly destination?: Word;
  readonly from?: Flag;
}

/** `RUN`, `CMD`, `ENTRYPOINT`, `SHELL` */
export interface Program extends InstructionBase, CommandLine {
  readonly kind: 'RUN' | 'CMD' | 'ENTRYPOINT' | 'SHELL';
}

/** `HEALTHCHECK NONE`, `HEALTHCHECK --interval=30s CMD ...` */
export interface Healthcheck extends InstructionBase {
  readonly kind: 'HEALTHCHECK';
  readonly none: boolean;
  readonly check?: CommandLine & { readonly keywordSpan: Span };
}

/** `ONBUILD RUN ...` */
export interface Onbuild extends InstructionBase {
  readonly kind: 'ONBUILD';
  readonly onbuild?: Instruction;
}

/** A keyword that Docker does not know. */
export interface Unrecognised extends InstructionBase {
  readonly kind: 'UNKNOWN';
}

export type Instruction = From | Pairs | WordList | Single | Copy | Program | Healthcheck | Onbuild | Unrecognised;
