import { under } from '../registry/key';
import { control } from '../registry/keys.data';
import type { WriteReader } from '../registry/meanings';
import { isWatched } from './sessions';

/** Trace sessions whose key is deleted, or the key of a provider in them: neither starts with Windows any more. */
export const readRecordWrites: WriteReader = (writes, emit) => {
  for (const { span, place, hive, key, keySpan, name, action } of writes) {
    const below = hive === 'HKLM' && action === 'delete' && name === '' ? under(key, autologger) : undefined;
    const session = below?.split('\\')[0];
    if (session && isWatched(session))
      emit('record.loss', { span, place, what: 'session', name: session, at: keySpan, text: session });
  }
};

const autologger = `${control}\\WMI\\Autologger`;
