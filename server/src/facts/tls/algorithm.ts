import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { Fix } from '../fix';
import type { Repair } from '../repair';

/** A cipher, hash, key exchange or curve of Schannel is switched, or the length of its keys is bounded. */
export interface AlgorithmSwitch extends Fact {
  readonly group: 'cipher' | 'hash' | 'key exchange' | 'curve';
  /** As Schannel names it: `RC4 128/128`, `MD5`, `Diffie-Hellman`, `secP160r1`. */
  readonly name: string;
  readonly state: 'on' | 'off' | 'bits';
  /** For `bits`: the least key length that is taken. */
  readonly bits?: number;
  readonly strength: 'insecure' | 'weak' | 'good';
  /** Of a curve whose name Schannel does not know: the one that is meant. */
  readonly meant?: string;
  /** The text that says so: where a finding points. */
  readonly at: Span;
  /** Edits that turn the statement around. */
  readonly mend?: Fix;
  /** What turns it around on the machine. */
  readonly repairs?: readonly Repair[];
}

/** A setting of Schannel is written where or how Schannel does not read it. */
export interface IneffectiveSetting extends Fact {
  /**
   * `version`: no protocol has that name (`TLS1.2`). `algorithm`: nor has a cipher, hash or key exchange (`RC4`). `suite`:
   * a cipher suite where a cipher is meant. `value`: no value has that name (`Enable`). `key`: Schannel looks elsewhere.
   * `blank`: reg.exe takes a name with a blank, without quotes, for two words, and writes nothing.
   * `role`: neither below `Client` nor `Server`. `type`: it must be a DWord. `hive`: only HKLM is read. `slash`:
   * PowerShell's provider takes the name for two keys.
   */
  readonly reason: 'version' | 'algorithm' | 'suite' | 'value' | 'key' | 'blank' | 'role' | 'type' | 'hive' | 'slash';
  /** The name, type, hive or path at fault. */
  readonly text: string;
  readonly at: Span;
  /** What it should be: `TLS 1.2`, `DWord`, `HKLM`. */
  readonly instead: string;
  readonly mend?: Fix;
  /** What gives the machine the setting that was meant. */
  readonly repairs?: readonly Repair[];
}

/** A hardening is written in part of the places that count. */
export interface PartialHardening extends Fact {
  /** The protocol, `TLS 1.0`, or the value: `SchUseStrongCrypto`. */
  readonly name: string;
  /** What is missing: the other role, the value that applications cannot overrule, the key of 32-bit programs. */
  readonly lacks: 'Client' | 'Server' | 'Enabled' | 'WOW6432Node';
  /** Of a protocol: the role that was hardened. */
  readonly role?: 'client' | 'server';
  readonly at: Span;
  /** What completes it on the machine. */
  readonly repairs?: readonly Repair[];
}
