import { accessSync, constants } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { imagePresets } from '../engine/settings/schema';
import { cacheFolder } from '../host/cache-folder';
import { reasonOf } from '../host/files';
import type { TrustSettings } from '../trust/settings';
import { UsageError } from './output';
import { absolute } from './paths';

/** What the user allows when registries are asked. The command line has no settings of a user: flags are the user. */
export interface TrustFlags {
  readonly policy?: string;
  readonly preset?: readonly string[];
  readonly signers?: readonly string[];
  readonly allowRegistry?: readonly string[];
  readonly insecureRegistry?: readonly string[];
  readonly mirror?: readonly Mirror[];
  readonly dockerConfig?: boolean;
  readonly revocation?: boolean;
  readonly proxy?: string;
  readonly ca?: readonly string[];
  readonly acceptWorkspacePolicy?: boolean;
  readonly acceptPolicy?: readonly string[];
  readonly cacheDir?: string;
  readonly again?: boolean;
}

interface Mirror {
  readonly name: string;
  readonly address: string;
}

/** Adds the flags of every command that asks registries. */
export const askingRegistries = (command: Command, heading = 'Registries and policies:'): Command =>
  command
    .optionsGroup(heading)
    .option('--policy <file>', 'your trustpolicy.json, with its truststore beside it')
    .addOption(
      new Option(
        '--preset <name>',
        `a built-in policy: ${imagePresets.join(', ')}; may be given several times`,
      ).argParser(several(preset)),
    )
    .option(
      '--signers <file>',
      'statements about signers of cosign and Notary v1; may be given several times',
      several(own),
    )
    .option('--docker-config', 'use the logins of the Docker configuration and its credential helpers')
    .option('--revocation', 'ask whether certificates were revoked, at the addresses that they name')
    .option('--allow-registry <host>', 'ask this one though its address is private: host or host:port', several(host))
    .option('--insecure-registry <host>', 'ask this one over plain http', several(host))
    .option(
      '--mirror <name=url>',
      'fetch what belongs to a registry from here: docker.io=https://mirror.example',
      several(mirror),
    )
    .option('--proxy <url>', 'the proxy; that of HTTPS_PROXY and NO_PROXY when absent', address)
    .option('--ca <file>', 'certificates of further authorities for TLS, as PEM', several(own))
    .option('--accept-workspace-policy', 'count roots, keys and signers that the project itself brings')
    .option('--accept-policy <fingerprint>', 'count them while they have this fingerprint', several(fingerprint))
    .option('--cache-dir <folder>', 'where evidence is kept between runs')
    .option('--again', 'ask again, also what was asked a moment ago');

/** The flags about registries that were given, as they are written. */
export const trustFlagsGiven = (flags: TrustFlags): readonly string[] =>
  names
    .filter(it => flags[it] !== undefined)
    .map(it => `--${it.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`);

const names: readonly (keyof TrustFlags)[] = [
  'policy',
  'preset',
  'signers',
  'dockerConfig',
  'revocation',
  'allowRegistry',
  'insecureRegistry',
  'mirror',
  'proxy',
  'ca',
  'acceptWorkspacePolicy',
  'acceptPolicy',
  'cacheDir',
  'again',
];

/** What these flags let the trust floor do. */
export function trustSettings(flags: TrustFlags, mode: TrustSettings['mode']): TrustSettings {
  const mirrors: Record<string, string[]> = {};
  for (const it of flags.mirror ?? []) mirrors[it.name] = [...(mirrors[it.name] ?? []), it.address];
  return {
    mode,
    // Whoever names images on the command line means their registries.
    registries: ['*'],
    privateRegistries: flags.allowRegistry ?? [],
    insecureRegistries: flags.insecureRegistry ?? [],
    mirrors,
    credentials: flags.dockerConfig === true,
    revocation: flags.revocation === true,
    ...(flags.proxy === undefined ? {} : { proxy: flags.proxy }),
    certificateFiles: (flags.ca ?? []).map(readable),
    presets: flags.preset ?? [],
    ...(flags.policy === undefined ? {} : { trustPolicy: readable(flags.policy) }),
    signerFiles: (flags.signers ?? []).map(readable),
    acceptedPolicies: flags.acceptPolicy ?? [],
    cacheFolder: flags.cacheDir === undefined ? cacheFolder() : absolute(flags.cacheDir),
  };
}

/** The file, when it can be read: a policy that is silently left out would say `no policy`. */
function readable(file: string): string {
  const path = absolute(file);
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw new UsageError(`${file}: ${reasonOf(error)}`);
  }
  return path;
}

/** A parser of a flag that may be given several times. */
const several =
  <T>(parsed: (text: string) => T) =>
  (text: string, before: readonly T[] = []): readonly T[] => [...before, parsed(text)];

const own = (text: string): string => text;

function preset(text: string): string {
  if ((imagePresets as readonly string[]).includes(text)) return text;
  throw new InvalidArgumentError(`Built-in are ${imagePresets.join(', ')}.`);
}

function host(text: string): string {
  if (/^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(text)) return text;
  throw new InvalidArgumentError('It must be a host or host:port, as in image references.');
}

function fingerprint(text: string): string {
  if (/^[\w:+/=-]{8,}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be a fingerprint as `boltseal verify` shows it.');
}

function mirror(text: string): Mirror {
  const at = text.indexOf('=');
  const name = at < 0 ? '' : host(text.slice(0, at));
  const url = urlOf(text.slice(at + 1));
  if (name === '' || !url || url.username !== '' || url.password !== '') {
    // A value that may hold a password is refused without being shown.
    throw new UsageError('--mirror must be a registry, `=`, and an http or https address without a login');
  }
  return { name, address: text.slice(at + 1) };
}

function address(text: string): string {
  if (urlOf(text)) return text;
  throw new UsageError('--proxy must be an http or https address');
}

function urlOf(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) && url.hostname !== '' ? url : undefined;
}
