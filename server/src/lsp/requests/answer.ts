import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import { type Complain, guarded } from '../guard';
import { type AddSignerParams, type ExplainParams, type FixAllParams, requests } from '../protocol';
import type { WorkspaceScanner } from '../workspace-scanner';
import { addSigner } from './add-signer';
import { codeActions } from './code-actions';
import { codeLenses, resolveLens } from './code-lens';
import { completion } from './completion';
import type { RequestContext } from './context';
import { fixAll } from './fix-all';
import { hover } from './hover';
import { remediate } from './remediate';
import { explainRule, rules } from './rules';

export interface AnswerOptions {
  readonly connection: Connection;
  readonly context: RequestContext;
  readonly scanner: WorkspaceScanner;
  /** The folder of the workspace that holds a path. */
  readonly folderOf: (path: string) => string | undefined;
  readonly complain: Complain;
}

/** Answers the requests that ask about documents, rules and the workspace, and change nothing in the session. */
export function answerRequests({ connection, context, scanner, folderOf, complain }: AnswerOptions): void {
  connection.onHover(guarded(complain, 'hover', null, params => hover(params, context)));
  connection.onCodeAction(guarded(complain, 'code actions', [], params => codeActions(params, context)));
  connection.onCodeLens(guarded(complain, 'code lenses', [], params => codeLenses(params, context)));
  connection.onCodeLensResolve((lens, token) =>
    guarded(complain, 'code lens', lens, () => resolveLens(lens, context))(lens, token),
  );
  connection.onCompletion(guarded(complain, 'completion', [], params => completion(params, context)));
  connection.onRequest(
    requests.fixAll,
    guarded(complain, 'fix all', { fixed: 0, unsafe: 0 }, (params: FixAllParams) =>
      fixAll(params, context, connection),
    ),
  );
  connection.onRequest(
    requests.rules,
    guarded(complain, 'rules', [], () => rules()),
  );
  connection.onRequest(
    requests.explainRule,
    guarded(complain, 'explain rule', null, (params: ExplainParams) => explainRule(params)),
  );
  connection.onRequest(
    requests.addSigner,
    guarded(complain, 'add signer', null, (params: AddSignerParams) => addSigner(params)),
  );
  connection.onRequest(
    requests.remediate,
    guarded(complain, 'remediate', null, (_: unknown, token: CancellationToken) => remediate(scanner, folderOf, token)),
  );
}
