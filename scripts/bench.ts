import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { globSync } from 'tinyglobby';
import { Language as Grammar, Parser } from 'web-tree-sitter';
import { MappedText } from '../server/src/base/mapped-text';
import { catalog } from '../server/src/engine/all';
import { analyse } from '../server/src/engine/analyse';
import { languageOf } from '../server/src/engine/languages';
import { Settings } from '../server/src/engine/settings/settings';
import { readPowerShell } from '../server/src/facts/powershell/script';
import { readerOf } from '../server/src/facts/read';
import { type FileReader, type Language, languages, type Source } from '../server/src/facts/source';
import { parseDockerfile } from '../server/src/syntax/dockerfile';
import { parsePowerShell } from '../server/src/syntax/powershell';
import { parseYaml } from '../server/src/syntax/yaml/parse';
import { measureActivation } from './lib/activation-bench';
import { measure } from './lib/project-bench';
import { Random } from './lib/random';
import { measureLoading, measureTrust } from './lib/trust-bench';

/**
 * `npm run bench [-- FOLDER]`: what each floor costs, against other parsers on the same input, and how the cost grows. Only
 * the ratios of one run mean anything. Without a folder the input is made of the rules' own examples.
 */
async function main(folder: string | undefined): Promise<void> {
  const settings = new Settings(catalog).for('file');
  const sources = folder === undefined ? made() : found(folder);
  const readers = new Map<Language, FileReader>();
  for (const language of languages) readers.set(language, await readerOf(language));
  const of = (language: Language): readonly Source[] => sources.filter(it => it.language === language);
  const size = (list: readonly Source[]): number => list.reduce((sum, it) => sum + it.text.length, 0) / 1e6;

  const scripts = of('powershell');
  const grammar = await treeSitter();
  const parse = time(scripts, it => parsePowerShell(it.text));
  row('PowerShell', `${scripts.length} files, ${size(scripts).toFixed(1)} MB`);
  row('  parse', speed(size(scripts), parse));
  const other = time(scripts, it => grammar.parse(it.text)?.delete());
  row('  tree-sitter-powershell', `${speed(size(scripts), other)}, ${(other / parse).toFixed(1)} times our time`);
  const place = { os: 'windows', runs: 'script', encode: (text: string) => text } as const;
  row(
    '  parse and interpret',
    speed(
      size(scripts),
      time(scripts, it => readPowerShell(MappedText.whole(it.text), place)),
    ),
  );
  whole('powershell');

  const dockerfiles = of('dockerfile');
  row('Dockerfile', `${dockerfiles.length} files, ${size(dockerfiles).toFixed(1)} MB`);
  const tree = time(dockerfiles, it => parseDockerfile(it.text));
  row('  parse', speed(size(dockerfiles), tree));
  const ours = whole('dockerfile');
  const theirs = time(dockerfiles, it => validate(it.text));
  row('  dockerfile-utils', `${speed(size(dockerfiles), theirs)}, ${(theirs / ours).toFixed(1)} times our whole`);

  const yaml = of('yaml');
  row('YAML', `${yaml.length} files, ${size(yaml).toFixed(1)} MB`);
  row(
    '  parse',
    speed(
      size(yaml),
      time(yaml, it => parseYaml(it.text)),
    ),
  );
  whole('yaml');

  console.log('\nScripts of 1 MB, against fifty of 20 kB of the input above');
  const read = readers.get('powershell')!;
  const ordinary = time(scripts, it => analyse(it, settings, read, '2026-11-21')) / size(scripts);
  for (const [name, line] of Object.entries(worstShapes)) {
    const file: Source = { path: 'script.ps1', language: 'powershell', text: largeScript(line) };
    const taken = time([file], it => analyse(it, settings, read, '2026-11-21'));
    row(`  ${name}`, `${(taken / (file.text.length / 1e6) / ordinary).toFixed(1)}`);
  }

  console.log('\nGrowth: analysis of n files, and the cost of one against the smallest n');
  let first = 0;
  for (const count of [100, 1_000, 10_000]) {
    const list = Array.from({ length: count }, (_, i) => sources[i % sources.length]!);
    const each = time(list, it => analyse(it, settings, readers.get(it.language)!, '2026-11-21')) / count;
    first ||= each;
    row(`  ${count}`, `${(each / first).toFixed(2)}`);
  }

  console.log('\nA workspace of n YAML files: to read, to judge, an edit of a policy that 20 files ask for');
  for (const count of [1_250, 2_500, 5_000, 10_000]) {
    const { read: reading, judge, edit, heap } = await measure(count);
    const each = `${(reading / count).toFixed(2)} + ${(judge / count).toFixed(2)} ms a file`;
    row(
      `  ${count}`,
      `${each}, an edit ${((edit / reading) * 100).toFixed(2)} % of reading, heap ${Math.round(heap / 1e6)} MB`,
    );
  }

  console.log(
    '\nImages verified, of a registry that takes so long for an answer: twenty against one; one that is kept',
  );
  for (const latency of [0, 20, 50]) {
    const { one, twenty, kept, again, runOfOne, runOfTwenty } = await measureTrust(latency);
    row(
      `  ${latency} ms`,
      `${(twenty / one).toFixed(1)} times of ${one.toFixed(0)} ms, by the command line ${(runOfTwenty / runOfOne).toFixed(1)} of ${runOfOne.toFixed(0)} ms, kept ${kept.toFixed(1)}, again ${again.toFixed(1)} ms`,
    );
  }
  const { start, trust } = measureLoading();
  row('  loading', `${trust.toFixed(0)} ms when it is needed, beside ${start.toFixed(0)} ms to start without it`);
  const activation = await measureActivation();
  row(
    '  language server',
    `${activation.off.toFixed(0)} ms to the first findings, ${activation.cache.toFixed(0)} ms where it is wanted`,
  );

  /** The whole pipeline over one language. */
  function whole(language: Language): number {
    const list = of(language);
    const read = readers.get(language)!;
    const facts = time(list, it => read(it));
    const all = time(list, it => analyse(it, settings, read, '2026-11-21'));
    row('  facts', speed(size(list), facts));
    row(`  whole, ${catalog.rules.length} rules`, speed(size(list), all));
    return all;
  }
}

