import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { boltseal, Folder } from './kit';

/** One finding, high, of `tls/validation-off`; its fix is unsafe. */
const high = 'Invoke-WebRequest https://example.org/a.zip -OutFile a.zip -SkipCertificateCheck\n';
/** One finding, information, whose fix is safe. */
const unused = '# boltseal-disable-file tls/* -- a test\n';
const fine = 'Get-Date\n';

describe('boltseal scan', () => {
  let folder: Folder;
  const run = (args: readonly string[], input?: string | Buffer) =>
    boltseal(args, input === undefined ? { cwd: folder.path } : { cwd: folder.path, input });
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  it('ends with 0 when there is nothing', async () => {
    folder.add('a.ps1', fine);
    const { code, out, err } = await run(['scan']);
    assert.deepEqual([code, out, err], [0, 'No findings in 1 file.\n', '']);
  });

  it('names other files as they are named on the command line, of what is silenced, too', async () => {
    folder.add(
      'mesh/peers.yaml',
      'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: default, namespace: shop}\nspec: {mtls: {mode: STRICT}}\n',
    );
    folder.add(
      'web.yaml',
      '# boltseal-disable-file mesh/* -- a test\napiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec: {os: {name: windows}, containers: [{name: web, image: x}]}\n',
    );
    const { out } = await run(['scan', '--format', 'sarif']);
    assert.match(out, /"uri": ?"mesh\/peers\.yaml"/);
  });

  it('ends with 1 when there is something grave', async () => {
    folder.add('a.ps1', high);
    const { code, out } = await run(['scan', '.']);
    assert.equal(code, 1);
    assert.match(out, /^a\.ps1:1:60 {2}high {2}tls\//m);
  });

  it('fails on what --fail-on says, or the settings, in this order', async () => {
    folder.add('a.ps1', high);
    assert.equal((await run(['scan', '--fail-on', 'critical'])).code, 0);
    assert.equal((await run(['scan', '--fail-on', 'never'])).code, 0);
    folder.add('.boltseal.yaml', 'failOn: never\n');
    assert.equal((await run(['scan'])).code, 0);
    assert.equal((await run(['scan', '--fail-on', 'low'])).code, 1);
  });

  it('ends with 2, and says why, when it was used wrongly', async () => {
    for (const [args, message] of [
      [['scan', '--format', 'xml'], /Allowed choices are text, json, sarif/],
      [['scan', '--fail-on', 'fatal'], /Allowed choices/],
      [['scna'], /Did you mean scan/],
      [['scan', '--rule', 'tls/none'], /there is no rule `tls\/none`/],
      [['scan', '--jobs', '0'], /whole number/],
      [['scan', 'nowhere'], /nowhere: no such file or folder/],
      [['scan', '--config', 'none.yaml'], /settings cannot be read/],
      [['scan', '-o', 'no/where/file'], /no such file or folder/],
    ] as const) {
      const { code, out, err } = await run(args);
      assert.equal(code, 2, args.join(' '));
      assert.match(err + out, message);
    }
  });

  it('names the line of a broken settings file, and goes on', async () => {
    folder.add('.boltseal.yaml', 'failOn: never\nrules:\n  tls/legcy-protocol: off\n').add('a.ps1', high);
    const { code, out } = await run(['scan']);
    assert.equal(code, 2);
    assert.match(out, /\.boltseal\.yaml:3:3 {2}settings\n {2}There is no rule `tls\/legcy-protocol`\. Did you mean/);
    assert.match(out, /1 finding/);
  });

  it('writes SARIF and nothing else to standard output', async () => {
    folder
      .add('a.ps1', high)
      .add('b.ps1', Buffer.from([0, 1, 2]))
      .add('.boltseal.yaml', 'x: 1');
    const { code, out } = await run(['scan', '--format', 'sarif', 'nowhere', '.']);
    const log = JSON.parse(out);
    assert.equal(code, 2);
    assert.equal(log.runs[0].results.length, 1);
    assert.equal(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri, 'a.ps1');
  });

  it('writes the report to a file', async () => {
    folder.add('a.ps1', high);
    const { out } = await run(['scan', '--format', 'json', '--output', 'report.json']);
    assert.equal(out, '');
    assert.equal(JSON.parse(readFileSync(join(folder.path, 'report.json'), 'utf8')).findings.length, 1);
  });

  it('reads every encoding, and places findings alike', async () => {
    const text = `# Grüße\r\n${high}`;
    folder.add('a-utf8.ps1', text);
    folder.add('b-mark.ps1', `\uFEFF${text}`);
    folder.add('c-utf16le.ps1', Buffer.from(`\uFEFF${text}`, 'utf16le'));
    folder.add('d-utf16be.ps1', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16());
    folder.add('e-latin1.ps1', Buffer.from(text, 'latin1'));
    const { findings } = JSON.parse((await run(['scan', '--format', 'json'])).out);
    assert.equal(findings.length, 5);
    for (const it of findings) assert.deepEqual(it.start, { line: 2, column: 60, offset: 68 });
  });

  it('names files that it did not read', async () => {
    folder
      .add('a.ps1', Buffer.from([0, 1, 2]))
      .add('b.ps1', 'x'.repeat(2000))
      .add('c.ps1', fine)
      .add('d.md', '');
    const { code, out } = await run(['scan', '--max-file-size', '1000', '.', 'd.md']);
    assert.equal(code, 0);
    assert.match(
      out,
      /No findings in 1 file\.\n3 files not read:\n.*a\.ps1 \(binary.*\n.*b\.ps1 \(too large.*\n.*d\.md \(not supported/,
    );
  });

  it('honours .gitignore, --no-ignore and exclude', async () => {
    folder
      .add('.gitignore', 'out/\n')
      .add('out/a.ps1', high)
      .add('b/c.ps1', high)
      .add('.boltseal.yaml', 'exclude: [/b/]');
    const found = async (...args: string[]): Promise<readonly string[]> =>
      JSON.parse((await run(['scan', '--format', 'json', ...args])).out).findings.map(
        (it: { path: string }) => it.path,
      );
    assert.deepEqual(await found(), []);
    assert.deepEqual(await found('--no-ignore'), ['out/a.ps1']);
    assert.deepEqual(await found('b/c.ps1'), ['b/c.ps1']);
  });

  it('folds settings of nested folders', async () => {
    folder.add('.boltseal.yaml', 'rules: { "*": off }').add('a.ps1', high);
    folder.add('in/.boltseal.yaml', 'rules: { "tls/*": low }').add('in/a.ps1', high);
    const { findings } = JSON.parse((await run(['scan', '--format', 'json'])).out);
    assert.deepEqual(
      findings.map((it: { path: string; severity: string }) => [it.path, it.severity]),
      [['in/a.ps1', 'low']],
    );
  });

  it('reads standard input as a file of a name', async () => {
    const { code, out } = await run(['scan', '--stdin-filename', 'in/a.ps1', '-q'], high);
    assert.equal(code, 1);
    assert.match(out, /^in\/a\.ps1:1:60: high/);
    assert.equal((await run(['scan', '--stdin-filename', 'a.txt'], high)).code, 2);
  });

  it('mends standard input to standard output', async () => {
    const { code, out, err } = await run(['scan', '--stdin-filename', 'a.ps1', '--fix'], unused + fine);
    assert.deepEqual([code, out], [0, fine]);
    assert.match(err, /1 mended/);
  });

  it('mends files in their own encoding, safe fixes only unless told so', async () => {
    const text = `\uFEFF# Grüße\r\n${unused}${high}`;
    folder.add('a.ps1', Buffer.from(text, 'utf16le'));
    const read = (): string => readFileSync(join(folder.path, 'a.ps1')).toString('utf16le');
    assert.equal((await run(['scan', '--fix', '--rule', 'tls/*', '--rule', 'policy/unused-suppression'])).code, 0);
    assert.equal(read(), text, 'the suppression is in use');
    folder.add('a.ps1', Buffer.from(`\uFEFF${unused}${fine}${high}`.replace('tls/*', 'firewall/*'), 'utf16le'));
    assert.equal((await run(['scan', '--fix'])).code, 1);
    assert.equal(read(), `\uFEFF${fine}${high}`);
    assert.equal((await run(['scan', '--fix-unsafe'])).code, 0);
    assert.ok(!read().includes('SkipCertificateCheck'));
  });

  it('gives the same on one thread and on several, in the order of the paths', async () => {
    for (let at = 0; at < 150; at++) folder.add(`${at % 7}/${at}.ps1`, at % 3 === 0 ? high : fine);
    const one = await run(['scan', '--format', 'json', '--jobs', '1']);
    const four = await run(['scan', '--format', 'json', '--jobs', '4']);
    assert.equal(four.out, one.out);
    const { findings, summary } = JSON.parse(one.out);
    assert.equal(summary.files, 150);
    const paths = findings.map((it: { path: string }) => it.path);
    assert.deepEqual(paths, [...paths].sort());
    assert.equal(paths.length, 50);
  });

  it('survives a reader that closes the pipe', () => {
    for (let at = 0; at < 60; at++) folder.add(`${at}.ps1`, high.repeat(40));
    const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
    const command = `"${process.execPath}" "${program}" scan | head -1`;
    const { stderr, stdout } = spawnSync('sh', ['-c', command], { cwd: folder.path, encoding: 'utf8' });
    assert.equal(stderr, '');
    assert.match(stdout, /high/);
  });

  it('knows that a script runs in an image, and mends it as such', async () => {
    folder
      .add('Dockerfile', 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCOPY s C:/s\nRUN powershell C:/s/x.ps1\n')
      .add('s/x.ps1', 'Restart-Computer\n');
    const { out } = await run(['scan', '--rule', 'runtime/*', '-q']);
    assert.match(out, /^s\/x\.ps1:1:1: low .*\[runtime\/restart-in-image\]$/m);
    assert.equal((await run(['scan', 's', '--rule', 'runtime/*', '-q'])).out, '');
  });
});
