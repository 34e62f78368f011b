import type { MappedText } from '../../base/mapped-text';
import { isSpace, trim } from './chars';
import { readFlags } from './flags';
import { execForm } from './json';
import type { LogicalLine } from './lines';
import type { CommandLine, EscapeCharacter, Flag, From, Healthcheck, Heredoc, Instruction, Pairs, Word } from './model';
import type { Head } from './tree';
import { bareWords, execWords, pairsOf, quotedRanges, spacedPair, wordsOf } from './words';

/** What all instructions have in common. */
type Common = Omit<Extract<Instruction, { kind: 'UNKNOWN' }>, 'kind'>;

/** Reads the instruction on a logical line. */
export const readInstruction = (line: LogicalLine, head: Head, escapeChar: EscapeCharacter): Instruction =>
  details(commonOf(line, head, escapeChar), line, head, escapeChar);

function commonOf(line: LogicalLine, head: Head, escapeChar: EscapeCharacter): Common {
  const body = trim(line.text, head.end);
  const { flags, args } = readFlags(body, escapeChar);
  const keywordSpan = line.text.span(head.start, head.end);
  const last = line.heredocs.at(-1)?.terminator ?? (body.text === '' ? keywordSpan : body.span(0, body.text.length));
  return {
    keyword: head.keyword,
    keywordSpan,
    span: { start: keywordSpan.start, end: last.end },
    lines: { start: line.start, end: line.end },
    body,
    args,
    flags,
    heredocs: line.heredocs,
  };
}

function details(common: Common, line: LogicalLine, head: Head, escapeChar: EscapeCharacter): Instruction {
  switch (common.keyword) {
    case 'FROM':
      return { ...common, kind: 'FROM', ...fromOf(common) };
    case 'ARG':
      return { ...common, kind: 'ARG', pairs: pairsOf(common.args, quotedRanges(common.args.text, escapeChar)) };
    case 'ENV':
    case 'LABEL':
      return { ...common, kind: common.keyword, pairs: namesAndValues(common.args, escapeChar) };
    case 'EXPOSE':
      return { ...common, kind: 'EXPOSE', words: bareWords(common.args) };
    case 'VOLUME':
      return { ...common, kind: 'VOLUME', words: listOf(common.args) };
    case 'USER':
    case 'WORKDIR':
    case 'STOPSIGNAL':
    case 'MAINTAINER': {
      const [word] = wholeOf(common.args);
      return word ? { ...common, kind: common.keyword, word } : { ...common, kind: common.keyword };
    }
    case 'COPY':
    case 'ADD': {
      const words = listOf(common.args);
      const destination = words.at(-1);
      const sources = words.slice(0, -1).filter(word => !isMarker(word, line.heredocs));
      const copy = { ...common, kind: common.keyword, sources, ...named('from', common.flags) } as const;
      return destination && words.length > 1 ? { ...copy, destination } : { ...copy, sources: words };
    }
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'SHELL':
      return { ...common, kind: common.keyword, ...commandLine(common.args, line.heredocs) };
    case 'HEALTHCHECK':
      return { ...common, kind: 'HEALTHCHECK', ...healthcheckOf(common.args) };
    case 'ONBUILD': {
      // The library reads a trigger without regard to flags; those of ONBUILD itself do not exist.
      const onbuild = head.trigger && readInstruction(line, head.trigger, escapeChar);
      const outer = { ...common, heredocs: [], kind: 'ONBUILD' } as const;
      return onbuild ? { ...outer, onbuild } : outer;
    }
    default:
      return { ...common, kind: 'UNKNOWN' };
  }
}

function fromOf(common: Common): Pick<From, 'image' | 'stage' | 'platform'> {
  const [image, as, stage] = bareWords(common.args);
  return {
    ...(image && { image }),
    ...(stage && as?.text.toLowerCase() === 'as' && { stage }),
    ...named('platform', common.flags),
  };
}

/** The last flag of that name, under its name. */
function named<N extends string>(name: N, flags: readonly Flag[]): { readonly [K in N]?: Flag } {
  const flag = flags.findLast(each => each.name === name);
  return flag ? ({ [name]: flag } as { readonly [K in N]: Flag }) : {};
}

function namesAndValues(args: MappedText, escapeChar: EscapeCharacter): Pairs['pairs'] {
  const ranges = quotedRanges(args.text, escapeChar);
  const first = ranges[0];
  if (!first || args.text.slice(first[0], first[1]).includes('=')) return pairsOf(args, ranges);
  const pair = spacedPair(args);
  return pair ? [pair] : pairsOf(args, ranges);
}

const wholeOf = (args: MappedText): readonly Word[] => (args.text === '' ? [] : wordsOf(args, [[0, args.text.length]]));

function listOf(args: MappedText): readonly Word[] {
  const exec = execForm(args);
  return exec && exec !== 'mixed' ? execWords(exec) : bareWords(args);
}

const isMarker = (word: Word, heredocs: readonly Heredoc[]): boolean =>
  heredocs.some(heredoc => heredoc.marker.start < word.span.end && word.span.start < heredoc.marker.end);

function commandLine(args: MappedText, heredocs: readonly Heredoc[]): CommandLine {
  const exec = execForm(args);
  if (exec && exec !== 'mixed') return { form: 'exec', exec, command: args };
  const [only] = heredocs;
  const whole = args.span(0, args.text.length);
  const command = only && only.marker.start === whole.start && only.marker.end === whole.end ? only.body : args;
  return { form: 'shell', exec: [], command };
}

function healthcheckOf(args: MappedText): Pick<Healthcheck, 'none' | 'check'> {
  const text = args.text;
  let end = 0;
  while (end < text.length && !isSpace(text[end])) end++;
  const type = text.slice(0, end).toUpperCase();
  if (type !== 'CMD') return { none: type === 'NONE' };
  const command = trim(args, end);
  return { none: false, check: { ...commandLine(command, []), keywordSpan: args.span(0, end) } };
}
