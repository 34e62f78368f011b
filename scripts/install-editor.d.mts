/** Where the parts of the installed editor are: absolute paths. */
export interface InstalledEditor {
  server: string;
  browser: string;
}

export function installEditor(log?: (line: string) => void): InstalledEditor;
export function installServer(log?: (line: string) => void): string;
