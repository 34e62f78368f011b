import assert from 'node:assert/strict';
import type { TrustState } from '../../server/src/facts/image/status';
import { imageSummary, imagesJson, imagesText } from '../../server/src/report/images';
import { imageStatus } from './kit';

const plain = (text: string): string => text;
const palette = { bold: plain, dim: plain, red: plain, yellow: plain, cyan: plain };
const now = new Date('2026-11-22T06:00:00Z');
const states: readonly TrustState[] = [
  'signed-trusted',
  'signed-untrusted',
  'signature-invalid',
  'unsigned',
  'unknown',
  'skipped',
];

describe('report of images', () => {
  const images = states.map((state, at) => imageStatus(`registry.example/app:${at}`, { state }));

  it('shows a block for each, and a line about all', () => {
    const text = imagesText({ version: '1', images, problems: [], requests: 0 }, palette, now);
    assert.equal(text.match(/^\S registry\.example\/app:\d {2}\w/gm)?.length, states.length);
    assert.ok(
      text.endsWith(
        '\n\n6 images: 1 trusted, 1 skipped, 1 signed but not trusted, 1 with a signature that is not valid, 1 not signed, 1 unknown.\n',
      ),
      text,
    );
    assert.equal(imageSummary(images.slice(3, 4)), '1 image: 1 not signed');
  });

  it('breaks long lines, and lets nothing of a registry move the cursor', () => {
    const [image] = images;
    const looked = ['a'.repeat(90), `b\u001B[2J\u202E${'c'.repeat(50)}`];
    const text = imagesText({ version: '1', images: [{ ...image!, looked }], problems: [], requests: 0 }, palette, now);
    assert.doesNotMatch(text, /[\u001B\u202E]/);
    assert.match(text, /^ {2}Looked {2}a+;\n {10}b/m);
  });

  it('says until when an image is looked after, and what it lacks', () => {
    const image = imageStatus('mcr.microsoft.com/windows/servercore:ltsc2022', {
      windows: { version: '10.0.20348.2700' },
    });
    const text = imagesText({ version: '1', images: [image], problems: [], requests: 0 }, palette, now);
    assert.match(text, /^ {2}Life {4}It is built on Windows Server 2022, build 10\.0\.20348\.2700\.$/m);
    assert.match(text, /^ {10}Windows Server 2022 gets security fixes only, and these until 2031-10-14\.$/m);
    assert.match(text, /^ {10}It has the monthly update of 2024-09-10; \d+ monthly updates came out since\.$/m);
  });

  it('is JSON with every state counted', () => {
    const problems = [{ path: 'x', message: 'It is broken.' }];
    const report = JSON.parse(imagesJson({ version: '1.2.3', images, problems, requests: 7 }));
    assert.deepEqual(Object.keys(report), ['version', 'tool', 'summary', 'images', 'problems']);
    assert.deepEqual(report.tool, { name: 'boltseal', version: '1.2.3' });
    assert.equal(report.summary.requests, 7);
    assert.deepEqual(Object.keys(report.summary.byState).sort(), [...states].sort());
    assert.deepEqual(report.problems, problems);
    assert.equal(report.images[3].state, 'unsigned');
  });
});
