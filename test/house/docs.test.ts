import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import { program } from '../../server/src/cli/program';
import { catalog } from '../../server/src/engine/all';
import { parseLock } from '../../server/src/engine/lock-file';
import { parseSettings } from '../../server/src/engine/settings/parse';
import { locateYaml } from '../../server/src/syntax/yaml/located';
import { textOf } from './tree';

const [, settings = ''] = /```yaml\n([\s\S]*?)```/.exec(textOf('docs/settings.md')) ?? [];
const blocks = [...textOf('docs/IMAGE-TRUST.md').matchAll(/```yaml\n([\s\S]*?)```/g)].map(it => it[1]!);
const images = blocks.find(it => it.startsWith('images:')) ?? '';
const lock = blocks.find(it => it.startsWith('version:')) ?? '';
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

  it('show settings about images, and a lock file, that are right', () => {
    assert.deepEqual(parseSettings(images, catalog).problems, []);
    schema(locateYaml(images).value);
    assert.deepEqual(schema.errors ?? [], []);
    assert.deepEqual(parseLock(lock).problems, []);
    assert.equal(parseLock(lock).entries.length, 1);
  });

  it('tell of no flag that does not exist', () => {
    const known = new Set(program().commands.flatMap(it => it.options.flatMap(own => own.long ?? [])));
    const told = ['docs/IMAGE-TRUST.md', 'docs/command-line.md', 'README.md'].flatMap(file =>
      [...textOf(file).matchAll(/boltseal [^`\n]*|`--[a-z-]+/g)].flatMap(it => it[0].match(/--[a-z-]+/g) ?? []),
    );
    assert.deepEqual(
      told.filter(it => !known.has(it) && it !== '--help' && it !== '--stdio'),
      [],
    );
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
