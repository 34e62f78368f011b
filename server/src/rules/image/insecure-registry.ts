import { isPrivateHost } from '../../facts/download/address';
import { defineRule } from '../rule';

const containerd = (body: string) => `version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\n${body}`;

export default defineRule({
  name: 'image/insecure-registry',
  title: 'Images may be fetched without encryption',
  severity: 'medium',
  confidence: 'high',
  cwe: [295, 319, 494],
  tags: ['supply-chain', 'image'],
  fixable: 'unsafe',
  messages: {
    open: '`{text}` makes {tool} take images from {host} without encryption: anyone on the way can put their own there.',
    private: {
      severity: 'low',
      text: '`{text}` makes {tool} take images from {host} without encryption: anyone on that network can put their own there.',
    },
  },
  rationale: `
    What a node pulls it runs. Without TLS, or with a certificate that is not checked, whoever answers in the name of the
    registry decides what that is, and reads the password that the node logs on with.`,
  remedy:
    'Give the registry a certificate, and have the nodes trust its authority: `certs.d` of Docker, `ca` of containerd.',
  exceptions: 'Registries on the machine itself are left alone.',
  references: [
    'https://docs.docker.com/reference/cli/dockerd/#insecure-registries',
    'https://github.com/containerd/containerd/blob/main/docs/hosts.md',
    'https://github.com/moby/buildkit/blob/master/docs/buildkitd.toml.md',
    'https://docs.k3s.io/installation/private-registry',
  ],
  bad: [
    {
      language: 'json',
      file: 'daemon.json',
      code: '{ "insecure-registries": ["«registry.example.com:5000»", "«10.1.0.0/16»"] }',
    },
    {
      language: 'toml',
      code: containerd(
        '  [plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]\n    endpoint = ["«http://mirror.example.com»", "https://registry-1.docker.io"] # slow\n',
      ),
      fixed: containerd(
        '  [plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]\n    endpoint = ["https://mirror.example.com", "https://registry-1.docker.io"] # slow\n',
      ),
    },
    {
      language: 'toml',
      code: "[plugins.cri.registry.mirrors]\n{{mirrors}}\n'docker.io' = { endpoint = ['«http://10.0.0.5:5000»'] }\n",
      fixed: "[plugins.cri.registry.mirrors]\n{{mirrors}}\n'docker.io' = { endpoint = ['https://10.0.0.5:5000'] }\n",
    },
    {
      language: 'toml',
      file: 'certs.d/registry.example.com/hosts.toml',
      code: 'server = "«http://registry.example.com»"\n\n[host.«"http://mirror.example.com"»]\n  capabilities = ["pull"]\n',
      fixed:
        'server = "https://registry.example.com"\n\n[host."http://mirror.example.com"]\n  capabilities = ["pull"]\n',
    },
    {
      language: 'toml',
      file: 'buildkitd.toml',
      code: '[registry."registry.example.com"]\n  http = «true»\n',
      fixed: '[registry."registry.example.com"]\n  http = false\n',
    },
    { language: 'cmd', code: 'dockerd --insecure-registry «registry.example.com:5000» --insecure-registry=localhost' },
    {
      language: 'yaml',
      file: 'registries.yaml',
      code: 'mirrors:\n  docker.io:\n    endpoint:\n    - "«http://mirror.example.com:5000»"\n',
      fixed: 'mirrors:\n  docker.io:\n    endpoint:\n    - "https://mirror.example.com:5000"\n',
    },
  ],
  good: [
    {
      language: 'json',
      file: 'daemon.json',
      code: '{ "insecure-registries": ["localhost:5000", "127.0.0.0/8", "::1/128"] }',
    },
    {
      language: 'json',
      file: 'daemon.json',
      code: '{ "insecure-registries": [], "registry-mirrors": ["https://mirror.example.com"] }',
    },
    {
      language: 'toml',
      code: containerd(
        'config_path = "C:\\\\ProgramData\\\\containerd\\\\certs.d"\n# endpoint = ["http://x.example"]\n',
      ),
    },
    {
      language: 'toml',
      code: containerd(
        'mirrors = { "docker.io" = { endpoint = ["https://mirror.example.com", "http://localhost:5000", "{{mirror}}"] } }\n',
      ),
    },
    {
      language: 'toml',
      file: 'hosts.toml',
      code: 'server = "https://docker.io"\n[host."https://mirror.example.com"]\n  skip_verify = false\n',
    },
    {
      language: 'toml',
      file: 'buildkitd.toml',
      code: '[registry."localhost:5000"]\n  http = true\n  insecure = true\n',
    },
    {
      language: 'yaml',
      file: 'registries.yaml',
      code: 'mirrors:\n  docker.io:\n    endpoint: ["https://mirror.example.com", "http://127.0.0.1:5000", "{{ mirror }}"]\n',
    },
  ],
  visit: {
    'image.registry'({ tool, host, text, at, mend }, { report }) {
      const name = host.replace(/[:/][^\]]*$/, '').toLowerCase();
      report(isPrivateHost(name) ? 'private' : 'open', at, { tool, host, text }, { fixes: [mend] });
    },
  },
});
