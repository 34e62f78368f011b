import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { needs } from '../../kit/programs';
import { allowed, lenses, openRegistry, setImages } from './images-kit';
import { closeAll, diagnostics, open } from './kit';

describe('in Restricted Mode, who signed an image', () => {
  before(function () {
    needs(this, 'openssl');
  });
  it('is looked up by nobody, whatever the user allows elsewhere', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const site = await openRegistry();
    try {
      await site.publish('10.0.20348.5256');
      await setImages(allowed(site));
      const { document } = await open('images/Dockerfile', `${site.from}\n`);
      await diagnostics(document.uri, () => true);
      await new Promise(done => setTimeout(done, 2000));
      assert.deepEqual(await lenses(document.uri), []);
      assert.equal(site.registry.log.length, 0);
    } finally {
      await setImages({});
      await closeAll();
      await site.stop();
    }
  });
});
