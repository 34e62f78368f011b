import { isMap, type Plain, type PlainMap } from '../../../syntax/yaml/plain';
import { anchored, literalOf, ofGlob } from '../pattern';
import { isRepository, isScope } from '../scope';
import type { KeylessSigner, SignerStatement } from '../signers';

/** What a policy of another tool says, as statements about signers. */
export interface Imported {
  readonly signers: readonly SignerStatement[];
  /** What could not be carried over, or means something narrower now: sentences. */
  readonly notes: readonly string[];
}

export const textAt = (map: PlainMap | undefined, key: string): string | undefined => {
  const value = map?.[key];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
};
export const mapAt = (map: PlainMap | undefined, key: string): PlainMap | undefined => {
  const value = map?.[key];
  return value !== undefined && isMap(value) ? value : undefined;
};
export const listAt = (map: PlainMap | undefined, key: string): readonly Plain[] => {
  const value = map?.[key];
  return Array.isArray(value) ? value : [];
};
export const mapsAt = (map: PlainMap | undefined, key: string): readonly PlainMap[] => listAt(map, key).filter(isMap);

/** The public keys (PEM) in a text; none where it holds something else. */
export const keysIn = (text: string | undefined): readonly string[] =>
  [...(text ?? '').matchAll(/-----BEGIN (RSA )?PUBLIC KEY-----[A-Za-z0-9+/=\s]+-----END \1?PUBLIC KEY-----/g)].map(
    it => `${it[0]}\n`,
  );

/**
 * The scope that a glob of image names means, tags left out: `ghcr.io/acme/**`, `ghcr.io/acme/app:*`.
 * Sources: policy-controller `pkg/apis/glob`; kyverno.io, Verify Images Rules.
 */
export function scopeOfGlob(glob: string): { readonly scope: string; readonly narrowed: boolean } | undefined {
  const bare = glob.replace(/@.*$/, '').replace(/:[^/]*$/, '');
  const isPrefix = /\/\*{1,2}$/.test(bare);
  const body = bare.replace(isPrefix ? /\/\*{1,2}$/ : /\*+$/, '');
  const name = body.replace(/^(?:index|registry-1)\.docker\.io(?=\/|$)/, 'docker.io');
  const scope = isPrefix ? `${name}/*` : name;
  // Without a registry it is an image of Docker Hub, or of whatever the cluster is set to.
  const hasRegistry = /^[^/]*[.:][^/]*\/|^localhost\//.test(scope);
  if (!hasRegistry || !isScope(scope) || (!isPrefix && !isRepository(scope))) return undefined;
  return { scope, narrowed: !isPrefix && /[^:/]\*+$/.test(bare) };
}

/** Scopes of globs; what is no scope is noted. */
export function scopesOf(globs: readonly (string | undefined)[], of: string, notes: string[]): readonly string[] {
  const scopes = new Set<string>();
  for (const glob of globs) {
    const found = glob === undefined ? undefined : scopeOfGlob(glob);
    if (!found) notes.push(`${of}: \`${glob ?? '?'}\` names no repository and no prefix of such.`);
    else {
      scopes.add(found.scope);
      if (found.narrowed) notes.push(`${of}: \`${glob}\` became the one repository \`${found.scope}\`.`);
    }
  }
  return [...scopes];
}

/** A keyless identity of policy-controller or Kyverno; nothing of one that leaves open who vouches for it. */
export function keylessOf(identity: PlainMap, of: string, notes: string[]): KeylessSigner | undefined {
  const subject = textAt(identity, 'subject');
  const pattern = textAt(identity, 'subjectRegExp');
  const issuer = textAt(identity, 'issuer') ?? literalOf(textAt(identity, 'issuerRegExp') ?? '(');
  if (!issuer || !/^https:\/\/[^\s*]+$/.test(issuer)) {
    notes.push(`${of}: an identity does not name its issuer, so anybody might vouch for it.`);
    return undefined;
  }
  if (subject !== undefined && !/[*?]/.test(subject)) return { issuer, identity: subject };
  if (subject === undefined && pattern === undefined) {
    notes.push(`${of}: an identity names no subject, so it would be anybody.`);
    return undefined;
  }
  const made = subject === undefined ? anchored(pattern!) : { pattern: `^${ofGlob(subject)}$`, narrowed: false };
  if (/^\^\.[*+]\$$/.test(made.pattern)) {
    notes.push(`${of}: \`${subject ?? pattern}\` would be anybody.`);
    return undefined;
  }
  if (made.narrowed) notes.push(`${of}: \`${pattern}\` was found anywhere in an identity; now all of it must match.`);
  return { issuer, identityPattern: made.pattern };
}
