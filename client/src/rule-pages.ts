import { commands, type Disposable, Uri, workspace } from 'vscode';
import { type ExplainParams, requests } from '../../server/src/lsp/protocol';
import type { Client } from './client';

const scheme = 'boltseal-rule';

/** Serves the pages of the rules, which the server makes without a network, as read-only documents. */
export function registerRulePages(client: Client): Disposable {
  return workspace.registerTextDocumentContentProvider(scheme, {
    async provideTextDocumentContent({ path }) {
      const params: ExplainParams = { rule: path.replace(/^\/|\.md$/g, '') };
      const page = await client.request<string | null>(requests.explainRule, params);
      return page ?? `There is no rule \`${params.rule}\`.`;
    },
  });
}

/** Shows the page of a rule, rendered, beside what is being edited. */
export async function showRulePage(rule: string): Promise<void> {
  await commands.executeCommand('markdown.showPreviewToSide', Uri.from({ scheme, path: `/${rule}.md` }));
}
