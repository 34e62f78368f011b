import { replace } from '../../base/edit';
import { resourceOfGroup } from '../../facts/firewall/known';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'firewall/localized-group',
  title: 'A firewall group is named in English',
  severity: 'info',
  confidence: 'high',
  optIn: true,
  cwe: [1173],
  tags: ['firewall'],
  fixable: 'safe',
  messages: { english: '`{name}` is what the group is called on English Windows: elsewhere no rule is found.' },
  rationale: `
    Groups that Windows ships are called by a resource, which each language shows in its own words. A script that closes
    Remote Desktop by its English name fails on German Windows and leaves it open.`,
  remedy: 'Use -Group with the resource, such as `@FirewallAPI.dll,-28752`.',
  references: ['https://learn.microsoft.com/powershell/module/netsecurity/enable-netfirewallrule'],
  bad: [
    {
      language: 'powershell',
      code: "Disable-NetFirewallRule -DisplayGroup '«Remote Desktop»'",
      fixed: "Disable-NetFirewallRule -Group '@FirewallAPI.dll,-28752'",
    },
    {
      language: 'cmd',
      code: 'netsh advfirewall firewall set rule group="«file and printer sharing»" new enable=No',
      fixed: 'netsh advfirewall firewall set rule group="@FirewallAPI.dll,-28502" new enable=No',
    },
  ],
  good: examples(
    'powershell',
    "Disable-NetFirewallRule -Group '@FirewallAPI.dll,-28752'",
    "Disable-NetFirewallRule -DisplayGroup 'Lab'",
    "Disable-NetFirewallRule -Name 'RemoteDesktop-UserMode-In-TCP'",
  ),
  visit: {
    'firewall.rule'({ names, place, verb, command }, { report }) {
      if (verb === 'add' || place.os === 'linux') return;
      for (const { by, text, span, literal, asGroup } of names) {
        const resource = by === 'DisplayGroup' ? resourceOfGroup(text) : undefined;
        if (!resource) continue;
        const edits = literal ? [...(asGroup ? [asGroup] : []), replace(literal, resource)] : [];
        if (!asGroup && !command.startsWith('netsh')) edits.length = 0;
        report(
          'english',
          span,
          { name: text },
          { fixes: [edits.length > 0 ? { title: 'Name its resource', edits } : undefined] },
        );
      }
    },
  },
});
