import type { ImageStatus, NamedImage } from '../facts/image/status';

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

/** What is known of images, by full reference. */
export type ImageStatuses = Readonly<Record<string, ImageStatus>>;

export interface CheckOptions {
  readonly signal?: AbortSignal;
  /** Ask again, also what was asked a moment ago. */
  readonly again?: boolean;
  /** Told of each image as it is known. */
  readonly progress?: (status: ImageStatus) => void;
}

/** Something about policies that keeps them from being used as they are written. */
export interface PolicyProblem {
  /** The file, or what else holds the policy. */
  readonly path: string;
  readonly message: string;
  /** Of a policy of the workspace that the user has not accepted: what to accept, and what it brings. */
  readonly fingerprint?: string;
}

/** Tells who signed an image, and whether that is anybody the policies name. Never rejects. */
export interface ImageTrust {
  /** What can be said without asking anybody. */
  known(images: readonly NamedImage[]): Promise<ImageStatuses>;
  /** Asks registries, as far as the user's settings let it. */
  check(images: readonly NamedImage[], options?: CheckOptions): Promise<ImageStatuses>;
  readonly problems: readonly PolicyProblem[];
  /** How many requests were sent. */
  readonly requests: number;
  /** Ends what is under way and closes connections. */
  close(): Promise<void>;
}
