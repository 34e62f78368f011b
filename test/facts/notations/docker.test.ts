import { tryWays, type Way } from './ways';

const encoded = (text: string): string => Buffer.from(text, 'utf16le').toString('base64');
const smb1 = 'remote-access/smb1-enabled';
const image =
  'FROM mcr.microsoft.com/windows/servercore:ltsc2025@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\nUSER ContainerUser\n';

const docker: readonly Way[] = [
  {
    name: 'shell form',
    file: 'Dockerfile',
    text: `${image}RUN powershell -Command "Set-SmbServerConfiguration -EnableSMB1Protocol «$true» -Force"\n`,
    rules: smb1,
  },
  {
    name: 'exec form',
    file: 'Dockerfile',
    text: `${image}RUN ["powershell", "-Command", "Set-SmbServerConfiguration -EnableSMB1Protocol «$true» -Force"]\n`,
    rules: smb1,
  },
  {
    name: 'SHELL, and lines continued',
    file: 'Dockerfile',
    text: `# escape=\`\n${image}SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]\nRUN $x = 1; \`\n    Set-SmbServerConfiguration -EnableSMB1Protocol «$true» -Force\n`,
    rules: smb1,
  },
  {
    name: 'a here-document',
    file: 'Dockerfile',
    text: `${image}SHELL ["powershell", "-Command"]\nRUN <<EOF\nSet-SmbServerConfiguration -EnableSMB1Protocol «$true» -Force\nEOF\n`,
    rules: smb1,
  },
  {
    name: 'an encoded command',
    file: 'Dockerfile',
    text: `${image}RUN powershell -EncodedCommand «${encoded('Set-SmbServerConfiguration -EnableSMB1Protocol $true -Force')}»\n`,
    rules: smb1,
  },
  {
    name: 'carets and cmd',
    file: 'Dockerfile',
    text: `${image}RUN cmd /S /C powershell -Command Set-SmbServerConfiguration -EnableSMB1Protocol «$true» ^| Out-Null\n`,
    rules: smb1,
  },
  {
    name: 'CMD',
    file: 'Dockerfile',
    text: `${image}CMD powershell -Command Set-SmbServerConfiguration -EnableSMB1Protocol «$true»\n`,
    rules: smb1,
  },
  {
    name: 'ENTRYPOINT',
    file: 'Dockerfile',
    text: `${image}ENTRYPOINT ["powershell.exe", "-NoLogo", "-Command", "Set-SmbServerConfiguration", "-EnableSMB1Protocol", "«$true»"]\n`,
    rules: smb1,
  },
  {
    name: 'HEALTHCHECK',
    file: 'Dockerfile',
    text: `${image}HEALTHCHECK CMD powershell -Command "Set-SmbServerConfiguration -EnableSMB1Protocol «$true»"\n`,
    rules: smb1,
  },
];

tryWays('PowerShell in Dockerfiles', docker);
