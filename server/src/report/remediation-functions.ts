/**
 * The head of every remediation script: its help, its parameters and the functions that the rest calls. The registry is
 * written through .NET and not through the provider, which takes the slash of `RC4 128/128` for two keys. All of it is
 * ASCII: Windows PowerShell takes a script without a byte-order mark for one in the code page of the machine.
 */
export const remediationHead = String.raw`#Requires -Version 5.1
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Applies secure settings in place of those that Boltseal found.

.DESCRIPTION
Each setting names the findings that it mends. It is set on the computer that runs the script; where a Group Policy says
otherwise, the policy wins and is what to change. What stood before is kept in the file of -StatePath, so that -Undo can
bring it back. Try it with -WhatIf first: some settings shut out old clients, and some need a restart. -Confirm asks
before each.

.PARAMETER StatePath
Where to keep what stood before. By default a file for each computer, beside the script.

.PARAMETER Undo
Brings back what stood before the first run.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $StatePath = "$PSCommandPath.$env:COMPUTERNAME.before.json",
    [switch] $Undo
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
# Commands of modules do not see the line above.
$PSDefaultParameterValues = @{ '*:ErrorAction' = 'Stop' }
$PSNativeCommandUseErrorActionPreference = $false

$Failed = New-Object -TypeName System.Collections.ArrayList
$Before = @{}
if (Test-Path -LiteralPath $StatePath) {
    $kept = Get-Content -LiteralPath $StatePath -Raw -Encoding UTF8 | ConvertFrom-Json
    foreach ($entry in $kept) { $Before[$entry.Subject] = $entry }
}
elseif ($Undo) {
    throw "There is nothing to undo: $StatePath does not exist."
}

# Writes what stood before to its file; when all of it is back, there is nothing to keep.
function Save-State {
    if ($Before.Count -eq 0) { Remove-Item -LiteralPath $StatePath -Confirm:$false }
    else {
        $text = ConvertTo-Json -InputObject @($Before.Values) -Depth 4
        Set-Content -LiteralPath $StatePath -Value $text -Encoding UTF8 -Confirm:$false
    }
}

# Keeps what stands now, unless an earlier run kept what stood before that.
function Save-Before {
    param([string] $Subject, $Value, [string] $Type)

    if ($Before.ContainsKey($Subject)) { return }
    # JSON has no words for these.
    if ($Value -is [enum] -or $Value -is [timespan]) { $Value = "$Value" }
    $Before[$Subject] = [pscustomobject]@{ Subject = $Subject; Value = $Value; Type = $Type }
    Save-State
}

# Writes one value of the registry; without -Type the value is removed.
function Set-RegistryData {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $Key, [string] $Name, [string] $Type, $Value)

    $subject = "$Key : $Name"
    if ($Undo) {
        if (-not $Before.ContainsKey($subject)) { return }
        $Type = $Before[$subject].Type
        $Value = $Before[$subject].Value
    }
    if (-not $PSCmdlet.ShouldProcess($subject, $(if ($Type) { "Set to '$Value'" } else { 'Remove' }))) { return }
    $root = $null
    try {
        $hive, $path = $Key -split '\\', 2
        $hives = @{ HKLM = 'LocalMachine'; HKCU = 'CurrentUser'; HKU = 'Users'; HKCR = 'ClassesRoot' }
        $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey($hives[$hive], 'Registry64')
        $found = $root.OpenSubKey($path)
        $present = $found -and ($found.GetValueNames() -contains $Name)
        if (-not $Undo) {
            $kind = if ($present) { "$($found.GetValueKind($Name))" }
            $data = if ($present) { $found.GetValue($Name, $null, 'DoNotExpandEnvironmentNames') }
            Save-Before -Subject $subject -Value $data -Type $kind
        }
        if ($Type) {
            $opened = $root.CreateSubKey($path)
            $items = @($Value | Where-Object { $null -ne $_ })
            switch ($Type) {
                'DWord' { $opened.SetValue($Name, [int] $Value, $Type) }
                'QWord' { $opened.SetValue($Name, [long] $Value, $Type) }
                'MultiString' { $opened.SetValue($Name, [string[]] $items, $Type) }
                { $_ -in 'Binary', 'None' } { $opened.SetValue($Name, [byte[]] $items, $Type) }
                default { $opened.SetValue($Name, "$Value", $Type) }
            }
        }
        elseif ($present) { $root.OpenSubKey($path, $true).DeleteValue($Name) }
        if ($Undo) {
            $Before.Remove($subject)
            Save-State
        }
    }
    catch {
        $null = $Failed.Add($subject)
        Write-Error -Message "$subject was left as it is: $_" -ErrorAction Continue
    }
    finally {
        if ($root) { $root.Close() }
    }
}

# Writes one setting that has commands to read and to write it.
function Set-MachineSetting {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $Subject, [scriptblock] $Read, [scriptblock] $Write, $Value)

    if ($Undo) {
        if (-not $Before.ContainsKey($Subject)) { return }
        $Value = $Before[$Subject].Value
    }
    if (-not $PSCmdlet.ShouldProcess($Subject, "Set to '$Value'")) { return }
    # To be asked once is enough.
    $ConfirmPreference = 'None'
    try {
        if (-not $Undo) { Save-Before -Subject $Subject -Value (& $Read) }
        $global:LASTEXITCODE = 0
        $said = & $Write $Value
        # 3010: done, but for a restart.
        if ($LASTEXITCODE -notin 0, 3010) { throw "its command ended with $LASTEXITCODE. $said" }
        if ($Undo) {
            $Before.Remove($Subject)
            Save-State
        }
    }
    catch {
        $null = $Failed.Add($Subject)
        Write-Error -Message "$Subject was left as it is: $_" -ErrorAction Continue
    }
}

# Lets only the local subnet in by the inbound rules of that name which let anyone in.
function Limit-FirewallRule {
    param([string] $By, [string] $Name)

    $chosen = @{ $By = $Name }
    $rules = @(Get-NetFirewallRule @chosen -ErrorAction SilentlyContinue)
    if ($rules.Count -eq 0) { Write-Warning "There is no firewall rule of the $By '$Name'." }
    foreach ($rule in $rules) {
        if ($rule.Direction -ne 'Inbound' -or $rule.Action -ne 'Allow') { continue }
        $id = $rule.Name
        $from = @(($rule | Get-NetFirewallAddressFilter).RemoteAddress)
        if (-not $Undo -and -not ($from -match '^(Any|Internet|0\.0\.0\.0)')) { continue }
        $write = { param($Value) Set-NetFirewallRule -Name $id -RemoteAddress $Value }
        Set-MachineSetting -Subject "Windows Firewall, rule $id, remote addresses" -Value 'LocalSubnet' -Read { $from } -Write $write
    }
}
`;

/** Stands before what can end the session that the script runs in. */
export const remediationLast = `
# What follows can end a remote session that runs this script, and shut out whoever comes in that way. Make sure of
# another way in first.
`;

/** Its end. */
export const remediationTail = `
if ($WhatIfPreference) { return }
if ($Failed.Count -gt 0) { throw "Left as they are: $($Failed -join '; '). The rest is done." }
Write-Output 'Done. Some settings take effect only after a restart.'
`;
