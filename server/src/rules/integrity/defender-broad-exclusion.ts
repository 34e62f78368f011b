import { textOf } from '../../base/value';
import { defineRule, examples } from '../rule';

/** Folders that anyone, or any program, can write to, and whole drives. */
const broadPath =
  /^["']?([a-z]:[\\/]*\**|[\\/]|%systemdrive%[\\/]*|%systemroot%[\\/]*|%windir%[\\/]*|%te?mp%[\\/]*|%userprofile%[\\/]*|%programdata%[\\/]*|%public%[\\/]*|%appdata%[\\/]*|[a-z]:[\\/](windows([\\/](temp|system32|syswow64))?|users([\\/](public|default|[^\\/]+[\\/]appdata[\\/]local[\\/]temp))?|programdata|temp|tmp|program files( \(x86\))?)[\\/]*\**|\*\**)["']?$/i;
/** What the documentation of Docker, containerd and Kubernetes tells to exclude. */
const runtimePath =
  /^["']?([a-z]:|%programdata%|%programfiles%)[\\/]((programdata|program files)[\\/])?(docker|containerd|containers|k|var[\\/]lib|etc[\\/]kubernetes|opt[\\/]cni)([\\/].*)?$/i;
/** Where administrators alone can write, and single files. */
const narrowPath =
  /^["']?(?:(?:[a-z]:[\\/]program files(?: \(x86\))?|[a-z]:[\\/]windows|%programfiles%|%windir%)[\\/]|.*\.\w{2,4}["']?$)/i;
/** Kinds of files that are run. */
const programKinds = /^\.?(exe|dll|ps1|psm1|bat|cmd|vbs|js|jse|hta|msi|scr|com|lnk|sys|jar|py|\*)$/i;
/** Programs that run whatever they are given. */
const interpreters =
  /(^|[\\/])(powershell(_ise)?|pwsh|cmd|wscript|cscript|mshta|rundll32|regsvr32|wmic|msbuild|python|java|svchost|explorer|\*)(\.exe)?$/i;

export default defineRule({
  name: 'integrity/defender-broad-exclusion',
  title: 'Microsoft Defender looks away from where malware lives',
  severity: 'medium',
  confidence: 'high',
  cwe: [693],
  tags: ['defender'],
  fixable: false,
  messages: {
    path: '`{value}` excludes a place that any program can write to from every malware scan.',
    folder: {
      severity: 'info',
      text: '`{value}` is left out of every malware scan: what is put there runs unseen.',
    },
    extension: '`{value}` excludes files that are programs from every malware scan.',
    process: '`{value}` excludes every file that this interpreter opens from malware scans.',
  },
  rationale: `
    Exclusions are the first thing that intruders look up: what lies there is never scanned. A drive, a temporary folder, a
    program ending or an interpreter leaves them all the room they need.`,
  remedy: 'Exclude no more than the one program, by its full path, or a folder that only administrators can write to.',
  references: [
    'https://learn.microsoft.com/defender-endpoint/common-exclusion-mistakes-microsoft-defender-antivirus',
    'https://learn.microsoft.com/powershell/module/defender/add-mppreference',
  ],
  bad: examples(
    'powershell',
    'Add-MpPreference -ExclusionPath «C:\\»',
    "Add-MpPreference -ExclusionPath '«D:\\agent»', '«C:\\Windows\\Temp»'",
    "Set-MpPreference -ExclusionExtension '«.exe»','.log'",
    'Add-MpPreference -ExclusionPath «"$env:SystemDrive\\"», «$env:TEMP»',
    'Add-MpPreference -ExclusionProcess «powershell.exe»',
    "foreach ($drive in 'C:\\', 'D:\\') { Add-MpPreference -ExclusionPath «$drive» -Force }",
  ),
  good: examples(
    'powershell',
    "Set-MpPreference -ExclusionPath ''",
    "Set-MpPreference -ExclusionPath 'D:\\ProgramData\\docker\\windowsfilter'",
    "Add-MpPreference -ExclusionPath 'C:\\ProgramData\\docker', 'C:\\k'",
    "Add-MpPreference -ExclusionProcess 'C:\\Program Files\\containerd\\containerd.exe'",
    "Add-MpPreference -ExclusionPath 'C:\\Program Files\\Microsoft SQL Server', 'D:\\Tools\\setup.exe'",
    'Add-MpPreference -ExclusionPath $folder',
    "Remove-MpPreference -ExclusionPath 'C:\\'",
  ),
  visit: {
    setting({ area, name, value, at, place }, { report }) {
      // There is no Defender in an image.
      if (area !== 'defender' || place.runs === 'build') return;
      // Folders of Windows need not be known by their path.
      const text = (textOf(value) ?? (value.known ? '' : value.text.replace(/\$\{?env:(\w+)\}?/gi, '%$1%'))).trim();
      if (name === 'ExclusionPath' && broadPath.test(text)) report('path', at, { value: text });
      else if (name === 'ExclusionPath' && value.known && text && !runtimePath.test(text) && !narrowPath.test(text))
        report('folder', at, { value: text });
      else if (name === 'ExclusionExtension' && programKinds.test(text)) report('extension', at, { value: text });
      else if (name === 'ExclusionProcess' && interpreters.test(text)) report('process', at, { value: text });
    },
  },
});
