import { type Known, known, type Value } from '../../base/value';
import type { Argument } from '../command/command';
import { piece, placeOf, wordOf } from '../command/native';
import { programName } from '../command/program';
import type { ScriptReader } from '../command/script';
import { acceptedBy } from './accepted';
import { looksLikeTrustPolicy, readTrustPolicyText } from './carried';

/** Flags with patterns. Source: sigstore/cosign `cmd/cosign/cli/options/certificate.go`. */
const flags = {
  '--certificate-identity-regexp': 'subject',
  '--certificate-oidc-issuer-regexp': 'issuer',
} as const;

/** Reads whose signatures `cosign verify` accepts, and trust policies that a script writes. */
export const readSignaturePolicies: ScriptReader = ({ events }, emit) => {
  for (const event of events) {
    if (event.kind !== 'command') continue;
    const { applied, place } = event;
    if (applied && looksLikeTrustPolicy(applied.text))
      readTrustPolicyText('', applied, { ...place, encode: applied.encode }, emit);
    if (programName(event.name) !== 'cosign') continue;
    for (const [index, argument] of event.args.entries()) {
      const found = flagOf(argument, event.args[index + 1]);
      if (!found?.value.known) continue;
      const accepted = acceptedBy(found.value.value, found.part, placeOf(found.value));
      if (accepted) emit('trust-policy.identity', { span: event.span, place, ...accepted });
    }
  }
};

/** A flag with its pattern: `--flag=pattern`, `--flag pattern`. */
function flagOf(
  argument: Argument,
  next: Argument | undefined,
): { readonly part: 'subject' | 'issuer'; readonly value: Value<string> } | undefined {
  const word = wordOf(argument);
  if (!word.known) return undefined;
  const equals = word.value.indexOf('=');
  const name = equals < 0 ? word.value : word.value.slice(0, equals);
  if (!Object.hasOwn(flags, name)) return undefined;
  const part = flags[name as keyof typeof flags];
  if (equals >= 0) return { part, value: bare(piece(word, equals + 1, word.value.length)) };
  const value = next && wordOf(next);
  return value ? { part, value: value.known ? bare(value) : value } : undefined;
}

/** Without quotes that a shell which is not known here would take off. */
function bare(value: Known<string>): Known<string> {
  const quotes = /^(["']).*\1$/s.test(value.value);
  return quotes ? piece(value, 1, value.value.length - 1) : known(value.value, value.span, value.literal);
}
