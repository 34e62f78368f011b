import assert from 'node:assert/strict';
import { catalog } from '../../server/src/engine/all';
import { parseSettings } from '../../server/src/engine/settings/parse';
import type { ImageStatus } from '../../server/src/facts/image/status';
import { checkSigners } from '../../server/src/facts/trust-policy/signers';
import { plain } from '../../server/src/lsp/markdown';
import { resolveLens } from '../../server/src/lsp/requests/code-lens';
import type { RequestContext } from '../../server/src/lsp/requests/context';
import { describeTrust } from '../../server/src/report/image-status';
import { visible } from '../../server/src/report/visible';

describe('trust: what an adversary writes', () => {
  describe('a signer who chooses a name', () => {
    const names = [
      '$(verified) Microsoft',
      '[Microsoft](command:workbench.action.quit)',
      'Microsoft\u00AD\u2062\u{E0041}\u202E\u0007',
      'www.evil.example ftp://evil.example HTTPS://evil.example a@evil.example',
      '<img src=x> &amp; ![x](y) ``` ~~~ | # x',
    ];
    const status = (signer: string): ImageStatus => ({
      reference: 'registry.example/app:1',
      state: 'signed-untrusted',
      detail: `Signed by ${signer}.`,
      signatures: [{ format: 'cosign', outcome: 'untrusted', detail: '', subject: 'x', signer, logged: [] }],
      looked: [],
    });
    const image = { registry: 'registry.example', repository: 'app', tag: '1' };
    const lensOf = async (signer: string): Promise<string> => {
      const context = {
        documents: { get: () => ({}) },
        analyst: { judge: async () => ({ analysis: { images: [image] } }) },
        abilities: { commands: new Set() },
        images: { images: { status: () => status(signer) }, settings: { trust: { mode: 'cache' } } },
      };
      const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
      const lens = { range, data: { uri: 'file:///Dockerfile', reference: 'registry.example/app:1' } };
      return (await resolveLens(lens, context as unknown as RequestContext)).command!.title;
    };
    for (const name of names) {
      it(`does not decorate a code lens: ${JSON.stringify(name)}`, async () => {
        const title = await lensOf(name);
        assert.doesNotMatch(title, /\$\(|[\u00AD\u2062\u202E\u0007]|\u{E0041}/u);
      });

      it(`makes no link, picture or tag in a hover: ${JSON.stringify(name)}`, () => {
        for (const { text } of describeTrust(status(name), new Date()))
          assert.doesNotMatch(plain(text), /(?<!\\)[<>[\]`*_!|~]|(?<![\\&])#|(?<!\\)&(?!#)|www\.|:\/\/|@\w+\./);
      });
    }
  });

  it('text of others makes no lines of its own in a terminal, which build servers might obey', () => {
    const shown = visible('x\n::add-mask::y\r\n##vso[task.complete]\u2028z\u0085z\u001B[2K');
    assert.doesNotMatch(shown, /[\n\r\u2028\u0085\u001B]/);
  });

  it('an exception ends on a day that comes', () => {
    const withEnd = (until: string) =>
      parseSettings(`images: {exceptions: [{image: a.b/c, reason: x, until: "${until}"}]}`, catalog).problems;
    assert.deepEqual(withEnd('2028-02-29'), []);
    for (const day of ['2027-99-99', '2027-02-29', '9999-12-31', '2100-01-01'])
      assert.equal(withEnd(day).length, 1, day);
  });

  it('the address of a server says nothing else to whoever is asked to accept it', () => {
    const signers = (server: string) => [
      { name: 'x', scopes: ['registry.example/*'], contentTrust: { server, rootKeys: ['a'.repeat(64)] } },
    ];
    const odd = [
      'https://a\u3164which\u3164is\u3164safe',
      'https://a\u202Eb',
      'https://a\u200Bb',
      'https://a(b)',
      'https://a`b',
    ];
    for (const server of odd) assert.equal(checkSigners(signers(server)).length, 1, server);
    for (const server of ['https://notary.example', 'http://127.0.0.1:4443/', 'https://[::1]:4443'])
      assert.deepEqual(checkSigners(signers(server)), []);
  });
});
