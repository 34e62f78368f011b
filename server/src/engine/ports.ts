/** Why a file was not read. */
export type SkipReason = 'binary' | 'unreadable' | 'too-large' | 'undecodable' | 'not-supported';

export interface Skip {
  readonly reason: SkipReason;
  /** For a person: `permission denied`, `6.2 MB`. */
  readonly detail: string;
}

/** Reads files. The host implements it on a file system; an editor on its documents. */
export interface Files {
  /** The text of a file, byte-order mark excluded, or why there is none. Never rejects. */
  read(path: string, maxSize: number): Promise<{ readonly text: string } | Skip>;
}
