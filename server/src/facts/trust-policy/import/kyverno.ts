import type { PlainMap } from '../../../syntax/yaml/plain';
import type { KeylessSigner, SignerStatement } from '../signers';
import { withoutEmpty } from './cluster-image-policy';
import { type Imported, keylessOf, keysIn, listAt, mapAt, mapsAt, scopesOf, textAt } from './imported';

const audits = (action: string | undefined): { readonly level?: 'audit' } =>
  action?.toLowerCase() === 'audit' ? { level: 'audit' } : {};

/** Reads `verifyImages` of a `ClusterPolicy` or `Policy` of Kyverno. Source: kyverno.io, Verify Images Rules. */
export function importKyvernoPolicy(object: PlainMap): Imported {
  const policy = textAt(mapAt(object, 'metadata'), 'name') ?? 'policy';
  const spec = mapAt(object, 'spec');
  const signers: SignerStatement[] = [];
  const notes: string[] = [];
  const rules = mapsAt(spec, 'rules').flatMap(rule => mapsAt(rule, 'verifyImages').map(check => ({ rule, check })));
  for (const [index, { rule, check }] of rules.entries()) {
    const name = rules.length > 1 ? `${policy}-${textAt(rule, 'name') ?? index + 1}` : policy;
    const old = textAt(check, 'image');
    const references = old
      ? [old]
      : listAt(check, 'imageReferences').map(it => (typeof it === 'string' ? it : undefined));
    const scopes = scopesOf(references, name, notes);
    if (listAt(check, 'skipImageReferences').length > 0)
      notes.push(`${name}: the images that it skips are not left out.`);
    if (mapsAt(check, 'attestations').length > 0) notes.push(`${name}: attestations are not asked for.`);
    if (/notary/i.test(textAt(check, 'type') ?? '')) {
      notes.push(`${name}: its certificates belong in a trust policy of the Notary Project.`);
      continue;
    }
    const attestors = mapsAt(check, 'attestors');
    const entries = attestors.flatMap(it => mapsAt(it, 'entries'));
    // Where no count is given all of them must have signed.
    if (attestors.length > 1 || (entries.length > 1 && attestors[0]!.count !== 1)) {
      notes.push(`${name}: several must have signed, which cannot be asked for here.`);
      continue;
    }
    const found = { keys: [] as string[], keyless: [] as KeylessSigner[] };
    let requireLog = true;
    for (const entry of attestors.length === 0 ? [oldEntry(check)] : entries) {
      const keys = mapAt(entry, 'keys');
      const keyless = mapAt(entry, 'keyless');
      if (keys) {
        const own = keysIn(textAt(keys, 'publicKeys'));
        if (own.length > 1 && attestors[0]?.count !== 1) notes.push(`${name}: one of its keys is enough here.`);
        if (own.length === 0) notes.push(`${name}: its key is not in the policy.`);
        if (mapAt(keys, 'rekor')?.ignoreTlog === true) requireLog = false;
        found.keys.push(...own);
      } else if (keyless && keyless.roots === undefined) {
        found.keyless.push(...[keylessOf(keyless, name, notes)].flatMap(it => it ?? []));
      } else notes.push(`${name}: who signs by certificates, or by authorities of its own, is not carried over.`);
    }
    if (scopes.length === 0 || found.keys.length + found.keyless.length === 0) continue;
    const action = textAt(spec, 'validationFailureAction') ?? textAt(check, 'failureAction');
    signers.push({ name, scopes, ...audits(action), ...withoutEmpty(found), ...(requireLog ? {} : { requireLog }) });
  }
  return { signers, notes };
}

/** What early versions said beside `image`. */
const oldEntry = (check: PlainMap): PlainMap => {
  const key = textAt(check, 'key');
  if (key) return { keys: { publicKeys: key } };
  return { keyless: { subject: textAt(check, 'subject'), issuer: textAt(check, 'issuer'), roots: check.roots } };
};

/** Reads an `ImageValidatingPolicy` of Kyverno with one attestor. Source: kyverno.io, ImageValidatingPolicy. */
export function importImageValidatingPolicy(object: PlainMap): Imported {
  const name = textAt(mapAt(object, 'metadata'), 'name') ?? 'policy';
  const spec = mapAt(object, 'spec');
  const notes: string[] = [];
  const scopes = scopesOf(
    mapsAt(spec, 'matchImageReferences').map(it => textAt(it, 'glob')),
    name,
    notes,
  );
  const attestors = mapsAt(spec, 'attestors');
  if (attestors.length !== 1) {
    notes.push(`${name}: its expressions decide which of its attestors must have signed; that is not carried over.`);
    return { signers: [], notes };
  }
  if (mapsAt(spec, 'attestations').length > 0) notes.push(`${name}: attestations are not asked for.`);
  const cosign = mapAt(attestors[0], 'cosign');
  const keyless = mapAt(cosign, 'keyless');
  const log = mapAt(cosign, 'ctlog');
  if (
    !cosign ||
    mapAt(cosign, 'certificate') ||
    keyless?.roots !== undefined ||
    cosign.tuf !== undefined ||
    log?.rekorPubKey !== undefined
  ) {
    notes.push(`${name}: who signs by certificates, or by authorities and logs of its own, is not carried over.`);
    return { signers: [], notes };
  }
  const key = mapAt(cosign, 'key');
  const keys = keysIn(textAt(key, 'data'));
  if (key && keys.length === 0) notes.push(`${name}: its key is not in the policy.`);
  const found = { keys, keyless: mapsAt(keyless, 'identities').flatMap(it => keylessOf(it, name, notes) ?? []) };
  if (scopes.length === 0 || found.keys.length + found.keyless.length === 0) return { signers: [], notes };
  const [action] = listAt(spec, 'validationActions');
  const open = log?.insecureIgnoreTlog === true ? { requireLog: false } : {};
  return {
    signers: [
      { name, scopes, ...audits(typeof action === 'string' ? action : undefined), ...withoutEmpty(found), ...open },
    ],
    notes,
  };
}
