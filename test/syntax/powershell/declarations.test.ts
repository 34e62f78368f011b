import { cases } from './cases';

cases('PowerShell: functions and parameters', [
  ['function a { b }', '(function a {(cmd b)})'],
  [
    'function global:Set-Reg($a, [int] $b = 3) { param($q) begin { 1 } process { 2 } }',
    '(function global:Set-Reg ($a [int]$b=#3) {(param $q) (begin {#1}) (process {#2})})',
  ],
  ['function\na\n(\n  $b\n)\n{\n}', '(function a ($b) {})'],
  ['filter f { $_ } function g{}', '(filter f {$_})\n(function g {})'],
  [
    'workflow w { parallel { a } sequence { b } inlinescript { c } foreach -parallel ($x in $y) { d } }',
    '(workflow w {(parallel {(cmd a)}) (sequence {(cmd b)}) (inlinescript {(cmd c)}) (foreach $x $y {(cmd d)})})',
  ],
  ['function a.b\\c { } function : { } function a`c { }', '(function a.b\\c {})\n(function : {})\n(function ac {})'],
  ['param($a, $b)', '(param $a $b)'],
  [
    "[CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'x')]\n[OutputType([int], [string])]\nparam (\n  [Parameter(Mandatory = $true, Position=0)] # first\n  [ValidateScript({ Test-Path $_ })]\n  [Alias('x','y')]\n  [string[]]\n  $A = @('b', 'c'),\n\n  [switch]$B,\n  [int] $C = 1 + 2,\n  $D = (e -f)\n)\ng",
    '(param [CmdletBinding(SupportsShouldProcess DefaultParameterSetName="x")] [OutputType([int] [string])] [Parameter(Mandatory=$true Position=#0)][ValidateScript({(cmd Test-Path $_)})][Alias("x" "y")][string[]]$A=@((, "b" "c")) [switch]$B [int]$C=(+ #1 #2) $D=(paren (cmd e -f)))\n(cmd g)',
  ],
  [
    'function a { [CmdletBinding()]param([string]$b) c }',
    '(function a {(param [CmdletBinding()] [string]$b) (cmd c)})',
  ],
  ['{ param($a) b }', '{(param $a) (cmd b)}'],
]);

cases('PowerShell: classes and enums', [
  ['class A { }', '(class A)'],
  [
    "class A : B, C[int] {\n  [string] $x = 'a'\n  static [int] $y; hidden $z\n  [ValidateNotNull()][string] ${a-b}\n  A([int] $q) : base($q, 1) { $this.x = 2 }\n  A() : base() {}\n  [void] M() { }\n  static [string] N([int] $a, $b = 1) { return 'x' }\n  hidden [System.Collections.Generic.List[string]] O() { return $null }\n}",
    '(class A : B C[int] $x="a" $y $z $a-b (A ([int]$q) {(= (. $this x) #2)}) (A () {}) (M () {}) (N ([int]$a $b=#1) {(return "x")}) (O () {(return $null)}))',
  ],
  ['[DscResource()]\nclass A {\n  [DscProperty(Key)] [string] $b\n}', '(class [DscResource()] A $b)'],
  ['enum E { A; B = 2\nC }', '(enum E A B=#2 C)'],
  ['enum E : byte { A }', '(enum E A)'],
  ['[Flags()] enum F { A = 1; B = 2 }', '(enum F A=#1 B=#2)'],
]);

cases('PowerShell: DSC configurations', [
  [
    "configuration X { Node 'a' { Registry R { Key = 'x'; ValueName = 'y' } } }",
    '(configuration X {(cmd Node "a" {(cmd Registry R @{Key="x" ValueName="y"})})})',
  ],
  [
    "Configuration X\n{\n  param($a)\n  Import-DscResource -ModuleName PSDesiredStateConfiguration\n  Node $AllNodes.Where{ $_.b }.NodeName\n  {\n    WindowsFeature F\n    {\n      Ensure = 'Present'\n      Name = \"a$b\"\n      DependsOn = '[File]g', '[File]h'\n    }\n    foreach ($c in $d) { File \"e$c\" { DestinationPath = $c } }\n    Script S { GetScript = { @{ a = 1 } }; TestScript = { a -b }; SetScript = { c } }\n    Site W { Binding = @(Info { Port = 80 }; Info { Port = 443 }) }\n  }\n}",
    '(configuration X {(param $a) (cmd Import-DscResource -ModuleName PSDesiredStateConfiguration) (cmd Node (. (call . $AllNodes Where {(. $_ b)}) NodeName) {(cmd WindowsFeature F @{Ensure="Present" Name=(str "a" $b) DependsOn=(, "[File]g" "[File]h")}) (foreach $c $d {(cmd File (str "e" $c) @{DestinationPath=$c})}) (cmd Script S @{GetScript={@{a=#1}} TestScript={(cmd a -b)} SetScript={(cmd c)}}) (cmd Site W @{Binding=@((cmd Info @{Port=#80}) (cmd Info @{Port=#443}))})})})',
  ],
  [
    '[DscLocalConfigurationManager()]\nconfiguration L { Node localhost { Settings { RebootNodeIfNeeded = $true } } }',
    '(configuration L {(cmd Node localhost {(cmd Settings @{RebootNodeIfNeeded=$true})})})',
  ],
  ["a { b = 'c' }", '(cmd a {(cmd b = "c")})'],
]);
