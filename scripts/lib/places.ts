import type { Span } from '../../server/src/base/span';
import { commandsOf, parseCmd } from '../../server/src/syntax/cmd';
import { parsePowerShell } from '../../server/src/syntax/powershell';

/** What stands around a place of a script. */
export interface Place {
  /** The innermost command around it, lower case; empty when there is none. */
  readonly command: string;
  /** The words behind the command. */
  readonly words: string;
  /** It is the name of that command. */
  readonly isName: boolean;
  /** It is part of a text, of code, or of a table or an assignment. */
  readonly context: 'text' | 'code';
  /** The text that it is a part of. */
  readonly content: string;
  /** An arm of a condition is around it. */
  readonly isConditional: boolean;
  /** The variable that it is given to, empty when there is none, and where the assignment begins. */
  readonly variable: string;
  readonly given?: number;
  /** It is given to a variable that a later statement runs as a script. */
  readonly isRunLater: boolean;
}

/** Commands that show or store text. */
export const printing =
  /^(?:write-|out-|echo$|rem$|title$|add-content$|set-content$|throw$|get-command$|get-help$|mock$|should|it$|describe$|context$|import-module$|export-modulemember$|.*log(?:message|info)?$)/;
/** Commands that run a text. */
export const runsText =
  /^(?:iex|invoke-expression|cmd|powershell|pwsh|start-process|invoke-command|icm|start|call|psexec|new-scheduledtaskaction|schtasks)(?:\.exe)?$/;
const reads =
  /^(?:(?:get|test|show|find|select|compare|measure|read|resolve|export|join|split)-|(?:push|set|pop)-location$|(?:cd|dir|ls|gci|gi|gp|sl|pushd|new-psdrive)$)/;
const writes =
  /^(?:reg(?:\.exe)?|(?:set|new|remove|clear|rename|copy|move)-item(?:property)?|(?:si|ni|ri|sp|rp)|set-gp\w*registryvalue|set-policyfileentry|x?registry|x?registrypolicyfile)$/;
const readingWords = /^["']?\s*(?:(?:firewall|monitor|consec|mainmode)\s+)?(?:show|export|dump|help|\?)\b/i;

/** Whether it only looks at what is there. */
export const isReading = ({ command, words, content }: Place, behind: string): boolean =>
  reads.test(command) ||
  (/^reg(?:\.exe)?$/.test(command) && !/^["']?(?:add|delete|import|restore|load)\b/i.test(words)) ||
  /^\s*(?:cmd(?:\.exe)? \/c )?reg(?:\.exe)? (?:query|export|save)\b/i.test(content) ||
  readingWords.test(behind);

/** Whether it writes to the registry or to the drive of WS-Management. */
export const isWriting = ({ command, words }: Pick<Place, 'command' | 'words'>): boolean =>
  writes.test(command.toLowerCase()) &&
  (!/^reg(?:\.exe)?$/i.test(command) || /^["']?(?:add|delete|import)\b/i.test(words));

interface Node extends Span {
  readonly kind?: string;
}

interface Found extends Span {
  readonly name: string;
  readonly words: string;
  readonly nameSpan: Span;
}

const holds = (outer: Span, { start, end }: Span): boolean =>
  outer.start <= start && start < outer.end && end <= outer.end + 80;
const innermost = <T extends Span>(all: readonly T[], span: Span): T | undefined =>
  all
    .filter(it => holds(it, span))
    .reduce<T | undefined>((a, b) => (a && a.end - a.start <= b.end - b.start ? a : b), undefined);

/** Tells of places of a script what stands around them. */
export function placesOf(text: string, language: 'powershell' | 'cmd'): (span: Span) => Place {
  return language === 'cmd' ? ofCmd(text) : ofPowerShell(text);
}

function ofCmd(text: string): (span: Span) => Place {
  const commands = commandsOf(parseCmd(text)).map((it): Found & { readonly starts: readonly number[] } => {
    const [name, ...others] = it.words;
    const skipped = /^(?:call|start)$/i.test(name!.text) ? it.words.slice(0, 4) : [name!];
    return {
      start: it.start,
      end: it.end,
      name: name!.text.toLowerCase(),
      words: others.map(word => word.text).join(' '),
      nameSpan: name!,
      starts: skipped.map(word => word.start),
    };
  });
  return span => {
    const command = innermost(commands, span);
    const isName = command?.starts.some(start => start <= span.start && span.start <= start + 1) ?? false;
    const content = text.slice(span.start, /["\r\n]|$/.exec(text.slice(span.start))!.index + span.start);
    return {
      command: command?.name ?? '',
      words: command?.words ?? '',
      isName,
      context: 'text',
      content,
      isConditional: false,
      variable: '',
      isRunLater: false,
    };
  };
}

function ofPowerShell(text: string): (span: Span) => Place {
  const commands: Found[] = [];
  const texts: Span[] = [];
  const blocks: Span[] = [];
  const arms: Span[] = [];
  const given: (Span & { readonly variable: string })[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      const node = value as Node & { name?: Span; left?: Span };
      if (node.kind === 'Command' && node.name) {
        const name = text
          .slice(node.name.start, node.name.end)
          .replace(/^["']|["']$/g, '')
          .toLowerCase();
        commands.push({
          start: node.start,
          end: node.end,
          name,
          words: text.slice(node.name.end, node.end).trim(),
          nameSpan: node.name,
        });
      } else if (node.kind === 'String' || node.kind === 'ExpandableString') texts.push(node);
      else if (node.kind === 'ScriptBlock') blocks.push(node);
      else if (node.kind === 'If' || node.kind === 'Switch') arms.push(node);
      else if (node.kind === 'Assignment' && node.left) {
        given.push({ start: node.start, end: node.end, variable: text.slice(node.left.start, node.left.end) });
      }
      Object.values(value).forEach(visit);
    }
  };
  visit(parsePowerShell(text).script);
  return span => {
    const block = innermost(blocks, span);
    const nearest = innermost(commands, span);
    // What holds the block runs it, and is not given the words in it.
    const command = block && nearest && nearest.start < block.start ? undefined : nearest;
    const inText = innermost(texts, span);
    const assignment = innermost(given, span);
    const variable = assignment?.variable.replace(/[^\w]/g, '') ?? '';
    const isRunLater =
      variable !== '' &&
      new RegExp(
        `(?:\\biex|Invoke-Expression|cmd(?:\\.exe)? +/c|powershell|pwsh|::Create\\()[^\\n]*\\$${variable}\\b`,
        'i',
      ).test(text);
    return {
      command: command?.name ?? '',
      words: command?.words ?? '',
      isName: command !== undefined && command.nameSpan.start <= span.start && span.start < command.nameSpan.end,
      context: inText ? 'text' : 'code',
      content: inText ? text.slice(inText.start, inText.end).replace(/^["']|["']$/g, '') : '',
      isConditional: innermost(arms, span) !== undefined,
      variable,
      ...(assignment && { given: assignment.start }),
      isRunLater,
    };
  };
}
