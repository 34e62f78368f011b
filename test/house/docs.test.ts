import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import { catalog } from '../../server/src/engine/all';
import { parseSettings } from '../../server/src/engine/settings/parse';
import { locateYaml } from '../../server/src/syntax/yaml/located';
import { textOf } from './tree';

const [, settings = ''] = /```yaml\n([\s\S]*?)```/.exec(textOf('docs/settings.md')) ?? [];
const schema = new Ajv({ strictTypes: false }).compile(JSON.parse(textOf('schemas/boltseal.schema.json')));

describe('documents', () => {
  it('show settings that are right', () => {
    assert.deepEqual(parseSettings(settings, catalog).problems, []);
    assert.ok(settings.includes('requireReason'));
  });

  it('show settings that the schema takes', () => {
    schema(locateYaml(settings).value);
    assert.deepEqual(schema.errors ?? [], []);
  });

  for (const wrong of [
    'rules: { tls/none: off }',
    'rules: { "tls/*": fatal }',
    'rules: { tls/legacy-protocol: { severity: fatal } }',
    'rules: { image/registry-not-allowed: { registries: x } }',
    'rule: {}',
    'overrides: [{ files: [a] }]',
  ]) {
    it(`the schema and the program refuse ${wrong}`, () => {
      assert.equal(schema(locateYaml(wrong).value), false);
      assert.notDeepEqual(parseSettings(wrong, catalog).problems, []);
    });
  }
});
