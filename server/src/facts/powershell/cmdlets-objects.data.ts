/** Parameters of the cmdlets that values pass through. Source: their reference pages (PowerShell-Docs). */
export const objectCmdlets: Readonly<Record<string, string>> = {
  'ConvertFrom-StringData': 'StringData@0 Delimiter',
  'Get-Variable': 'Name@0 ValueOnly? Include Exclude Scope',
  'Add-Member':
    'MemberType|Type@0 Name@1 Value@2 SecondValue@3 InputObject NotePropertyName NotePropertyValue NotePropertyMembers PassThru? Force? TypeName',
  'Split-Path':
    'Path@0 LiteralPath|PSPath|LP Parent? Leaf? LeafBase? Extension? Qualifier? NoQualifier? IsAbsolute? Resolve? Credential',
  'Convert-Path': 'Path@0 LiteralPath|PSPath|LP',
  'Resolve-Path': 'Path@0 LiteralPath|PSPath|LP Relative? RelativeBasePath Credential',
  'Sort-Object': 'Property@0 Descending? Unique? InputObject CaseSensitive? Culture Top Bottom Stable?',
  'Tee-Object': 'FilePath|Path@0 LiteralPath|PSPath|LP Variable InputObject Append? Encoding',
  'New-PSDrive': 'Name@0 PSProvider@1 Root@2 Description Scope Persist? Credential',
  'Get-ChildItem':
    'Path@0 Filter@1 LiteralPath|PSPath|LP Include Exclude Recurse|s? Depth Force? Name? File|af? Directory|ad|d? Hidden|ah|h? ReadOnly|ar? System|as? Attributes FollowSymlink?',
};
