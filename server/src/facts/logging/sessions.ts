/** Whether a trace session is one that the event log or Microsoft Defender reads. */
export const isWatched = (session: string): boolean => /^(?:eventlog-|defender(?:api|audit)logger)/i.test(session);

/** Whether a provider, by name or identifier, is one of those of script and malware events. */
export const isTelling = (provider: string): boolean =>
  /^(?:microsoft-antimalware-scan-interface|microsoft-windows-powershell|microsoft-windows-threat-intelligence|\{?(?:2a576b87-09a7-520e-c21a-4942f0271d67|a0c1853b-5c40-4b15-8766-3cf1c58f985a|f4e1897c-bb5d-5668-f1d8-040f4d8dd344)\}?)$/i.test(
    provider,
  );
