import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Data, Value } from '../../base/value';
import type { Fact } from '../fact';

/** A value of the Windows registry is set or deleted, or a key is made, in whatever way: cmdlet, `reg add`, .NET, `.reg` text, DSC. */
export interface RegistryWrite extends Fact {
  /** `create`: a key is made, without a value. */
  readonly action: 'set' | 'delete' | 'create';
  readonly hive: 'HKLM' | 'HKCU' | 'HKU' | 'HKCR' | 'HKCC';
  /**
   * Below the hive, back-slashed, `ControlSet00x` as `CurrentControlSet`, case as written, no trailing slash:
   * `SYSTEM\CurrentControlSet\Control\Lsa`. Compare without case (`sameName`, `under` in `key.ts`).
   */
  readonly key: string;
  readonly keySpan: Span;
  /** Name of the value; empty for the default value, and for a key as a whole that is made or deleted. */
  readonly name: string;
  readonly data: Value<Data>;
  /** `DWord`, `String`, `MultiString`, `ExpandString`, `QWord`, `Binary`; absent when the writer derives it from the data. */
  readonly type?: string;
  readonly typeSpan?: Span;
  /** The edit that writes another number in the author's own notation; absent when the data stands elsewhere. */
  readonly setTo?: (number: number) => Edit | undefined;
  /** The edit that makes a text a DWord; absent when it is one, and when its type is not written. */
  readonly toDWord?: Edit;
  /** A name with a slash that PowerShell's provider takes for two keys, so that the write lands elsewhere: `RC4 128/128`. */
  readonly torn?: string;
}
