/**
 * Repositories whose publisher signs every image with Notation.
 * Sources: "Announcing Image Signing for Windows Containers" (Microsoft, 2023-04-11); dotnet-docker: documentation/image-signatures.md.
 */
export const microsoftSigned: readonly string[] = [
  'mcr.microsoft.com/dotnet/aspire-dashboard',
  'mcr.microsoft.com/dotnet/aspnet',
  'mcr.microsoft.com/dotnet/monitor',
  'mcr.microsoft.com/dotnet/monitor/base',
  'mcr.microsoft.com/dotnet/runtime',
  'mcr.microsoft.com/dotnet/runtime-deps',
  'mcr.microsoft.com/dotnet/sdk',
  'mcr.microsoft.com/windows',
  'mcr.microsoft.com/windows/nanoserver',
  'mcr.microsoft.com/windows/server',
  'mcr.microsoft.com/windows/servercore',
];

/** Who signs them, as trust policies name identities. */
export const microsoftSigner =
  'x509.subject: CN=Microsoft SCD Products RSA Signing,O=Microsoft Corporation,L=Redmond,ST=Washington,C=US';
