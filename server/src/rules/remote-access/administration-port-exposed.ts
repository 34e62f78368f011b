import type { Exposure } from '../../facts/network/exposure';
import {
  heldText,
  isTakenFor,
  mendingOf,
  type Opening,
  ofContainers,
  openingOf,
  servicesOf,
} from '../../facts/network/opening';
import type { PortService } from '../../facts/network/services';
import { defineRule } from '../rule';

/** What a statement does for whom, by the way the port is opened. */
const opens: Readonly<Record<Opening, string>> = {
  firewall: 'lets anyone who reaches this machine connect to',
  cloud: 'lets the whole internet connect to',
  published: 'lets anyone who reaches the host connect to',
  announced: 'announces',
  cluster: 'lets anyone outside the cluster connect to',
  held: 'leads from outside the cluster to',
  policy: 'lets every address that finds a way there connect to',
};

function grade(
  opening: Opening,
  { severity, kind }: PortService,
  { via }: Exposure,
): 'critical' | 'high' | 'medium' | 'low' | 'held' {
  if (opening === 'held') return 'held';
  if (opening === 'announced') return severity === 'critical' ? 'medium' : 'low';
  if (opening === 'policy') return severity === 'critical' && kind !== 'windows' ? 'high' : 'medium';
  if (opening === 'cloud') return severity === 'critical' ? 'critical' : 'high';
  if (severity === 'medium' || (kind === 'data' && ofContainers.has(via))) return 'medium';
  // What Windows offers asks for a password.
  return severity === 'critical' && kind !== 'windows' ? 'critical' : 'high';
}

