import { defineRule, examples } from '../rule';

const handler = (name: string, options: string) =>
  `[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.${name}]\n  runtime_type = "io.containerd.runhcs.v1"\n${options}`;
const optionsOf = (name: string, body: string) =>
  `  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.${name}.options]\n    SandboxPlatform = "windows/amd64"\n${body}`;
const hypervisor = 'runhcs-wcow-hypervisor';

export default defineRule({
  name: 'runtime/handler-without-isolation',
  title: 'A handler for Hyper-V isolation makes containers that share the kernel of the node',
  severity: 'medium',
  confidence: 'high',
  cwe: [653, 1189],
  tags: ['isolation', 'windows', 'kubernetes'],
  fixable: 'unsafe',
  messages: {
    stated: '`{text}` makes `{name}` run its containers on the kernel of the node, whatever its name says.',
    default: '`{name}` does not set `SandboxIsolation`, and so runs its containers on the kernel of the node.',
  },
  rationale: `
    On Windows only Hyper-V isolation is a boundary that Microsoft services as one. Pods that choose this handler through a
    runtime class are trusted to be kept apart, and are not.`,
  remedy: 'Set `SandboxIsolation = 1` in the options of the handler.',
  references: [
    'https://github.com/microsoft/hcsshim/blob/main/cmd/containerd-shim-runhcs-v1/options/runhcs.proto',
    'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/hyperv-container',
  ],
  bad: [
    {
      language: 'toml',
      code: handler(hypervisor, optionsOf(hypervisor, '    SandboxIsolation = «0» # test\n')),
      fixed: handler(hypervisor, optionsOf(hypervisor, '    SandboxIsolation = 1 # test\n')),
    },
    { language: 'toml', code: handler('«runhcs-wcow-hypervisor»', optionsOf(hypervisor, '')) },
    { language: 'toml', code: handler('«"runhcs-wcow-hyperv-17763"»', '') },
  ],
  good: examples(
    'toml',
    handler(hypervisor, optionsOf(hypervisor, '    SandboxIsolation = 1\n')),
    handler('runhcs-wcow-process', optionsOf('runhcs-wcow-process', '    SandboxIsolation = 0\n')),
    handler('"{{name}}-hypervisor"', ''),
    handler(hypervisor, optionsOf(hypervisor, '    SandboxIsolation = {{sandboxIsolation}}\n')),
    handler(hypervisor, '').replace('io.containerd.runhcs.v1', 'io.containerd.kata.v2'),
  ),
  visit: {
    'runtime.handler'({ name, isolation, at, text, setTo }, { report }) {
      if (isolation !== 'process' || !/hyper-?v/i.test(name)) return;
      const edit = setTo?.('1');
      const fixes = edit ? [{ title: 'Isolate by Hyper-V', edits: [edit] }] : [];
      if (text === undefined) report('default', at, { name });
      else report('stated', at, { name, text }, { fixes });
    },
  },
});
