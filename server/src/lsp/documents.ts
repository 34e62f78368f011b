import { type Connection, type Disposable, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LineIndex } from '../base/lines';
import type { Files } from '../engine/ports';
import { nameOf, pathOf } from './convert';

/** A document as it is at one version. Immutable. */
export interface Document {
  readonly uri: string;
  readonly version: number;
  readonly languageId: string;
  readonly text: string;
  readonly lines: LineIndex;
  /** Absolute, with forward slashes; `undefined` for what is no file. */
  readonly path: string | undefined;
  /** By what it is known: the path, or what the address has of one. */
  readonly name: string;
}

/** The documents that are open in the editor, synchronised by their changes. */
export class Documents {
  private readonly open = new TextDocuments(TextDocument);
  private readonly snapshots = new WeakMap<TextDocument, Document>();

  listen(connection: Connection): void {
    this.open.listen(connection);
  }

  get(uri: string): Document | undefined {
    const document = this.open.get(uri);
    return document && this.snapshot(document);
  }

  all(): readonly Document[] {
    return this.open.all().map(it => this.snapshot(it));
  }

  /** The open document of a file. Editors write the address of one file in several ways. */
  atPath(path: string): Document | undefined {
    return this.all().find(it => it.path === path);
  }

  /** Files as they are in the editor, those that are not open there as `files` has them. */
  over(files: Files): Files {
    return {
      read: async (path, maxSize) => {
        const document = this.atPath(path);
        return document ? { text: document.text } : files.read(path, maxSize);
      },
    };
  }

  onDidOpen(listener: (document: Document) => void): Disposable {
    return this.open.onDidOpen(({ document }) => listener(this.snapshot(document)));
  }

  /** Also told when a document opens. */
  onDidChange(listener: (document: Document) => void): Disposable {
    return this.open.onDidChangeContent(({ document }) => listener(this.snapshot(document)));
  }

  onDidSave(listener: (document: Document) => void): Disposable {
    return this.open.onDidSave(({ document }) => listener(this.snapshot(document)));
  }

  onDidClose(listener: (document: Document) => void): Disposable {
    return this.open.onDidClose(({ document }) => listener(this.snapshot(document)));
  }

  private snapshot(document: TextDocument): Document {
    const { uri, version, languageId } = document;
    const known = this.snapshots.get(document);
    if (known?.version === version) return known;
    const text = document.getText();
    const made = { uri, version, languageId, text, lines: new LineIndex(text), path: pathOf(uri), name: nameOf(uri) };
    this.snapshots.set(document, made);
    return made;
  }
}