export default defineRule({
  name: 'remote-access/administration-port-exposed',
  title: 'A port that administers the machine or its data is open to anyone',
  severity: 'high',
  confidence: 'medium',
  cwe: [284, 668],
  tags: ['network', 'firewall'],
  fixable: 'unsafe',
  messages: {
    critical: { severity: 'critical', text: '`{port}` {opens} {service}, which {gives}.' },
    high: { severity: 'high', text: '`{port}` {opens} {service}, which {gives}.' },
    medium: { severity: 'medium', text: '`{port}` {opens} {service}, which {gives}.' },
    held: { severity: 'low', text: '`{port}` {opens} {service}, which {gives}; {held}.' },
    low: { severity: 'low', text: '`{port}` {opens} {service}, which {gives}.' },
  },
  rationale: `
    Services that administer a machine or hold its data were made for trusted networks. Reachable by everyone they are
    found by scanners, tried with known faults and guessed passwords, and many of them ask for no password at all.`,
  remedy: 'Let in only the addresses that need it, or bind the port to this machine.',
  exceptions:
    'Ports of web servers are never reported. A port number is taken for the service that usually listens there.',
  references: [
    'https://learn.microsoft.com/powershell/module/netsecurity/new-netfirewallrule',
    'https://learn.microsoft.com/troubleshoot/windows-server/networking/service-overview-and-network-port-requirements',
    'https://docs.docker.com/engine/security/protect-access/',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'New-NetFirewallRule -DisplayName Docker -Protocol tcp -LocalPort «2375» -Action Allow',
      fixed:
        'New-NetFirewallRule -DisplayName Docker -Protocol tcp -LocalPort 2375 -Action Allow -RemoteAddress LocalSubnet',
    },
    {
      language: 'cmd',
      code: 'netsh advfirewall firewall add rule name=files dir=in action=allow protocol=TCP localport=«139»,«445»,8080',
      fixed:
        'netsh advfirewall firewall add rule name=files dir=in action=allow protocol=TCP localport=139,445,8080 remoteip=LocalSubnet',
    },
    {
      language: 'powershell',
      code: "Enable-NetFirewallRule -DisplayGroup '«File and Printer Sharing»'",
      fixed: "Set-NetFirewallRule -DisplayGroup 'File and Printer Sharing' -Enabled True -RemoteAddress LocalSubnet",
    },
    { language: 'json', code: '{"hosts":["npipe://","«tcp://0.0.0.0:2375»"]}', fixed: '{"hosts":["npipe://"]}' },
    {
      language: 'json',
      code: '{ "Type": "ACL", "Action": "Allow", "Direction": "In", "Protocol": 6, "RemoteAddresses": "", "LocalPorts": "«445»" }',
      fixed:
        '{ "Type": "ACL", "Action": "Allow", "Direction": "In", "Protocol": 6, "RemoteAddresses": "10.0.0.0/8", "LocalPorts": "445" }',
    },
    { language: 'cmd', code: 'dockerd -H npipe:// -H «tcp://0.0.0.0:2375» --register-service' },
    {
      language: 'cmd',
      code: 'netsh interface portproxy add v4tov4 listenport=«445» listenaddress=0.0.0.0 connectaddress=10.0.0.5',
      fixed: 'netsh interface portproxy add v4tov4 listenport=445 listenaddress=127.0.0.1 connectaddress=10.0.0.5',
    },
    {
      language: 'dockerfile',
      code: `FROM mcr.microsoft.com/windows/servercore:ltsc2022@sha256:${'a'.repeat(64)}\nEXPOSE «2375» 8080 «445»\nUSER ContainerUser\n`,
      fixed: `FROM mcr.microsoft.com/windows/servercore:ltsc2022@sha256:${'a'.repeat(64)}\nEXPOSE 8080\nUSER ContainerUser\n`,
    },
    {
      language: 'yaml',
      file: 'docker-compose.yml',
      code: 'services:\n  web:\n    image: registry.example/web:1\n    isolation: hyperv\n  db:\n    image: registry.example/db:1\n    ports:\n      - «1433:1433»\n      - 8080:80\n',
      fixed:
        'services:\n  web:\n    image: registry.example/web:1\n    isolation: hyperv\n  db:\n    image: registry.example/db:1\n    ports:\n      - 8080:80\n',
    },
    {
      language: 'yaml',
      code: 'static_resources: {}\nadmin:\n  address:\n    socket_address: { address: 0.0.0.0, port_value: «8001» }\n',
      fixed: 'static_resources: {}\nadmin:\n  address:\n    socket_address: { address: 127.0.0.1, port_value: 8001 }\n',
    },
  ],
  good: [
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN netsh interface portproxy add v4tov4 listenport=9200 listenaddress=0.0.0.0 connectaddress=127.0.0.1\n',
    },
    {
      language: 'yaml',
      code: 'static_resources: {}\nadmin:\n  address:\n    socket_address: { address: 127.0.0.1, port_value: 9901 }\n',
    },
    {
      language: 'yaml',
      file: 'docker-compose.yml',
      code: 'services:\n  db:\n    image: mcr.microsoft.com/mssql/server:2022-latest\n    ports: ["1433:1433"]\n',
    },
    {
      language: 'yaml',
      file: 'docker-compose.yml',
      code: 'services:\n  cosmos:\n    image: registry.example/cosmos:1\n    isolation: hyperv\n    ports: ["10250:10250"]\n',
    },
    { language: 'dockerfile', code: 'FROM debian:12\nEXPOSE 3306\n' },
    {
      language: 'dockerfile',
      code: `FROM mcr.microsoft.com/windows/servercore:ltsc2022@sha256:${'a'.repeat(64)}\nEXPOSE 1433\nUSER ContainerUser\n`,
    },
    { language: 'json', file: 'daemon.json', code: '{ "hosts": ["npipe://", "tcp://127.0.0.1:2375"] }' },
    { language: 'json', code: '{ "Type": "ACL", "Action": "Block", "Direction": "In", "LocalPorts": "445" }' },
    { language: 'powershell', code: 'New-NetFirewallRule -DisplayName web -Protocol TCP -LocalPort 80,443,8080' },
    { language: 'powershell', code: 'New-NetFirewallRule -DisplayName x -Protocol UDP -LocalPort 445,2375' },
    {
      language: 'cmd',
      code: 'netsh advfirewall firewall add rule name=x dir=in action=allow protocol=TCP localport=161',
    },
    { language: 'cmd', code: 'docker run -p 1433:1433 mssql' },
    { language: 'cmd', code: 'netsh advfirewall firewall set rule group="Network Discovery" new enable=No' },
  ],
  visit: {
    'network.exposure'(exposure, { report }) {
      const opening = openingOf(exposure);
      if (!opening) return;
      for (const { span, text, service } of servicesOf(exposure)) {
        if (!isTakenFor(service, exposure)) continue;
        const data = { ...service, port: text, opens: opens[opening], service: service.name, held: heldText(exposure) };
        report(grade(opening, service, exposure), span, data, mendingOf(exposure));
      }
    },
  },
});
