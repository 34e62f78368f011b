import assert from 'node:assert/strict';
import type { Files } from '../../server/src/engine/ports';
import { ScriptRuns, scriptLinks } from '../../server/src/engine/script-runs';

const windows = 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\n';
const linux = 'FROM alpine:3\n';
const copied = `${windows}COPY s C:/t\nRUN powershell . C:\\t\\set-x.ps1\n`;
const run = 'COPY s/x.ps1 /\nRUN pwsh /x.ps1\n';

function folder(texts: Readonly<Record<string, string>>): { readonly files: Files; readonly paths: readonly string[] } {
  const files: Files = {
    read: async path => {
      const text = texts[path];
      return text === undefined ? { reason: 'unreadable', detail: 'no such file' } : { text };
    },
  };
  return { files, paths: Object.keys(texts) };
}

describe('scripts that Dockerfiles of the workspace run', () => {
  const rows: readonly [name: string, texts: Readonly<Record<string, string>>, links: readonly string[]][] = [
    ['beside the Dockerfile', { '/p/Dockerfile': windows + run, '/p/s/x.ps1': '' }, ['/p/s/x.ps1']],
    ['in a folder above', { '/p/a/b/Dockerfile': windows + run, '/p/s/x.ps1': '' }, ['/p/s/x.ps1']],
    ['at the root', { '/a/Dockerfile': windows + run, '/s/x.ps1': '' }, ['/s/x.ps1']],
    ['the nearest', { '/p/a/Dockerfile': windows + run, '/p/s/x.ps1': '', '/p/a/s/x.ps1': '' }, ['/p/a/s/x.ps1']],
    ['in another case', { '/p/Dockerfile': windows + run, '/p/S/X.ps1': '' }, ['/p/S/X.ps1']],
    ['in a folder that is copied whole', { '/p/Dockerfile': copied, '/p/s/Set-X.ps1': '' }, ['/p/s/Set-X.ps1']],
    ['in a context beside', { '/p/Dockerfile': windows + run, '/p/context/s/x.ps1': '' }, ['/p/context/s/x.ps1']],
    ['in one of two contexts', { '/p/Dockerfile': windows + run, '/p/a/s/x.ps1': '', '/p/b/s/x.ps1': '' }, []],
    ['too deep', { '/p/Dockerfile': windows + run, '/p/a/b/s/x.ps1': '' }, []],
    ['none', { '/p/Dockerfile': windows + run, '/p/t/x.ps1': '' }, []],
    ['no Dockerfile', { '/p/README.md': run, '/p/s/x.ps1': '' }, []],
  ];
  for (const [name, texts, expected] of rows) {
    it(`finds them: ${name}`, async () => {
      const { files, paths } = folder(texts);
      const links = await scriptLinks(paths, files);
      assert.deepEqual(
        links.map(it => it.script),
        expected,
      );
    });
  }

  it('knows what runs them', async () => {
    const { files, paths } = folder({ '/p/Dockerfile': windows + run, '/p/s/x.ps1': '' });
    const runs = new ScriptRuns(await scriptLinks(paths, files), files);
    const found = await runs.of('/p/s/x.ps1');
    assert.deepEqual([found?.place.os, found?.place.runs], ['windows', 'build']);
    assert.equal(await runs.of('/p/other.ps1'), undefined);
  });

  it('knows nothing where systems differ', async () => {
    const { files, paths } = folder({
      '/p/Dockerfile': windows + run,
      '/p/Dockerfile.linux': linux + run,
      '/p/s/x.ps1': '',
    });
    const runs = new ScriptRuns(await scriptLinks(paths, files), files);
    assert.equal(await runs.of('/p/s/x.ps1'), undefined);
  });
});
