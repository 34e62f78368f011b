/**
 * The head of every remediation script: its help, its parameters and the two functions that the rest calls. The registry
 * is written through .NET and not through the provider, which takes the slash of `RC4 128/128` for two keys.
 */
export const remediationHead = String.raw`#Requires -Version 5.1
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Applies secure settings in place of those that Boltseal found.

.DESCRIPTION
Each setting names the findings that it mends. What stood before is kept in the file of -StatePath, so that -Undo can
bring it back. Try it with -WhatIf first: some settings shut out old clients, and some need a restart.

.PARAMETER StatePath
Where to keep what stood before.

.PARAMETER Undo
Brings back what stood before the first run.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $StatePath = "$PSCommandPath.before.json",
    [switch] $Undo
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$Before = @{}
if (Test-Path -LiteralPath $StatePath) {
    foreach ($entry in (Get-Content -LiteralPath $StatePath -Raw | ConvertFrom-Json)) { $Before[$entry.Subject] = $entry }
}
elseif ($Undo) {
    throw "There is nothing to undo: $StatePath does not exist."
}

# Keeps what stands now, unless an earlier run kept what stood before that.
function Save-Before {
    param([string] $Subject, $Value, [string] $Type)

    if ($Before.ContainsKey($Subject)) { return }
    $Before[$Subject] = [pscustomobject]@{ Subject = $Subject; Value = $Value; Type = $Type }
    ConvertTo-Json -InputObject @($Before.Values) -Depth 4 | Set-Content -LiteralPath $StatePath -Encoding UTF8
}

# Writes one value of the registry; without -Type the value is removed.
function Set-RegistryData {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $Key, [string] $Name, [string] $Type, $Value)

    $subject = "$Key : $Name"
    $hive, $path = $Key -split '\\', 2
    $hives = @{ HKLM = 'LocalMachine'; HKCU = 'CurrentUser'; HKU = 'Users'; HKCR = 'ClassesRoot' }
    $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey($hives[$hive], 'Registry64')
    try {
        if ($Undo) {
            if (-not $Before.ContainsKey($subject)) { return }
            $Type = $Before[$subject].Type
            $Value = $Before[$subject].Value
        }
        if (-not $PSCmdlet.ShouldProcess($subject, $(if ($Type) { "Set to '$Value'" } else { 'Remove' }))) { return }
        $opened = if ($Type) { $root.CreateSubKey($path) } else { $root.OpenSubKey($path, $true) }
        if (-not $opened) { return }
        if (-not $Undo) {
            $present = $opened.GetValueNames() -contains $Name
            $data = if ($present) { $opened.GetValue($Name, $null, 'DoNotExpandEnvironmentNames') }
            Save-Before -Subject $subject -Value $data -Type $(if ($present) { "$($opened.GetValueKind($Name))" })
        }
        switch ($Type) {
            '' { $opened.DeleteValue($Name, $false) }
            'DWord' { $opened.SetValue($Name, [int] $Value, 'DWord') }
            'QWord' { $opened.SetValue($Name, [long] $Value, 'QWord') }
            'MultiString' { $opened.SetValue($Name, [string[]] @($Value), 'MultiString') }
            'Binary' { $opened.SetValue($Name, [byte[]] @($Value), 'Binary') }
            default { $opened.SetValue($Name, "$Value", $Type) }
        }
        $opened.Close()
    }
    catch {
        Write-Error -Message "$subject was left as it is: $_" -ErrorAction Continue
    }
    finally {
        $root.Close()
    }
}

# Writes one setting that has commands to read and to write it.
function Set-MachineSetting {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $Subject, [scriptblock] $Read, [scriptblock] $Write, $Value)

    try {
        if ($Undo) {
            if (-not $Before.ContainsKey($Subject)) { return }
            $Value = $Before[$Subject].Value
        }
        if (-not $PSCmdlet.ShouldProcess($Subject, "Set to '$Value'")) { return }
        if (-not $Undo) { Save-Before -Subject $Subject -Value (& $Read) }
        & $Write $Value
    }
    catch {
        Write-Error -Message "$Subject was left as it is: $_" -ErrorAction Continue
    }
}
`;

/** Its end: what is undone needs no memory. */
export const remediationTail = `
if ($Undo -and $PSCmdlet.ShouldProcess($StatePath, 'Remove')) { Remove-Item -LiteralPath $StatePath }
Write-Output 'Done. Some settings take effect only after a restart.'
`;
