import { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import { entry, isTable, tablesIn } from '../../base/value';
import { parseJson } from '../../syntax/json/parse';
import { parseYaml } from '../../syntax/yaml/parse';
import { isArmTemplate } from '../azure/arm';
import { readArm, readGroups } from '../azure/template';
import { viewOf } from '../cluster/view';
import { readConsulTable } from '../consul/document';
import type { Place } from '../fact';
import type { Emit, Facts } from '../facts';
import { isDaemon, readDaemon } from '../image/daemon';
import { emitCredentialSpec, isCredentialSpec } from '../kubernetes/credential-spec';
import { readLogMonitor } from '../logging/log-monitor';
import { isEnvoy, mayHoldEnvoy, readEnvoy } from '../mesh/envoy';
import { accessLists, endpointPolicyExposure } from '../network/hns';
import { commentsAt, gathering, problemsOf } from '../reading';
import type { FileReader, Source } from '../source';
import { settingsOfJson } from '../spire/json';
import { looksLikeSpire, mayHoldEntries } from '../spire/look';
import { readSpire } from '../spire/reader';
import { kindOfPolicy, readTrustPolicy } from '../trust-policy/reader';
import { read as readYaml } from '../yaml/file';
import { isPacker, readPacker } from './packer';
import { dataOf } from './value';

const place: Place = { os: 'unknown', runs: 'configuration', encode: text => text };

/** Reads JSON whose shape is known: Azure templates, objects of Kubernetes, policies of container endpoints, credential specs, `daemon.json`. */
export const read: FileReader = source => {
  const { text, path } = source;
  const tree = parseJson(text);
  const { facts, emit } = gathering();
  if (objectMark.test(text)) readObjects(source, emit);
  if (tree.root && isArmTemplate(tree.root)) readArm(tree.root, text, emit);
  else if (tree.root && isPacker(tree.root)) readPacker(tree.root, text, emit);
  if (tree.root && (looksLikeSpire(text) || mayHoldEntries(text)))
    readSpire(settingsOfJson(tree.root, MappedText.whole(text)), place, emit);
  if (mayHoldEnvoy(text)) readEnvoyJson(text, path, emit);
  const policy = kindOfPolicy(tree.root, path);
  if (policy) readTrustPolicy(tree, policy, text, place, emit);
  const root = tree.root && !isArmTemplate(tree.root) ? dataOf(tree.root, text) : undefined;
  if (root) {
    readGroups(root, text, place, emit);
    if (isCredentialSpec(root)) emitCredentialSpec(root, specFile(root.span), { ...place, os: 'windows' }, emit);
    for (const list of accessLists(root, 'json')) emit('network.acl', { ...list, place });
    for (const { table, span: at } of tablesIn([root])) {
      const exposure = endpointPolicyExposure(table, { span: at, place });
      if (exposure) emit('network.exposure', exposure);
    }
    if (root.known && isTable(root.value)) {
      if (isDaemon(root.value, path)) readDaemon(root.value, place, emit, text);
      else if (entry(root.value, 'LogConfig')) readLogMonitor(root.value, place, emit);
      else readConsulTable(root.value, emit);
    }
  }
  return {
    facts,
    problems: template.test(text) ? [] : problemsOf(tree.errors),
    comments: commentsAt(tree.comments, text),
    units: [],
  };
};

const objectMark = /"apiVersion"\s*:\s*"[^"]+"/;

/** Objects of Kubernetes, which are YAML in this notation, too. What would be written is YAML: there are no fixes. */
function readObjects(source: Source, emit: Emit): void {
  for (const { kind, fact } of readYaml({ ...source, language: 'yaml' }).facts)
    emit(kind, { ...fact, place: { ...fact.place, encode: () => undefined } } as Facts[typeof kind]);
}

/** Envoy reads its configuration in either notation, and all JSON is YAML. */
function readEnvoyJson(text: string, path: string, emit: Emit): void {
  const file = parseYaml(text);
  for (const { root } of file.documents)
    if (isEnvoy(root)) readEnvoy(root, { path, file, emit, images: new Set(), view: () => viewOf([]) });
}

/** How messages name a credential spec that has no name. */
const specFile = (at: Span) => ({ resource: 'this credential spec', at });

/** Files that another program makes JSON of: `{{ count }}`, `"servers": SERVER_COUNT`. */
const template = /\{\{[^{}]*\}\}|[:[,]\s*[A-Z][A-Z_]{3,}\s*[,}\]]/;
