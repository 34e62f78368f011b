import type { CancellationToken } from 'vscode-languageserver/node';
import { type Remediable, remediation } from '../../report/remediation';
import type { RemediateResult } from '../protocol';
import type { WorkspaceScanner } from '../workspace-scanner';

/**
 * One script for the whole workspace, open documents as they are in the editor; `null` when cancelled. Paths are shown
 * below the folder of the workspace that holds them.
 */
export async function remediate(
  scanner: WorkspaceScanner,
  folderOf: (path: string) => string | undefined,
  token: CancellationToken,
): Promise<RemediateResult | null> {
  const found: Remediable[] = [];
  await scanner.visit({
    token,
    visited: ({ path, findings, lines }) => {
      const folder = folderOf(path);
      const shown = folder === undefined ? path : path.slice(folder.length).replace(/^\//, '');
      for (const finding of findings) {
        found.push({ path: shown, line: lines.lineOf(finding.span.start) + 1, finding });
      }
    },
  });
  return token.isCancellationRequested ? null : remediation(found);
}
