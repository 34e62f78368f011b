import { heldText, mendingOf, openingOf, placesOf } from '../../facts/network/opening';
import { winRm } from '../../facts/network/ports';
import { defineRule } from '../rule';

/** Pods that listen for WinRM, a service that leads there by the name of the port, and a policy with such rules. */
const pods = (os: string, port = '80', rules?: string) =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: LoadBalancer\n  loadBalancerSourceRanges: [0.0.0.0/0]\n  selector: {app: web}\n  ports:\n  - {port: ${port}, targetPort: admin}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    metadata:\n      labels: {app: web}\n    spec:\n      nodeSelector: {kubernetes.io/os: ${os}}\n      containers:\n      - name: web\n        ports:\n        - {name: admin, containerPort: 5985}\n${rules === undefined ? '' : `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: web\nspec:\n  podSelector: {}\n  ingress:\n${rules}`}`;

export default defineRule({
  name: 'remote-access/winrm-exposed',
  title: 'WinRM is open to anyone',
  severity: 'high',
  confidence: 'high',
  cwe: [284, 668],
  tags: ['winrm', 'firewall', 'network'],
  fixable: 'unsafe',
  messages: {
    http: '`{port}` {opens} WinRM, over HTTP, where every address may run PowerShell with a guessed or stolen password.',
    https: '`{port}` {opens} WinRM, where every address may run PowerShell with a guessed or stolen password.',
    cloud: {
      severity: 'critical',
      text: '`{port}` {opens} WinRM, which runs PowerShell for a guessed or stolen password.',
    },
    held: {
      severity: 'low',
      text: '`{port}` publishes WinRM, which runs PowerShell for a guessed or stolen password; {held}.',
    },
    policy: {
      severity: 'medium',
      text: '`{port}` lets every address that finds a way to these pods connect to WinRM, which runs PowerShell for a guessed or stolen password.',
    },
    announced: {
      severity: 'medium',
      text: '`{port}` announces WinRM, which lets whoever logs on administer the container.',
    },
  },
  rationale: `
    WinRM runs any command for whoever logs on. Open to all addresses, it is found by scanners within minutes and passwords
    are guessed at it; 5985 is not protected by TLS, so that Basic authentication there hands the password to anyone on the path.`,
  remedy: 'Use 5986 with a certificate, and let in only the addresses that administer this machine.',
  references: [
    'https://learn.microsoft.com/windows/win32/winrm/installation-and-configuration-for-windows-remote-management',
    'https://learn.microsoft.com/powershell/module/microsoft.powershell.core/enable-psremoting',
  ],
  bad: [
    { language: 'yaml', code: pods('windows', '«80»') },
    { language: 'yaml', code: pods('windows', '«80»', '      - from: [{ podSelector: {} }]\n') },
    { language: 'yaml', code: pods('windows', '«80»', '      - from: [{ ipBlock: { cidr: 0.0.0.0/0 } }]\n') },
    {
      language: 'powershell',
      code: "New-NetFirewallRule -DisplayName 'WinRM' -Protocol TCP -LocalPort «5985»,«5986»",
      fixed: "New-NetFirewallRule -DisplayName 'WinRM' -Protocol TCP -LocalPort 5985,5986 -RemoteAddress LocalSubnet",
    },
    {
      language: 'powershell',
      code: "Set-NetFirewallRule -Name 'WINRM-HTTP-In-TCP' -RemoteAddress «Any»",
      fixed: "Set-NetFirewallRule -Name 'WINRM-HTTP-In-TCP' -RemoteAddress LocalSubnet",
    },
    {
      language: 'powershell',
      code: 'netsh advfirewall firewall set rule name="«Windows Remote Management (HTTP-In)»" new enable=yes action=allow',
      fixed:
        'netsh advfirewall firewall set rule name="Windows Remote Management (HTTP-In)" new enable=yes action=allow remoteip=LocalSubnet',
    },
    {
      language: 'cmd',
      code: 'netsh advfirewall firewall add rule name="Port 5986" dir=in action=allow protocol=TCP ^\n  localport=«5986» remoteip=any',
      fixed:
        'netsh advfirewall firewall add rule name="Port 5986" dir=in action=allow protocol=TCP ^\n  localport=5986 remoteip=LocalSubnet',
    },
    {
      language: 'hcl',
      code: 'resource "azurerm_network_security_group" "n" {\n  dynamic "security_rule" {\n    for_each = { web = "443", winrm = "«5986»" }\n    content {\n      access                 = "Allow"\n      direction              = "Inbound"\n      protocol               = "Tcp"\n      source_address_prefix  = "*"\n      destination_port_range = security_rule.value\n    }\n  }\n}\n',
      fixed:
        'resource "azurerm_network_security_group" "n" {\n  dynamic "security_rule" {\n    for_each = { web = "443", winrm = "5986" }\n    content {\n      access                 = "Allow"\n      direction              = "Inbound"\n      protocol               = "Tcp"\n      source_address_prefix  = "VirtualNetwork"\n      destination_port_range = security_rule.value\n    }\n  }\n}\n',
    },
    {
      language: 'hcl',
      code: 'build {\n  provisioner "powershell" {\n    inline = ["New-NetFirewallRule -DisplayName w -Protocol TCP -LocalPort «5985» -Action Allow"]\n  }\n}\n',
      fixed:
        'build {\n  provisioner "powershell" {\n    inline = ["New-NetFirewallRule -DisplayName w -Protocol TCP -LocalPort 5985 -Action Allow -RemoteAddress LocalSubnet"]\n  }\n}\n',
    },
    {
      language: 'yaml',
      code: "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata:\n  name: admin\nspec:\n  selector: app == 'web'\n  types: [Ingress]\n  ingress:\n  - action: Allow\n    protocol: TCP\n    source: { nets: ['0.0.0.0/0'] }\n    destination: { ports: ['«5985:5986»'] }\n",
      fixed:
        "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata:\n  name: admin\nspec:\n  selector: app == 'web'\n  types: [Ingress]\n  ingress:\n  - action: Allow\n    protocol: TCP\n    source: { nets: ['10.0.0.0/8'] }\n    destination: { ports: ['5985:5986'] }\n",
    },
  ],
  good: [
    { language: 'yaml', code: pods('linux') },
    {
      language: 'yaml',
      code: "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata:\n  name: admin\nspec:\n  selector: app == 'web'\n  types: [Ingress]\n  ingress:\n  - action: Deny\n    source: { notNets: ['10.0.0.0/8'] }\n  - action: Allow\n    protocol: TCP\n    destination: { ports: [5986] }\n",
    },
    {
      language: 'yaml',
      code: "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata:\n  name: admin\nspec:\n  selector: app == 'web'\n  types: [Ingress]\n  ingress:\n  - action: Deny\n    protocol: TCP\n    destination: { ports: [5986] }\n",
    },
    { language: 'powershell', code: "Enable-NetFirewallRule -Name 'WINRM-HTTP-In-TCP-PUBLIC'" },
    {
      language: 'powershell',
      code: 'New-NetFirewallRule -DisplayName x -Protocol TCP -LocalPort 5986 -RemoteAddress 10.0.0.0/8',
    },
    {
      language: 'cmd',
      code: 'netsh advfirewall firewall set rule name="Windows Remote Management (HTTP-In)" new enable=yes action=block',
    },
    { language: 'powershell', code: 'New-NetFirewallRule -DisplayName x -Protocol UDP -LocalPort 5985' },
    { language: 'powershell', code: 'Test-NetConnection web -Port 5985' },
  ],
  visit: {
    'network.exposure'(exposure, { report }) {
      const opening = openingOf(exposure);
      if (!opening || exposure.protocol === 'udp') return;
      const opens = opening === 'firewall' || opening === 'cloud' ? 'opens' : 'publishes';
      for (const [scheme, port] of Object.entries(winRm) as ['http' | 'https', number][]) {
        const message =
          opening === 'cloud' || opening === 'announced' || opening === 'policy' || opening === 'held'
            ? opening
            : scheme;
        for (const { span, text } of placesOf(exposure, port)) {
          report(message, span, { port: text, opens, held: heldText(exposure) }, mendingOf(exposure));
        }
      }
    },
  },
});
