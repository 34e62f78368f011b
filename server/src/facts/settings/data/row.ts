import type { RegistryKind } from '../../repair';
import type { SettingArea } from '../setting';

/** A key of HKLM whose values are switches of Windows with a name of their own. */
export interface Row {
  readonly key: string;
  readonly area: SettingArea;
  /** Value name in the registry to the name of the setting; a list where they are the same. */
  readonly names: readonly string[] | Readonly<Record<string, string>>;
  /** What the values are, where they are no numbers. */
  readonly type?: RegistryKind;
}
