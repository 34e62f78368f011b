/** Offsets `[start, end)` in the parsed text. */
export interface NodeBase {
  readonly start: number;
  readonly end: number;
}

/** A `.reg` file. */
export interface RegistryFile extends NodeBase {
  /** The keys in the order written; the same key may come again. */
  readonly keys: readonly Key[];
  readonly comments: readonly Comment[];
  readonly errors: readonly ParseError[];
}

/** `[HKEY_LOCAL_MACHINE\SOFTWARE\X]` and what follows it. */
export interface Key extends NodeBase {
  /** Without brackets and the `-` of a deletion. */
  readonly path: string;
  readonly pathStart: number;
  readonly pathEnd: number;
  /** `[-HKEY_...]`: the key goes with all below it. */
  readonly deleted: boolean;
  readonly values: readonly Entry[];
}

/** `"Name"=dword:00000001` */
export interface Entry extends NodeBase {
  /** Escapes undone; empty for `@`, the default value. */
  readonly name: string;
  readonly data: Data;
}

/** What stands after the `=`. */
export interface Data extends NodeBase {
  /** `unset` is `-`, `other` what could not be read. `hex` has the number of its registry type, 3 for plain `hex:`. */
  readonly kind: 'string' | 'dword' | 'hex' | 'unset' | 'other';
  /** The text of a string, escapes undone; the digits of a dword. */
  readonly text: string;
  /** Where `text` stands: without quotes or `dword:`. */
  readonly textStart: number;
  readonly textEnd: number;
  readonly hexType?: number;
  readonly bytes?: readonly number[];
}

export interface Comment extends NodeBase {
  readonly text: string;
}

export interface ParseError extends NodeBase {
  readonly message: string;
}
