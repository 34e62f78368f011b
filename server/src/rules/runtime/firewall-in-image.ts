import { defineRule } from '../rule';

export default defineRule({
  name: 'runtime/firewall-in-image',
  title: 'Firewall commands in an image build do nothing',
  severity: 'low',
  confidence: 'high',
  cwe: [693],
  tags: ['firewall', 'dockerfile'],
  fixable: false,
  messages: {
    silent:
      '`{command}` has no effect in an image: containers run no Windows Firewall of their own, and let all traffic in.',
  },
  rationale: `
    Traffic of a container is filtered by its host, or by the virtual switch. Whoever reads the instruction believes in
    a protection that is not there.`,
  remedy:
    'Publish only the ports that are needed, and filter with network policies or endpoint policies (HNS ACL) on the host.',
  references: [
    'https://learn.microsoft.com/virtualization/windowscontainers/container-networking/network-isolation-security',
  ],
  bad: [
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN «netsh» advfirewall firewall add rule name=x dir=in action=allow protocol=TCP localport=8080\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nSHELL ["powershell", "-Command"]\nRUN «New-NetFirewallRule» -DisplayName a -Protocol TCP -LocalPort 80; \\\n    New-NetFirewallRule -DisplayName b -Protocol TCP -LocalPort 81\n',
    },
  ],
  good: [
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN netsh http show sslcert\n',
    },
    { language: 'powershell', code: 'Set-NetFirewallProfile -Enabled True' },
  ],
  visit: {
    'firewall.use'({ command, at, place }, { report }) {
      if (place.runs === 'build' && place.os === 'windows') report('silent', at, { command });
    },
  },
});
