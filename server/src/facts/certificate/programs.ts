import { replace } from '../../base/edit';
import { known } from '../../base/value';
import { type Argument, type Command, is } from '../command/command';
import { spanIn, unquoted } from '../command/native';
import type { CertificateTrait } from './certificate';

/**
 * Sources: the manual pages openssl-req, openssl-genrsa, openssl-x509, openssl-dgst; windows-driver-docs: SignTool, MakeCert.
 */
export function programTraits(command: Command): readonly CertificateTrait[] {
  if (is(command, 'openssl')) return ofOpenssl(command);
  if (is(command, 'signtool')) return afterOption(command, /^[-/]fd$/i, 'hash', 'signature');
  if (!is(command, 'makecert')) return [];
  return [...afterOption(command, /^[-/]len$/i, 'bits'), ...afterOption(command, /^[-/]a$/i, 'hash')];
}

function ofOpenssl(command: Command): readonly CertificateTrait[] {
  const { args } = command;
  const verb = textAt(args[0]);
  if (verb === 'genrsa' || verb === 'gendsa' || verb === 'dsaparam') {
    const last = args.at(-1);
    return last && /^\d{3,5}$/.test(textAt(last)) ? [trait(command, last, 0, 'bits')] : [];
  }
  if (!/^(?:req|x509|ca|dgst|genpkey)$/.test(verb)) return [];
  const found: CertificateTrait[] = [];
  args.forEach((argument, index) => {
    const word = textAt(argument);
    const before = textAt(args[index - 1]);
    if (before === '-newkey' && /^(?:rsa|dsa):\d+$/.test(word)) found.push(trait(command, argument, 4, 'bits'));
    if (before === '-pkeyopt' && /^rsa_keygen_bits:\d+$/.test(word)) found.push(trait(command, argument, 16, 'bits'));
    if (before === '-days' && /^\d+$/.test(word) && verb !== 'dgst') found.push(trait(command, argument, 0, 'days'));
    const signs = verb !== 'dgst' || args.some(it => textAt(it) === '-sign');
    if (signs && /^-(?:md5|md4|sha1)$/.test(word)) found.push(trait(command, argument, 1, 'hash'));
  });
  return found;
}

const afterOption = (
  command: Command,
  option: RegExp,
  name: 'bits' | 'hash',
  of: CertificateTrait['of'] = 'certificate',
): readonly CertificateTrait[] =>
  command.args.flatMap((argument, index) =>
    index > 0 && option.test(textAt(command.args[index - 1])) ? [trait(command, argument, 0, name, of)] : [],
  );

/** A known word, without quotes; empty when it is not known. */
const textAt = (argument: Argument | undefined): string =>
  argument?.value.known ? unquoted(`${argument.value.value}`) : '';

/** What a word says from `start` on. */
function trait(
  command: Command,
  argument: Argument,
  start: number,
  name: CertificateTrait['trait'],
  of: CertificateTrait['of'] = 'certificate',
): CertificateTrait {
  const word = textAt(argument).slice(start);
  const from = argument.text.indexOf(word, start);
  const at = from < 0 ? undefined : spanIn(argument, from, from + word.length);
  const value = name === 'hash' ? known(word, argument.span) : known(Number(word), argument.span);
  const setTo = at ? { setTo: (text: string) => replace(at, text) } : {};
  return { span: command.span, place: command.place, of, trait: name, value, at: at ?? argument.span, ...setTo };
}
