import assert from 'node:assert/strict';
import type { ImageStatus } from '../../server/src/facts/image/status';
import { openImageTrust } from '../../server/src/trust/open';
import { temporaryFolder } from '../kit/folder';
import { notationSigner } from '../kit/notation-signer';
import { settingsFor, startRegistry } from '../kit/oci-registry';
import { needs } from '../kit/programs';

const name = 'registry.invalid';

describe('trust: a mirror of a registry that is not reachable', () => {
  it('is enough for a signature, and what it told outlives it', async function () {
    needs(this, 'openssl');
    const signer = notationSigner();
    const mirror = await startRegistry();
    await using folder = await temporaryFolder();
    const check = async (again: boolean): Promise<ImageStatus> => {
      const settings = settingsFor([mirror], {
        registries: [name],
        mirrors: { [name]: [mirror.address] },
        trustPolicy: signer.policy([`${name}/base`]),
        cacheFolder: folder.path,
      });
      const trust = await openImageTrust({ settings, projects: [] });
      try {
        return Object.values(await trust.check([{ registry: name, repository: 'base', tag: '1' }], { again }))[0]!;
      } finally {
        await trust.close();
      }
    };
    try {
      const repository = mirror.repository('base');
      await signer.sign(repository, repository.putImage({ tag: '1' }));
      const first = await check(false);
      assert.equal(first.state, 'signed-trusted', first.detail);
      const asked = mirror.log.length;
      assert.equal((await check(false)).state, 'signed-trusted');
      assert.equal(mirror.log.length, asked);
      await mirror.stop();
      const last = await check(true);
      assert.equal(last.state, 'signed-trusted', last.detail);
      assert.equal(last.checkedAt, first.checkedAt);
      assert.ok(last.unreached);
    } finally {
      await mirror.stop();
      signer.remove();
    }
  });

  it('says nothing of an image without a signature', async () => {
    const mirror = await startRegistry();
    try {
      mirror.repository('base').putImage({ tag: '1' });
      const settings = settingsFor([mirror], { registries: [name], mirrors: { [name]: [mirror.address] } });
      await using folder = await temporaryFolder();
      const trust = await openImageTrust({ settings: { ...settings, cacheFolder: folder.path }, projects: [] });
      const [status] = Object.values(await trust.check([{ registry: name, repository: 'base', tag: '1' }]));
      await trust.close();
      assert.equal(status?.state, 'unknown');
    } finally {
      await mirror.stop();
    }
  });
});
