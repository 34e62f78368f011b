import type { InitializeParams, WorkspaceFoldersChangeEvent } from 'vscode-languageserver/node';
import { pathOf } from './convert';

/** The folders that are open in the editor. */
export class Folders {
  private readonly uris = new Map<string, string>();

  constructor({ workspaceFolders, rootUri }: Pick<InitializeParams, 'workspaceFolders' | 'rootUri'>) {
    const uris = workspaceFolders?.map(it => it.uri) ?? (rootUri ? [rootUri] : []);
    for (const uri of uris) this.add(uri);
  }

  /** Their paths. A folder that is not on a disk has none. */
  get paths(): readonly string[] {
    return [...this.uris.keys()];
  }

  change({ added, removed }: WorkspaceFoldersChangeEvent): void {
    for (const { uri } of removed) {
      const path = folderPath(uri);
      if (path !== undefined) this.uris.delete(path);
    }
    for (const { uri } of added) this.add(uri);
  }

  /** The narrowest folder that holds the path. */
  of(path: string): string | undefined {
    return this.paths
      .filter(it => path === it || path.startsWith(it.endsWith('/') ? it : `${it}/`))
      .sort((a, b) => b.length - a.length)[0];
  }

  /** The address of a folder as the editor writes it. */
  uriOf(path: string): string | undefined {
    return this.uris.get(path);
  }

  private add(uri: string): void {
    const path = folderPath(uri);
    if (path !== undefined) this.uris.set(path, uri);
  }
}

const folderPath = (uri: string): string | undefined => pathOf(uri)?.replace(/(?<=[^/:])\/$/, '');
