import { replace } from '../../base/edit';
import type { Span } from '../../base/span';
import { type Data, entry, isTable, itemsOf, knownValue, type Table, textOf, type Value } from '../../base/value';
import { is } from '../command/command';
import { literalOf, pairOf, placeOf, wordOf } from '../command/native';
import type { ScriptReader } from '../command/script';
import { isLocalHost } from '../download/address';
import type { Fact, Place } from '../fact';
import type { Emit } from '../facts';
import type { Fix } from '../fix';

/** A container runtime may fetch images from a registry without TLS, or whoever answers in its name. */
export interface RegistryAccess extends Fact {
  /** `Docker`, `containerd`. */
  readonly tool: string;
  /** With its port; of Docker also a range of addresses. */
  readonly host: string;
  /** As a message names it: `http://registry.example`. */
  readonly text: string;
  readonly at: Span;
  readonly mend?: Fix;
}

/** Reads `insecure-registries` of the Docker daemon. Source: docs.docker.com reference/cli/dockerd. */
export function readInsecureRegistries(table: Table, place: Place, emit: Emit): void {
  for (const item of itemsOf(entry(table, 'insecure-registries'))) emitInsecure(item, place, emit);
}

/** Reads `dockerd --insecure-registry`. */
export const readDaemonRegistries: ScriptReader = ({ events }, emit) => {
  for (const event of events) {
    if (event.kind !== 'command' || !is(event, 'dockerd')) continue;
    for (const [index, argument] of event.args.entries()) {
      const before = event.args[index - 1]?.text;
      const pair = pairOf(argument);
      const value =
        before === '--insecure-registry'
          ? wordOf(argument)
          : pair?.key === '--insecure-registry'
            ? pair.value
            : undefined;
      if (value) emitInsecure(value, event.place, emit);
    }
  }
};

function emitInsecure(value: Value<Data>, place: Place, emit: Emit): void {
  const host = textOf(value);
  if (host === undefined || isLocalHost(hostOf(host))) return;
  emit('image.registry', { span: value.span, place, tool: 'Docker', host, text: host, at: placeOf(value) });
}

/**
 * Reads mirrors and hosts of registries: containerd's `registry` and `hosts.toml`, K3s's and RKE2's `registries.yaml`,
 * BuildKit's `registry`. Sources: containerd/containerd docs/hosts.md and docs/cri/registry.md, docs.k3s.io
 * installation/private-registry, moby/buildkit docs/buildkitd.toml.md.
 */
export function readRegistries(table: Table, tool: string, place: Place, emit: Emit): void {
  readAddress(entry(table, 'server'), tool, place, emit);
  for (const [host, own] of tablesOf(entry(table, 'host'))) {
    const key = own.keySpan;
    if (/^http:\/\//.test(host)) emitPlain(host, key, key, undefined, tool, place, emit);
    else if (!isLocalHost(hostOf(host.replace(/^https:\/\//, ''))))
      readUnchecked(own.table, 'skip_verify', `${tool}, asking ${host},`, place, emit);
  }
  for (const [, { table: mirror }] of tablesOf(entry(table, 'mirrors')))
    for (const it of itemsOf(entry(mirror, 'endpoint'))) readAddress(it, tool, place, emit);
  for (const [host, { table: config }] of tablesOf(entry(table, 'configs'))) {
    const tls = knownValue(entry(config, 'tls'));
    if (isTable(tls) && !isLocalHost(hostOf(host)))
      readUnchecked(tls, 'insecure_skip_verify', `${tool}, asking ${host},`, place, emit);
  }
}

/** Reads the registries of BuildKit's daemon. */
export function readBuildKit(table: Table, place: Place, emit: Emit): void {
  for (const [host, { table: own }] of tablesOf(entry(table, 'registry'))) {
    const plain = entry(own, 'http');
    if (knownValue(plain) === true && plain && !isLocalHost(hostOf(host))) {
      const text = 'http';
      emit('image.registry', { span: plain.span, place, tool: 'BuildKit', host, text, at: plain.span, ...off(plain) });
    }
    if (!isLocalHost(hostOf(host))) readUnchecked(own, 'insecure', `BuildKit, asking ${host},`, place, emit);
  }
}

function readAddress(value: Value<Data> | undefined, tool: string, place: Place, emit: Emit): void {
  const url = textOf(value);
  if (value && url !== undefined && /^http:\/\//i.test(url))
    emitPlain(url, value.span, placeOf(value), literalOf(value), tool, place, emit);
}

function emitPlain(
  url: string,
  span: Span,
  at: Span,
  literal: Span | undefined,
  tool: string,
  place: Place,
  emit: Emit,
): void {
  const host = url.replace(/^http:\/\//i, '').replace(/\/.*$/, '');
  if (isLocalHost(hostOf(host))) return;
  const mend = literal && { title: 'Use HTTPS', edits: [replace(literal, url.replace(/^http:/i, 'https:'))] };
  emit('image.registry', { span, place, tool, host, text: url, at, ...(mend ? { mend } : {}) });
}

function readUnchecked(table: Table, key: string, who: string, place: Place, emit: Emit): void {
  const value = entry(table, key);
  if (!value || knownValue(value) !== true) return;
  emit('tls.validation-off', { span: value.span, place, who, text: key, at: value.span, ...off(value) });
}

/** The edit that takes a switch back. */
function off(value: Value<Data>): { readonly mend?: Fix } {
  const literal = literalOf(value);
  return literal ? { mend: { title: 'Set it to false', edits: [replace(literal, 'false')] } } : {};
}

/** A host without its port, or without the width of a range of addresses. */
const hostOf = (host: string): string =>
  host.startsWith('::1') ? 'localhost' : (/^(\[[^\]]*\]|[^:/]*)/.exec(host)?.[1] ?? host);

/** The tables in a table, by their names. */
const tablesOf = (
  value: Value<Data> | undefined,
): readonly (readonly [string, { readonly table: Table; readonly keySpan: Span }])[] => {
  const data = knownValue(value);
  return isTable(data)
    ? data.entries.flatMap(({ key, keySpan, value: own }) => {
        const table = knownValue(own);
        return isTable(table) ? [[key, { table, keySpan }] as const] : [];
      })
    : [];
};
