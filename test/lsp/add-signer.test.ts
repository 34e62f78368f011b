import assert from 'node:assert/strict';
import { readSigners } from '../../server/src/facts/trust-policy/signers';
import { addSigner } from '../../server/src/lsp/requests/add-signer';

const workload = { issuer: 'https://token.example', identity: 'https://ci.example/a: "b" #c' };

describe('a statement added to a file about signers', () => {
  it('makes a file that is read as it was meant', () => {
    const text = addSigner({ text: '', repository: 'r.example/a', signer: workload })!;
    const { signers, issues } = readSigners(text);
    assert.deepEqual(issues, []);
    assert.deepEqual(signers, [{ name: 'r.example/a', scopes: ['r.example/a'], keyless: [workload] }]);
  });

  it('keeps what is written, and finds a name that is free', () => {
    const before = '# mine\nsigners:\n- name: r.example/a # x\n  scopes: [r.example/a]\n  keys: [a.pub]\n';
    const text = addSigner({ text: before, repository: 'r.example/a', signer: { key: 'C:\\keys\\b.pub' } })!;
    assert.ok(text.startsWith(before));
    assert.deepEqual(readSigners(text).signers[1], {
      name: 'r.example/a 2',
      scopes: ['r.example/a'],
      keys: ['C:\\keys\\b.pub'],
    });
  });

  for (const text of ['signers: [{ name: a, scopes: [r.example/a], keys: [a.pub] }]\n', '- a\n', '{']) {
    it(`is not added to ${JSON.stringify(text)}`, () => {
      assert.equal(addSigner({ text, repository: 'r.example/b', signer: { key: 'b.pub' } }), null);
    });
  }

  it('is not one that would be passed over', () => {
    const signer = { issuer: 'http://plain.example', identity: 'x' };
    assert.equal(addSigner({ text: '', repository: 'r.example/a', signer }), null);
  });
});
