import assert from 'node:assert/strict';
import { eventsOf } from '../../kit/events';

/** Enumerations, letters and encodings: the source, then its events. */
const table: readonly (readonly [source: string, ...events: readonly string[]])[] = [
  [
    '[Net.ServicePointManager]::SecurityProtocol = [Enum]::ToObject([Net.SecurityProtocolType], 3072)',
    'Net.ServicePointManager::SecurityProtocol = 3072',
  ],
  [
    "$t = [System.Net.SecurityProtocolType]; [Net.ServicePointManager]::SecurityProtocol = [System.Enum]::Parse($t, 'Tls11')",
    'Net.ServicePointManager::SecurityProtocol = Tls11',
  ],
  [
    'foo-bar ([Enum]::ToObject([Net.SecurityProtocolType], $x))',
    'Enum.ToObject(<Net.SecurityProtocolType>, ?)',
    'foo-bar ?',
  ],
  ['foo-bar ([Enum]::GetNames([Net.SecurityProtocolType]))', 'foo-bar [SystemDefault, Ssl3, Tls, Tls11, Tls12, Tls13]'],
  ['foo-bar ([Enum]::GetNames([My.Own]))', 'Enum.GetNames(<My.Own>)', 'foo-bar ?'],
  [
    'foo-bar ([int][Net.SecurityProtocolType]::Tls12) ([Net.SecurityProtocolType]::Tls11 -as [int])',
    'foo-bar 3072 768',
  ],
  ["foo-bar ([Net.SecurityProtocolType]3072) ('Tls12' -as [Net.SecurityProtocolType])", 'foo-bar 3072 Tls12'],
  ['foo-bar "RC4 128$([char]0x2215)128" ([char]92)', 'foo-bar RC4 128∕128 \\'],
  ["foo-bar (-join [char[]](72, 105)) ('a;b'.Split([char[]]';')) ([string][char]65 + 'b')", 'foo-bar Hi [a, b] Ab'],
  ["foo-bar ([char]'ab') ([char]$x)", 'foo-bar ? ?'],
];

describe('PowerShell: enumerations and letters', () => {
  for (const [source, ...events] of table) it(source, () => assert.deepEqual(eventsOf(source), events));
});
