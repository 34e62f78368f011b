import { type Edit, replace } from '../../base/edit';
import { addAt } from '../../syntax/yaml/branch';
import type { YamlNode, YamlScalar } from '../../syntax/yaml/model';
import { entryAt, placeOf, text } from '../../syntax/yaml/read';
import { write, type YamlContext } from '../yaml/context';
import type { UserName } from './pod';

/** The account that `runAsUserName` names. */
export function userOf(
  { file }: YamlContext,
  node: YamlNode | undefined,
  level: 'pod' | 'container',
): UserName | undefined {
  const value = text(node);
  if (node?.kind !== 'scalar' || value === undefined) return undefined;
  const misread = escapeIn(node, file.text.slice(node.span.start, node.span.end));
  return {
    value,
    text: value,
    at: placeOf(node),
    span: node.span,
    level,
    setTo: to => write(node, to),
    ...(misread ? { misread } : {}),
  };
}

/** No name of an account has a character that needs an escape: whoever wrote `"CONTOSO\app"` meant the backslash. */
function escapeIn({ style, span }: YamlScalar, written: string): UserName['misread'] {
  if (style !== 'double' || /[\r\n]|\{\{|\$\{/.test(written)) return undefined;
  const found = [...written.matchAll(/\\([\s\S])/g)].find(it => !/[\\"]/.test(it[1]!));
  if (!found) return undefined;
  const name = written.slice(1, -1).replace(/\\([\\"])/g, '$1');
  return { text: found[0], requote: replace(span, `'${name.replace(/'/g, "''")}'`) };
}

/** Names the account with fewest rights for a container that has none. */
export function addUser({ file }: YamlContext, container: YamlNode): Edit | undefined {
  if (container.kind !== 'map' || container.open) return undefined;
  const beside = entryAt(container, 'image') ?? entryAt(container, 'name');
  const path = ['securityContext', 'windowsOptions', 'runAsUserName'];
  return beside && addAt(file, container, path, 'ContainerUser', beside);
}
