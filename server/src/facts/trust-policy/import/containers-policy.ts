import { bytesOfBase64 } from '../../../base/base64';
import type { PlainMap } from '../../../syntax/yaml/plain';
import { isScope } from '../scope';
import type { SignerStatement } from '../signers';
import { type Imported, keysIn, listAt, mapAt, mapsAt, textAt } from './imported';

/** Reads `policy.json` of containers/image. Source: containers/image `docs/containers-policy.json.5.md`. */
export function importContainersPolicy(object: PlainMap): Imported {
  const signers: SignerStatement[] = [];
  const notes: string[] = [];
  const docker = mapAt(mapAt(object, 'transports'), 'docker');
  for (const scope of Object.keys(docker ?? {})) {
    const of = scope === '' ? 'all registries' : `\`${scope}\``;
    // A scope is a host, a namespace or a repository; all below it are meant, too.
    const scopes = [scope, `${scope}/*`].filter(isScope);
    if (scopes.length === 0 || scope.startsWith('*.')) {
      notes.push(`What is said of ${of} is not carried over.`);
      continue;
    }
    const requirements = mapsAt(docker, scope);
    const [only] = requirements;
    const type = textAt(only, 'type');
    if (requirements.length !== 1)
      notes.push(`${scope}: several requirements must hold, which cannot be asked for here.`);
    else if (type === 'insecureAcceptAnything') signers.push({ name: scope, scopes, level: 'skip' });
    else if (type === 'sigstoreSigned') signers.push(...[signed(scope, scopes, only!, notes)].flatMap(it => it ?? []));
    else notes.push(`${scope}: \`${type ?? '?'}\` is not carried over.`);
  }
  return { signers, notes };
}

function signed(
  name: string,
  scopes: readonly string[],
  requirement: PlainMap,
  notes: string[],
): SignerStatement | undefined {
  const texts = (key: string): readonly string[] =>
    [requirement[key], ...listAt(requirement, `${key}s`)].filter(it => typeof it === 'string');
  const keys = [...texts('keyPath'), ...texts('keyData').flatMap(it => keysIn(bytesOfBase64(it)))];
  const requireLog = Object.keys(requirement).some(it => it.startsWith('rekorPublicKey'));
  if (keys.length > 0) return { name, scopes, keys, requireLog };
  const fulcio = mapAt(requirement, 'fulcio');
  const issuer = textAt(fulcio, 'oidcIssuer');
  const identity = textAt(fulcio, 'subjectEmail');
  if (issuer && identity) {
    notes.push(
      `${name}: certificates must be of Sigstore's public authority; the one of the policy is not taken over.`,
    );
    return { name, scopes, keyless: [{ issuer, identity }] };
  }
  notes.push(`${name}: who signs by certificates is not carried over.`);
  return undefined;
}
