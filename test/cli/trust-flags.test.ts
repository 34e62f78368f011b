import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { program } from '../../server/src/cli/program';
import { trustFlagsGiven, trustSettings } from '../../server/src/cli/trust-flags';
import { cacheFolder } from '../../server/src/host/cache-folder';

describe('flags about registries', () => {
  it('allow nothing that they do not name', () => {
    const { cacheFolder: _, ...settings } = trustSettings({}, 'online');
    assert.deepEqual(settings, {
      mode: 'online',
      registries: ['*'],
      privateRegistries: [],
      insecureRegistries: [],
      mirrors: {},
      credentials: false,
      revocation: false,
      certificateFiles: [],
      presets: [],
      signerFiles: [],
      acceptedPolicies: [],
    });
  });

  it('are known by their names, all of them', () => {
    const { commands } = program();
    const of = (name: string): readonly string[] =>
      commands.find(it => it.name() === name)!.options.flatMap(it => it.long ?? []);
    const all = of('lock').filter(it => of('verify').includes(it) && it !== '--offline' && it !== '--config');
    const flags = Object.fromEntries(
      commands.find(it => it.name() === 'lock')!.options.map(it => [it.attributeName(), []]),
    );
    assert.deepEqual(
      trustFlagsGiven(flags),
      all.filter(it => it !== '--help'),
    );
    assert.deepEqual(
      all.filter(it => !of('scan').includes(it)),
      [],
    );
    assert.deepEqual(trustFlagsGiven({}), []);
  });

  it('gather the mirrors of a registry', () => {
    const mirror = [
      { name: 'docker.io', address: 'https://a.example' },
      { name: 'ghcr.io', address: 'https://c.example' },
      { name: 'docker.io', address: 'https://b.example' },
    ];
    assert.deepEqual(trustSettings({ mirror }, 'online').mirrors, {
      'docker.io': ['https://a.example', 'https://b.example'],
      'ghcr.io': ['https://c.example'],
    });
  });

  for (const [platform, env, folder] of [
    ['linux', {}, join(homedir(), '.cache', 'boltseal')],
    ['linux', { XDG_CACHE_HOME: '/var/cache/me' }, '/var/cache/me/boltseal'],
    ['linux', { XDG_CACHE_HOME: 'relative' }, join(homedir(), '.cache', 'boltseal')],
    ['darwin', { XDG_CACHE_HOME: '/var/cache/me' }, join(homedir(), 'Library', 'Caches', 'boltseal')],
    ['win32', {}, join(homedir(), 'AppData', 'Local', 'boltseal')],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/boltseal'],
  ] as const) {
    it(`keep evidence in ${folder.replace(homedir(), '~')} on ${platform}, ${JSON.stringify(env)}`, () => {
      assert.equal(cacheFolder(platform, env), folder);
    });
  }
});
