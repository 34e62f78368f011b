import { textOf } from '../../base/value';
import { sameName, sharedKey } from '../registry/key';
import type { WriteReader } from '../registry/meanings';
import { isGuessable, isLiteralSecret } from './secret';

const winlogon = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon';

/** The password with which Windows logs someone on at start: it stands in the registry for all to read. */
export const readAutoLogon: WriteReader = (writes, emit) => {
  for (const { span, place, key, name, data, action } of writes) {
    if (action !== 'set' || !sameName(sharedKey(key), winlogon) || !sameName(name, 'DefaultPassword')) continue;
    const secret = textOf(data);
    if (!data.known || secret === undefined || !isLiteralSecret(secret)) continue;
    const at = data.literal ?? data.span;
    emit('credential', { span, place, form: 'auto logon', name, at, guessable: isGuessable(secret) });
  }
};
