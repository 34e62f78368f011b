import { applyEdits } from '../../server/src/base/edit';
import { analyse } from '../../server/src/engine/analyse';
import { Catalog } from '../../server/src/engine/catalog';
import { Settings } from '../../server/src/engine/settings/settings';
import { readerOf } from '../../server/src/facts/read';
import { type FileReader, type Language, languages, type Source } from '../../server/src/facts/source';
import type { AnyRule } from '../../server/src/rules/rule';
import { tokenize } from '../../server/src/syntax/powershell';
import { Random } from './random';

/** What a damaged file did that no file may do. */
export interface Accident {
  readonly what: string;
  readonly language: Language;
  readonly text: string;
}

interface Seed {
  readonly language: Language;
  readonly file: string | undefined;
  readonly text: string;
}

/** Pieces that have a meaning in one of the languages, and characters that are awkward in all. */
const pieces =
  '" \' ` \\ $ $( ${ @( @{ @" @\' "@ \'@ { } ( ) [ ] , ; | || & && < > # <# #> : :: = += -- - --% %% %A% ^ ~ \n \r\n \r \t \0 \uFEFF \u201c \u2013 \ud83d {{ }} {% - ? * !tag <<EOF RUN FROM ONBUILD SHELL'.split(
    ' ',
  );

/** Names under which examples without one are read. */
const names: Readonly<Record<Language, string>> = {
  dockerfile: 'Dockerfile',
  powershell: 'script.ps1',
  cmd: 'script.cmd',
  yaml: 'file.yaml',
  json: 'file.json',
  registry: 'file.reg',
  xml: 'file.xml',
  inf: 'file.inf',
  lgpo: 'lgpo.txt',
  hcl: 'main.tf',
  bicep: 'main.bicep',
  toml: 'config.toml',
  shell: 'script.sh',
};

/**
 * Damages the examples of the rules in `runs` ways and reads them: nothing may throw, every span must lie inside the
 * text, fixes must apply, PowerShell tokens must join to the input. The seed decides everything.
 */
export async function fuzz(rules: readonly AnyRule[], seed: number, runs: number): Promise<readonly Accident[]> {
  const random = new Random(seed);
  const seeds = rules.flatMap(rule =>
    [...rule.bad, ...rule.good].map(
      ({ language, file, code }): Seed => ({ language, file, text: code.replace(/[«»]/g, '') }),
    ),
  );
  const readers = new Map<Language, FileReader>();
  for (const language of languages) readers.set(language, await readerOf(language));
  const settings = new Settings(new Catalog(rules)).for('file');
  const accidents: Accident[] = [];
  for (let run = 0; run < runs; run++) {
    const from = random.pick(seeds);
    const language = random.below(20) === 0 ? random.pick(languages) : from.language;
    const text = damaged(random, from.text, random.pick(seeds).text);
    const source: Source = { path: from.file ?? names[language], language, text };
    const what = accident(source, () => analyse(source, settings, readers.get(language)!, '2026-11-21'));
    if (what) accidents.push({ what, language, text });
  }
  return accidents;
}

function accident(source: Source, run: () => ReturnType<typeof analyse>): string | undefined {
  const { text } = source;
  const inside = ({ start, end }: { start: number; end: number }): boolean =>
    start >= 0 && start <= end && end <= text.length;
  try {
    const { findings, suppressed, problems, failures } = run();
    if (failures[0]) return `${failures[0].rule}: ${failures[0].error}`;
    for (const it of [...findings, ...suppressed, ...problems]) {
      if (!inside(it.span)) return `a span outside the text: ${it.message}`;
    }
    for (const { rule, fixes, related } of findings) {
      for (const it of related) if (!inside(it.span)) return `${rule}: a related span outside the text`;
      for (const fix of fixes) applyEdits(text, fix.edits);
    }
    if (source.language === 'powershell') {
      const joined = tokenize(text)
        .map(it => text.slice(it.start, it.end))
        .join('');
      if (joined !== text) return 'tokens do not join to the input';
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : `${error}`;
  }
}

/** A few damages: cut, doubled, swapped, a piece put in, another file's part put in. */
function damaged(random: Random, text: string, other: string): string {
  let result = text;
  for (let count = 1 + random.below(4); count > 0; count--) {
    const at = random.below(result.length + 1);
    const to = Math.min(result.length, at + random.below(12));
    switch (random.below(5)) {
      case 0:
        result = result.slice(0, at) + result.slice(to);
        break;
      case 1:
        result = result.slice(0, to) + result.slice(at);
        break;
      case 2:
        result = result.slice(0, at) + random.pick(pieces) + result.slice(at);
        break;
      case 3: {
        const from = random.below(other.length + 1);
        result = result.slice(0, at) + other.slice(from, from + random.below(60)) + result.slice(at);
        break;
      }
      default:
        result = result.slice(0, at);
    }
  }
  return result;
}
