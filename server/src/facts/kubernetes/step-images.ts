import { at, items, nodesIn, text } from '../../syntax/yaml/read';
import { configuration } from '../yaml/context';
import { readImage } from '../yaml/image';
import type { Resource } from './resource';
import { isWindowsImage } from './system';

/** Kinds of Tekton and Argo Workflows, whose objects hold containers but no pods. */
const kinds =
  /^(?:tekton\.dev\/(?:Cluster)?(?:Task|Pipeline)(?:Run)?|argoproj\.io\/(?:Cluster|Cron)?Workflow(?:Template)?)$/;

/** Reads the images of steps, sidecars and scripts. Sources: tekton.dev/docs/pipelines/tasks, argo-workflows.readthedocs.io. */
export function readStepImages(resource: Resource): void {
  if (!kinds.test(`${resource.group}/${resource.kind}`)) return;
  for (const node of nodesIn(resource.root)) {
    if (node.kind !== 'map') continue;
    const lists = ['steps', 'sidecars', 'initContainers'].flatMap(key => items(at(node, key)));
    for (const it of [...lists, at(node, 'container'), at(node, 'script')]) {
      const image = it?.kind === 'map' ? at(it, 'image') : undefined;
      const os = isWindowsImage(text(image) ?? '') ? 'windows' : 'unknown';
      readImage(image, 'container', configuration(os), resource);
    }
  }
}
