/** Hands and eyes for a VS Code window: what a user does, and waiting for what a user would see. */
import type { Locator, Page } from 'playwright-core';

const APPEARS = 30_000;
const SQUIGGLES = '.squiggly-error, .squiggly-warning, .squiggly-info, .squiggly-hint';

export class Workbench {
  constructor(
    /** For what the helpers below do not know. */
    readonly page: Page,
    /** The open folder: a copy of the one that was asked for. */
    readonly workspace: string,
    /** Ends browser and server and removes their folders. Safe to call twice. */
    readonly close: () => Promise<void>,
  ) {
    page.setDefaultTimeout(APPEARS);
  }

  /** The workbench stands and the explorer lists the folder's files. */
  async ready(): Promise<void> {
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  }

  /** Opens a file of the workspace by quick open and waits for its text. `path` may be a part of the path. */
  async openFile(path: string): Promise<void> {
    const name = path.split('/').pop() ?? path;
    await this.pick('Control+P', path, name);
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.page.locator('.editor-instance .view-lines .view-line').first().waitFor();
  }

  /** Runs a command by the title that the palette shows, such as `Boltseal: Scan Workspace`. */
  async runCommand(title: string): Promise<void> {
    await this.pick('F1', `>${title}`, title);
  }

  /** The titles that the palette offers for a query: what is there and, in a `when`-guarded state, what is not. */
  async commandsFor(query: string): Promise<string[]> {
    await this.typeInQuickInput('F1', `>${query}`);
    const labels = await this.rows().locator('.quick-input-list-label .label-name').allTextContents();
    await this.page.keyboard.press('Escape');
    return labels;
  }

  /** Puts the cursor somewhere; both count from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.typeInQuickInput('Control+G', `:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.quickInput().waitFor({ state: 'hidden' });
  }

  /** Waits until at least `count` squiggles of any severity are in view. */
  async waitForSquiggles(count = 1): Promise<void> {
    await this.page
      .locator(SQUIGGLES)
      .nth(count - 1)
      .waitFor({ state: 'attached' });
  }

  /** How many squiggles are in view. */
  countSquiggles(): Promise<number> {
    return this.page.locator(SQUIGGLES).count();
  }

  /** Waits until fewer than that many squiggles are in view; without a number, none. */
  async waitForFewerSquiggles(count = 1): Promise<void> {
    await this.page
      .locator(SQUIGGLES)
      .nth(count - 1)
      .waitFor({ state: 'detached' });
  }

  /** Opens the Problems panel and waits for a row with this text, which it returns. */
  async waitForProblem(text: string | RegExp): Promise<Locator> {
    const panel = this.page.locator('.markers-panel');
    if (!(await panel.isVisible())) await this.page.keyboard.press('Control+Shift+M');
    const row = panel.locator('.monaco-list-row', { hasText: text }).first();
    await row.waitFor();
    return row;
  }

  /**
   * Opens the quick fix menu at the cursor and returns its titles; `chooseFix` takes one of them. Diagnostics that arrive
   * while the menu is asked for end the question with a message that there is nothing; then it is asked again.
   */
  async quickFixes(): Promise<string[]> {
    const nothing = this.page.locator('.monaco-editor-overlaymessage', { hasText: 'No code actions' });
    for (let attempt = 0; attempt < 3; attempt++) {
      await this.focusText();
      await this.page.keyboard.press('Control+.');
      await this.fixes().first().or(nothing.first()).first().waitFor();
      if (await this.fixes().first().isVisible()) break;
      await this.page.keyboard.press('Escape');
    }
    return this.fixes().locator('.title').allTextContents();
  }

  /** Applies a fix of the open menu. By force, as a cover lies over the menu until the pointer moves. */
  async chooseFix(title: string): Promise<void> {
    await this.fixes().filter({ hasText: title }).first().click({ force: true });
    await this.page.locator('.action-widget').waitFor({ state: 'hidden' });
  }

