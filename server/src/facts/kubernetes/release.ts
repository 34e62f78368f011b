import type { YamlMap, YamlNode } from '../../syntax/yaml/model';
import { parseInside } from '../../syntax/yaml/parse';
import { at, items } from '../../syntax/yaml/read';
import { readEdgeValues } from '../ingress/values';
import { readMeshValues } from '../mesh/values';
import { nameOf, type Resource } from './resource';

/**
 * Reads values that an object gives to a chart: a HelmRelease of Flux, an Application of Argo CD, a HelmChart of K3s. Sources:
 * fluxcd.io helmreleases, argo-cd.readthedocs.io user-guide/helm, docs.k3s.io helm.
 */
export function readRelease(resource: Resource): void {
  const { root, file } = resource;
  const application = at(root, 'spec', 'template', 'spec') ?? at(root, 'spec');
  const sources = [at(application, 'source'), ...items(at(application, 'sources'))];
  const held = [
    at(root, 'spec', 'values'),
    at(root, 'spec', 'valuesContent'),
    ...sources.flatMap(it => [at(it, 'helm', 'valuesObject'), at(it, 'helm', 'values')]),
  ];
  for (const it of held) {
    const roots = it?.kind === 'scalar' ? parseInside(file, it).map(own => own.root) : [it];
    for (const values of roots.filter(isMap)) {
      readMeshValues(values, nameOf(resource), resource);
      readEdgeValues(values, nameOf(resource), resource);
    }
  }
}

const isMap = (node: YamlNode | undefined): node is YamlMap => node?.kind === 'map';
