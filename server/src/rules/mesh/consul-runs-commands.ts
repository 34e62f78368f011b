import { defineRule } from '../rule';

export default defineRule({
  name: 'mesh/consul-runs-commands',
  title: 'Consul runs commands that come over the network',
  severity: 'medium',
  confidence: 'high',
  cwe: [78, 749],
  tags: ['mesh', 'consul', 'remote-execution'],
  fixable: 'unsafe',
  messages: {
    checks: '`{text}` lets whoever may register a service have this agent run a command as its check.',
    open: {
      severity: 'critical',
      text: '`{text}` lets anyone who reaches this agent run commands: its interface is open and nothing in this file asks for tokens.',
    },
    sent: '`{text}` lets whoever may write keys and events have commands run on this agent.',
  },
  rationale: `
    A check may be a program. Registered over HTTP, it is run by the agent on its machine, as the account of the agent, on
    Windows often LocalSystem. Agents found with this setting and an open port are taken over within hours.`,
  remedy:
    'Set `enable_local_script_checks`, which takes such checks from files only, and leave `disable_remote_exec` on.',
  references: [
    'https://developer.hashicorp.com/consul/docs/reference/agent/configuration-file/general',
    'https://www.hashicorp.com/blog/protecting-consul-from-rce-risk-in-specific-configurations',
  ],
  bad: [
    {
      language: 'hcl',
      code: 'retry_join = ["a"]\n«enable_script_checks = true»\n',
      fixed: 'retry_join = ["a"]\nenable_script_checks = false\n',
    },
    {
      language: 'json',
      code: '{"client_addr": "0.0.0.0", «"enable_script_checks": true», "acl": {"enabled": true}}',
      fixed: '{"client_addr": "0.0.0.0", "enable_script_checks": false, "acl": {"enabled": true}}',
    },
    {
      language: 'hcl',
      code: 'addresses = {\n  http = "0.0.0.0"\n}\nacl = {\n  enabled = true\n}\n«disable_remote_exec = false»\n',
      fixed: 'addresses = {\n  http = "0.0.0.0"\n}\nacl = {\n  enabled = true\n}\ndisable_remote_exec = true\n',
    },
    { language: 'cmd', code: 'C:\\consul\\consul.exe agent -server -data-dir C:\\data «-enable-script-checks»\r\n' },
    {
      language: 'powershell',
      code: "@'\nretry_join = [\"a\"]\n«enable_script_checks = true»\n'@ | Set-Content C:\\consul\\server.hcl\n& consul agent '-config-dir' C:\\consul",
      fixed:
        "@'\nretry_join = [\"a\"]\nenable_script_checks = false\n'@ | Set-Content C:\\consul\\server.hcl\n& consul agent '-config-dir' C:\\consul",
    },
    {
      language: 'powershell',
      code: 'consul agent -client 0.0.0.0 «-enable-script-checks»',
    },
  ],
  good: [
    { language: 'cmd', code: 'consul.exe agent -enable-local-script-checks -client 127.0.0.1\r\n' },
    { language: 'hcl', code: 'retry_join = ["a"]\nenable_local_script_checks = true\nenable_script_checks = false\n' },
    { language: 'json', code: '{"client_addr": "127.0.0.1", "disable_remote_exec": true}' },
    { language: 'hcl', code: 'retry_join = ["a"]\nenable_script_checks = ${checks}\n' },
  ],
  visit: {
    'consul.setting'({ trait, at, text, open, tokens, mend }, { report }) {
      const more = { fixes: [mend] };
      if (trait === 'registered commands') report(open && !tokens ? 'open' : 'checks', at, { text }, more);
      else if (trait === 'sent commands') report('sent', at, { text }, more);
    },
  },
});
