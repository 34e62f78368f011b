import type { Edit } from '../../base/edit';
import { replace } from '../../base/edit';
import { encodeScalar } from '../../syntax/yaml/embedded';
import type { YamlFile, YamlNode } from '../../syntax/yaml/model';
import type { ClusterView } from '../cluster/view';
import type { OperatingSystem, Place } from '../fact';
import type { Emit } from '../facts';
import type { ImageOverride } from '../kustomize/override';

/** The file that a YAML reader works on, and where its facts go. */
export interface YamlContext {
  /** Workspace path with forward slashes. */
  readonly path: string;
  readonly file: YamlFile;
  readonly emit: Emit;
  /** Image references met so far. */
  readonly images: Set<string>;
  /** The objects of the workspace, as the file sees them. */
  readonly view: () => ClusterView;
  /** Images that kustomizations change, whichever of them the file is applied with. */
  readonly overrides?: readonly ImageOverride[];
}

/** Configuration that nothing runs. */
export const configuration = (os: OperatingSystem = 'unknown'): Place => ({
  os,
  runs: 'configuration',
  encode: text => text,
});

/** Writes another scalar in place of one, inside the author's quotes; `undefined` where it comes from elsewhere. */
export function write(node: YamlNode | undefined, text: string): Edit | undefined {
  if (node?.kind !== 'scalar' || !node.literal) return undefined;
  const written = encodeScalar(node.style)(text);
  return written === undefined ? undefined : replace(node.literal, written);
}
