# Opens what the shop's host needs, to those who need it.
param([string]$Name = 'Shop')

$management = '10.20.0.0/24'

New-NetFirewallRule -DisplayName "$Name 443" -Direction Inbound -Protocol TCP -LocalPort 443 -Action Allow

$remote = @{
    DisplayName   = "$Name administration"
    Direction     = 'Inbound'
    Protocol      = 'TCP'
    LocalPort     = 3389, 5986
    RemoteAddress = $management
    Action        = 'Allow'
}
New-NetFirewallRule @remote

Set-NetFirewallProfile -Profile Domain, Private, Public -Enabled True -DefaultInboundAction Block
