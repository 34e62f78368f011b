import { control, policies, services, windowsPolicies } from '../../registry/keys.data';
import type { Row } from './row';

/** Both editions of PowerShell have policies of their own. */
const powershell = (key: string): readonly Row[] => [
  { key: `${key}\\ScriptBlockLogging`, area: 'logging', names: ['EnableScriptBlockLogging'] },
  { key: `${key}\\ModuleLogging`, area: 'logging', names: ['EnableModuleLogging'] },
  { key: `${key}\\Transcription`, area: 'logging', names: ['EnableTranscripting'] },
];

/** The policy gives the size in kilobytes. */
const logs = ['Application', 'Security', 'Setup', 'System'].flatMap((log): readonly Row[] => [
  { key: `${policies}\\Windows\\EventLog\\${log}`, area: 'logging', names: { MaxSize: `${log}/MaxSize` } },
]);

/** What is written down. Source: CIS Microsoft Windows Server 2022 benchmark 3.0.0, 2.3.2, 18.9.3, 18.10.26 and 18.10.87. */
export const loggingRows: readonly Row[] = [
  ...powershell(`${policies}\\Windows\\PowerShell`),
  ...powershell(`${policies}\\PowerShellCore`),
  ...logs,
  { key: `${control}\\Lsa`, area: 'logging', names: ['SCENoApplyLegacyAuditPolicy', 'CrashOnAuditFail'] },
  { key: `${control}\\Lsa\\MSV1_0`, area: 'logging', names: ['AuditReceivingNTLMTraffic'] },
  { key: `${services}\\Netlogon\\Parameters`, area: 'logging', names: ['AuditNTLMInDomain'] },
  { key: `${windowsPolicies}\\Audit`, area: 'logging', names: ['ProcessCreationIncludeCmdLine_Enabled'] },
];
