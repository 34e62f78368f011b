/** Draws `pictures/icon.png`, which the marketplace wants, from `pictures/icon.svg`. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { installEditor } from './install-editor.mjs';

const pictures = new URL('../pictures/', import.meta.url);
const svg = readFileSync(new URL('icon.svg', pictures), 'utf8');
const browser = await chromium.launch({ executablePath: installEditor().browser, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: 128, height: 128 }, deviceScaleFactor: 2 });
  await page.setContent(`<style>body { margin: 0 }</style>${svg}`);
  await page.screenshot({ path: fileURLToPath(new URL('icon.png', pictures)), omitBackground: true });
} finally {
  await browser.close();
}
