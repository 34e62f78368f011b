import type { ParseResult, Script, UsingStatement } from './ast';
import { parseContents } from './bodies';
import { skipSeparators } from './brackets';
import { parseUsing } from './declarations';
import { Reader } from './reader';
import { atKeyword } from './statements';
import { fillGaps, type Token } from './tokens';

export type * from './ast';
export type { Token, TokenKind } from './tokens';

/** The tree of a PowerShell script, of Windows PowerShell 5.1 or PowerShell 7. Never throws; time is linear. */
export function parsePowerShell(text: string): ParseResult {
  const { reader, script } = read(text, undefined);
  const errors = [...reader.errors].sort((a, b) => a.start - b.start);
  return { script, errors, comments: reader.comments };
}

/** The tokens of a script, without gaps: their texts joined are the script. */
export function tokenize(text: string): readonly Token[] {
  const taken: Token[] = [];
  const { reader } = read(text, taken);
  return fillGaps(text, taken, reader.comments);
}

/**
 * Read the script. When a string runs to its end, a quote was left open somewhere: then read again, ending the strings
 * that seem to lack their quote with their line, so that what follows is seen for what it is.
 */
function read(text: string, tokens: Token[] | undefined): { reader: Reader; script: Script } {
  const reader = new Reader(text, false, tokens);
  const script = readScript(reader);
  if (!reader.unclosedString) return { reader, script };
  if (tokens) tokens.length = 0;
  const second = new Reader(text, true, tokens);
  return { reader: second, script: readScript(second) };
}

function readScript(r: Reader): Script {
  const usings: UsingStatement[] = [];
  for (skipSeparators(r); atKeyword(r, r.pos, 'using'); skipSeparators(r)) {
    const { pos, last } = r;
    r.take('keyword', pos + 'using'.length);
    const using = parseUsing(r, pos, 'using');
    if (using?.kind !== 'Using') {
      r.rewind(pos, last);
      break;
    }
    usings.push(using);
  }
  const start = usings.length > 0 ? r.last : 0;
  const body = parseContents(r, start, 0);
  return { kind: 'Script', start: 0, end: r.size, usings, body };
}
