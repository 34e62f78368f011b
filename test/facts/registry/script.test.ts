import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/base/edit';
import { isList, textOf } from '../../../server/src/base/value';
import { read } from '../../../server/src/facts/powershell/file';
import type { RegistryWrite } from '../../../server/src/facts/registry/write';

const writes = (text: string): readonly RegistryWrite[] =>
  read({ path: 'x.ps1', language: 'powershell', text }).facts.flatMap(it =>
    it.kind === 'registry.write' ? [it.fact] : [],
  );

const show = (it: RegistryWrite): string => {
  const data = it.data.known ? it.data.value : undefined;
  const text = isList(data) ? data.items.map(textOf).join('|') : it.data.known ? String(data) : '?';
  return [it.action, `${it.hive}\\${it.key}`, `${it.name}=${text}`, it.type ?? ''].join(' ').trim();
};

/** Each sets `HKLM\SOFTWARE\X` to 1. */
const forms: readonly string[] = [
  "Set-ItemProperty -Path 'HKLM:\\SOFTWARE\\X' -Name Enabled -Value 1 -Type DWord",
  'Set-ItemProperty HKLM:\\SOFTWARE\\X Enabled 1 -Type DWord',
  "sp 'HKLM:/SOFTWARE/X' Enabled 1 -type dword",
  'New-ItemProperty -LiteralPath Registry::HKEY_LOCAL_MACHINE\\SOFTWARE\\X -Name Enabled -PropertyType DWORD -Value 1 -Force | Out-Null',
  "New-ItemProperty -Path 'Microsoft.PowerShell.Core\\Registry::HKLM\\SOFTWARE\\X' -Name Enabled -Value 1 -Type DWord",
  "Get-Item 'HKLM:\\SOFTWARE\\X' | Set-ItemProperty -Name Enabled -Value 1 -Type DWord",
  'New-Item -Path HKLM:\\SOFTWARE -Name X -Force | New-ItemProperty -Name Enabled -Value 1 -PropertyType DWord',
  'cd HKLM:\\SOFTWARE\nSet-ItemProperty X Enabled 1 -Type DWord',
  'Push-Location HKLM:\\SOFTWARE\\X; Set-ItemProperty -Path . -Name Enabled -Value 1 -Type DWord; Pop-Location',
  'Set-Location Registry::HKEY_LOCAL_MACHINE\\SOFTWARE\\Y\ncd ..\\X\nsp $PWD Enabled 1 -Type DWord',
  '$k = Get-Item HKLM:\\SOFTWARE\\X; New-ItemProperty -Path $k.PSPath -Name Enabled -Value 1 -PropertyType DWord',
  "$k = New-Item HKLM:\\SOFTWARE -Name X; $k.SetValue('Enabled', 1, 'DWord')",
  "[pscustomobject]@{ Path = 'HKLM:\\SOFTWARE\\X'; Name = 'Enabled'; Value = 1; Type = 'DWord' } | Set-ItemProperty",
  'reg add \\\\server\\HKLM\\SOFTWARE\\X /v Enabled /t REG_DWORD /d 1 /f',
  'reg add "\\\\$server\\HKLM\\SOFTWARE\\X" /v Enabled /t REG_DWORD /d 1 /f',
  "$p = 'HKLM:\\SOFTWARE\\X'\nSet-ItemProperty -Path $p -Name Enabled -Value 1 -Type DWord",
  "$h = @{ Path = 'HKLM:\\SOFTWARE\\X'; Name = 'Enabled'; Value = 1; Type = 'DWord' }\nSet-ItemProperty @h",
  'foreach ($k in \'X\') { Set-ItemProperty "HKLM:\\SOFTWARE\\$k" Enabled 1 -Type DWord }',
  'reg add HKLM\\SOFTWARE\\X /v Enabled /t REG_DWORD /d 1 /f',
  'reg.exe ADD "HKEY_LOCAL_MACHINE\\SOFTWARE\\X" /F /D 1 /T reg_dword /V Enabled | Out-Null',
  '& reg add \\\\.\\HKLM\\SOFTWARE\\X /v "Enabled" /t REG_DWORD /d "1" /f /reg:64',
  'cmd /c "reg add HKLM\\SOFTWARE\\X /v Enabled /t REG_DWORD /d 1 /f"',
  "[Microsoft.Win32.Registry]::SetValue('HKEY_LOCAL_MACHINE\\SOFTWARE\\X', 'Enabled', 1, 'DWord')",
  "[Microsoft.Win32.Registry]::SetValue('HKEY_LOCAL_MACHINE\\SOFTWARE\\X', 'Enabled', 1, [Microsoft.Win32.RegistryValueKind]::DWord)",
  "[Microsoft.Win32.Registry]::LocalMachine.OpenSubKey('SOFTWARE', $true).CreateSubKey('X').SetValue('Enabled', 1, 'DWord')",
  "$b = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64'); $k = $b.CreateSubKey('SOFTWARE\\X'); $k.SetValue('Enabled', 1, 'DWord')",
  "$k = (Get-Item HKLM:\\).OpenSubKey('SOFTWARE', $true).CreateSubKey('X')\n$k.SetValue('Enabled', 1, 'DWord')\n$k.Close()",
  "Set-GPRegistryValue -Name Base -Key 'HKLM\\SOFTWARE\\X' -ValueName Enabled -Type DWord -Value 1",
  "Configuration C {\n  Registry R {\n    Ensure = 'Present'\n    Key = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\X'\n    ValueName = 'Enabled'\n    ValueData = '1'\n    ValueType = 'Dword'\n  }\n}",
  "([wmiclass]'root\\default:StdRegProv').SetDWORDValue(2147483650, 'SOFTWARE\\X', 'Enabled', 1)",
  "$r = [WMIClass]'\\\\.\\root\\default:StdRegProv'; $HKLM = 0x80000002; $null = $r.SetDWORDValue($HKLM, 'SOFTWARE\\X', 'Enabled', 1)",
  "$r = Get-WmiObject -List -Namespace root\\default | ? { $_.Name -eq 'StdRegProv' }; $r.SetDWORDValue('&H80000002', 'SOFTWARE\\X', 'Enabled', 1)",
  "Invoke-CimMethod -Namespace root/default -ClassName StdRegProv -MethodName SetDWORDValue -Arguments @{ hDefKey = [uint32]2147483650; sSubKeyName = 'SOFTWARE\\X'; sValueName = 'Enabled'; uValue = [uint32]1 }",
  "$a = @{ sSubKeyName = 'SOFTWARE\\X'; sValueName = 'Enabled'; uValue = 1 }; Invoke-CimMethod -ClassName StdRegProv -MethodName SetDWORDValue -Arguments $a",
  "Invoke-WmiMethod -Namespace root\\default -Class StdRegProv -Name SetDWORDValue -ArgumentList 2147483650, 'SOFTWARE\\X', 'Enabled', 1",
  'wmic /namespace:\\\\root\\default class stdregprov call SetDWORDValue hDefKey="&H80000002" sSubKeyName="SOFTWARE\\X" sValueName="Enabled" uValue=1',
  'reg load HKLM\\OFF C:\\mount\\Windows\\System32\\config\\SOFTWARE; reg add HKLM\\OFF\\X /v Enabled /t REG_DWORD /d 1 /f; reg unload HKLM\\OFF',
  '& reg.exe load "HKLM\\off" "$mount\\Windows\\System32\\config\\SOFTWARE"; Set-ItemProperty HKLM:\\OFF\\X Enabled 1 -Type DWord',
  'function Set-Reg($Path, $Name, $Value) { Set-ItemProperty $Path $Name $Value -Type DWord }\nSet-Reg HKLM:\\SOFTWARE\\X Enabled 1',
];

