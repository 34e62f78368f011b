import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readSigners } from '../../server/src/facts/trust-policy/signers';
import { boltseal, Folder } from './kit';

const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .publicKey.export({ type: 'spki', format: 'pem' })
  .toString();

describe('boltseal import-signers', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());
  const run = (...args: readonly string[]) => boltseal(['import-signers', ...args], { cwd: folder.path });

  it('writes statements about a key that --signers takes', async () => {
    folder.add('cosign.pub', key);
    const { code, out, err } = await run('cosign.pub', '--scope', 'registry.example/apps/*');
    assert.deepEqual([code, err], [0, '']);
    const { signers, issues } = readSigners(out);
    assert.deepEqual(issues, []);
    assert.deepEqual(
      signers.map(it => [it.scopes, it.keys?.map(one => one.trim())]),
      [[['registry.example/apps/*'], [key.trim()]]],
    );
  });

  it('writes keyless signers of a ClusterImagePolicy, to a file', async () => {
    folder.add(
      'policy.yaml',
      `apiVersion: policy.sigstore.dev/v1beta1
kind: ClusterImagePolicy
metadata: { name: apps }
spec:
  images: [{ glob: "registry.example/apps/**" }]
  authorities:
    - keyless:
        url: https://fulcio.sigstore.dev
        identities: [{ issuer: https://token.actions.githubusercontent.com, subject: "https://github.com/acme/apps/.github/workflows/build.yml@refs/heads/main" }]
`,
    );
    const { code, out } = await run('policy.yaml', '-o', 'signers.yaml');
    assert.deepEqual([code, out], [0, '']);
    const { signers, issues } = readSigners(folder.read('signers.yaml'));
    assert.deepEqual(
      [issues, signers.map(it => it.keyless?.[0]?.issuer)],
      [[], ['https://token.actions.githubusercontent.com']],
    );
  });

  it('says what it cannot read', async () => {
    folder.add('Dockerfile', 'FROM scratch\n').add('cosign.pub', key);
    const other = await run('Dockerfile');
    assert.equal(other.code, 2);
    assert.match(other.err, /Dockerfile is no key and no policy/);
    const scopeless = await run('cosign.pub');
    assert.equal(scopeless.code, 2);
    assert.match(scopeless.err, /does not say for which images/);
    assert.equal((await run('missing.yaml')).code, 2);
  });
});
