import assert from 'node:assert/strict';
import { Catalog } from '../../server/src/engine/catalog';
import { fixToEnd } from '../../server/src/engine/fixes';
import { Settings } from '../../server/src/engine/settings/settings';
import { readerOf } from '../../server/src/facts/read';
import type { Language } from '../../server/src/facts/source';
import { defaultNames } from '../kit/check';
import { allRules } from '../kit/rules';

/** A mistake, and how one who knows Windows mends it. */
interface Pair {
  readonly rule: string;
  readonly language: Language;
  readonly file?: string;
  readonly before: string;
  readonly after: string;
}

const powershell = (rule: string, before: string, after: string): Pair => ({
  rule,
  language: 'powershell',
  before,
  after,
});
const dockerfile = (rule: string, before: string, after: string): Pair => ({
  rule,
  language: 'dockerfile',
  before,
  after,
});
const yaml = (rule: string, before: string, after: string, file?: string): Pair => ({
  rule,
  language: 'yaml',
  before,
  after,
  ...(file ? { file } : {}),
});
const json = (rule: string, file: string, before: string, after: string): Pair => ({
  rule,
  language: 'json',
  file,
  before,
  after,
});

const schannel = String.raw`HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols`;
const digest = `@sha256:${'a'.repeat(64)}`;
const pod = (rest: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n${rest}\n  containers:\n  - name: a\n    image: mcr.microsoft.com/windows/servercore:ltsc2022${digest}\n`;

const pairs: readonly Pair[] = [
  powershell(
    'tls/legacy-protocol',
    `New-ItemProperty -Path '${schannel}\\TLS 1.0\\Server' -Name Enabled -Value 1 -PropertyType DWord`,
    `New-ItemProperty -Path '${schannel}\\TLS 1.0\\Server' -Name Enabled -Value 0 -PropertyType DWord`,
  ),
  powershell(
    'tls/modern-protocol-off',
    String.raw`reg add "HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client" /v DisabledByDefault /t REG_DWORD /d 1 /f`,
    String.raw`reg add "HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client" /v DisabledByDefault /t REG_DWORD /d 0 /f`,
  ),
  powershell(
    'tls/weak-cipher-suite',
    'Enable-TlsCipherSuite -Name TLS_RSA_WITH_3DES_EDE_CBC_SHA',
    'Disable-TlsCipherSuite -Name TLS_RSA_WITH_3DES_EDE_CBC_SHA',
  ),
  powershell(
    'tls/weak-cipher-suite',
    String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 -Name Functions -Value 'TLS_RSA_WITH_RC4_128_SHA,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'`,
    String.raw`Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002 -Name Functions -Value 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'`,
  ),
  powershell(
    'tls/legacy-protocol',
    "[Net.ServicePointManager]::SecurityProtocol = 'Ssl3,Tls,Tls11,Tls12'",
    "[Net.ServicePointManager]::SecurityProtocol = 'Tls12'",
  ),
  powershell(
    'tls/strong-crypto-off',
    String.raw`Set-ItemProperty HKLM:\SOFTWARE\Microsoft\.NETFramework\v4.0.30319 -Name SchUseStrongCrypto -Value 0`,
    String.raw`Set-ItemProperty HKLM:\SOFTWARE\Microsoft\.NETFramework\v4.0.30319 -Name SchUseStrongCrypto -Value 1`,
  ),
  powershell(
    'tls/modern-protocol-off',
    'netsh http add sslcert ipport=0.0.0.0:443 certhash=$h appid=$id disabletls13=enable',
    'netsh http add sslcert ipport=0.0.0.0:443 certhash=$h appid=$id disabletls13=disable',
  ),
  powershell(
    'remote-access/rdp-exposed',
    'New-NetFirewallRule -DisplayName RDP -Direction Inbound -Protocol TCP -LocalPort 3389 -Action Allow',
    'New-NetFirewallRule -DisplayName RDP -Direction Inbound -Protocol TCP -LocalPort 3389 -Action Allow -RemoteAddress LocalSubnet',
  ),
  powershell(
    'firewall/firewall-off',
    'Set-NetFirewallProfile -Profile Domain,Public,Private -Enabled False',
    'Set-NetFirewallProfile -Profile Domain,Public,Private -Enabled True',
  ),
  powershell(
    'firewall/firewall-off',
    'netsh advfirewall set allprofiles state off',
    'netsh advfirewall set allprofiles state on',
  ),
  powershell(
    'remote-access/winrm-exposed',
    'Add-NetNatStaticMapping -NatName nat -Protocol TCP -ExternalIPAddress 0.0.0.0 -ExternalPort 5985 -InternalIPAddress 172.16.0.2 -InternalPort 5985',
    'Add-NetNatStaticMapping -NatName nat -Protocol TCP -ExternalIPAddress 0.0.0.0 -ExternalPort 5985 -InternalIPAddress 172.16.0.2 -InternalPort 5985 -RemoteExternalIPAddressPrefix 10.0.0.0/8',
  ),
  json(
    'remote-access/winrm-exposed',
    'policy.json',
    '{"Type":"ACL","Action":"Allow","Direction":"In","RemoteAddresses":"","LocalPorts":"5985"}',
    '{"Type":"ACL","Action":"Allow","Direction":"In","RemoteAddresses":"10.0.0.0/8","LocalPorts":"5985"}',
  ),
  json(
    'remote-access/rdp-exposed',
    'template.json',
    '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","resources":[{"type":"Microsoft.Network/networkSecurityGroups","properties":{"securityRules":[{"name":"a","properties":{"direction":"Inbound","access":"Allow","protocol":"Tcp","sourceAddressPrefix":"*","sourcePortRange":"*","destinationPortRange":"3389","destinationAddressPrefix":"*","priority":100}}]}}]}',
    '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","resources":[{"type":"Microsoft.Network/networkSecurityGroups","properties":{"securityRules":[{"name":"a","properties":{"direction":"Inbound","access":"Allow","protocol":"Tcp","sourceAddressPrefix":"VirtualNetwork","sourcePortRange":"*","destinationPortRange":"3389","destinationAddressPrefix":"*","priority":100}}]}}]}',
  ),
  powershell(
    'remote-access/winrm-unencrypted',
    `winrm set winrm/config/service '@{AllowUnencrypted="true"}'`,
    `winrm set winrm/config/service '@{AllowUnencrypted="false"}'`,
  ),
  powershell(
    'remote-access/winrm-weak-authentication',
    String.raw`Set-Item WSMan:\localhost\Service\Auth\Basic -Value $true`,
    String.raw`Set-Item WSMan:\localhost\Service\Auth\Basic -Value $false`,
  ),
  powershell(
    'remote-access/rdp-switched-on',
    String.raw`Set-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server' -Name fDenyTSConnections -Value 0`,
    String.raw`Set-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server' -Name fDenyTSConnections -Value 1`,
  ),
  powershell(
    'remote-access/smb1-enabled',
    'Set-SmbServerConfiguration -EnableSMB1Protocol $true -Force',
    'Set-SmbServerConfiguration -EnableSMB1Protocol $false -Force',
  ),
  powershell(
    'identity/weak-authentication-setting',
    String.raw`reg add HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\WDigest /v UseLogonCredential /t REG_DWORD /d 1 /f`,
    String.raw`reg add HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\WDigest /v UseLogonCredential /t REG_DWORD /d 0 /f`,
  ),
  powershell(
    'identity/weak-account-policy',
    'net accounts /minpwlen:6 /lockoutthreshold:0',
    'net accounts /minpwlen:14 /lockoutthreshold:5',
  ),
  dockerfile(
    'image/end-of-life',
    'FROM mcr.microsoft.com/windows/servercore:1909\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\n',
  ),
  dockerfile(
    'image/retired-name',
    'FROM microsoft/nanoserver\n',
    'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\n',
  ),
  dockerfile(
    'identity/administrator-user',
    `FROM mcr.microsoft.com/windows/servercore:ltsc2022${digest}\nCOPY app C:/app\nENTRYPOINT ["C:/app/app.exe"]\n`,
    `FROM mcr.microsoft.com/windows/servercore:ltsc2022${digest}\nCOPY app C:/app\nUSER ContainerUser\nENTRYPOINT ["C:/app/app.exe"]\n`,
  ),
  powershell(
    'download/*',
    'Invoke-WebRequest http://example.test/a.zip -OutFile a.zip\nExpand-Archive a.zip',
    "Invoke-WebRequest https://example.test/a.zip -OutFile a.zip\nif ((Get-FileHash a.zip -Algorithm SHA256).Hash -ne '<SHA256>') { throw 'hash mismatch' }\nExpand-Archive a.zip",
  ),
  json('remote-access/*', 'daemon.json', '{"hosts": ["tcp://0.0.0.0:2375","npipe://"]}', '{"hosts": ["npipe://"]}'),
  yaml(
    'remote-access/rdp-exposed',
    'services:\n  app:\n    image: registry.example/app:1\n    ports: ["3389:3389"]\n',
    'services:\n  app:\n    image: registry.example/app:1\n    ports: ["127.0.0.1:3389:3389"]\n',
    'compose.yaml',
  ),
  // Docker on Windows takes no address of the host.
  yaml(
    'remote-access/rdp-exposed',
    `services:\n  app:\n    image: mcr.microsoft.com/windows/servercore:ltsc2022${digest}\n    ports: ["3389:3389"]\n`,
    `services:\n  app:\n    image: mcr.microsoft.com/windows/servercore:ltsc2022${digest}\n`,
    'compose.yaml',
  ),
  yaml(
    'kubernetes/windows-administrator-user',
    pod(
      '  os:\n    name: windows\n  hostNetwork: true\n  securityContext:\n    windowsOptions:\n      hostProcess: true\n      runAsUserName: "NT AUTHORITY\\\\SYSTEM"',
    ),
    pod(
      '  os:\n    name: windows\n  hostNetwork: true\n  securityContext:\n    windowsOptions:\n      hostProcess: true\n      runAsUserName: "NT AUTHORITY\\\\Local service"',
    ),
  ),
  yaml(
    'kubernetes/windows-administrator-user',
    pod(
      '  os:\n    name: windows\n  securityContext:\n    windowsOptions:\n      runAsUserName: ContainerAdministrator',
    ),
    pod('  os:\n    name: windows\n  securityContext:\n    windowsOptions:\n      runAsUserName: ContainerUser'),
  ),
  yaml(
    'kubernetes/*',
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  nodeSelector:\n    kubernetes.io/os: windows\n  containers:\n  - name: a\n    image: mcr.microsoft.com/windows/servercore:ltsc2022${digest}\n    securityContext:\n      privileged: true\n`,
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  nodeSelector:\n    kubernetes.io/os: windows\n  os:\n    name: windows\n  containers:\n  - name: a\n    image: mcr.microsoft.com/windows/servercore:ltsc2022${digest}\n    securityContext:\n      windowsOptions:\n        runAsUserName: ContainerUser\n`,
  ),
  yaml(
    'mesh/permissive-mtls',
    'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: default\n  namespace: istio-system\nspec:\n  mtls: {mode: PERMISSIVE}\n',
    'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: default\n  namespace: istio-system\nspec:\n  mtls: {mode: STRICT}\n',
  ),
  yaml(
    'tls/legacy-protocol',
    'apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata:\n  name: a\nspec:\n  servers:\n  - port: {number: 443, name: https, protocol: HTTPS}\n    hosts: ["a.example"]\n    tls:\n      mode: SIMPLE\n      credentialName: a\n      minProtocolVersion: TLSV1_0\n',
    'apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata:\n  name: a\nspec:\n  servers:\n  - port: {number: 443, name: https, protocol: HTTPS}\n    hosts: ["a.example"]\n    tls:\n      mode: SIMPLE\n      credentialName: a\n      minProtocolVersion: TLSV1_2\n',
  ),
  yaml(
    'mesh/unauthenticated-linkerd-policy',
    'apiVersion: policy.linkerd.io/v1alpha1\nkind: MeshTLSAuthentication\nmetadata:\n  name: a\n  namespace: shop\nspec:\n  identities: ["*"]\n',
    'apiVersion: policy.linkerd.io/v1alpha1\nkind: MeshTLSAuthentication\nmetadata:\n  name: a\n  namespace: shop\nspec:\n  identities: ["<sa>.<ns>.serviceaccount.identity.linkerd.cluster.local"]\n',
  ),
  powershell(
    'integrity/defender-off',
    'Set-MpPreference -DisableRealtimeMonitoring $true',
    'Set-MpPreference -DisableRealtimeMonitoring $false',
  ),
];

const rules = allRules();

describe('mistakes and how they are mended', () => {
  for (const { rule, language, file, before, after } of pairs) {
    it(`${rule}: ${before.split('\n').at(-1) || before.split('\n').at(-2)}`, async () => {
      const settings = new Settings(new Catalog(rules), [], [rule]).for('');
      const source = { path: file ?? defaultNames[language], language, text: before };
      const { text, unsettled } = fixToEnd(source, settings, await readerOf(language), {
        safeties: ['safe', 'unsafe', 'suggestion'],
        today: '2026-11-21',
      });
      assert.equal(text, after);
      assert.deepEqual(unsettled, []);
    });
  }
});
