import assert from 'node:assert/strict';
import { factsOf } from '../../kit/facts';

const core = 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\n';

describe('scripts that a Dockerfile runs', () => {
  const cases: readonly [name: string, body: string, sources: readonly (readonly string[])[]][] = [
    ['a file to a file', 'COPY a/x.ps1 C:/y.ps1\nRUN powershell -File C:\\y.ps1', [['a/x.ps1']]],
    ['a file to a folder', 'COPY a/x.ps1 C:/t/\nRUN powershell C:\\T\\X.ps1', [['a/x.ps1']]],
    ['a file to what may be a folder', 'COPY x.ps1 C:/t\nRUN powershell C:/t/x.ps1', [['x.ps1']]],
    ['a folder', 'COPY a/ C:/t/\nRUN C:\\t\\b\\x.cmd', [['a/b/x.cmd']]],
    ['the context', 'WORKDIR C:/src\nCOPY . .\nRUN powershell -Command ./b/x.ps1 -Y', [['b/x.ps1']]],
    ['a pattern', 'WORKDIR /src\nCOPY ["s/*.ps1", "./"]\nRUN powershell .\\x.ps1', [['s/x.ps1']]],
    ['the call of cmd', 'COPY x.bat C:/\nRUN call C:\\x.bat && echo 1', [['x.bat']]],
    ['exec form', 'ADD x.ps1 C:/\nENTRYPOINT ["powershell.exe", "-File", "C:\\\\x.ps1"]', [['x.ps1']]],
    ['SHELL', 'COPY x.ps1 C:/\nSHELL ["powershell", "-Command"]\nRUN & C:\\x.ps1; . C:/x.ps1', [['x.ps1'], ['x.ps1']]],
    ['a nested WORKDIR', 'WORKDIR C:\\a\nWORKDIR b\nCOPY x.ps1 .\nRUN powershell C:\\a\\b\\x.ps1', [['x.ps1']]],
    ['variables', 'ENV D=C:/t N=x.ps1\nCOPY $N $D/\nRUN powershell C:/t/x.ps1', [['x.ps1']]],
    ['a stage below', 'COPY x.ps1 C:/\nFROM 0\nRUN powershell C:/x.ps1', [['x.ps1']]],
    ['another stage', 'COPY --from=0 x.ps1 C:/\nRUN powershell C:/x.ps1', []],
    ['a folder not known', 'ARG D\nWORKDIR $D\nCOPY x.ps1 .\nRUN powershell C:/x.ps1', []],
    ['a file that was downloaded', 'ADD https://example.org/x.ps1 C:/\nRUN powershell C:/x.ps1', []],
    ['a file that is not run', 'COPY x.ps1 C:/\nRUN powershell Get-Content C:/x.txt', []],
    ['a word for a script', 'COPY . C:/\nRUN C:\\x.cmd y.ps1', [['x.cmd']]],
  ];
  for (const [name, body, expected] of cases) {
    it(name, async () => {
      const text = `# escape=\`\n${core.replace('\n', ' AS base\n')}${body.replaceAll('FROM 0', 'FROM base')}\n`;
      const found = await factsOf('image.script-run', 'dockerfile', text);
      assert.deepEqual(
        found.map(it => it.sources),
        expected,
      );
    });
  }

  it('hands on the environment without what could be edited', async () => {
    const text = `${core}ENV URL=http://a KEY=$X\nCOPY x.ps1 C:/\nRUN powershell C:/x.ps1\n`;
    const [run] = await factsOf('image.script-run', 'dockerfile', text);
    const nowhere = { start: 0, end: 0 };
    assert.deepEqual(run?.environment.get('url'), { known: true, value: 'http://a', span: nowhere });
    assert.equal(run?.environment.get('key')?.known, false);
  });
});
