import assert from 'node:assert/strict';
import { lifeOf } from '../../../server/src/facts/image/describe';
import { parseReference } from '../../../server/src/facts/image/parse';
import type { ImageStatus } from '../../../server/src/facts/image/status';

const today = '2026-11-22';
const status = (known: Partial<ImageStatus>): ImageStatus => ({
  reference: '',
  state: 'unknown',
  detail: '',
  signatures: [],
  looked: [],
  ...known,
});

describe('the life of an image in words', () => {
  const cases: readonly (readonly [string, Partial<ImageStatus> | undefined, readonly string[]])[] = [
    [
      'mcr.microsoft.com/windows/servercore:ltsc2025',
      undefined,
      [
        'It is built on Windows Server 2025, build 10.0.26100.',
        'Windows Server 2025 is supported until 2029-10-09, with security fixes until 2034-10-10.',
      ],
    ],
    [
      'mcr.microsoft.com/windows/servercore:10.0.20348.5761',
      undefined,
      [
        'It is built on Windows Server 2022, build 10.0.20348.5761.',
        'Windows Server 2022 gets security fixes only, and these until 2031-10-14.',
        'It has the monthly update of 2026-10-13; 1 monthly update came out since.',
      ],
    ],
    [
      'mcr.microsoft.com/windows/nanoserver:1909',
      undefined,
      [
        'It is built on Windows Server, version 1909, build 10.0.18363.',
        'Support of Windows Server, version 1909 ended on 2021-05-11: no security fix comes any more.',
      ],
    ],
    [
      'mcr.microsoft.com/windows/servercore:ltsc2016',
      undefined,
      [
        'It is built on Windows Server 2016, build 10.0.14393.',
        'Support of Windows Server 2016 ends on 2027-01-11, within half a year.',
      ],
    ],
    [
      'mcr.microsoft.com/dotnet/sdk:10.0-nanoserver-ltsc2025',
      { windows: { version: '10.0.26100.33650' }, endOfLife: '2026-11-12' },
      [
        'It is built on Windows Server 2025, build 10.0.26100.33650.',
        'Windows Server 2025 is supported until 2029-10-09, with security fixes until 2034-10-10.',
        '.NET 10.0 is supported until 2028-11-14.',
        'Its publisher ended support of this digest on 2026-11-12.',
        'It has the monthly update of 2026-10-13; 1 monthly update came out since.',
      ],
    ],
    [
      'acme/app:7',
      { windows: { version: '10.0.20348.5870' } },
      [
        'It is built on Windows Server 2022, build 10.0.20348.5870.',
        'It has the monthly update of 2026-11-10, the last one.',
      ],
    ],
    [
      'acme/app:7',
      { windows: { version: '10.0.20348.5256' }, newest: { version: '10.0.20348.5870' } },
      [
        'It is built on Windows Server 2022, build 10.0.20348.5256.',
        'It lacks 5 monthly updates: its tag stands for build 10.0.20348.5870 now.',
      ],
    ],
    [
      'acme/app:7',
      { windows: { version: '10.0.20348.5870' }, newest: { version: '10.0.26100.33650' } },
      ['It is built on Windows Server 2022, build 10.0.20348.5870.', 'Its tag stands for build 10.0.26100.33650 now.'],
    ],
    [
      'microsoft/nanoserver',
      undefined,
      ['Microsoft gave up this name; it went on as `mcr.microsoft.com/windows/nanoserver`.'],
    ],
    [
      'mcr.microsoft.com/dotnet/framework/sdk:4.7.2',
      undefined,
      ['This is the image of .NET Framework 4.7.2; its publisher gave it up on 2025-10-14.'],
    ],
    [
      'mcr.microsoft.com/powershell',
      undefined,
      [
        'This is the image of the PowerShell team; its publisher gave it up on 2025-03-26, for `mcr.microsoft.com/dotnet/sdk`.',
      ],
    ],
    ['acme/app:7', undefined, []],
    ['alpine', undefined, []],
  ];
  for (const [text, known, sentences] of cases) {
    it(`${text}${known ? ', as a registry knows it' : ''}: ${sentences.length} sentences`, () =>
      assert.deepEqual(lifeOf(parseReference(text)!, today, known && status(known)), sentences));
  }
});
