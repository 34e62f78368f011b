import { type Weakness, type Weaknesses, when } from './weakness';

/** A log smaller than Windows makes it (20480 KB) forgets within hours. */
const small = (good: number): Weakness => ({
  weak: value => value < 20480,
  good,
  grade: 'low',
  does: 'makes a log that forgets within hours',
});

/** Logging. Source: CIS Microsoft Windows Server 2022 benchmark 3.0.0, 2.3.2, 18.9.3, 18.10.26 and 18.10.87. */
export const loggingWeaknesses: Weaknesses = {
  EnableScriptBlockLogging: when(0, 1, 'low', 'stops Windows from writing down which scripts run'),
  EnableModuleLogging: when(0, 1, 'low', 'stops PowerShell from writing down which commands run'),
  EnableTranscripting: when(0, 1, 'info', 'stops PowerShell from writing down what sessions show'),
  SCENoApplyLegacyAuditPolicy: when(0, 1, 'low', 'lets the old audit policy overrule the one by subcategories'),
  CrashOnAuditFail: {
    weak: value => value === 1 || value === 2,
    good: 0,
    grade: 'info',
    does: 'stops the machine when the security log is full, which anyone can bring about',
  },
  AuditReceivingNTLMTraffic: when(0, 2, 'info', 'stops Windows from writing down who logs on by NTLM'),
  ProcessCreationIncludeCmdLine_Enabled: when(
    0,
    1,
    'low',
    'leaves the command lines out of the log of started programs',
  ),
  'Application/MaxSize': small(32768),
  'Security/MaxSize': small(196608),
  'Setup/MaxSize': small(32768),
  'System/MaxSize': small(32768),
};
