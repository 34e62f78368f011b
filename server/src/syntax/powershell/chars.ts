/**
 * What PowerShell thinks of a character. Codes are UTF-16 code units; 0 stands for the end of the text too, so it ends
 * everything.
 */

/** The characters that the syntax knows, by name. */
export enum Char {
  Tab = 9,
  LineFeed = 10,
  CarriageReturn = 13,
  Space = 32,
  Exclamation = 33,
  DoubleQuote = 34,
  Hash = 35,
  Dollar = 36,
  Percent = 37,
  Ampersand = 38,
  SingleQuote = 39,
  OpenParen = 40,
  CloseParen = 41,
  Star = 42,
  Plus = 43,
  Comma = 44,
  Hyphen = 45,
  Dot = 46,
  Slash = 47,
  Colon = 58,
  Semicolon = 59,
  Less = 60,
  Equals = 61,
  Greater = 62,
  Question = 63,
  At = 64,
  OpenBracket = 91,
  Backslash = 92,
  CloseBracket = 93,
  Caret = 94,
  Backtick = 96,
  OpenBrace = 123,
  Pipe = 124,
  CloseBrace = 125,
}

const SPACE = 1;
const NEWLINE = 2;
/** Ends a bare word in command mode. */
const WORD_END = 4;
const LETTER = 8;
const DIGIT = 16;
/** May follow a number in expression mode. */
const NUMBER_END = 32;

const table = new Uint8Array(128);

const mark = (characters: string, flag: number): void => {
  for (let i = 0; i < characters.length; i++) table[characters.charCodeAt(i)]! |= flag;
};

mark('\0\t\v\f ', SPACE);
mark('\r\n', NEWLINE);
mark('\0\t\v\f \r\n&(),;{|}', WORD_END);
mark('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_', LETTER);
mark('0123456789', DIGIT);
mark('!#%*+-./<=>]?:', NUMBER_END);

const letter = /\p{L}/u;
const letterOrDigit = /[\p{L}\p{Nd}]/u;

/** White space other than line ends; no-break spaces and their like count. */
export const isSpace = (c: number): boolean => (c < 128 ? (table[c]! & SPACE) !== 0 : isWideSpace(c));

const isWideSpace = (c: number): boolean =>
  c === 0xa0 ||
  c === 0x85 ||
  c === 0x1680 ||
  (c >= 0x2000 && c <= 0x200a) ||
  c === 0x2028 ||
  c === 0x2029 ||
  c === 0x202f ||
  c === 0x205f ||
  c === 0x3000 ||
  c === 0xfeff;

export const isNewline = (c: number): boolean => c === Char.LineFeed || c === Char.CarriageReturn;

/** Whether the character ends a bare word, whatever the word holds. */
export const endsWord = (c: number): boolean => (c < 128 ? (table[c]! & WORD_END) !== 0 : isWideSpace(c));

/** Whether the character may follow a number in an expression: `7+`, `7]`, but not `7z`. */
export const endsNumber = (c: number): boolean =>
  c < 128 ? (table[c]! & (WORD_END | NUMBER_END)) !== 0 : isDash(c) || isWideSpace(c);

export const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/** First character of an identifier. */
export const isLetter = (c: number): boolean =>
  c < 128 ? (table[c]! & LETTER) !== 0 : letter.test(String.fromCharCode(c));

/** Later character of an identifier. */
export const isLetterOrDigit = (c: number): boolean =>
  c < 128 ? (table[c]! & (LETTER | DIGIT)) !== 0 : letterOrDigit.test(String.fromCharCode(c));

/** Hyphen-minus, en dash, em dash, horizontal bar: they all are dashes to PowerShell. */
export const isDash = (c: number): boolean => c === Char.Hyphen || (c >= 0x2013 && c <= 0x2015);

/** Straight and curly single quotes, which all open and close the same strings. */
export const isSingleQuote = (c: number): boolean => c === Char.SingleQuote || (c >= 0x2018 && c <= 0x201b);

/** Straight and curly double quotes. */
export const isDoubleQuote = (c: number): boolean => c === Char.DoubleQuote || (c >= 0x201c && c <= 0x201e);

/** First character of an unbraced variable name after the dollar sign. */
export const startsVariable = (c: number): boolean =>
  isLetterOrDigit(c) || c === Char.Dollar || c === Char.Colon || c === Char.Question || c === Char.Caret;
