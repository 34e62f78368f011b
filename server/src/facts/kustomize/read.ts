import type { YamlNode } from '../../syntax/yaml/model';
import { parseYaml } from '../../syntax/yaml/parse';
import { at, boolean, entries, items, text } from '../../syntax/yaml/read';
import type { Labels } from '../cluster/object';
import type { AddedLabels, ImageChange, Kustomization, PatchSource, Target } from './kustomization';
import { resolve } from './path';

/** Fields that bring objects that no file tells. */
const elsewhere = ['helmCharts', 'helmChartInflationGenerator', 'generators'];

/**
 * Reads a kustomization; `undefined` for what is none, such as an object of Flux by the same name.
 * @param path absolute, with forward slashes
 */
export function readKustomization(path: string, source: string): Kustomization | undefined {
  const { documents, problems } = parseYaml(source);
  const root = documents[0]?.root;
  if (problems.length > 0 || root?.kind !== 'map' || !isKustomization(root)) return undefined;
  const folder = path.slice(0, path.lastIndexOf('/'));
  const named = [...strings(at(root, 'resources')), ...strings(at(root, 'bases'))];
  const components = strings(at(root, 'components'));
  const resources = named.flatMap(it => resolve(folder, it) ?? []);
  const local = components.flatMap(it => resolve(folder, it) ?? []);
  const namespace = text(at(root, 'namespace'));
  return {
    folder,
    component: text(at(root, 'kind')) === 'Component',
    resources,
    components: local,
    patches: [
      ...items(at(root, 'patchesStrategicMerge')).flatMap(it => sourceOf(folder, it) ?? []),
      ...items(at(root, 'patches')).flatMap(it => patchOf(folder, it) ?? []),
      ...items(at(root, 'patchesJson6902')).flatMap(it => patchOf(folder, it) ?? []),
    ],
    ...(namespace ? { namespace } : {}),
    namePrefix: text(at(root, 'namePrefix')) ?? '',
    nameSuffix: text(at(root, 'nameSuffix')) ?? '',
    labels: labelsOf(root),
    annotations: pairsOf(at(root, 'commonAnnotations')),
    images: items(at(root, 'images')).flatMap(it => imageOf(it) ?? []),
    configMaps: items(at(root, 'configMapGenerator')).flatMap(it => text(at(it, 'name')) ?? []),
    open:
      root.open ||
      resources.length < named.length ||
      local.length < components.length ||
      elsewhere.some(it => items(at(root, it)).length > 0),
    transformed: items(at(root, 'transformers')).length > 0,
  };
}

/** Whether a document is a kustomization: that of Flux is an object that is applied. */
export function isKustomization(root: YamlNode): boolean {
  const version = text(at(root, 'apiVersion'));
  const kind = text(at(root, 'kind'));
  if (version !== undefined) return version.startsWith('kustomize.config.k8s.io/');
  return kind === undefined || kind === 'Kustomization' || kind === 'Component';
}

const strings = (list: YamlNode | undefined): string[] => items(list).flatMap(it => text(it) ?? []);

function pairsOf(node: YamlNode | undefined): Labels {
  return Object.fromEntries(
    entries(node).flatMap(({ key, value }) => (text(value) === undefined ? [] : [[key, text(value)!]])),
  );
}

function labelsOf(root: YamlNode): AddedLabels[] {
  const common = pairsOf(at(root, 'commonLabels'));
  return [
    ...items(at(root, 'labels')).map(it => {
      const selectors = boolean(at(it, 'includeSelectors')) ?? false;
      return {
        pairs: pairsOf(at(it, 'pairs')),
        selectors,
        templates: selectors || (boolean(at(it, 'includeTemplates')) ?? false),
      };
    }),
    ...(Object.keys(common).length > 0 ? [{ pairs: common, selectors: true, templates: true }] : []),
  ];
}

/** An item of the older lists: a path, or the patch itself. */
function sourceOf(folder: string, node: YamlNode): PatchSource | undefined {
  const written = text(node);
  if (written === undefined) return undefined;
  if (/[\n{]/.test(written)) return { text: written };
  const path = resolve(folder, written);
  return path === undefined ? undefined : { path };
}

function patchOf(folder: string, node: YamlNode): PatchSource | undefined {
  const own = text(at(node, 'path'));
  const inline = text(at(node, 'patch'));
  const path = own === undefined ? undefined : resolve(folder, own);
  if (path === undefined && inline === undefined) return undefined;
  const target = at(node, 'target');
  return {
    ...(path === undefined ? { text: inline! } : { path }),
    ...(target?.kind === 'map' ? { target: targetOf(target) } : {}),
  };
}

const targetFields = ['kind', 'name', 'namespace', 'labelSelector'] as const;

const targetOf = (node: YamlNode): Target =>
  Object.fromEntries(
    targetFields.flatMap(field => {
      const value = text(at(node, field));
      return value ? [[field, value]] : [];
    }),
  );

function imageOf(node: YamlNode): ImageChange | undefined {
  const name = text(at(node, 'name'));
  if (!name) return undefined;
  const changes = imageFields.flatMap(field => {
    const value = text(at(node, field));
    return value ? [[field, value] as const] : [];
  });
  return { name, ...Object.fromEntries(changes) };
}

const imageFields = ['newName', 'newTag', 'digest'] as const;
