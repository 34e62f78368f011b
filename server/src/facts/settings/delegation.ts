import { placeOf } from '../command/native';
import { under } from '../registry/key';
import { policies } from '../registry/keys.data';
import type { RegistryWrite } from '../registry/write';
import type { Setting } from './setting';

/** The servers that credentials are handed to by policy: values with the names 1, 2, ... (Win32: SecAuthN, CredSSP). */
export function delegationOfWrite(write: RegistryWrite): readonly Setting[] {
  const below = under(write.key, `${policies}\\Windows\\CredentialsDelegation`);
  if (!/^Allow(Fresh|Saved|Default)Credentials/i.test(below ?? '') || !/^\d+$/.test(write.name)) return [];
  const { span, place, data } = write;
  return [{ span, place, area: 'winrm', name: 'client/DelegateComputer', value: data, at: placeOf(data) }];
}
