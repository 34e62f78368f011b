import type { AccessEntry } from '../../facts/network/acl';
import { defineRule } from '../rule';

const isInbound = (it: AccessEntry): boolean => it.direction !== 'out';
const isOpen = (it: AccessEntry): boolean =>
  isInbound(it) && it.action === 'allow' && it.from === 'anyone' && !it.narrowed;

export default defineRule({
  name: 'firewall/acl-allows-any',
  title: 'An access list lets everyone in on every port',
  severity: 'medium',
  confidence: 'medium',
  cwe: [284, 668],
  tags: ['hns', 'hyper-v', 'network'],
  fixable: 'suggestion',
  messages: {
    any: { severity: 'low', text: '`{text}` lets every address in on every port: the list filters nothing.' },
    hides:
      '`{text}` lets every address in before the block below it is looked at: the lower priority number comes first.',
    moot: '`{text}` lets every address in, so that the narrower entries beside it are without effect.',
  },
  rationale: `
    The list of an endpoint is often all that stands between a container or virtual machine and its neighbours. With an
    entry for everyone it looks like a filter and is none.`,
  remedy: 'Name the addresses that may connect, and give blocks a lower priority number than what allows.',
  exceptions: `
    A list that blocks some destinations needs an entry that allows the rest, with the highest number: once an endpoint has
    a list, Windows denies what the list does not name. Such lists are not reported.`,
  references: [
    'https://learn.microsoft.com/virtualization/windowscontainers/container-networking/network-isolation-security',
    'https://github.com/microsoft/Windows-Containers/issues/616',
    'https://learn.microsoft.com/powershell/module/hyper-v/add-vmnetworkadapterextendedacl',
  ],
  bad: [
    {
      language: 'json',
      code: '[{ "Type": "ACL", "Action": "«Allow»", "Direction": "In", "RemoteAddresses": "", "Priority": 200 }]',
      fixed:
        '[{ "Type": "ACL", "Action": "Allow", "Direction": "In", "RemoteAddresses": "10.0.0.0/8", "Priority": 200 }]',
    },
    {
      language: 'json',
      code: '{ "Policies": [\n  { "Type": "ACL", "Settings": { "Action": "«Allow»", "Direction": "In", "Priority": 100 } },\n  { "Type": "ACL", "Settings": { "Action": "Block", "Direction": "In", "RemoteAddresses": "10.1.0.0/16", "Priority": 200 } }\n] }',
      fixed:
        '{ "Policies": [\n  { "Type": "ACL", "Settings": {"RemoteAddresses": "10.0.0.0/8",  "Action": "Allow", "Direction": "In", "Priority": 100 } },\n  { "Type": "ACL", "Settings": { "Action": "Block", "Direction": "In", "RemoteAddresses": "10.1.0.0/16", "Priority": 200 } }\n] }',
    },
    {
      language: 'json',
      code: '{ "AdditionalArgs": [\n  { "Name": "EndpointPolicy", "Value": { "Type": "ACL", "Action": "«Allow»", "Direction": "In", "RemoteAddresses": "0.0.0.0/0" } },\n  { "Name": "EndpointPolicy", "Value": { "Type": "ACL", "Action": "Allow", "Direction": "In", "LocalPorts": "443", "RemoteAddresses": "10.2.0.0/16" } }\n] }',
      fixed:
        '{ "AdditionalArgs": [\n  { "Name": "EndpointPolicy", "Value": { "Type": "ACL", "Action": "Allow", "Direction": "In", "RemoteAddresses": "10.0.0.0/8" } },\n  { "Name": "EndpointPolicy", "Value": { "Type": "ACL", "Action": "Allow", "Direction": "In", "LocalPorts": "443", "RemoteAddresses": "10.2.0.0/16" } }\n] }',
    },
    {
      language: 'powershell',
      code: "Add-HnsEndpointPolicy -EndpointId $id -Policies @{ Type = 'ACL'; Action = '«Allow»'; Direction = 'In'; RemoteAddresses = '*'; Protocols = '256' }",
      fixed:
        "Add-HnsEndpointPolicy -EndpointId $id -Policies @{ Type = 'ACL'; Action = 'Allow'; Direction = 'In'; RemoteAddresses = '10.0.0.0/8'; Protocols = '256' }",
    },
    {
      language: 'powershell',
      code: 'New-HnsEndpoint -JsonString \'{ "Policies": [{ "Type": "ACL", "Action": "«Allow»", "Direction": "In", "RemoteAddresses": "" }] }\'',
      fixed:
        'New-HnsEndpoint -JsonString \'{ "Policies": [{ "Type": "ACL", "Action": "Allow", "Direction": "In", "RemoteAddresses": "10.0.0.0/8" }] }\'',
    },
    {
      language: 'powershell',
      code: 'Add-VMNetworkAdapterAcl -VMName web -Action «Allow» -Direction Both -RemoteIPAddress ANY',
      fixed: 'Add-VMNetworkAdapterAcl -VMName web -Action Allow -Direction Both -RemoteIPAddress 10.0.0.0/8',
    },
    {
      language: 'powershell',
      code: 'Add-VMNetworkAdapterExtendedAcl web «Allow» Inbound -Weight 1',
      fixed: 'Add-VMNetworkAdapterExtendedAcl web Allow Inbound -Weight 1 -RemoteIPAddress 10.0.0.0/8',
    },
  ],
  good: [
    {
      language: 'json',
      code: '[{ "Type": "ACL", "Action": "Block", "Direction": "Out", "RemoteAddresses": "169.254.169.254/32", "Priority": 200 }, { "Type": "ACL", "Action": "Allow", "Direction": "In", "Priority": 65500 }, { "Type": "ACL", "Action": "Allow", "Direction": "Out", "Priority": 65500 }]',
    },
    {
      language: 'json',
      code: '[{ "Type": "ACL", "Action": "Block", "Direction": "In", "RemoteAddresses": "10.1.0.0/16", "Priority": 100 }, { "Type": "ACL", "Action": "Allow", "Direction": "In", "Priority": 200 }]',
    },
    {
      language: 'json',
      code: '[{ "Type": "ACL", "Action": "Allow", "Direction": "In", "RemoteAddresses": "10.0.0.0/8", "LocalPorts": "80" }]',
    },
    { language: 'json', code: '[{ "Type": "ACL", "Action": "Allow", "Direction": "Out", "Priority": 100 }]' },
    {
      language: 'powershell',
      code: "Add-HnsEndpointPolicy -EndpointId $id -Policies @{ Type = 'ACL'; Action = 'Allow'; Direction = 'In'; RemoteAddresses = $from }",
    },
    {
      language: 'powershell',
      code: 'Add-VMNetworkAdapterExtendedAcl web Deny Outbound -RemoteIPAddress 10.0.0.0/8 -Weight 10\nAdd-VMNetworkAdapterExtendedAcl web Allow Inbound -Weight 1',
    },
    {
      language: 'powershell',
      code: 'Add-VMNetworkAdapterAcl -VMName web -Action Deny -Direction Both -RemoteIPAddress ANY',
    },
    {
      language: 'powershell',
      code: 'Add-VMNetworkAdapterAcl -VMName web -Action Meter -Direction Both -RemoteIPAddress 0.0.0.0/0',
    },
  ],
  visit: {
    'network.acl'({ entries, place }, { report }) {
      if (place.os === 'linux') return;
      const open = entries.find(isOpen);
      if (!open) return;
      const more = { fixes: open.fix ? [open.fix] : [] };
      const text = 'Allow';
      const number = open.priority;
      const blocks = entries.filter(it => it.action === 'block');
      const hidden = blocks.some(
        it => isInbound(it) && number !== undefined && it.priority !== undefined && number < it.priority,
      );
      const narrower = entries.some(
        it => it !== open && isInbound(it) && it.action === 'allow' && it.from === 'limited',
      );
      if (hidden) report('hides', open.at, { text }, more);
      else if (blocks.length > 0) return;
      else report(narrower ? 'moot' : 'any', open.at, { text }, more);
    },
  },
});
