import { linuxOptions } from '../../facts/network/docker-options';
import { defineRule } from '../rule';

const service = (body: string) =>
  `services:\n  web:\n    image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022\n${body}`;

/**
 * Keys for which the daemon refuses to start the container. Source: moby/moby daemon/internal/runconfig/
 * hostconfig_windows.go, daemon/daemon_windows.go (verifyPlatformContainerSettings), daemon/oci_windows.go.
 */
const refused: ReadonlySet<string> = new Set([
  'cgroup_parent',
  'cpuset',
  'mem_reservation',
  'mem_swappiness',
  'memswap_limit',
  'network_mode',
  'oom_kill_disable',
  'pids_limit',
  'privileged',
  'read_only',
  'security_opt',
  'ulimits',
]);

export default defineRule({
  name: 'runtime/unsupported-on-windows',
  title: 'A Windows container is given an option that only Linux knows',
  severity: 'low',
  confidence: 'high',
  cwe: [1173],
  tags: ['compose', 'windows'],
  fixable: 'unsafe',
  messages: {
    key: '`{text}` {effect}.',
  },
  rationale: `
    The key reads like a limit or a need and is neither: the container is refused, or runs without what the file promises.`,
  remedy: 'Remove the key. For stronger isolation use `isolation: hyperv`, and `user: ContainerUser` for fewer rights.',
  references: [
    'https://learn.microsoft.com/virtualization/windowscontainers/container-networking/network-drivers-topologies',
    'https://docs.docker.com/reference/compose-file/services/',
  ],
  bad: [
    {
      language: 'yaml',
      file: 'docker-compose.yml',
      code: service('    «privileged: true» # for now\n    «network_mode: host»\n    ports: ["80:80"]\n'),
      fixed: service('    ports: ["80:80"]\n'),
    },
    {
      language: 'yaml',
      file: 'compose.yaml',
      code: 'services:\n  web:\n    build: .\n    isolation: hyperv\n    «cap_drop:\n    - ALL»\n    «security_opt: ["no-new-privileges:true"]»\n    «read_only: true»\n',
      fixed: 'services:\n  web:\n    build: .\n    isolation: hyperv\n',
    },
    {
      language: 'yaml',
      file: 'docker-compose.yml',
      code: service(
        'networks:\n  app:\n    driver: overlay\n    «internal: true»\n    driver_opts:\n      «encrypted: ""»\n      com.docker.network.windowsshim.dnsservers: 10.0.0.1\n',
      ),
      fixed: service(
        'networks:\n  app:\n    driver: overlay\n    driver_opts:\n      com.docker.network.windowsshim.dnsservers: 10.0.0.1\n',
      ),
    },
    {
      language: 'powershell',
      code: 'docker network create -d overlay «--opt encrypted» app',
      fixed: 'docker network create -d overlay app',
    },
    {
      language: 'cmd',
      code: 'docker network create «--internal» --driver=nat «--ip-range 10.0.1.0/24» --subnet 10.0.0.0/16 app',
      fixed: 'docker network create --driver=nat --subnet 10.0.0.0/16 app',
    },
    {
      language: 'powershell',
      code: 'docker run -d «--net host» «--dns-option=ndots:1» mcr.microsoft.com/windows/servercore:ltsc2022 ping -t x',
      fixed: 'docker run -d mcr.microsoft.com/windows/servercore:ltsc2022 ping -t x',
    },
  ],
  good: [
    {
      language: 'yaml',
      file: 'docker-compose.yml',
      code: 'services:\n  web:\n    image: nginx\nnetworks:\n  app:\n    driver: overlay\n    internal: true\n    driver_opts:\n      encrypted: ""\n',
    },
    { language: 'cmd', code: 'docker network create -d bridge --internal --ipv6 app' },
    { language: 'cmd', code: 'docker network create -d transparent --subnet 10.0.0.0/16 --gateway 10.0.0.1 app' },
    { language: 'powershell', code: 'docker run -d --net host nginx' },
    { language: 'powershell', code: 'docker network create -d overlay --attachable app' },
    {
      language: 'yaml',
      file: 'docker-compose.yml',
      code: 'services:\n  web:\n    image: nginx\n    privileged: true\n    network_mode: host\n    read_only: true\n',
    },
    {
      language: 'yaml',
      file: 'docker-compose.yml',
      code: service(
        '    privileged: false\n    network_mode: nat\n    security_opt:\n    - credentialspec=file://web.json\n',
      ),
    },
  ],
  visit: {
    command(command, { report }) {
      if (command.place.os === 'linux') return;
      for (const { text, at, effect, removal } of linuxOptions(command)) {
        const fixes = removal ? [{ title: `Remove ${text}`, edits: [removal] }] : [];
        report('key', at, { text, effect }, { fixes });
      }
    },
    'compose.networks'({ unsupported }, { report }) {
      for (const { key, text, at, removal } of unsupported) {
        const effect = key === 'encrypted' ? 'does not encrypt on Windows' : 'does nothing on Windows';
        report('key', at, { text, effect }, { fixes: [removal && { title: `Remove ${key}`, edits: [removal] }] });
      }
    },
    'compose.service'({ unsupported }, { report }) {
      for (const { key, text, at, removal } of unsupported) {
        const effect = refused.has(key)
          ? 'makes Docker on Windows refuse the container'
          : 'does nothing in a Windows container';
        report('key', at, { text, effect }, { fixes: [removal && { title: `Remove ${key}`, edits: [removal] }] });
      }
    },
  },
});