/** What a large script repeats, shapes that cost the most: each a line by its number. */
const worstShapes: Readonly<Record<string, (i: number) => string>> = {
  'registry by a wrapper': i =>
    i === 0
      ? 'function Set-Reg($p, $n, $v) { if (!(Test-Path $p)) { New-Item $p -Force }; New-ItemProperty $p -Name $n -Value $v }'
      : `Set-Reg 'HKLM:\\SOFTWARE\\Policies\\K${i % 50}' 'V${i}' ${i % 2}`,
  'firewall rules': i =>
    `New-NetFirewallRule -DisplayName "R${i}" -Direction Inbound -Action Allow -Protocol TCP -LocalPort ${1_000 + i}`,
  'rules taken back': i =>
    `${i % 2 ? 'Disable' : 'Enable'}-NetFirewallRule -DisplayName "R${i >> 1}"; netsh advfirewall reset`,
  'one value, many conditions': i =>
    `if ($a${i}) { reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa /v LmCompatibilityLevel /t REG_DWORD /d ${i % 6} }`,
  downloads: i => `Invoke-WebRequest http://x.test/${i}.exe -OutFile C:\\f${i}.exe; Start-Process C:\\f${i}.exe`,
  'lists walked': i =>
    `${Array.from({ length: 50 }, (_, k) => `'s${k}.test'`).join(',')} | ForEach-Object { Stop-Service $_; netsh ${i} $_ }`,
  variables: i => `$variable${i} = "value $variable${i - 1} ${i}".Trim()`,
  'deep nesting': i => `${'if ($a) { '.repeat(50)}Set-Item x ${i}${' }'.repeat(50)}`,
  'long pipelines': i => `Get-Service${" | Where-Object { $_.Name -ne 'x' }".repeat(100)} | Stop-Service -Name s${i}`,
  'other shells': i => `powershell -Command "Set-Service s${i} -StartupType Disabled"; cmd /c "net stop x${i}"`,
  'suppressed lines': i => `# boltseal-disable-next-line firewall/* -- ${i}\nStop-Service s${i}`,
};

function largeScript(line: (i: number) => string): string {
  let text = '';
  for (let i = 0; text.length < 1_000_000; i++) text += `${line(i)}\n`;
  return text;
}

const row = (name: string, value: string): void => console.log(`${name.padEnd(28)} ${value}`);
const speed = (megabytes: number, milliseconds: number): string =>
  `${((megabytes / milliseconds) * 1000).toFixed(1)} MB/s`;

/** Milliseconds of the fastest of three rounds over all files, after one to warm up. */
function time(files: readonly Source[], run: (file: Source) => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 4; round++) {
    const start = performance.now();
    for (const file of files) run(file);
    if (round > 0) best = Math.min(best, performance.now() - start);
  }
  return best;
}

async function treeSitter(): Promise<Parser> {
  await Parser.init();
  const home = createRequire(join(process.cwd(), 'package.json')).resolve('tree-sitter-powershell/package.json');
  const parser = new Parser();
  parser.setLanguage(await Grammar.load(home.replace(/package\.json$/, 'tree-sitter-powershell.wasm')));
  return parser;
}

/** Files of a folder, at most 2,000 of each language. */
function found(folder: string): readonly Source[] {
  const counts = new Map<Language, number>();
  return globSync('**/*', { cwd: folder, absolute: true }).flatMap(path => {
    const language = languageOf(path);
    const count = language ? (counts.get(language) ?? 0) : 0;
    if (!language || count >= 2_000) return [];
    counts.set(language, count + 1);
    return [{ path, language, text: readFileSync(path, 'utf8') }];
  });
}

/** 300 files of ordinary length for each of the main languages, put together from the examples of the rules. */
function made(): readonly Source[] {
  const random = new Random(1);
  const examples = catalog.rules.flatMap(rule => [...rule.bad, ...rule.good]);
  const glue: Readonly<Record<string, string>> = { powershell: '\n', dockerfile: '\n', yaml: '\n---\n' };
  const name: Readonly<Record<string, string>> = {
    powershell: 'script.ps1',
    dockerfile: 'Dockerfile',
    yaml: 'file.yaml',
  };
  return (['powershell', 'dockerfile', 'yaml'] as const).flatMap(language => {
    const pieces = examples.filter(it => it.language === language && !it.file).map(it => it.code.replace(/[«»]/g, ''));
    return Array.from({ length: 300 }, (): Source => {
      const length = language === 'powershell' ? 9_000 : 2_500;
      let text = '';
      while (text.length < length) text += random.pick(pieces) + glue[language];
      return { path: name[language]!, language, text };
    });
  });
}

void main(process.argv[2]);
