import { textOf } from '../../base/value';
import { truth } from '../../facts/command/command';
import { mending } from '../../facts/settings/repair';
import { defineRule } from '../rule';

/** Entries of the boot configuration: the value that is bad, the one that mends it, and what the bad one does. */
const entries: Readonly<Record<string, readonly [bad: RegExp, good: string, does: string]>> = {
  testsigning: [
    /^(?:on|yes|true|1)$/i,
    'off',
    'lets the kernel load drivers with a test signature, which anyone can make',
  ],
  nointegritychecks: [/^(?:on|yes|true|1)$/i, 'off', 'lets the kernel load drivers that nobody has signed'],
  hypervisorlaunchtype: [
    /^off$/i,
    'auto',
    'starts Windows without the hypervisor that Credential Guard and memory integrity stand on',
  ],
  vsmlaunchtype: [/^off$/i, 'auto', 'starts Windows without virtualization-based security'],
};
const options: readonly (readonly [option: RegExp, does: string])[] = [
  [/^d?disable_integrity_checks$/i, 'lets the kernel load drivers that nobody has signed'],
  [/^disable-lsa-iso$/i, 'starts Windows without Credential Guard'],
  [/^disable-vbs$/i, 'starts Windows without virtualization-based security'],
];

export default defineRule({
  name: 'integrity/boot-protection-off',
  title: 'Windows is started without what protects its kernel and its credentials',
  severity: 'medium',
  confidence: 'high',
  cwe: [693, 347],
  tags: ['boot', 'virtualization', 'credentials'],
  fixable: 'unsafe',
  messages: {
    boot: '`{text}` {does}.',
    machine: '`{text}` lets the virtual machine do without virtualization-based security.',
    feature: '`{text}` is the part of Windows that keeps credentials out of the reach of the kernel.',
  },
  rationale: `
    With signatures of drivers unchecked any administrator is the kernel, and can take malware scanners out. Without the
    hypervisor hashes and tickets of everyone who logs on lie in memory that an administrator can read.`,
  remedy: 'Leave the entry out, or set it back with bcdedit /deletevalue. Test drivers on machines made for that.',
  references: [
    'https://learn.microsoft.com/windows-hardware/drivers/devtest/bcdedit--set',
    'https://learn.microsoft.com/windows/security/identity-protection/credential-guard/configure',
    'https://learn.microsoft.com/powershell/module/hyper-v/set-vmsecurity',
  ],
  bad: [
    { language: 'cmd', code: 'bcdedit /set testsigning «on»', fixed: 'bcdedit /set testsigning off' },
    {
      language: 'cmd',
      code: 'bcdedit.exe -set {default} nointegritychecks «ON»',
      fixed: 'bcdedit.exe -set {default} nointegritychecks off',
    },
    {
      language: 'powershell',
      code: 'bcdedit /set hypervisorlaunchtype «off»',
      fixed: 'bcdedit /set hypervisorlaunchtype auto',
    },
    {
      language: 'powershell',
      code: "bcdedit /set '{0cb3b571-2f2e-4343-a879-d86a476d7215}' loadoptions «DISABLE-LSA-ISO,DISABLE-VBS»",
    },
    { language: 'cmd', code: 'bcdedit /set loadoptions «DDISABLE_INTEGRITY_CHECKS»' },
    {
      language: 'cmd',
      code: 'bcdedit /set {current} vsmlaunchtype «Off»',
      fixed: 'bcdedit /set {current} vsmlaunchtype auto',
    },
    {
      language: 'powershell',
      code: 'Set-VMSecurity -VMName web -VirtualizationBasedSecurityOptOut «$true»',
      fixed: 'Set-VMSecurity -VMName web -VirtualizationBasedSecurityOptOut $false',
    },
    {
      language: 'powershell',
      code: 'Disable-WindowsOptionalFeature -Online -FeatureName «IsolatedUserMode»',
      fixed: 'Enable-WindowsOptionalFeature -Online -FeatureName IsolatedUserMode',
    },
  ],
  good: [
    { language: 'cmd', code: 'bcdedit /set testsigning off' },
    { language: 'cmd', code: 'bcdedit /deletevalue testsigning' },
    { language: 'cmd', code: 'bcdedit /set hypervisorlaunchtype auto' },
    { language: 'cmd', code: 'bcdedit /set loadoptions ENABLE_INTEGRITY_CHECKS' },
    { language: 'cmd', code: 'bcdedit /set testsigning on\nbcdedit /set testsigning off' },
    { language: 'cmd', code: 'bcdedit /enum | findstr testsigning' },
    { language: 'powershell', code: 'bcdedit /set hypervisorlaunchtype $type' },
    { language: 'powershell', code: 'Set-VMSecurity -VMName web -VirtualizationBasedSecurityOptOut $false' },
    { language: 'powershell', code: 'Disable-WindowsOptionalFeature -Online -FeatureName HypervisorPlatform' },
  ],
  visit: {
    setting(setting, { report }) {
      const { area, name, value, at, place } = setting;
      // An image is not started as a machine is.
      if (area !== 'guard' || place.runs === 'build') return;
      const text = textOf(value) ?? '';
      const key = name.slice(name.indexOf('/') + 1);
      if (name === 'boot/loadoptions') {
        const words = text.split(/[,\s]+/);
        const found = options.find(([option]) => words.some(it => option.test(it)));
        if (found) report('boot', at, { text: `loadoptions ${text}`, does: found[1] });
      } else if (name.startsWith('boot/')) {
        const [bad, good = '', does = ''] = entries[key] ?? [];
        if (bad?.test(text)) report('boot', at, { text: `${key} ${text}`, does }, mending(setting, good));
      } else if (name.startsWith('vm/') && truth(value)) {
        report('machine', at, { text: key }, mending(setting, false));
      } else if (name === 'feature/IsolatedUserMode' && truth(value) === false) {
        report('feature', at, { text: key }, mending(setting, true));
      }
    },
  },
});
