import { replace } from '../../base/edit';
import { MappedText } from '../../base/mapped-text';
import { entry, isTable, knownValue, type Table, textOf } from '../../base/value';
import { parseToml, type TomlTree } from '../../syntax/toml/parse';
import { asText, placeOf } from '../command/native';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { imageNamed } from '../image/named';
import { readBuildKit, readRegistries } from '../image/registry-access';
import { commentsAt, gathering, problemsOf } from '../reading';
import type { FileReader } from '../source';
import { dataOf } from './value';

/** Reads TOML whose shape is known: configuration of containerd, its `hosts.toml`, that of BuildKit. Silent on others. */
export const read: FileReader = ({ text, path }) => {
  const { facts, emit } = gathering();
  const place: Place = { os: 'unknown', runs: 'configuration', encode: it => it };
  const tree = readTomlText(path, MappedText.whole(text), place, emit);
  // A template becomes TOML only later.
  const problems = text.includes('{{') ? [] : problemsOf(tree.errors);
  return { facts, problems, comments: commentsAt(tree.comments, text), units: [] };
};

/** Reads the text of a TOML file of that name. */
export function readTomlText(path: string, text: MappedText, place: Place, emit: Emit): TomlTree {
  const tree = parseToml(text.text);
  const root = knownValue(dataOf(tree.root, text));
  if (!isTable(root)) return tree;
  if (/(?:^|\/)buildkitd?[^/]*\.toml$/i.test(path)) readBuildKit(root, place, emit);
  else if (/(?:^|\/)hosts\.toml$/i.test(path)) readRegistries(root, 'containerd', place, emit);
  else readContainerd(root, text.text.includes('{{'), place, emit);
  return tree;
}

/** Source: containerd/containerd docs/man/containerd-config.toml.5.md, docs/cri/config.md. */
function readContainerd(root: Table, isTemplate: boolean, place: Place, emit: Emit): void {
  readListener(root, place, emit);
  const plugins = knownValue(entry(root, 'plugins'));
  for (const { value } of isTable(plugins) ? plugins.entries : []) {
    const plugin = knownValue(value);
    if (isTable(plugin)) readSandbox(plugin, place, emit);
    const registry = isTable(plugin) ? knownValue(entry(plugin, 'registry')) : undefined;
    if (isTable(registry)) readRegistries(registry, 'containerd', place, emit);
    const containerd = isTable(plugin) ? knownValue(entry(plugin, 'containerd')) : undefined;
    if (isTable(containerd)) readHandlers(containerd, isTemplate, place, emit);
  }
}

/** The image of the container that holds a pod: `sandbox_image`, since containerd 2 `sandbox` among pinned images. */
function readSandbox(plugin: Table, place: Place, emit: Emit): void {
  const pinned = knownValue(entry(plugin, 'pinned_images'));
  for (const value of [entry(plugin, 'sandbox_image'), isTable(pinned) ? entry(pinned, 'sandbox') : undefined]) {
    const image = value && imageNamed(asText(value), { span: value.span, place, use: 'container' }, new Set());
    if (image) emit('image.reference', image);
  }
}

/** The API of containerd on a network, without certificates. */
function readListener(root: Table, place: Place, emit: Emit): void {
  const grpc = knownValue(entry(root, 'grpc'));
  const address = isTable(grpc) ? entry(grpc, 'tcp_address') : undefined;
  const written = textOf(address);
  if (!isTable(grpc) || !address || !written || /^(?:127\.|localhost|\[?::1)/.test(written)) return;
  const certificate = entry(grpc, 'tcp_tls_cert');
  if (certificate && (!certificate.known || textOf(certificate) !== '')) return;
  emit('kubernetes.component', {
    span: address.span,
    place,
    component: 'containerd',
    opens: 'unsafe port',
    text: `tcp_address = "${written}"`,
    at: placeOf(address),
  });
}

/** What makes containers of Windows. Source: microsoft/hcsshim cmd/containerd-shim-runhcs-v1/options/runhcs.proto. */
function readHandlers(containerd: Table, isTemplate: boolean, place: Place, emit: Emit): void {
  const runtimes = knownValue(entry(containerd, 'runtimes'));
  for (const { key, keySpan, value } of isTable(runtimes) ? runtimes.entries : []) {
    const runtime = knownValue(value);
    if (!isTable(runtime) || textOf(entry(runtime, 'runtime_type')) !== 'io.containerd.runhcs.v1') continue;
    const options = knownValue(entry(runtime, 'options'));
    const written = isTable(options) ? entry(options, 'SandboxIsolation') : undefined;
    // A line that a template fills in is no TOML yet, and may be that one.
    if ((written && !written.known) || (!written && isTemplate) || key.includes('{{')) continue;
    const level = knownValue(written);
    emit('runtime.handler', {
      span: keySpan,
      place: { ...place, os: 'windows' },
      name: key,
      isolation: level === 1 ? 'hypervisor' : 'process',
      at: written ? placeOf(written) : keySpan,
      ...(written ? { text: `SandboxIsolation = ${textOf(written)}`, setTo: to => replace(placeOf(written), to) } : {}),
    });
  }
}
