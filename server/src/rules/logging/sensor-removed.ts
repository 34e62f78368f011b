import { defineRule } from '../rule';

export default defineRule({
  name: 'logging/sensor-removed',
  title: 'A program that watches the machine is removed',
  severity: 'high',
  confidence: 'high',
  cwe: [778],
  tags: ['logging', 'sysmon'],
  fixable: false,
  messages: { removed: '`{text}` takes {sensor} away: nobody sees what programs do on this machine from then on.' },
  rationale: `
    Sysmon, the client of Defender for Endpoint and the filter drivers of malware scanners record which programs start,
    what they load and whom they talk to.
    Unloading them is what intruders do before they start.`,
  remedy: 'Leave it in place; change what it records by its configuration, with sysmon -c.',
  exceptions: 'Removing it to install it again in the same script is not reported.',
  references: [
    'https://learn.microsoft.com/sysinternals/downloads/sysmon',
    'https://learn.microsoft.com/windows-hardware/drivers/ifs/development-and-testing-tools',
  ],
  bad: [
    { language: 'cmd', code: 'sysmon «-u» force' },
    { language: 'powershell', code: "& 'C:\\Tools\\Sysmon64.exe' «-u»" },
    { language: 'cmd', code: 'fltmc.exe unload «SysmonDrv»' },
    { language: 'cmd', code: 'fltmc unload «WdFilter»' },
    { language: 'cmd', code: 'sc stop «Sysmon64»' },
    { language: 'powershell', code: 'Stop-Service -Name «Sysmon» -Force' },
    { language: 'powershell', code: "Remove-WindowsCapability -Online -Name '«Microsoft.Windows.Sense.Client~~~~»'" },
    { language: 'cmd', code: 'dism /online /remove-capability «/CapabilityName:Microsoft.Windows.Sense.Client~~~~»' },
  ],
  good: [
    { language: 'cmd', code: 'sysmon -accepteula -i config.xml' },
    { language: 'cmd', code: 'sysmon64 -u\nsysmon64 -accepteula -i config.xml' },
    {
      language: 'powershell',
      code: 'param($Folder)\n& $env:windir\\Sysmon.exe -u\nInvoke-Expression "$Folder\\Sysmon.exe -accepteula -i $Folder\\c.xml"',
    },
    { language: 'cmd', code: 'fltmc unload MyFilter' },
    { language: 'powershell', code: "Remove-WindowsCapability -Online -Name 'OpenSSH.Server~~~~0.0.1.0'" },
    { language: 'cmd', code: 'dism /online /add-capability /CapabilityName:Microsoft.Windows.Sense.Client~~~~' },
    { language: 'cmd', code: 'fltmc instances -f SysmonDrv' },
    { language: 'powershell', code: 'Stop-Service Sysmon64; Copy-Item new.xml C:\\Sysmon; Start-Service Sysmon64' },
  ],
  visit: {
    'record.loss'({ what, name, at, place, text }, { report }) {
      if (what === 'sensor' && place.runs !== 'build' && !place.test) report('removed', at, { text, sensor: name });
    },
  },
});
