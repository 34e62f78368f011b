import assert from 'node:assert/strict';
import type { ImageStatus } from '../../../server/src/facts/image/status';
import type { Descriptor } from '../../../server/src/trust/oci';
import { openImageTrust } from '../../../server/src/trust/open';
import { temporaryFolder } from '../../kit/folder';
import { type Repository, settingsFor, startRegistry, type TestRegistry } from '../../kit/oci-registry';
import { keylessLayer, type Layer, payloadOf } from './evidence';
import { bytesOf, github, Instance, statementOf, workflow } from './instance';

const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const annotated = (predicateType: string) => ({
  'dev.sigstore.bundle.content': 'dsse-envelope',
  'dev.sigstore.bundle.predicateType': predicateType,
});

/** What `cosign sign` of each kind leaves in a registry. */
describe('cosign: in a registry', () => {
  let instance: Instance;
  before(async () => {
    instance = await Instance.start();
  });
  after(() => instance?.stop());

  const attachBundle = (repository: Repository, image: Descriptor, bytes: Uint8Array, annotations = {}): void =>
    void repository.attach(image, {
      artifactType: bundleType,
      layers: [{ bytes, mediaType: bundleType }],
      annotations,
    });

  const layerOf = ({ payload, annotations }: Layer) => ({
    bytes: payload,
    mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json',
    annotations,
  });

  const signs: Readonly<Record<string, (repository: Repository, image: Descriptor) => Promise<void>>> = {
    'a bundle': async (repository, image) =>
      attachBundle(
        repository,
        image,
        bytesOf(await instance.sign(statementOf(image.digest))),
        annotated('https://sigstore.dev/cosign/sign/v1'),
      ),
    'a bundle that is not annotated': async (repository, image) =>
      attachBundle(repository, image, bytesOf(await instance.sign(statementOf(image.digest)))),
    'a tag': async (repository, image) => {
      const { bytes, mediaType, annotations } = layerOf(await keylessLayer(instance, payloadOf(image.digest)));
      const layers = [{ ...repository.putBlob(bytes, mediaType), annotations }];
      const config = repository.putBlob('{}', 'application/vnd.oci.image.config.v1+json');
      repository.putManifest({ schemaVersion: 2, config, layers }, { tag: `${image.digest.replace(':', '-')}.sig` });
    },
    'a referrer in place of a tag': async (repository, image) =>
      void repository.attach(image, {
        configMediaType: 'application/vnd.dev.cosign.artifact.sig.v1+json',
        layers: [layerOf(await keylessLayer(instance, payloadOf(image.digest)))],
      }),
  };

  async function check(
    referrers: 'api' | 'tag',
    prepare: (repository: Repository, image: Descriptor) => Promise<void>,
    look: (status: ImageStatus, registry: TestRegistry) => void,
  ): Promise<void> {
    const registry = await startRegistry({ referrers });
    try {
      const repository = registry.repository('apps/shop');
      await prepare(repository, repository.putImage({ tag: '1' }));
      await using folder = await temporaryFolder({
        'root.json': String(instance.rootFile),
        'signers.yaml': `signers:
  - name: shop
    scopes: ["${registry.host}/apps/*"]
    trustedRoot: root.json
    keyless: [{ issuer: "${github}", identity: "${workflow}" }]
`,
      });
      const settings = settingsFor([registry], {
        cacheFolder: `${folder.path}/cache`,
        signerFiles: [`${folder.path}/signers.yaml`],
      });
      const trust = await openImageTrust({ settings, projects: [] });
      const named = { registry: registry.host, repository: 'apps/shop', tag: '1', digest: undefined };
      const [status] = Object.values(await trust.check([named]));
      await trust.close();
      look(status!, registry);
    } finally {
      await registry.stop();
    }
  }

  for (const referrers of ['api', 'tag'] as const) {
    for (const [name, sign] of Object.entries(signs)) {
      it(`finds ${name}, by the referrers ${referrers}`, () =>
        check(referrers, sign, status => {
          assert.equal(status.state, 'signed-trusted', status.detail);
          assert.equal(status.signatures[0]!.signer, workflow);
        }));
    }
  }

  it('the signature of another image is none', () =>
    check(
      'api',
      async (repository, image) => {
        const other = repository.putImage({ content: 'other' });
        attachBundle(repository, image, bytesOf(await instance.sign(statementOf(other.digest))));
      },
      status => assert.equal(status.state, 'signature-invalid'),
    ));

  it('attestations make no image signed, and large ones are not fetched', () =>
    check(
      'api',
      async (repository, image) => {
        const statement = { ...statementOf(image.digest), predicateType: 'https://slsa.dev/provenance/v1' };
        attachBundle(repository, image, bytesOf(await instance.sign(statement)));
        for (let i = 0; i < 60; i += 1) {
          const large = Buffer.alloc(2 << 20, `${i} `);
          attachBundle(repository, image, large, annotated('https://spdx.dev/Document'));
        }
      },
      (status, registry) => {
        assert.equal(status.state, 'unsigned', status.detail);
        assert.equal(registry.log.filter(it => it.path.includes('/blobs/')).length, 2);
      },
    ));

  it('a bundle that nobody can read makes no image unsigned', () =>
    check(
      'api',
      async (repository, image) => attachBundle(repository, image, Buffer.from('<html>')),
      status => assert.equal(status.state, 'signature-invalid'),
    ));
});
