Set-NetFirewallProfile -Profile Public -Enabled False
