import type { YamlNode } from '../../syntax/yaml/model';
import { placeOf, text } from '../../syntax/yaml/read';
import { mendBy } from '../fix';
import { configuration, write, type YamlContext } from '../yaml/context';
import { readVersion } from './tls-settings';

/** Names of TLS versions, which Istio takes in this spelling only. Sources: istio/api gateway.proto and mesh/v1alpha1/config.proto. */
export const istioVersions = {
  server: ['TLS_AUTO', 'TLSV1_0', 'TLSV1_1', 'TLSV1_2', 'TLSV1_3'],
  mesh: ['TLS_AUTO', 'TLSV1_2', 'TLSV1_3'],
} as const;

/** Reads the lowest or highest version that Istio's proxies speak; one that it does not know makes it refuse the whole. */
export function readIstioVersion(
  context: YamlContext,
  node: YamlNode | undefined,
  state: 'minimum' | 'maximum',
  known: readonly string[],
  resource: string,
): void {
  const name = text(node);
  if (!node || name === undefined || name === '') return;
  if (known.includes(name)) {
    readVersion(node, 'Istio', state, known === istioVersions.server ? 'server' : undefined, context.emit);
    return;
  }
  const better = `TLSV1_${/3$/.test(name) || state === 'maximum' ? 3 : 2}`;
  const edit = write(node, better);
  context.emit('mesh.without-effect', {
    span: node.span,
    place: configuration(),
    by: 'Istio',
    resource,
    text: name,
    at: placeOf(node),
    fate: 'refused',
    why: `the versions here are ${known.map(it => `\`${it}\``).join(', ')}`,
    ...mendBy(`Replace it by ${better}`, edit),
  });
}
