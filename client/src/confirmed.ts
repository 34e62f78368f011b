import { window } from 'vscode';

/** Whether the user agrees, having read what follows. */
export async function confirmed(question: string, detail: string, yes: string): Promise<boolean> {
  return (await window.showInformationMessage(question, { modal: true, detail }, yes)) === yes;
}
