import { type Command, Disposable, LanguageStatusSeverity, languages, window } from 'vscode';
import { type Client, selector } from './client';
import { diagnosticsOf, ruleOf } from './findings';

/** What Boltseal is about, in the language status of the files it reads. */
export interface Status extends Disposable {
  /** Says what is going on while it goes on. */
  during<Result>(what: string, task: () => Promise<Result>): Promise<Result>;
}

const showOutput: Command = { command: 'boltseal.showOutput', title: 'Show Output' };
const restart: Command = { command: 'boltseal.restartServer', title: 'Restart Server' };
const scan: Command = { command: 'boltseal.scanWorkspace', title: 'Scan Workspace' };

export function showStatus(client: Client): Status {
  const item = languages.createLanguageStatusItem('boltseal.status', selector);
  item.name = 'Boltseal';
  let activity: string | undefined;
  let failure: string | undefined;

  const update = (): void => {
    item.busy = activity !== undefined || client.starting;
    item.severity = LanguageStatusSeverity.Information;
    item.detail = 'Boltseal';
    item.command = scan;
    if (client.starting) item.text = 'Starting';
    else if (!client.running) {
      item.severity = LanguageStatusSeverity.Error;
      item.text = 'The language server is not running';
      item.command = restart;
    } else if (activity !== undefined) item.text = activity;
    else if (failure !== undefined) {
      item.severity = LanguageStatusSeverity.Error;
      item.text = `${failure} failed; the other rules went on`;
      item.command = showOutput;
    } else item.text = count();
  };

  const subscriptions = [
    item,
    client.onDidChangeState(() => {
      failure = undefined;
      update();
    }),
    client.onDidFail(({ rule }) => {
      failure = rule;
      update();
    }),
    languages.onDidChangeDiagnostics(update),
    window.onDidChangeActiveTextEditor(update),
  ];
  update();
  return {
    async during(what, task) {
      activity = what;
      update();
      try {
        return await task();
      } finally {
        activity = undefined;
        update();
      }
    },
    dispose: () => Disposable.from(...subscriptions).dispose(),
  };
}

/** How many findings the file at hand has. */
function count(): string {
  const document = window.activeTextEditor?.document;
  const found = document ? diagnosticsOf(document.uri).filter(it => ruleOf(it) !== undefined).length : 0;
  if (found === 0) return 'No problems found';
  return found === 1 ? '1 problem found' : `${found} problems found`;
}
