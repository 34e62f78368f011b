import type { YamlMap } from '../../syntax/yaml/model';
import type { YamlContext } from '../yaml/context';
import { readBypassesBelow } from './bypass';
import { readConsulValues } from './consul';
import { readLinkerdValues } from './linkerd';
import { readIstioValues } from './mesh-config';

/** Reads values of charts about a mesh, wherever they stand: in a file of values, or in a HelmRelease. */
export function readMeshValues(root: YamlMap, resource: string, context: YamlContext): void {
  const { text } = context.file;
  readConsulValues(root, context);
  readIstioValues(root, resource, context);
  if (text.includes('defaultInboundPolicy')) readLinkerdValues(root, resource, context);
  if (/\blinkerd\.io\/|\bistio\.io\/|\bconsul\.hashicorp\.com\//.test(text))
    readBypassesBelow(root, `the pods of ${resource}`, context);
}
