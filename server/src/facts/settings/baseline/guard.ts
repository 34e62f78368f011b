import { type Weaknesses, when } from './weakness';

/** Virtualization-based security. Source: CIS Microsoft Windows Server 2022 benchmark 3.0.0, 18.9.5. */
export const guardWeaknesses: Weaknesses = {
  EnableVirtualizationBasedSecurity: when(
    0,
    1,
    'medium',
    'switches off what Credential Guard and memory integrity stand on',
  ),
  // The benchmark asks for 0 on domain controllers, and a script does not tell which machine it is for.
  LsaCfgFlags: when(0, 2, 'low', 'switches Credential Guard off, so that hashes and tickets can be read from memory'),
  CredentialGuard: when(
    0,
    1,
    'medium',
    'switches Credential Guard off, so that hashes and tickets can be read from memory',
  ),
  HypervisorEnforcedCodeIntegrity: when(
    0,
    1,
    'medium',
    'switches memory integrity off, so that the kernel runs code that nobody signed',
  ),
  RequirePlatformSecurityFeatures: when(0, 1, 'low', 'asks for no secure boot for virtualization-based security'),
  HVCIMATRequired: when(0, 1, 'info', 'accepts firmware whose memory can be both written and run'),
  ConfigureSystemGuardLaunch: when(2, 1, 'low', 'starts the hypervisor without measuring the firmware'),
  SystemGuard: when(0, 1, 'low', 'starts the hypervisor without measuring the firmware'),
};
