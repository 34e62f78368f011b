export type * from './model';
export { type NestedShell, nestedShell, nestedShellOf, nestedShellOfLine, wordText } from './nested';
export { parseCmd } from './parser';
export { undoQuotes } from './quoting';
export { type ShellName, type Switch, shellName } from './switches';
export { commandsOf } from './walk';
