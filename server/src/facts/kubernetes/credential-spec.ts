import { at, text } from '../../syntax/yaml/read';
import { isGuessable, isLiteralSecret } from '../credential/secret';
import { configuration } from '../yaml/context';
import type { Resource } from './resource';

/**
 * Reads a GMSACredentialSpec: hosts outside of the domain need an account, and some plug-ins take it as
 * `domain:user:password`. Source: Virtualization-Documentation manage-containers/gmsa-*.md.
 */
export function readCredentialSpec({ root, emit }: Resource): void {
  const input = at(root, 'credspec', 'ActiveDirectoryConfig', 'HostAccountConfig', 'PluginInput');
  const content = input?.kind === 'scalar' ? input.content() : undefined;
  const match = /^([^:=\s/]+:[^:=\s/]+):([^:\s]+)$/.exec(text(input) ?? '');
  const [whole, account = '', secret = ''] = match ?? [];
  if (!input || !content || !whole || !isLiteralSecret(secret)) return;
  emit('credential', {
    span: input.span,
    place: { ...configuration('windows'), runs: 'start' },
    form: 'account',
    name: account.replace(':', '\\'),
    at: content.span(account.length + 1, whole.length),
    guessable: isGuessable(secret),
  });
}
