import { insert, replace } from '../../base/edit';
import { argumentOf, is, parameter, truth } from '../../facts/command/command';
import { endOf, literalOf, placeOf } from '../../facts/command/native';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'remote-access/unencrypted-mapping',
  title: 'A share for containers is read without encryption',
  severity: 'low',
  confidence: 'high',
  cwe: [319],
  tags: ['smb', 'containers'],
  fixable: 'unsafe',
  messages: {
    asked: '`-RequirePrivacy` set to false lets the files of all containers go over the network in clear text.',
    absent:
      '`{command}` without `-RequirePrivacy` leaves it to the server whether the files of containers are encrypted.',
  },
  rationale: `
    A global mapping is open to every container and program of the host, with one password. What goes through it holds
    the data of all of them.`,
  remedy: 'Require privacy, and give each workload a share and an account of its own (CSI driver for SMB).',
  references: [
    'https://learn.microsoft.com/powershell/module/smbshare/new-smbglobalmapping',
    'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/persistent-storage',
  ],
  bad: [
    {
      language: 'powershell',
      code: '«New-SmbGlobalMapping» -RemotePath \\\\files\\data -Credential $c -LocalPath G:',
      fixed: 'New-SmbGlobalMapping -RemotePath \\\\files\\data -Credential $c -LocalPath G: -RequirePrivacy $true',
    },
    {
      language: 'powershell',
      code: 'New-SmbGlobalMapping -RemotePath \\\\files\\data -Credential $c -RequirePrivacy «$false»',
      fixed: 'New-SmbGlobalMapping -RemotePath \\\\files\\data -Credential $c -RequirePrivacy $true',
    },
  ],
  good: examples(
    'powershell',
    'New-SmbGlobalMapping -RemotePath \\\\files\\data -Credential $c -RequirePrivacy $true',
    'New-SmbGlobalMapping @mapping',
    'Get-SmbGlobalMapping -RemotePath \\\\files\\data',
  ),
  visit: {
    command(command, { report }) {
      if (!is(command, 'New-SmbGlobalMapping')) return;
      const value = argumentOf(command, 'RequirePrivacy');
      if (value) {
        const literal = literalOf(value);
        const fixes = literal ? [{ title: 'Require privacy', edits: [replace(literal, '$true')] }] : [];
        if (truth(value) === false) report('asked', placeOf(value), {}, { fixes });
      } else if (!command.incomplete && !parameter(command, 'RequirePrivacy')) {
        const edits = [insert(endOf(command), ' -RequirePrivacy $true')];
        report('absent', command.nameSpan, { command: command.name }, { fixes: [{ title: 'Require privacy', edits }] });
      }
    },
  },
});
