import { errorsOf } from './errors';
import { readInstruction } from './instructions';
import { readLines } from './lines';
import type { DockerfileSyntax, Instruction } from './model';
import { isTemplate, namesTemplate } from './template';
import { readTree } from './tree';

export { expand, type Scope } from './expand';
export type * from './model';

/**
 * Reads a Dockerfile. Never throws; what is half-typed is there as far as it goes.
 * @param path where the file lies: its name may say that it is a template
 */
export function parseDockerfile(text: string, path = ''): DockerfileSyntax {
  const { escape: escapeChar, directives, comments, lines, errors: lineErrors } = readLines(text);
  const heads = readTree(
    lines.map(line => line.text.text),
    escapeChar,
  );
  const instructions: Instruction[] = [];
  lines.forEach((line, index) => {
    const head = heads[index];
    if (head) instructions.push(readInstruction(line, head, escapeChar));
  });
  const errors = [...lineErrors, ...errorsOf(instructions, directives)].sort((a, b) => a.span.start - b.span.start);
  const template = namesTemplate(path) || isTemplate(text, instructions, errors.length === 0);
  return { text, escape: escapeChar, directives, comments, instructions, errors: template ? [] : errors, template };
}
