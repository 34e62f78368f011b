import type { WorkspaceEdit } from 'vscode-languageserver/node';
import { LineIndex } from '../../base/lines';
import { addItem } from '../../engine/settings/add-item';
import { toTextEdit, uriOf } from '../convert';
import type { Document, RequestContext } from './context';
import { insertion } from './edits';

/** An edit of a settings file. */
export interface SettingsEdit {
  readonly uri: string;
  /** `.boltseal.yaml` */
  readonly name: string;
  readonly edit: WorkspaceEdit;
}

/**
 * Adds an item to a list of the `.boltseal.yaml` that speaks for a document, which is made where there is none. `undefined` where that
 * cannot be done.
 * @param path keys down to the list
 * @param item its lines; one may hold the placeholder
 */
export async function addedToSettings(
  document: Document,
  path: readonly string[],
  item: readonly string[],
  { abilities, documents, images }: RequestContext,
  placeholder?: string,
): Promise<SettingsEdit | undefined> {
  if (document.path === undefined) return undefined;
  const file = await images.settingsFile(document.path);
  if (file.text === undefined || (!file.exists && !abilities.createsFiles)) return undefined;
  const edit = addItem(file.text, path, item);
  if (!edit) return undefined;
  const own = documents.atPath(file.path);
  const uri = own?.uri ?? uriOf(file.path);
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  if (own && placeholder !== undefined && edit.span.start === edit.span.end) {
    const [before = '', after = ''] = edit.text.split(placeholder);
    return { uri, name, edit: insertion(own, edit.span.start, { before, placeholder, after }, abilities) };
  }
  const edits = [toTextEdit(new LineIndex(file.text), edit)];
  if (!abilities.versionedEdits) return file.exists ? { uri, name, edit: { changes: { [uri]: edits } } } : undefined;
  const made = file.exists ? [] : [{ kind: 'create' as const, uri }];
  const change = { textDocument: { uri, version: own?.version ?? null }, edits };
  return { uri, name, edit: { documentChanges: [...made, change] } };
}
