import assert from 'node:assert/strict';
import { parseRegistryFile } from '../../../server/src/syntax/registry/parse';

const head = 'Windows Registry Editor Version 5.00\n\n';

describe('.reg files', () => {
  it('know keys and values', () => {
    const { keys, errors } = parseRegistryFile(`${head}[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\n"B"=dword:00000001\n@="x"\n`);
    assert.deepEqual(errors, []);
    assert.equal(keys.length, 1);
  });

  it('may hold remarks as the format writes them, and as people do', () => {
    const { comments, errors } = parseRegistryFile(`${head}; one\n# two\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\n`);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      comments.map(it => it.text),
      ['; one', '# two'],
    );
  });

  it('say where a line is none of these', () => {
    const { errors } = parseRegistryFile(`${head}[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\nB=1\n`);
    assert.deepEqual(
      errors.map(it => it.message),
      ['This is neither a key, a value nor a comment.'],
    );
  });
});
