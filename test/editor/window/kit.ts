/** What the tests that drive a window share. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchEditor } from '../host';
import type { Workbench } from '../workbench';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** With BOLTSEAL_PICTURES=1 the pictures of the README are made anew; else they are for whoever wants to look. */
const pictures = join(root, process.env.BOLTSEAL_PICTURES === '1' ? 'pictures' : 'out/pictures');

/** Small enough for a page. */
const width = 930;
const height = 540;

/** Nothing in the window but what the picture is about. */
const plain = {
  'breadcrumbs.enabled': false,
  'editor.fontSize': 13,
  'editor.hover.delay': 100,
  'editor.lineNumbersMinChars': 3,
  'editor.minimap.enabled': false,
  'editor.renderLineHighlight': 'none',
  'editor.scrollBeyondLastLine': false,
  'editor.stickyScroll.enabled': false,
  'editor.wordWrap': 'on',
  'problems.defaultViewMode': 'tree',
  'problems.showCurrentInStatus': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.layoutControl.enabled': false,
};

/** A window on a folder. */
export async function openWindow(
  folder: string,
  options: {
    readonly trust?: boolean | 'ask';
    readonly settings?: Record<string, unknown>;
    readonly machine?: Record<string, unknown>;
    readonly height?: number;
  } = {},
): Promise<Workbench> {
  const window = await launchEditor({
    workspace: join(root, folder),
    extension: root,
    settings: { ...plain, ...options.settings },
    ...(options.machine ? { machine: options.machine } : {}),
    trust: options.trust ?? true,
    scale: 2,
  });
  await window.page.setViewportSize({ width, height });
  return window;
}

/** Takes a picture of the window, from `top` to `height`. */
export async function picture(
  window: Workbench,
  name: string,
  part: { top?: number; height?: number } = {},
): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  const top = part.top ?? 0;
  await window.page.screenshot({
    path: join(pictures, `${name}.png`),
    clip: { x: 0, y: top, width, height: (part.height ?? height) - top },
    animations: 'disabled',
    caret: 'initial',
  });
}

/** Shows how the window was when a test failed. */
export async function failure(window: Workbench, title: string): Promise<void> {
  const path = join(root, 'out/failures', `${title.replace(/\W+/g, '-')}.png`);
  await window.screenshot(path);
  console.log(`       see ${path}`);
}
