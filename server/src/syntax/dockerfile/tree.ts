import { DockerfileParser, type Instruction, type Onbuild } from 'dockerfile-ast';
import type { EscapeCharacter } from './model';

/** Where an instruction's keyword stands in its logical line; for ONBUILD with the instruction that it holds back. */
export interface Head {
  readonly keyword: string;
  readonly start: number;
  readonly end: number;
  readonly trigger?: Head;
}

/**
 * The instruction tree of a file, one head for each logical line, read by `dockerfile-ast`.
 *
 * The library is right about instructions as long as it does not have to follow continuations, here-documents and odd
 * line breaks. So it is given the first words of each logical line, with what would mislead it masked by as many other
 * characters. The text of the arguments comes from the source.
 */
export function readTree(lines: readonly string[], escapeChar: EscapeCharacter): readonly (Head | undefined)[] {
  const top = escapeChar === '`' ? 1 : 0;
  const text = `${top ? '# escape=`\n' : ''}${lines.map(line => beginning(line, escapeChar)).join('\n')}\n`;
  const heads: (Head | undefined)[] = lines.map(() => undefined);
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const index = instruction.getRange().start.line - top;
    heads[index] = headOf(instruction, lines[index]!);
  }
  return heads;
}

function headOf(instruction: Instruction, line: string): Head {
  const range = instruction.getInstructionRange();
  const { start, end } = { start: range.start.character, end: range.end.character };
  const head = { keyword: line.slice(start, end).toUpperCase(), start, end };
  if (head.keyword !== 'ONBUILD') return head;
  const trigger = (instruction as Onbuild).getTriggerInstruction() as Instruction | null;
  return trigger ? { ...head, trigger: headOf(trigger, line) } : head;
}

/** Keyword and trigger of a line, free of what the library takes for line breaks, here-documents and continuations. */
function beginning(line: string, escapeChar: EscapeCharacter): string {
  const words = /^\s*\S+(?:\s+\S+)?/.exec(line)?.[0] ?? '';
  const masked = words.replace(/[\r\v\f]/g, ' ').replaceAll('<<', '__');
  return masked.endsWith(escapeChar) ? `${masked.slice(0, -1)}_` : masked;
}
