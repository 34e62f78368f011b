import { replace } from '../../base/edit';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'firewall/acl-unknown-key',
  title: 'A key of an access list is misspelt',
  severity: 'medium',
  confidence: 'high',
  cwe: [1284],
  tags: ['hns', 'network'],
  fixable: 'unsafe',
  messages: { unread: '`{key}` is not a key of the policy: it is passed over, and the entry holds for all.' },
  rationale: `
    The host networking service passes over keys that it does not know. What was to let in one network then lets in every
    address, and nothing says so.`,
  remedy: 'Use the plural: RemoteAddresses, LocalAddresses; in version 2 also RemotePorts, LocalPorts and Protocols.',
  references: ['https://github.com/microsoft/hcsshim/blob/main/hcn/hcnpolicy.go'],
  bad: [
    {
      language: 'json',
      code: '[{ "Type": "ACL", "Action": "Allow", "Direction": "In", "LocalPorts": "80", "«RemoteAddress»": "10.0.0.0/8" }]',
      fixed:
        '[{ "Type": "ACL", "Action": "Allow", "Direction": "In", "LocalPorts": "80", "RemoteAddresses": "10.0.0.0/8" }]',
    },
    {
      language: 'json',
      code: '[{ "Type": "ACL", "Settings": { "Action": "Allow", "Direction": "In", "«LocalPort»": "80", "RemoteAddresses": "10.0.0.0/8" } }]',
      fixed:
        '[{ "Type": "ACL", "Settings": { "Action": "Allow", "Direction": "In", "LocalPorts": "80", "RemoteAddresses": "10.0.0.0/8" } }]',
    },
    {
      language: 'powershell',
      code: "$acl = @{ Type = 'ACL'; Action = 'Allow'; Direction = 'In'; LocalPorts = '80'; «RemoteAddress» = '10.0.0.0/8' }\nAdd-HnsEndpointPolicy -EndpointId $id -Policies $acl",
      fixed:
        "$acl = @{ Type = 'ACL'; Action = 'Allow'; Direction = 'In'; LocalPorts = '80'; RemoteAddresses = '10.0.0.0/8' }\nAdd-HnsEndpointPolicy -EndpointId $id -Policies $acl",
    },
  ],
  good: examples(
    'json',
    '[{ "Type": "ACL", "Action": "Allow", "Direction": "In", "LocalPort": 80, "RemoteAddresses": "10.0.0.0/8" }]',
    '[{ "Type": "ACL", "Action": "Block", "Direction": "In", "RemoteAddress": "10.0.0.0/8", "LocalPorts": "80" }]',
    '[{ "Type": "PROXY", "RemoteAddress": "10.0.0.0/8" }]',
  ),
  visit: {
    'network.acl'({ entries, place }, { report }) {
      if (place.os === 'linux') return;
      for (const { action, misspelt } of entries) {
        if (action !== 'allow') continue;
        for (const { key, meant, span } of misspelt) {
          report('unread', span, { key }, { fixes: [{ title: `Write ${meant}`, edits: [replace(span, meant)] }] });
        }
      }
    },
  },
});
