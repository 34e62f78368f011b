/** A switch that keeps an installer from checking what it got. */
interface ChecksumSwitch {
  readonly command: RegExp;
  /** As written, lower case. */
  readonly words: readonly string[];
  readonly effect: string;
  /** The gallery that it comes from still checks what it hands out. */
  readonly isLesser?: true;
}

/** docs.chocolatey.org/choco/commands/install; PowerShellGet reference; docs of apt, pip, winget. */
export const CHECKSUM_SWITCHES: readonly ChecksumSwitch[] = [
  {
    command: /^(?:choco|cinst|chocolatey)$/,
    words: [
      '--ignore-checksums',
      '--ignore-checksum',
      '--ignorechecksums',
      '--ignorechecksum',
      '-ignorechecksums',
      '--allow-empty-checksums',
      '--allowemptychecksums',
      '--allow-empty-checksums-secure',
    ],
    effect: 'choco install what does not match its checksum, or has none',
  },
  {
    command: /^(?:install-module|update-module|install-package|install-psresource)$/,
    words: ['-skippublishercheck'],
    effect: 'a module of another publisher replace the one that is installed',
    isLesser: true,
  },
  { command: /^winget$/, words: ['--ignore-security-hash'], effect: 'winget install what does not match its hash' },
  {
    command: /^scoop$/,
    words: ['-s', '--skip-hash-check', '--skip'],
    effect: 'scoop install what does not match its hash',
  },
  {
    command: /^(?:apt|apt-get)$/,
    words: ['--allow-unauthenticated', '--force-yes', '--allow-insecure-repositories'],
    effect: 'apt install packages that nobody signed',
  },
];
