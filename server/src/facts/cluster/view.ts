import type { ClusterType, ObjectOf } from './object';

/** What is found of one kind. */
export interface Found<T extends ClusterType> {
  readonly objects: readonly ObjectOf<T>[];
  /** False where files contradict each other, or a template decides: nothing is concluded from what is absent. */
  readonly certain: boolean;
}

/**
 * The objects of the workspace as one file sees them: those that are applied together with it, as far as files tell.
 * Whatever is asked is noted, so that the file is judged anew when the answer changes.
 */
export interface ClusterView {
  /**
   * The objects of a kind in a namespace. Without a namespace: those that are applied with the asking file and leave
   * the namespace open as it does.
   */
  in<T extends ClusterType>(type: T, namespace: string | undefined): Found<T>;
  /** How the asking file writes the path of another: relative to its own folder. */
  shown(path: string): string;
}
