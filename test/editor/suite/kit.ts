/** What the suites inside the editor share. */
import * as vscode from 'vscode';

export const folder = (): vscode.Uri => vscode.workspace.workspaceFolders![0]!.uri;
export const fileUri = (path: string): vscode.Uri => vscode.Uri.joinPath(folder(), path);

/** Opens a file of the workspace, made anew when a text is given. */
export async function open(path: string, text?: string): Promise<vscode.TextEditor> {
  const uri = fileUri(path);
  if (text !== undefined) await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

/** Types a text at the end of the document, one character after the other. */
export async function type(editor: vscode.TextEditor, text: string): Promise<void> {
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(end, end);
  for (const letter of text) await vscode.commands.executeCommand('type', { text: letter });
}

export const ours = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(it => it.source === 'boltseal');

export const ruleOf = ({ code }: vscode.Diagnostic): string =>
  String(typeof code === 'object' ? code.value : (code ?? ''));

/** Each diagnostic as the text it marks and its rule. */
export const brief = (document: vscode.TextDocument): string[] =>
  ours(document.uri)
    .map(it => `${document.getText(it.range)} ${ruleOf(it)}`)
    .sort();

/** Waits until the diagnostics of a document are as wanted. */
export function diagnostics(
  uri: vscode.Uri,
  wanted: (found: vscode.Diagnostic[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  return new Promise((resolve, reject) => {
    const check = (): void => {
      const found = ours(uri);
      if (!wanted(found)) return;
      listening.dispose();
      clearTimeout(timer);
      resolve(found);
    };
    const listening = vscode.languages.onDidChangeDiagnostics(check);
    const timer = setTimeout(() => {
      listening.dispose();
      const seen = ours(uri).map(it => `${ruleOf(it)}: ${it.message}`);
      reject(new Error(`${uri.path} has these diagnostics: ${seen.join(' | ') || 'none'}`));
    }, 15_000);
    check();
  });
}

export const some = (rule: string) => (found: vscode.Diagnostic[]) => found.some(it => ruleOf(it) === rule);
export const none = (found: vscode.Diagnostic[]): boolean => found.length === 0;

/** The code actions at the first finding of a rule. */
export async function actionsAt(document: vscode.TextDocument, rule: string): Promise<vscode.CodeAction[]> {
  const found = (await diagnostics(document.uri, some(rule))).find(it => ruleOf(it) === rule)!;
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, found.range);
}

/** Takes the action whose title begins so. */
export async function take(actions: vscode.CodeAction[], title: string): Promise<void> {
  const action = actions.find(it => it.title.startsWith(title));
  if (!action?.edit) throw new Error(`no edit ${title} among ${actions.map(it => it.title).join(' | ')}`);
  if (!(await vscode.workspace.applyEdit(action.edit))) throw new Error(`${title} was refused`);
}

/** Closes all editors without a question. */
export async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

/** Writes a setting. VS Code refuses while it has yet to read what it wrote just before. */
export async function set(
  settings: vscode.WorkspaceConfiguration,
  key: string,
  value: unknown,
  target = vscode.ConfigurationTarget.Workspace,
): Promise<void> {
  for (let left = 50; ; left--) {
    try {
      return await settings.update(key, value, target);
    } catch (error) {
      if (left === 0) throw error;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
}
