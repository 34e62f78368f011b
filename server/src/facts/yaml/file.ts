import type { Span } from '../../base/span';
import type { YamlNode } from '../../syntax/yaml/model';
import { parseYaml } from '../../syntax/yaml/parse';
import { readInventory } from '../ansible/connection';
import { hasConnection, isAnsible, readAnsible } from '../ansible/tasks';
import { isStack, isStepDocument, readStack, readStepDocument } from '../cloud/aws';
import { isCloudConfig, readCloudConfig } from '../cloud/init';
import { readCluster } from '../cluster/reader';
import { summarised } from '../cluster/summary/summary';
import { viewOf } from '../cluster/view';
import { isCompose, readCompose } from '../compose/file';
import { isDscDocument, readDscDocument } from '../dsc/document';
import { fillOf } from '../helm/evaluate';
import { readValuesImages } from '../helm/images';
import { isRegistryFile, readRegistryFile } from '../image/registry-file';
import { isTraefik, readTraefikFile } from '../ingress/traefik';
import { readEdgeValues } from '../ingress/values';
import { isPrometheus, readPrometheus } from '../kubernetes/monitoring';
import { readObject } from '../kubernetes/object';
import { type Resource, resourcesOf } from '../kubernetes/resource';
import { readKustomizationImages } from '../kustomize/images';
import { isKustomizationPath } from '../kustomize/kustomization';
import { isKustomization } from '../kustomize/read';
import { isEnvoy, readEnvoy } from '../mesh/envoy';
import { readMeshValues } from '../mesh/values';
import { isAppVeyor, isGitLab, readAppVeyor, readGitLab } from '../pipeline/lines';
import { isPipeline, readPipeline } from '../pipeline/steps';
import { gathering } from '../reading';
import type { FileReader } from '../source';
import { readSpireValues } from '../spire/values';
import { configuration, type YamlContext } from './context';
import { readChartValues } from './environment';
import { withTrustServer } from './trust';

const topLevel =
  /^\s{0,8}["']?(?:kind|services|static_?[rR]esources|dynamic_?[rR]esources|tls|http|controller|jobs|steps|stages|runs|extends|global|meshConfig|spire-server|runcmd|write_files|mainSteps|phases|Resources|resources|properties|scrape_configs)["']?\s*:|\bwin_\w+\s*:|\bansible_\w+\s*:/m;
const definition = /^kind\s*:\s*["']?CustomResourceDefinition/m;

/** Whether a document of a large file may hold something that is read; resource definitions are megabytes of schema. */
const matters = (document: string): boolean => topLevel.test(document) && !definition.test(document);

/** Reads YAML whose documents are known: of Kubernetes, compose, pipelines, Ansible and others. Silent on others. */
export const read: FileReader = ({ text, path, around, values, images }) => {
  const file = parseYaml(text, matters, values && fillOf(values));
  const { facts, emit } = gathering();
  const context: YamlContext = {
    path,
    file,
    emit,
    images: new Set(),
    view: () => view,
    ...(images ? { overrides: images } : {}),
  };
  const documents = file.documents.map(({ root }) => ({ root, resources: resourcesOf(root, context) }));
  const resources = documents.flatMap(it => it.resources);
  const objects = summarised(resources, file, path, around?.namespace);
  const view = viewOf(objects, around);
  for (const it of documents) readDocument(it.root, it.resources, context);
  if (!around?.isPatch) readCluster(objects, view, emit);
  const kept = file.made.flatMap(it => (it.lines ? linesWith(text, it.span) : []));
  const taken = file.made.flatMap(({ span, from }) => {
    const at = from === undefined ? undefined : values?.places[from];
    return at ? [{ span, name: from!, from: { ...at, path: values!.path, resource: 'values' } }] : [];
  });
  return {
    facts: withTrustServer(
      facts,
      documents.map(it => it.root),
    ),
    problems: file.problems,
    comments: file.comments,
    units: [],
    objects,
    kept,
    taken,
  };
};

const linesWith = (text: string, { start, end }: Span): Span => {
  const feed = text.indexOf('\n', end);
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: feed < 0 ? text.length : feed };
};

function readValues(root: YamlNode, context: YamlContext): void {
  readChartValues(root, { ...configuration(), runs: 'start' }, context.emit);
  readValuesImages(root, context);
  readEdgeValues(root, 'this chart', context);
}

function readDocument(root: YamlNode, resources: readonly Resource[], context: YamlContext): void {
  if (isAnsible(root)) readAnsible(root, context);
  if (root.kind === 'list' && isEnvoy(root)) readEnvoy(root, context);
  if (root.kind !== 'map') return;
  if (isKustomizationPath(context.path) && isKustomization(root)) readKustomizationImages(root, context);
  if (resources.length === 0) {
    readMeshValues(root, 'this chart', context);
    readSpireValues(root, context);
  }
  if (resources.length > 0) for (const it of resources) readObject(it);
  else if (isCompose(root, context.path)) readCompose(root, context);
  else if (isEnvoy(root)) readEnvoy(root, context);
  else if (isRegistryFile(context.path)) readRegistryFile(root, context);
  else if (/(?:^|[/.-])values[^/]*\.ya?ml$/i.test(context.path)) readValues(root, context);
  else if (isGitLab(root, context.path)) readGitLab(root, context);
  else if (isAppVeyor(root, context.path)) readAppVeyor(root, context);
  else if (isPipeline(root)) readPipeline(root, context);
  else if (isDscDocument(root)) readDscDocument(root, context);
  else if (isCloudConfig(root)) readCloudConfig(root, context);
  else if (isStepDocument(root)) readStepDocument(root, context);
  else if (isStack(root)) readStack(root, context);
  else if (isTraefik(root)) readTraefikFile(root, context);
  else if (isPrometheus(root)) readPrometheus(root, context.emit);
  else if (hasConnection(root)) readInventory(root, context.emit);
}
