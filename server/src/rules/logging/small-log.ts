import { lookUp } from '../../base/look-up';
import { integer } from '../../facts/command/command';
import { mending } from '../../facts/settings/repair';
import { defineRule } from '../rule';

const megabyte = 1024 * 1024;
/** What Windows gives a log, and what baselines ask for (CIS Windows Server 2022, 18.10.26), in bytes. */
const sizes: Readonly<Record<string, readonly [usual: number, good: number]>> = {
  application: [20 * megabyte, 32 * megabyte],
  system: [20 * megabyte, 32 * megabyte],
  security: [20 * megabyte, 192 * megabyte],
  'windows powershell': [15 * megabyte, 32 * megabyte],
  'microsoft-windows-powershell/operational': [15 * megabyte, 32 * megabyte],
};

export default defineRule({
  name: 'logging/small-log',
  title: 'An event log is made smaller than Windows makes it',
  severity: 'low',
  confidence: 'high',
  cwe: [778],
  tags: ['logging'],
  fixable: 'unsafe',
  messages: {
    small:
      '`{text}` bytes for the log {log} are less than Windows gives it: what it holds is overwritten within hours.',
  },
  rationale: `
    A log that is full overwrites what is oldest. Intruders need not clear a small one: they make noise until what they did
    is gone. The size is in bytes: meant as kilobytes, it is a thousand times too small.`,
  remedy: 'Give the security log 192 MB or more, the others 32 MB.',
  references: [
    'https://learn.microsoft.com/windows-server/administration/windows-commands/wevtutil',
    'https://learn.microsoft.com/troubleshoot/windows-server/system-management-components/configure-windows-event-log-maximum-size',
  ],
  bad: [
    { language: 'cmd', code: 'wevtutil sl System /ms:«1024000»', fixed: 'wevtutil sl System /ms:33554432' },
    {
      language: 'powershell',
      code: 'Limit-EventLog -LogName Security -MaximumSize «64KB»',
      fixed: 'Limit-EventLog -LogName Security -MaximumSize 201326592',
    },
    {
      language: 'powershell',
      code: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application' -Name MaxSize -Value «65536»",
      fixed:
        "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application' -Name MaxSize -Value 33554432",
    },
  ],
  good: [
    { language: 'cmd', code: 'wevtutil sl Security /ms:1073741824' },
    { language: 'cmd', code: 'wevtutil sl Contoso/Operational /ms:1048576' },
    { language: 'powershell', code: 'Limit-EventLog -LogName Security -MaximumSize 1GB' },
    { language: 'powershell', code: 'Limit-EventLog -LogName Contoso -MaximumSize 64KB' },
    { language: 'powershell', code: 'wevtutil sl Security /ms:$size' },
  ],
  visit: {
    setting(setting, { report }) {
      const { area, name, value, at } = setting;
      const log = area === 'logging' && name.startsWith('size/') ? name.slice('size/'.length) : undefined;
      const size = log === undefined ? undefined : lookUp(sizes, log.toLowerCase());
      const bytes = integer(value);
      if (!log || !size || bytes === undefined || bytes >= size[0]) return;
      report(
        'small',
        at,
        { text: `${bytes}`, log },
        mending(setting, size[1], `Make the log ${size[1] / megabyte} MB`),
      );
    },
  },
});
