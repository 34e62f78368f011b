import type { PlainMap } from '../../../syntax/yaml/plain';
import type { KeylessSigner, SignerStatement } from '../signers';
import { type Imported, keylessOf, keysIn, mapAt, mapsAt, scopesOf, textAt } from './imported';

const publicLog = 'https://rekor.sigstore.dev';
const publicAuthority = 'https://fulcio.sigstore.dev';
const isAt = (url: string | undefined, address: string): boolean =>
  url === undefined || url.replace(/^http:/, 'https:').replace(/\/+$/, '') === address;

/** Reads a `ClusterImagePolicy` of policy-controller. Source: sigstore/policy-controller `pkg/apis/policy/v1beta1`. */
export function importClusterImagePolicy(object: PlainMap): Imported {
  const name = textAt(mapAt(object, 'metadata'), 'name') ?? 'policy';
  const spec = mapAt(object, 'spec');
  const notes: string[] = [];
  const scopes = scopesOf(
    mapsAt(spec, 'images').map(it => textAt(it, 'glob')),
    name,
    notes,
  );
  if (mapsAt(spec, 'match').length > 0) notes.push(`${name}: it is for some resources only; here it is for all.`);
  if (mapAt(spec, 'policy')) notes.push(`${name}: what it asks of the image itself is left out.`);
  const signers: SignerStatement[] = [];
  const level = textAt(spec, 'mode') === 'warn' ? ({ level: 'audit' } as const) : {};
  // Any of the authorities is enough; those with and without a log are statements of their own.
  const logged = { keys: [] as string[], keyless: [] as KeylessSigner[] };
  const bare: string[] = [];
  for (const [index, authority] of mapsAt(spec, 'authorities').entries()) {
    const own = `${name}, authority ${textAt(authority, 'name') ?? index + 1}`;
    const action = textAt(mapAt(authority, 'static'), 'action');
    if (action === 'pass' && scopes.length > 0) signers.push({ name: `${name}-pass`, scopes, level: 'skip' });
    else if (action) notes.push(`${own}: \`${action}\` is not carried over.`);
    if (mapsAt(authority, 'attestations').length > 0) notes.push(`${own}: attestations are not asked for.`);
    const log = mapAt(authority, 'ctlog');
    const keyless = mapAt(authority, 'keyless');
    const roots = [log, keyless].some(it => it?.trustRootRef !== undefined) || mapAt(keyless, 'ca-cert') !== undefined;
    if (roots || !isAt(textAt(log, 'url'), publicLog) || !isAt(textAt(keyless, 'url'), publicAuthority)) {
      notes.push(`${own}: it relies on authorities or logs of its own, which are not known here.`);
      continue;
    }
    const key = mapAt(authority, 'key');
    if (key) {
      const keys = keysIn(textAt(key, 'data'));
      if (keys.length === 0) notes.push(`${own}: its key is not in the policy.`);
      (log ? logged.keys : bare).push(...keys);
    }
    for (const identity of mapsAt(keyless, 'identities'))
      logged.keyless.push(...[keylessOf(identity, own, notes)].flatMap(it => it ?? []));
  }
  if (scopes.length === 0) return { signers, notes };
  const both = bare.length > 0 && logged.keys.length + logged.keyless.length > 0;
  if (logged.keys.length + logged.keyless.length > 0) signers.push({ name, scopes, ...level, ...withoutEmpty(logged) });
  if (bare.length > 0)
    signers.push({ name: both ? `${name}-keys` : name, scopes, ...level, keys: bare, requireLog: false });
  return { signers, notes };
}

/** Lists that hold something. */
export const withoutEmpty = (lists: {
  readonly keys: readonly string[];
  readonly keyless: readonly KeylessSigner[];
}): Pick<SignerStatement, 'keys' | 'keyless'> => ({
  ...(lists.keys.length > 0 ? { keys: lists.keys } : {}),
  ...(lists.keyless.length > 0 ? { keyless: lists.keyless } : {}),
});
