import type { Edit } from '../../base/edit';
import { replace } from '../../base/edit';
import { nearest } from '../../base/nearest';
import type { Span } from '../../base/span';
import type { YamlEntry, YamlNode } from '../../syntax/yaml/model';
import { at, entries, items, placeOf, text } from '../../syntax/yaml/read';
import type { Fact } from '../fact';
import type { Fix } from '../fix';
import { configuration, write } from '../yaml/context';
import { nameOf, type Resource } from './resource';

/** What Pod Security admission is told: by the labels of a namespace, or for all namespaces by its configuration. */
export interface PodSecurity extends Fact {
  /** `Namespace shop`. */
  readonly resource: string;
  /** The namespace; absent where it is about all of them. */
  readonly namespace?: string;
  /** A workload of the namespace that no level but `privileged` admits. */
  readonly neededBy?: string;
  readonly levels: readonly PodSecurityLevel[];
  /** No template adds more. */
  readonly complete: boolean;
  readonly mistakes: readonly PodSecurityMistake[];
  readonly exempt: readonly { readonly kind: 'user' | 'namespace'; readonly name: string; readonly at: Span }[];
}

/** The level of one mode. */
export interface PodSecurityLevel {
  readonly mode: 'enforce' | 'audit' | 'warn';
  readonly level: 'privileged' | 'baseline' | 'restricted';
  /** As a message names it: `pod-security.kubernetes.io/enforce: privileged`. */
  readonly text: string;
  readonly at: Span;
  readonly setTo: (level: string) => Edit | undefined;
}

/** A label that nothing reads, or that the API server refuses. */
export interface PodSecurityMistake {
  readonly text: string;
  readonly at: Span;
  readonly effect: 'unread' | 'refused';
  readonly fix?: Fix;
}

const prefix = 'pod-security.kubernetes.io/';
const modes = ['enforce', 'audit', 'warn'] as const;
const levels = ['privileged', 'baseline', 'restricted'] as const;
const keys = modes.flatMap(it => [`${prefix}${it}`, `${prefix}${it}-version`]);
/** Prefixes that are meant for that one. */
const alike = /^pod-?security(?:\.admission)?\.(?:kubernetes|k8s)\.io\//i;

/**
 * Reads the labels of a namespace. Sources: kubernetes/website concepts/security/pod-security-admission.md,
 * kubernetes/pod-security-admission api/helpers.go.
 */
export function readNamespaceSecurity(resource: Resource): void {
  const { root, emit, name } = resource;
  const labels = at(root, 'metadata', 'labels');
  const annotations = at(root, 'metadata', 'annotations');
  const stated: PodSecurityLevel[] = [];
  const mistakes: PodSecurityMistake[] = [];
  for (const entry of entries(labels)) {
    if (!alike.test(entry.key)) continue;
    const level = levelOf(entry, prefix);
    const mistake = level ? undefined : mistakeOf(entry);
    if (level) stated.push(level);
    if (mistake) mistakes.push(mistake);
  }
  for (const { key, span } of entries(annotations)) {
    if (keys.includes(key)) mistakes.push({ text: key, at: span, effect: 'unread' });
  }
  if (stated.length === 0 && mistakes.length === 0) return;
  const agent =
    name === undefined
      ? undefined
      : resource
          .view()
          .in('workload', name)
          .objects.find(it => it.hostNetwork || it.hostProcess);
  emit('kubernetes.pod-security', {
    span: root.span,
    place: configuration(),
    resource: nameOf(resource),
    ...(name === undefined ? {} : { namespace: name }),
    ...(agent ? { neededBy: nameOf(agent) } : {}),
    levels: stated,
    complete: labels?.kind === 'map' && !labels.open,
    mistakes,
    exempt: [],
  });
}

function levelOf({ key, value }: YamlEntry, before: string): PodSecurityLevel | undefined {
  const mode = modes.find(it => key === before + it);
  const level = levels.find(it => it === text(value));
  if (!mode || !level) return undefined;
  return { mode, level, text: `${key}: ${level}`, at: placeOf(value), setTo: to => write(value, to) };
}

function mistakeOf({ key, keySpan, value }: YamlEntry): PodSecurityMistake | undefined {
  if (!keys.includes(key)) {
    const meant = nearest(key, keys);
    const isPlain = keySpan.end - keySpan.start === key.length;
    const fix = meant && isPlain ? { fix: { title: `Write ${meant}`, edits: [replace(keySpan, meant)] } } : {};
    return { text: key, at: keySpan, effect: 'unread', ...fix };
  }
  const written = text(value);
  if (written === undefined) return undefined;
  if (key.endsWith('-version')) {
    if (/^(?:latest|v1\.(?:0|[1-9]\d*))$/.test(written)) return undefined;
    const minor = /^v?(1\.\d+)/.exec(written)?.[1];
    return { text: `${key}: ${written}`, at: placeOf(value), effect: 'refused', ...fixOf(value, minor && `v${minor}`) };
  }
  if (levels.some(it => it === written)) return undefined;
  const meant = nearest(written.toLowerCase(), levels);
  return { text: `${key}: ${written}`, at: placeOf(value), effect: 'refused', ...fixOf(value, meant) };
}

function fixOf(value: YamlNode, meant: string | undefined): { readonly fix?: Fix } {
  const edit = meant === undefined ? undefined : write(value, meant);
  return edit ? { fix: { title: `Write ${meant}`, edits: [edit] } } : {};
}

/** Reads the configuration of the admission plug-in, alone or in that of the API server. */
export function readAdmission(resource: Resource): void {
  const { root, kind } = resource;
  if (kind === 'PodSecurityConfiguration') readConfiguration(resource, root);
  for (const plugin of items(at(root, 'plugins'))) {
    if (text(at(plugin, 'name')) === 'PodSecurity') readConfiguration(resource, at(plugin, 'configuration'));
  }
}

function readConfiguration(resource: Resource, root: YamlNode | undefined): void {
  const exempt = (['usernames', 'namespaces'] as const).flatMap(key =>
    items(at(root, 'exemptions', key)).flatMap(it => {
      const name = text(it);
      const kind = key === 'usernames' ? ('user' as const) : ('namespace' as const);
      return name === undefined ? [] : [{ kind, name, at: placeOf(it) }];
    }),
  );
  const stated = entries(at(root, 'defaults')).flatMap(it => levelOf(it, '') ?? []);
  if (!root || (stated.length === 0 && exempt.length === 0)) return;
  resource.emit('kubernetes.pod-security', {
    span: root.span,
    place: configuration(),
    resource: nameOf(resource),
    levels: stated,
    complete: false,
    mistakes: [],
    exempt,
  });
}
