import { remove } from '../../base/edit';
import { textArgument } from '../../facts/command/command';
import { CHECKSUM_SWITCHES } from '../../facts/download/checksum-switches.data';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'download/checksum-off',
  title: 'A package manager is told not to check what it installs',
  severity: 'medium',
  confidence: 'high',
  cwe: [494, 347],
  tags: ['supply-chain', 'download'],
  fixable: 'unsafe',
  messages: { off: '`{text}` lets {effect}.', publisher: { severity: 'low', text: '`{text}` lets {effect}.' } },
  rationale: `
    The checksum is what ties the file that arrives to the one that was reviewed. Without it a mirror, a proxy or whoever
    took over the download address decides what is installed, with the rights of the installer.`,
  remedy: 'Take the switch out. Where a package has no checksum, take the file from where one is published.',
  references: [
    'https://docs.chocolatey.org/en-us/choco/commands/install/',
    'https://learn.microsoft.com/powershell/module/powershellget/install-module',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'choco install thing -y «--ignore-checksums»',
      fixed: 'choco install thing -y',
    },
    {
      language: 'cmd',
      code: 'cinst thing «--allow-empty-checksums» -y\r\n',
      fixed: 'cinst thing -y\r\n',
    },
    {
      language: 'powershell',
      code: 'Install-Module PSReadLine -Force «-SkipPublisherCheck»',
      fixed: 'Install-Module PSReadLine -Force',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN choco install git -y «--ignore-checksums» --version 2.47.1\n',
      fixed: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN choco install git -y --version 2.47.1\n',
    },
  ],
  good: examples(
    'powershell',
    'choco install thing -y --download-checksum $sha256 --download-checksum-type sha256',
    'Install-Module PSReadLine -SkipPublisherCheck:$false',
    'Install-Module -Name Pester -Force -SkipPublisherCheck',
    "Write-Host 'choco install thing --ignore-checksums'",
    'choco upgrade all -y',
  ),
  visit: {
    command(command, { report }) {
      const name = command.name.toLowerCase();
      const found = CHECKSUM_SWITCHES.find(it => it.command.test(name));
      if (!found) return;
      // Windows ships a Pester that Microsoft signed: its authors' own says to install it so.
      if (textArgument(command, 'Name')?.toLowerCase() === 'pester') return;
      command.args.forEach(({ text, span }, index) => {
        if (!found.words.includes(text.toLowerCase())) return;
        // `-Switch:$false` is one argument in PowerShell, or a parameter and its value.
        if (/^:?\$false$/i.test(command.args[index + 1]?.text ?? '')) return;
        const before = index > 0 ? command.args[index - 1]!.span.end : command.nameSpan.end;
        const edits = [remove({ start: before, end: span.end })];
        report(
          found.isLesser ? 'publisher' : 'off',
          span,
          { text, effect: found.effect },
          { fixes: [{ title: `Remove ${text}`, edits }] },
        );
      });
    },
  },
});
