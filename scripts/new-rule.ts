/** `npm run new-rule -- <family>/<name>`: a rule file that does not compile until it is filled in. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { root } from './lib/tree';

function template(name: string): string {
  return `import { defineRule } from '../rule';

export default defineRule({
  name: '${name}',
  // One line that states what is wrong: 'TLS certificate validation is switched off'. No full stop.
  title: FILL_IN,
  severity: 'medium',
  confidence: 'high',
  cwe: [],
  tags: ['${name.split('/')[0]}'],
  // 'safe' keeps behaviour, 'unsafe' may change it, 'suggestion' has a placeholder.
  fixable: false,
  messages: {
    // One sentence that names the text at fault, in back-ticks, and says what it does.
    found: '\`{text}\` does FILL_IN.',
  },
  rationale: \`
    What an attacker gains: FILL_IN.\`,
  remedy: 'What to do, in the imperative: FILL_IN.',
  // Official documentation.
  references: [],
  // Every way of writing the mistake you know. « and » enclose the exact range of each finding.
  bad: [{ language: 'powershell', code: '«FILL_IN»' }],
  // Near misses: they read alike and are fine.
  good: [{ language: 'powershell', code: 'FILL_IN' }],
  visit: {
    // The kinds of facts stand in facts/facts.ts.
    command(command, { report }) {
      report('found', command.span, { text: FILL_IN });
    },
  },
});
`;
}

function main(name: string | undefined): void {
  if (!name || !/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/.test(name)) {
    throw new Error('usage: npm run new-rule -- <family>/<name>, in small letters with hyphens');
  }
  const file = `server/src/rules/${name}.ts`;
  if (existsSync(root + file)) throw new Error(`${file} is there already`);
  mkdirSync(dirname(root + file), { recursive: true });
  writeFileSync(root + file, template(name));
  console.log(`${file}
1. Fill in what says FILL_IN.
2. npx mocha test/rules/examples.test.ts -g ${name}
3. npm run try -- ${name} <file>
4. npm run generate`);
}

try {
  main(process.argv[2]);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
