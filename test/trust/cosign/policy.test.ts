import assert from 'node:assert/strict';
import { join } from 'node:path';
import { verifyCosign } from '../../../server/src/trust/cosign/verify';
import type { SigstoreStatement } from '../../../server/src/trust/policy';
import { diskPolicyFiles } from '../../../server/src/trust/policy/files';
import { loadSignerFile } from '../../../server/src/trust/policy/signers';
import { temporaryFolder } from '../../kit/folder';
import { bundleEvidence, now } from './evidence';
import { bytesOf, github, Instance, imageOf, statementOf, workflow } from './instance';

describe("cosign: a Sigstore of one's own", () => {
  let instance: Instance;
  before(async () => {
    instance = await Instance.start();
  });
  after(() => instance?.stop());

  const signers = (trustedRoot: string): string => `signers:
  - name: ours
    scopes: [registry.example/*]
    trustedRoot: ${trustedRoot}
    keyless:
      - issuer: ${github}
        identity: ${workflow}
`;

  const load = async (files: Readonly<Record<string, string>>) => {
    await using folder = await temporaryFolder(files);
    const found = await loadSignerFile(join(folder.path, 'signers.yaml'), diskPolicyFiles);
    const [statement] = found.statements.map(it => it.statement);
    const bundle = bundleEvidence(bytesOf(await instance.sign(statementOf())));
    const report = await verifyCosign(bundle, imageOf(), statement as SigstoreStatement, { now });
    return { ...found, report };
  };

  it('is trusted by those who name its root', async () => {
    const { problems, report } = await load({
      'signers.yaml': signers('own.json'),
      'own.json': String(instance.rootFile),
    });
    assert.deepEqual(problems, []);
    assert.equal(report.outcome, 'trusted', report.detail);
  });

  it('is not trusted by those who do not', async () => {
    const { report } = await load({ 'signers.yaml': signers('own.json').replace(/.*trustedRoot.*\n/, '') });
    assert.equal(report.outcome, 'untrusted');
  });

  it('nobody is trusted where the root is missing or broken', async () => {
    for (const [root, message] of [
      ['{}', /Signer `ours`: `own\.json` is not a trusted root of Sigstore/],
      ['', /the trusted root `own\.json` is not valid JSON/],
    ] as const) {
      const { problems, report } = await load({ 'signers.yaml': signers('own.json'), 'own.json': root });
      assert.match(problems[0]!.message, message);
      assert.equal(report.outcome, 'untrusted');
    }
    const { problems, statements } = await load({ 'signers.yaml': signers('none.json') });
    assert.match(problems[0]!.message, /the trusted root `none\.json` cannot be used/);
    assert.deepEqual((statements[0]!.statement as SigstoreStatement).signers, []);
  });

  it('another root is another policy', async () => {
    const content = async (root: string) =>
      (await load({ 'signers.yaml': signers('own.json'), 'own.json': root })).content.join('\n');
    assert.notEqual(await content(String(instance.rootFile)), await content(`${instance.rootFile} `));
  });
});
