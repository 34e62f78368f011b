const schannel = String.raw`HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`;

/** By rule: PowerShell that makes the mistake, `«»` around what is found, and PowerShell that nearly does. */
export const ways: Readonly<Record<string, { readonly bad: readonly string[]; readonly good: readonly string[] }>> = {
  'tls/legacy-protocol': {
    bad: [
      `@{ 'TLS 1.0' = 1 }.GetEnumerator() | ForEach-Object { Set-ItemProperty "${schannel}\\Protocols\\$($_.Key)\\Server" Enabled «$_.Value» -Type DWord }`,
    ],
    good: [
      `@{ 'TLS 1.0' = 0 }.GetEnumerator() | ForEach-Object { Set-ItemProperty "${schannel}\\Protocols\\$($_.Key)\\Server" Enabled $_.Value -Type DWord }`,
    ],
  },
};
