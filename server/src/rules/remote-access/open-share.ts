import { isEveryone } from '../../facts/rights/account';
import { defineRule } from '../rule';

export default defineRule({
  name: 'remote-access/open-share',
  title: 'A share is open to everyone, or holds too much',
  severity: 'medium',
  confidence: 'high',
  cwe: [732],
  tags: ['smb'],
  fixable: 'suggestion',
  messages: {
    write: '`{account}` may change what is in the share, programs included.',
    drive: '`{path}` shares a whole drive, the files of Windows and of all users included.',
    read: { severity: 'info', text: '`{account}` may read what is in the share.' },
  },
  rationale: `
    Whoever can write to a share can put a program where others will start it, or take a script's place. That holds until
    the permissions of the folder say otherwise, and those are easily forgotten.`,
  remedy: 'Name the group that needs the share, and encrypt what it holds.',
  exceptions: 'Where the permissions of the folder are kept narrow, a wide share adds nothing to them.',
  references: ['https://learn.microsoft.com/powershell/module/smbshare/new-smbshare'],
  bad: [
    {
      language: 'powershell',
      code: "New-SmbShare -Name data -Path C:\\data -FullAccess «Everyone» -ReadAccess 'example\\staff'",
      fixed: "New-SmbShare -Name data -Path C:\\data -FullAccess Administrators -ReadAccess 'example\\staff'",
    },
    {
      language: 'powershell',
      code: "New-SmbShare data C:\\data -ChangeAccess @('example\\staff', '«Everyone»')",
      fixed: "New-SmbShare data C:\\data -ChangeAccess @('example\\staff', 'Administrators')",
    },
    {
      language: 'powershell',
      code: 'Grant-SmbShareAccess -Name data -AccountName «Everyone» -AccessRight Full -Force',
      fixed: 'Grant-SmbShareAccess -Name data -AccountName Administrators -AccessRight Full -Force',
    },
    {
      language: 'cmd',
      code: 'net share data=C:\\data /grant:«Everyone»,FULL',
      fixed: 'net share data=C:\\data /grant:Administrators,FULL',
    },
    {
      language: 'powershell',
      code: 'net share data=C:\\data "/grant:«Everyone»,CHANGE"',
      fixed: 'net share data=C:\\data "/grant:Administrators,CHANGE"',
    },
    {
      language: 'powershell',
      code: "Configuration C { SmbShare Data { Name = 'data'; Path = 'C:\\data'; FullAccess = @('«Everyone»') } }",
      fixed: "Configuration C { SmbShare Data { Name = 'data'; Path = 'C:\\data'; FullAccess = @('Administrators') } }",
    },
    { language: 'powershell', code: "New-SmbShare -Name root -Path '«C:\\»' -FullAccess example\\admins" },
    { language: 'cmd', code: 'net share root=«C:\\» /grant:example\\admins,FULL' },
  ],
  good: [
    { language: 'cmd', code: 'net share root=C:\\data\nnet use Z: \\\\files\\root' },

    { language: 'powershell', code: "New-SmbShare -Name data -Path C:\\data -FullAccess 'example\\admins'" },
    { language: 'powershell', code: 'New-SmbShare -Name data -Path C:\\data -NoAccess Everyone' },
    { language: 'powershell', code: 'Revoke-SmbShareAccess -Name data -AccountName Everyone -Force' },
    { language: 'powershell', code: 'Grant-SmbShareAccess -Name data -AccountName $group -AccessRight Full' },
    { language: 'cmd', code: 'net share data=C:\\data /grant:Administrators,FULL\nnet share data /delete' },
  ],
  visit: {
    'share.folder'({ path, at, place }, { report }) {
      const drive = path.known && /^"?([a-z]:)[\\/]*"?$/i.exec(path.value.trim());
      if (drive && place.runs !== 'build') report('drive', at, { path: path.value.trim() });
    },
    'share.grant'({ account, right, at, setTo, place }, { report }) {
      // Containers serve no shares.
      if (!account.known || !isEveryone(account.value) || place.runs === 'build') return;
      const edit = setTo?.('Administrators');
      const fixes = edit && right !== 'read' ? [{ title: 'Name the administrators instead', edits: [edit] }] : [];
      report(right === 'read' ? 'read' : 'write', at, { account: account.value }, { fixes });
    },
  },
});
