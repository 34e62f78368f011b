# Opens what the shop's host needs.
param([string]$Name = 'Shop')

foreach ($port in 80, 443, 3389, 5985) {
    New-NetFirewallRule -DisplayName "$Name $port" -Direction Inbound -Protocol TCP -LocalPort $port -Action Allow
}

netsh advfirewall firewall add rule name="Shop database" dir=in action=allow protocol=TCP localport=1433

# The vendor asked for this while he was looking for a fault.
Set-NetFirewallProfile -Profile Domain, Private, Public -Enabled False
