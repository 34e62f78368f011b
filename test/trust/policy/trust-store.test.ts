import assert from 'node:assert/strict';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoreType } from '../../../server/src/facts/trust-policy/document';
import { diskPolicyFiles } from '../../../server/src/trust/policy/files';
import { loadStore } from '../../../server/src/trust/policy/trust-store';
import { temporaryFolder } from '../../kit/folder';
import { needs } from '../../kit/programs';
import { derOf, type Made, makeCertificates } from './made';

describe('trust stores of Notation', () => {
  let made: Made;
  before(async function () {
    needs(this, 'openssl');
    await using folder = await temporaryFolder();
    made = await makeCertificates(folder.path);
  });

  const load = async (
    files: Readonly<Record<string, string | Uint8Array>>,
    type: StoreType = 'ca',
    prepare?: (store: string) => Promise<void>,
  ) => {
    const store = `truststore/x509/${type}/acme`;
    await using folder = await temporaryFolder(
      Object.fromEntries(Object.entries(files).map(([name, content]) => [`${store}/${name}`, content])),
    );
    await prepare?.(join(folder.path, store));
    const found = await loadStore(folder.path, type, 'acme', diskPolicyFiles);
    return 'message' in found ? found.message : found.map(it => it.subject.split('\n').at(-1));
  };

  it('reads PEM and DER, several in a file and in a folder', async () => {
    assert.deepEqual(await load({ 'a.pem': made.root }), ['CN=root']);
    assert.deepEqual(await load({ 'a.der': derOf(made.root) }), ['CN=root']);
    assert.deepEqual(await load({ 'b.crt': `Bag\n${made.root}\n${made.otherRoot}`, 'a.cer': made.intermediate }), [
      'CN=intermediate',
      'CN=root',
      'CN=other',
    ]);
    const both = Buffer.concat([derOf(made.root), derOf(made.otherRoot)]);
    assert.deepEqual(await load({ 'a.crt': both }), ['CN=root', 'CN=other']);
    assert.deepEqual(await load({ 'a.pem': made.root.replaceAll('\n', '\r\n') }), ['CN=root']);
  });

  it('takes authorities, and certificates that vouch for themselves', async () => {
    assert.deepEqual(await load({ 'a.pem': made.selfSigned }), ['CN=self']);
    assert.deepEqual(await load({ 'a.pem': made.intermediate }, 'signingAuthority'), ['CN=intermediate']);
    assert.match(String(await load({ 'a.pem': made.leaf })), /`a.pem` is neither/);
    assert.match(String(await load({ 'a.pem': made.root, 'b.pem': made.leaf })), /`b.pem` is neither/);
  });

  it('takes roots alone for timestamps', async () => {
    assert.deepEqual(await load({ 'a.pem': made.root }, 'tsa'), ['CN=root']);
    assert.match(String(await load({ 'a.pem': made.intermediate }, 'tsa')), /no root certificate/);
    assert.match(String(await load({ 'a.pem': made.selfSigned }, 'tsa')), /no root certificate/);
  });

  it('refuses a store that is not read as a whole', async () => {
    const cases: Readonly<Record<string, readonly [Readonly<Record<string, string | Uint8Array>>, RegExp]>> = {
      'no folder': [{}, /`ca:acme` cannot be used: it does not exist/],
      text: [{ 'a.pem': made.root, 'readme.txt': 'hello' }, /`readme.txt` holds no certificate/],
      'an empty file': [{ 'a.pem': '' }, /`a.pem` holds no certificate/],
      'a private key beside': [{ 'a.pem': `${made.root}${made.privateKey}` }, /`a.pem` holds no certificate/],
      'a damaged certificate': [{ 'a.pem': made.root.replace(/M/, '!') }, /`a.pem` holds no certificate/],
      'DER that ends early': [{ 'a.der': derOf(made.root).subarray(0, 100) }, /`a.der` holds no certificate/],
      'DER with more behind': [{ 'a.der': Buffer.concat([derOf(made.root), Buffer.from('x')]) }, /`a.der` holds/],
      'a large file': [{ 'a.pem': made.root + ' '.repeat(1_000_001) }, /larger than/],
    };
    for (const [what, [files, message]] of Object.entries(cases))
      assert.match(String(await load(files)), message, what);
  });

  it('refuses symbolic links, folders and empty stores', async () => {
    const linked = await load({ 'a.pem': made.root }, 'ca', store =>
      symlink(join(store, 'a.pem'), join(store, 'b.pem')),
    );
    assert.match(String(linked), /`b.pem` is no regular file/);
    const nested = await load({ 'a.pem': made.root, 'sub/b.pem': made.otherRoot });
    assert.match(String(nested), /`sub` is no regular file/);
    const empty = await load({}, 'ca', async store => void (await mkdir(store, { recursive: true })));
    assert.match(String(empty), /holds no certificate/);
    await using folder = await temporaryFolder({
      'real/a.pem': made.root,
      'truststore/x509/ca/other/a.pem': made.root,
    });
    await symlink(join(folder.path, 'real'), join(folder.path, 'truststore/x509/ca/acme'));
    const found = await loadStore(folder.path, 'ca', 'acme', diskPolicyFiles);
    assert.ok('message' in found && /symbolic link/.test(found.message));
    for (const name of ['.', '..', '...'])
      assert.ok('message' in (await loadStore(folder.path, 'ca', name, diskPolicyFiles)));
  });
});