  /** Shows the hover at the cursor, waits until it says `text`, and returns all that it says. */
  async hover(text: string | RegExp = ''): Promise<string> {
    await this.focusText();
    await this.page.keyboard.press('Control+K');
    await this.page.keyboard.press('Control+I');
    const hover = this.page.locator('.monaco-hover:not(.hidden)', { hasText: text }).last();
    await hover.waitFor();
    return hover.innerText();
  }

  /** Waits for a code lens, which it returns. */
  async codeLens(text: string | RegExp): Promise<Locator> {
    const lens = this.page.locator('.codelens-decoration', { hasText: text }).first();
    await lens.waitFor();
    return lens;
  }

  /** Hides the panel with Problems and its like, where it is shown. */
  async hidePanel(): Promise<void> {
    const panel = this.page.locator('.part.panel');
    if (!(await panel.isVisible())) return;
    await this.page.keyboard.press('Control+J');
    await panel.waitFor({ state: 'hidden' });
  }

  /** Saves the active file, so that a test may read it from `workspace`. */
  async save(): Promise<void> {
    await this.focusText();
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active:not(.dirty)').waitFor();
  }

  /** Answers the trust question of `trust: 'ask'`, and waits until it is gone. */
  async answerTrust(trusts: boolean): Promise<void> {
    const dialog = this.page.locator('.monaco-dialog-box', { hasText: 'Do you trust the authors' });
    await dialog.getByRole('button', { name: trusts ? /^Yes/ : /^No/ }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  /** Answers a question in a dialog that says `text`, and waits until it is gone. */
  async answerDialog(text: string, button: string): Promise<void> {
    const dialog = this.page.locator('.monaco-dialog-box', { hasText: text });
    await dialog.getByRole('button', { name: button }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  /** Gives the file dialog of the window the path of a file. */
  async chooseFile(path: string): Promise<void> {
    const input = this.quickInput().locator('input').first();
    const row = (name: string): Locator => this.rows().filter({ hasText: name }).first();
    // It begins in the folder of the workspace, and would go back there.
    await row('..').waitFor();
    await input.fill(path.slice(0, path.lastIndexOf('/') + 1));
    const file = row(path.slice(path.lastIndexOf('/') + 1));
    await file.waitFor();
    await file.click();
    // A click takes the file, or only its name.
    const isDone = await this.quickInput()
      .waitFor({ state: 'hidden', timeout: 2000 })
      .then(
        () => true,
        () => false,
      );
    if (!isDone) await input.press('Enter');
    await this.quickInput().waitFor({ state: 'hidden' });
  }

  /** Waits for a notification with this text. */
  async waitForNotification(text: string | RegExp): Promise<Locator> {
    const toast = this.page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first();
    await toast.waitFor();
    return toast;
  }

  /** A picture of the window, or of one part of it. */
  async screenshot(path: string, part?: Locator): Promise<void> {
    await (part ?? this.page).screenshot({ path, animations: 'disabled', caret: 'initial' });
  }

  private async pick(key: string, query: string, label: string): Promise<void> {
    await this.typeInQuickInput(key, query);
    await this.rows().filter({ hasText: label }).first().click();
    await this.quickInputIsDoneWith(query);
  }

  /** Waits until the quick input is hidden, or asks the next question, as some commands do. */
  private async quickInputIsDoneWith(query: string): Promise<void> {
    const input = this.quickInput().locator('input').first();
    const end = Date.now() + APPEARS;
    while ((await input.isVisible()) && (await input.inputValue()) === query) {
      if (Date.now() > end) throw new Error(`The quick input still asks for ${query}`);
      await this.page.waitForTimeout(20);
    }
  }

  private async typeInQuickInput(key: string, text: string): Promise<void> {
    await this.page.keyboard.press(key);
    await this.quickInput().waitFor();
    await this.quickInput().locator('input').first().fill(text);
  }

  private async focusText(): Promise<void> {
    await this.page.locator('.editor-instance .monaco-editor textarea, .native-edit-context').first().focus();
  }

  private quickInput(): Locator {
    return this.page.locator('.quick-input-widget');
  }

  private rows(): Locator {
    return this.quickInput().locator('.quick-input-list .monaco-list-row');
  }

  private fixes(): Locator {
    return this.page.locator('.action-widget .monaco-list-row.action');
  }
}
