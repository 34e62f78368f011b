import { tryWays, type Way } from './ways';

const task = (module: string): string => `- name: x\n${module}`;
const lsa = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa';

const misses: readonly Way[] = [
  {
    name: 'values that harden',
    file: 'tasks/main.yml',
    text: task(
      `  win_regedit:\n    path: ${lsa}\n    name: "{{ item.name }}"\n    data: "{{ item.data }}"\n    type: dword\n  loop:\n    - { name: NoLMHash, data: 1 }\n    - { name: LmCompatibilityLevel, data: 5 }\n`,
    ),
  },
  {
    name: 'values of which the file says nothing',
    file: 'tasks/main.yml',
    text: task(
      `  win_regedit:\n    path: ${lsa}\n    name: NoLMHash\n    data: "{{ no_lm_hash | default(0) }}"\n    type: dword\n`,
    ),
  },
  {
    name: 'a value that goes',
    file: 'tasks/main.yml',
    text: task(`  win_regedit:\n    path: ${lsa}\n    name: NoLMHash\n    state: absent\n`),
  },
  {
    name: 'off, then on',
    file: 'tasks/main.yml',
    text: [0, 1]
      .map(it => task(`  win_regedit:\n    path: ${lsa}\n    name: NoLMHash\n    data: ${it}\n    type: dword\n`))
      .join(''),
  },
  {
    name: 'certificates that vouch for nobody, and one that goes',
    file: 'tasks/main.yml',
    text:
      task('  win_certificate_store: { path: a.pfx, store_name: My, password: "{{ p }}" }\n') +
      task('  win_certificate_store: { thumbprint: AB, store_name: Root, state: absent }\n') +
      task('  win_certificate_store: { path: a.cer, thumbprint: AB, store_name: Root, state: exported }\n'),
  },
  {
    name: 'what goes',
    file: 'site.yml',
    text: '- hosts: all\n  tasks:\n    - win_feature:\n        name: FS-SMB1\n        state: absent\n    - win_optional_feature: { name: SMB1Protocol, state: absent }\n    - win_firewall_rule: { name: rdp, localport: 3389, action: block, direction: in, protocol: tcp }\n    - win_firewall_rule: { name: rdp, localport: 3389, action: allow, direction: in, protocol: tcp, remoteip: 10.0.0.0/8 }\n',
  },
  {
    name: 'passwords from elsewhere',
    file: 'site.yml',
    text: '- hosts: windows\n  vars:\n    ansible_password: "{{ vault_password }}"\n    ansible_winrm_transport: kerberos\n    ansible_winrm_scheme: https\n  tasks:\n    - win_user:\n        name: svc\n        password: "{{ vault_svc }}"\n        password_never_expires: true\n',
  },
  {
    name: 'Basic over TLS',
    file: 'group_vars/windows.yml',
    text: 'ansible_connection: winrm\nansible_winrm_transport: basic\nansible_port: 5986\n',
  },
  {
    name: 'an inventory that checks',
    file: 'hosts',
    text: '[windows]\nweb1 ansible_password={{ vault }}\n[windows:vars]\nansible_connection=winrm\nansible_winrm_transport=kerberos\n; ansible_winrm_server_cert_validation=ignore\n[windows:children]\nansible_x\n',
  },
  {
    name: 'variables that name themselves',
    file: 'site.yml',
    text: '- hosts: windows\n  vars:\n    a: "{{ a.b }}"\n    c: { d: "{{ c }}" }\n    e: ["{{ e[0] }}", "{{ e }}"]\n  tasks:\n    - win_share: { name: "{{ a }}", path: "{{ a.b.c }}x", full: "{{ c }}", change: "{{ e }}" }\n      loop: "{{ e }}"\n',
  },
  {
    name: 'tasks of other systems',
    file: 'tasks/main.yml',
    text: '- name: x\n  ansible.builtin.shell: |\n    netsh advfirewall set allprofiles state off\n  when: false\n- name: y\n  ansible.builtin.user:\n    name: root\n',
  },
];

tryWays('Ansible, near misses', misses);
