import { contains, type Span } from '../../base/span';
import type { Data, Value } from '../../base/value';
import { literalOf } from '../command/native';
import { isGuessable, isSecret, isStandIn } from '../credential/secret';
import type { Place } from '../fact';
import type { Emit } from '../facts';

/** Names of settings that are a secret wherever they stand. */
const secrets = /(?:password|passwd|passphrase|client_?secret|secret_?key|access_?key|account_?key|primary_?key)$/i;

/** Whether a setting of that name holds a secret. */
export const mayBeSecret = (name: string): boolean => secrets.test(name);

const bare = (text: string): string => text.toLowerCase().replace(/[^a-z\d]/g, '');

/** A password that is written where it is used; one that a parameter brings is told of there. */
export function readSecret(name: string, value: Value<Data>, span: Span, place: Place, emit: Emit): void {
  const text = mayBeSecret(name) && value.known && typeof value.value === 'string' ? value.value : '';
  const at = literalOf(value);
  if (text === '' || !at || !contains(value.span, at) || !isSecret(name, text)) return;
  // A text that says what is to stand here is a placeholder.
  if (isStandIn(text) || bare(name).endsWith(bare(text)) || bare(text).endsWith('yourpassword')) return;
  emit('credential', { span, place, form: 'account', name, at, guessable: isGuessable(text) });
}
