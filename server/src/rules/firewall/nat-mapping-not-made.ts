import { is, parameter } from '../../facts/command/command';
import { defineRule } from '../rule';

/** What only the cmdlet takes that makes a mapping. */
const ofMapping = ['ExternalPort', 'ExternalIPAddress', 'InternalPort', 'InternalIPAddress', 'Protocol'];

export default defineRule({
  name: 'firewall/nat-mapping-not-made',
  title: 'A port mapping is asked for instead of made',
  severity: 'info',
  confidence: 'high',
  cwe: [1164],
  tags: ['network', 'containers'],
  fixable: 'unsafe',
  messages: { lists: '`{command}` lists mappings and takes no `-{name}`: none is made.' },
  rationale: `
    The command fails, and a script that goes on after errors leaves the port as it was: closed, or mapped to what stood
    there before.`,
  remedy: 'Use Add-NetNatStaticMapping, with -RemoteExternalIPAddressPrefix for those who may connect.',
  references: ['https://learn.microsoft.com/powershell/module/netnat/add-netnatstaticmapping'],
  bad: [
    {
      language: 'powershell',
      code: '«Get-NetNatStaticMapping» -NatName nat -Protocol TCP -ExternalPort 8080 -InternalIPAddress 172.16.0.2 -InternalPort 80',
      fixed:
        'Add-NetNatStaticMapping -NatName nat -Protocol TCP -ExternalPort 8080 -InternalIPAddress 172.16.0.2 -InternalPort 80',
    },
  ],
  good: [
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell Get-NetNatStaticMapping -NatName nat -ExternalPort 8080\n',
    },
    { language: 'powershell', code: 'Get-NetNatStaticMapping -NatName nat | Where-Object ExternalPort -eq 8080' },
    { language: 'powershell', code: 'Get-NetNatStaticMapping nat | Remove-NetNatStaticMapping' },
    {
      language: 'powershell',
      code: 'Add-NetNatStaticMapping -NatName nat -Protocol TCP -ExternalPort 8080 -InternalIPAddress 172.16.0.2',
    },
  ],
  visit: {
    command(command, { report }) {
      if (!is(command, 'Get-NetNatStaticMapping') || command.place.os === 'linux') return;
      // Of an image, which has no address translation, runtime/firewall-in-image would speak next.
      if (command.place.runs === 'build') return;
      const name = ofMapping.find(it => parameter(command, it));
      if (name === undefined) return;
      const { nameSpan: at } = command;
      const isPlain = at.end - at.start === command.name.length;
      const edits = [{ span: at, text: 'Add-NetNatStaticMapping' }];
      report('lists', at, { command: command.name, name }, { fixes: isPlain ? [{ title: 'Make it', edits }] : [] });
    },
  },
});
