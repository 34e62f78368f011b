import { type Weaknesses, when } from './weakness';

/** Sessions of Remote Desktop. Source: CIS Microsoft Windows Server 2022 benchmark 3.0.0, 18.9.35 and 18.10.56. */
export const sessionWeaknesses: Weaknesses = {
  fAllowUnsolicited: when(1, 0, 'medium', 'lets others offer help and take over the desktop'),
  fAllowToGetHelp: when(1, 0, 'low', 'lets a user hand over the desktop to whoever has the invitation'),
  fPromptForPassword: when(0, 1, 'low', 'logs on with a password that the client has stored'),
  DisablePasswordSaving: when(0, 1, 'low', 'lets the client store passwords of servers'),
  fDisableCdm: when(0, 1, 'info', 'connects the drives of the client, so that files leave and enter'),
  fDisableCcm: when(0, 1, 'info', 'connects the ports of the client'),
  fDisableLPT: when(0, 1, 'info', 'connects the ports of the client'),
  fDisablePNPRedir: when(0, 1, 'info', 'connects the devices of the client'),
  DeleteTempDirsOnExit: when(0, 1, 'info', 'keeps the temporary files of a session after it'),
  PerSessionTempDir: when(0, 1, 'info', 'lets sessions share their temporary files'),
  MaxIdleTime: when(0, 900000, 'info', 'keeps idle sessions open for ever'),
  MaxDisconnectionTime: when(0, 60000, 'info', 'keeps the credentials of sessions that nobody is connected to'),
};
