import { unmark } from '../base/marks';
import type { Language } from '../facts/source';
import type { AnyRule, Example, Message, OptionSpecs } from '../rules/rule';
import { knownImages } from './known-images';
import { oneLine, paragraphs } from './prose';

/** Languages as fenced code names them. */
const fences: Readonly<Record<Language, string>> = {
  dockerfile: 'dockerfile',
  powershell: 'powershell',
  cmd: 'bat',
  yaml: 'yaml',
  json: 'json',
  registry: 'ini',
  xml: 'xml',
  inf: 'ini',
  lgpo: 'text',
  hcl: 'hcl',
  bicep: 'bicep',
  toml: 'toml',
  shell: 'sh',
};

const fixWords = {
  safe: 'yes, keeps behaviour',
  unsafe: 'yes, may change behaviour',
  suggestion: 'suggested',
} as const;

/** The page of a rule in Markdown, made of nothing but the rule. */
export function rulePage(rule: AnyRule): string {
  const cwe = rule.cwe.map(id => `[CWE-${id}](https://cwe.mitre.org/data/definitions/${id}.html)`);
  return [
    `# ${rule.name}`,
    `${rule.title}.`,
    [
      '| Severity | Confidence | Fix | Weakness |',
      '| --- | --- | --- | --- |',
      `| ${gradesOf(rule).join(', ')} | ${rule.confidence} | ${rule.fixable ? fixWords[rule.fixable] : 'none'} | ${cwe.join(', ') || 'none'} |`,
    ].join('\n'),
    ...(rule.optIn ? ['This rule is off until the settings switch it on.'] : []),
    '## Why',
    ...paragraphs(rule.rationale),
    '## What to do',
    ...paragraphs(rule.remedy),
    '## Flagged',
    ...rule.bad.flatMap(flagged),
    '## Not flagged',
    ...rule.good.flatMap(it => [...known(it), fenced(it, it.code)]),
    ...(rule.exceptions ? ['## Limits', ...paragraphs(rule.exceptions)] : []),
    ...optionSection(rule.options),
    '## References',
    rule.references.map(it => `- <${it}>`).join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

/** The severities a rule can have, its own first. */
export function gradesOf(rule: AnyRule): readonly string[] {
  const messages: readonly Message[] = Object.values(rule.messages);
  const own = messages.map(it => (typeof it === 'string' ? rule.severity : it.severity));
  return [...new Set([rule.severity, ...own])];
}

function flagged(example: Example): string[] {
  const parts = [...known(example), fenced(example, underlined(example.code))];
  if (example.fixed !== undefined) parts.push('mended:', fenced(example, example.fixed));
  return parts;
}

/** What decides beside the text. */
function known({ checked }: Example): string[] {
  const list = checked ? knownImages(checked) : '';
  return list === '' ? [] : [`known:\n\n${list}`];
}

function fenced({ language, file }: Example, code: string): string {
  const fence = code.includes('```') ? '````' : '```';
  const name = file ? `\`${file}\`\n\n` : '';
  return `${name}${fence}${fences[language]}\n${code.replace(/\r\n?/g, '\n').replace(/\n+$/, '')}\n${fence}`;
}

/** The code, with carets in a line of their own under what is flagged. */
function underlined(marked: string): string {
  const { code, spans } = unmark(marked.replace(/\r\n?/g, '\n'));
  const result: string[] = [];
  let start = 0;
  for (const line of code.split('\n')) {
    const end = start + line.length;
    result.push(line);
    let carets = '';
    for (const it of spans) {
      if (it.start > end || it.end < start || (it.end === start && it.start < start)) continue;
      const from = Math.max(it.start, start) - start;
      const to = Math.max(Math.min(it.end, end) - start, from + 1);
      const indent = line.slice(carets.length, from).replace(/[^\t]/g, ' ');
      carets = carets.padEnd(carets.length) + indent + '^'.repeat(to - from);
    }
    if (carets.trim() !== '') result.push(carets);
    start = end + 1;
  }
  return result.join('\n');
}

function optionSection(options: OptionSpecs | undefined): string[] {
  const rows = Object.entries(options ?? {});
  if (rows.length === 0) return [];
  return [
    '## Options',
    [
      '| Option | Default | |',
      '| --- | --- | --- |',
      ...rows.map(([name, it]) => `| \`${name}\` | \`${JSON.stringify(it.default)}\` | ${oneLine(it.description)} |`),
    ].join('\n'),
  ];
}