describe('registry writes of scripts', () => {
  for (const form of forms) {
    it(form, () => {
      const made = writes(form).filter(it => it.action !== 'create');
      assert.deepEqual(made.map(show), ['set HKLM\\SOFTWARE\\X Enabled=1 DWord']);
    });
  }

  const others: readonly (readonly [string, readonly string[]])[] = [
    ['Set-Item HKLM:\\SOFTWARE\\X -Value y', ['set HKLM\\SOFTWARE\\X =y']],
    ['New-Item -Path HKLM:\\SOFTWARE\\X -Force', ['create HKLM\\SOFTWARE\\X =null']],
    ['mkdir HKLM:\\SOFTWARE\\X -Force', ['create HKLM\\SOFTWARE\\X =null']],
    ['mkdir C:\\X', []],
    ['reg add HKLM\\SOFTWARE\\X /f', ['create HKLM\\SOFTWARE\\X =null']],
    ["[Microsoft.Win32.Registry]::LocalMachine.CreateSubKey('SOFTWARE\\X')", ['create HKLM\\SOFTWARE\\X =null']],
    ['reg add HKLM\\SOFTWARE\\X /ve /d y', ['set HKLM\\SOFTWARE\\X =y String']],
    ['reg add HKLM\\SOFTWARE\\X /v n /d y', ['set HKLM\\SOFTWARE\\X n=y String']],
    ['reg delete HKLM\\SOFTWARE\\X /v n /f', ['delete HKLM\\SOFTWARE\\X n=null']],
    ['reg delete HKLM\\SOFTWARE\\X /f', ['delete HKLM\\SOFTWARE\\X =null']],
    [
      'Remove-ItemProperty HKLM:\\SOFTWARE\\X -Name a, b',
      ['delete HKLM\\SOFTWARE\\X a=null', 'delete HKLM\\SOFTWARE\\X b=null'],
    ],
    ['Remove-Item HKLM:\\SOFTWARE\\X -Recurse', ['delete HKLM\\SOFTWARE\\X =null']],
    ['Set-ItemProperty HKLM:\\SOFTWARE\\X n $v', ['set HKLM\\SOFTWARE\\X n=?']],
    ['Set-ItemProperty $path n 1', []],
    ['Set-ItemProperty C:\\x.txt IsReadOnly $true', []],
    ['Get-ItemProperty HKLM:\\SOFTWARE\\X n', []],
    ['reg query HKLM\\SOFTWARE\\X /v n', []],
    ["Write-Host 'reg add HKLM\\SOFTWARE\\X /v n /d 1'", []],
  ];
  for (const [text, expected] of others) it(text, () => assert.deepEqual(writes(text).map(show), expected));

  const edits: readonly (readonly [string, number, string])[] = [
    ['Set-ItemProperty HKLM:\\X n 1', 0, 'Set-ItemProperty HKLM:\\X n 0'],
    ["Set-ItemProperty HKLM:\\X n '1'", 0, "Set-ItemProperty HKLM:\\X n '0'"],
    ['Set-ItemProperty HKLM:\\X n 0x1', 0, 'Set-ItemProperty HKLM:\\X n 0x0'],
    ['Set-ItemProperty HKLM:\\X n $true', 0, 'Set-ItemProperty HKLM:\\X n $false'],
    ['reg add HKLM\\X /v n /t REG_DWORD /d 1 /f', 0, 'reg add HKLM\\X /v n /t REG_DWORD /d 0 /f'],
    ['reg add HKLM\\X /v n /t REG_DWORD /d 0x00000001 /f', 0, 'reg add HKLM\\X /v n /t REG_DWORD /d 0x00000000 /f'],
    ['reg add HKLM\\X /v n /t REG_DWORD /d 0xffffffff /f', 0, 'reg add HKLM\\X /v n /t REG_DWORD /d 0x0 /f'],
    ['reg add HKLM\\X /v n /t REG_DWORD /d "1" /f', 0, 'reg add HKLM\\X /v n /t REG_DWORD /d "0" /f'],
    ['$v = 1\nSet-ItemProperty HKLM:\\X n $v', 0, '$v = 0\nSet-ItemProperty HKLM:\\X n $v'],
  ];
  for (const [text, number, expected] of edits) {
    it(`writes ${number} into ${text}`, () => {
      const edit = writes(text)[0]?.setTo?.(number);
      assert.equal(edit && applyEdits(text, [edit]), expected);
    });
  }

  it('tells of a name that the provider tears apart', () => {
    const [torn, whole] = writes(
      "Set-ItemProperty 'HKLM:\\S\\Ciphers\\RC4 128/128' Enabled 0\nreg add 'HKLM\\S\\Ciphers\\RC4 128/128' /v Enabled /d 0",
    );
    assert.equal(torn?.torn, 'RC4 128/128');
    assert.equal(whole?.torn, undefined);
    assert.equal(torn?.key, whole?.key);
  });
});
