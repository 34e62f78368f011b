import {
  commands,
  type Disposable,
  type ExtensionContext,
  ProgressLocation,
  type QuickPickItem,
  window,
  workspace,
} from 'vscode';
import { WorkDoneProgress, type WorkDoneProgressReport } from 'vscode-languageclient/node';
import {
  explainCommand,
  type FixAllParams,
  type FixAllResult,
  type RemediateResult,
  type RuleSummary,
  requests,
  type ScanParams,
  type ScanResult,
  summaryOf,
} from '../../server/src/lsp/protocol';
import type { Client } from './client';
import { diagnosticsOf, ruleOf } from './findings';
import { imageHandlers } from './image-commands';
import { showRulePage } from './rule-pages';
import type { Status } from './status';

/** The commands of the palette. What one throws is shown, not swallowed. */
export function registerCommands(client: Client, status: Status, context: ExtensionContext): Disposable[] {
  const handlers: Record<string, (...args: never[]) => Promise<unknown>> = {
    ...imageHandlers(client, context),
    'boltseal.scanWorkspace': () => status.during('Scanning', () => scanWorkspace(client)),
    'boltseal.fixAll': () => fixAll(client),
    'boltseal.remediate': () => status.during('Scanning', () => remediate(client)),
    [explainCommand]: rule => explainRule(client, rule),
    'boltseal.restartServer': () => client.restart(),
    'boltseal.showOutput': async () => client.showOutput(),
  };
  return Object.entries(handlers).map(([name, handle]) => commands.registerCommand(name, handle));
}

let scans = 0;

/** Scans the workspace under a notification that counts and can be cancelled, then says what was found. */
async function scanWorkspace(client: Client): Promise<ScanResult> {
  const location = ProgressLocation.Notification;
  const result = await window.withProgress(
    { location, cancellable: true, title: 'Boltseal: scanning the workspace' },
    async (progress, token) => {
      const params: ScanParams = { workDoneToken: `boltseal-scan-${++scans}` };
      let last = 0;
      const listening = client.protocol.onProgress(WorkDoneProgress.type, params.workDoneToken!, value => {
        const { message, percentage = last } = value as WorkDoneProgressReport;
        progress.report({ increment: percentage - last, ...(message ? { message } : {}) });
        last = percentage;
      });
      try {
        return await client.protocol.sendRequest<ScanResult>(requests.scanWorkspace, params, token);
      } finally {
        listening.dispose();
      }
    },
  );
  void announce(result);
  return result;
}

async function announce(result: ScanResult): Promise<void> {
  const showProblems = 'Show Problems';
  const chosen =
    result.findings > 0
      ? await window.showWarningMessage(summaryOf(result), showProblems)
      : await window.showInformationMessage(summaryOf(result));
  if (chosen === showProblems) await commands.executeCommand('workbench.actions.view.problems');
}

/** Makes the safe fixes of the file at hand, and offers to make the others. */
async function fixAll(client: Client): Promise<number> {
  const document = window.activeTextEditor?.document;
  if (!document) {
    void window.showInformationMessage('Open a file to fix it.');
    return 0;
  }
  const uri = client.protocol.code2ProtocolConverter.asUri(document.uri);
  const fix = (params: FixAllParams) => client.request<FixAllResult>(requests.fixAll, params);
  const { fixed, unsafe } = await fix({ uri });
  if (unsafe > 0) void offerUnsafe(fixed, unsafe, async () => (await fix({ uri, unsafe: true })).fixed);
  else void window.showInformationMessage(`Boltseal fixed ${problems(fixed)}.`);
  return fixed;
}

async function offerUnsafe(fixed: number, unsafe: number, fix: () => Promise<number>): Promise<void> {
  const them = unsafe === 1 ? 'It' : 'Them';
  const choice = `Fix ${them} Too`;
  const chosen = await window.showInformationMessage(
    `Boltseal fixed ${problems(fixed)}. ${problems(unsafe)} more can be fixed in a way that may change what the file does.`,
    choice,
  );
  if (chosen === choice) void window.showInformationMessage(`Boltseal fixed ${problems(await fix())} more.`);
}

/** Opens a script that mends on a machine what the workspace sets wrong. Nothing is saved, nothing is run. */
async function remediate(client: Client): Promise<void> {
  const location = ProgressLocation.Notification;
  const result = await window.withProgress(
    { location, cancellable: true, title: 'Boltseal: writing a remediation script' },
    (_, token) => client.protocol.sendRequest<RemediateResult | null>(requests.remediate, {}, token),
  );
  if (!result) return;
  const left = result.left > 0 ? ` ${problems(result.left)} left need an edit of the file.` : '';
  if (result.settings === 0) {
    void window.showInformationMessage(`Boltseal: no setting of a machine to mend.${left}`);
    return;
  }
  const document = await workspace.openTextDocument({ language: 'powershell', content: result.script });
  await window.showTextDocument(document);
  void window.showInformationMessage(
    `Boltseal: the script mends ${problems(result.findings)}. Save it, read it, and run it with -WhatIf first.${left}`,
  );
}

const problems = (count: number): string => `${count === 0 ? 'no' : count} problem${count === 1 ? '' : 's'}`;

/** Shows the page of a rule: the one given, or one that is picked; rules that speak at the cursor come first. */
async function explainRule(client: Client, given: unknown): Promise<void> {
  const rule = typeof given === 'string' ? given : await pickRule(client);
  if (rule !== undefined) await showRulePage(rule);
}

async function pickRule(client: Client): Promise<string | undefined> {
  const rules = await client.request<RuleSummary[]>(requests.rules);
  const here = rulesAtCursor();
  const items = rules.map(({ name, title, severity }): QuickPickItem => {
    const found = here.has(name);
    return { label: name, description: found ? `${severity} · found here` : severity, detail: title };
  });
  items.sort((a, b) => Number(here.has(b.label)) - Number(here.has(a.label)));
  const placeHolder = 'A rule to explain';
  const picked = await window.showQuickPick(items, { placeHolder, matchOnDetail: true });
  return picked?.label;
}

function rulesAtCursor(): ReadonlySet<string> {
  const editor = window.activeTextEditor;
  if (!editor) return new Set();
  const found = diagnosticsOf(editor.document.uri).filter(it => it.range.contains(editor.selection.active));
  return new Set(found.flatMap(it => ruleOf(it) ?? []));
}
