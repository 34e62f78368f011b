import type { YamlEntry, YamlFile, YamlNode } from '../../syntax/yaml/model';
import { at, entryAt, text } from '../../syntax/yaml/read';

const camel = (name: string): string => name.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());

/** The field at a path below a message of Envoy, in either of the spellings that it reads: `trusted_ca` and `trustedCa`. */
export function field(node: YamlNode | undefined, ...path: readonly string[]): YamlNode | undefined {
  let it = node;
  for (const name of path) {
    const own = at(it, name);
    it = own && own.kind !== 'unknown' ? own : (at(it, camel(name)) ?? own);
  }
  return it;
}

/** The entry of that field; absent when it is not written there. */
export const fieldEntry = (node: YamlNode | undefined, name: string): YamlEntry | undefined =>
  entryAt(node, name) ?? entryAt(node, camel(name));

/** The name of a field to be added, spelled and quoted like the one that stands beside it. */
export function nameLike({ text }: YamlFile, { key, keySpan }: YamlEntry, name: string): string {
  const spelled = /[a-z][A-Z]/.test(key) ? camel(name) : name;
  const quote = /["']/.exec(text[keySpan.start] ?? '')?.[0] ?? '';
  return quote + spelled + quote;
}

/** `UpstreamTlsContext` of `type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext`. */
export const typeOf = (node: YamlNode | undefined): string | undefined =>
  /^type\.googleapis\.com\/envoy\.[\w.]*\.(\w+)$/.exec(text(at(node, '@type')) ?? '')?.[1];
