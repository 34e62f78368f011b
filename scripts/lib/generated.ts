import { readFileSync } from 'node:fs';
import { jsonSchema, rulesJsonSchema } from '../../server/src/engine/settings/schema';
import { gradesOf, rulePage } from '../../server/src/report/rule-page';
import type { AnyRule } from '../../server/src/rules/rule';
import { loadRules, root, ruleFiles } from './tree';

/** Every generated file with its text, by its path in the repository. */
export async function generated(): Promise<ReadonlyMap<string, string>> {
  const rules = await loadRules();
  return new Map([
    ['server/src/rules/index.generated.ts', index()],
    ['docs/rules/README.md', contents(rules)],
    ...rules.map(rule => [`docs/rules/${rule.name}.md`, rulePage(rule)] as const),
    ['schemas/boltseal.schema.json', json(jsonSchema(rules))],
    ['package.json', manifest(rules)],
  ]);
}

function index(): string {
  const files = ruleFiles().map(file => file.replace(/\.ts$/, ''));
  const name = (file: string): string => file.replace(/[/-](\w)/g, (_, letter: string) => letter.toUpperCase());
  return [
    '// Written by `npm run generate` from the files of this folder.',
    ...files.map(file => `import ${name(file)} from './${file}';`),
    "import type { AnyRule } from './rule';",
    '',
    'export const rules: readonly AnyRule[] = [',
    ...files.map(file => `  ${name(file)},`),
    '];',
    '',
  ].join('\n');
}

function contents(rules: readonly AnyRule[]): string {
  const families = [...new Set(rules.map(rule => rule.name.split('/')[0]!))];
  return [
    '# Rules',
    `${rules.length} rules in ${families.length} families. Each page is made of the rule's own file.`,
    ...families.flatMap(family => [
      `## ${family}`,
      [
        '| Rule | | Severity | Fix |',
        '| --- | --- | --- | --- |',
        ...rules
          .filter(rule => rule.name.startsWith(`${family}/`))
          .map(rule => {
            const off = rule.optIn ? ', off by default' : '';
            return `| [${rule.name}](${rule.name}.md) | ${rule.title} | ${gradesOf(rule).join(', ')}${off} | ${rule.fixable || ''} |`;
          }),
      ].join('\n'),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

interface Category {
  readonly title: string;
  readonly properties: Record<string, unknown>;
}

/** `package.json` with the settings category `Rules` and the schema of `.boltseal.yaml` made anew; the rest stays. */
function manifest(rules: readonly AnyRule[]): string {
  const own = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
    contributes?: { configuration?: Category[] } & Record<string, unknown>;
  };
  const written: Category = {
    title: 'Rules',
    properties: {
      'boltseal.rules': {
        scope: 'resource',
        markdownDescription:
          'Rules by name, `family/*` or `*`. A narrower name wins over a wider one, and what a `.boltseal.yaml` says wins over what is said here.',
        default: {},
        ...rulesJsonSchema(rules),
      },
    },
  };
  const others = (own.contributes?.configuration ?? []).filter(it => it.title !== written.title);
  const contributes = {
    ...own.contributes,
    configuration: [...others, written],
    yamlValidation: [{ fileMatch: ['.boltseal.yaml', '.boltseal.yml'], url: './schemas/boltseal.schema.json' }],
  };
  return json({ ...own, contributes });
}
