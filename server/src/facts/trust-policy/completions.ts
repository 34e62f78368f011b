import type { Span } from '../../base/span';
import { type JsonNode, parseJson } from '../../syntax/json/parse';
import { placeIn } from '../../syntax/json/place';
import { isText, membersOf } from '../../syntax/json/read';
import { actions, levels, members, type PolicyKind, steps, storeTypes, timestampOptions } from './document';
import { subjectPrefix } from './identity';
import { microsoftSigned, microsoftSigner } from './known.data';

/** What may be written at a place of a trust policy. */
export interface PolicyCompletion {
  readonly label: string;
  /** What takes the place of `PolicyCompletions.word`. */
  readonly text: string;
  readonly kind: 'key' | 'value';
  readonly detail?: string;
}

export interface PolicyCompletions {
  readonly word: Span;
  readonly items: readonly PolicyCompletion[];
}

/** Sources: specs/trust-store-trust-policy.md, Trust Policy Properties and Signature Verification details. */
const details: Readonly<Record<string, string>> = {
  version: 'The version of the document: 1.0',
  trustPolicies: 'The statements',
  name: 'A name that no other statement has',
  registryScopes: 'Repositories in full, or * alone',
  globalPolicy: 'Whether it holds where no statement is named',
  signatureVerification: 'How strictly is verified',
  trustStores: 'Stores of roots: ca:, signingAuthority:, tsa:',
  trustedIdentities: 'Subjects of signing certificates, or * alone',
  level: 'strict, permissive, audit or skip',
  override: 'Checks that are handled otherwise than the level says',
  verifyTimestamp: 'When timestamps are checked; needs a store of type tsa',
  strict: 'Every check is enforced',
  permissive: 'Who signed is enforced; timestamp, expiry and revocation are logged',
  audit: 'Everything but integrity is only logged',
  skip: 'Nothing is verified',
  enforce: 'The image is refused',
  log: 'The image is accepted, and the log tells of it',
  always: 'Also while the certificates are valid',
  afterCertExpiry: 'Only once a certificate has expired',
  authenticity: 'Whether somebody trusted signed',
  authenticTimestamp: 'Whether the certificates were valid when it was signed',
  expiry: 'Whether the signature has expired',
  revocation: 'Whether a certificate was revoked',
  ca: 'Roots of authorities',
  signingAuthority: 'Roots of signing authorities',
  tsa: 'Roots of timestamp authorities',
};

/** What may be written at an offset of a trust policy, half-written or not. */
export function policyCompletions(text: string, offset: number, kind: PolicyKind): PolicyCompletions {
  const { path, isKey, word } = placeIn(text, offset);
  const { root } = parseJson(text);
  if (!isKey) return { word, items: valuesAt(path, root, text.slice(word.start + 1, word.end - 1)) };
  const there = new Set(
    membersOf(nodeAt(root, path))
      .filter(it => it.keyStart !== word.start)
      .map(it => it.key),
  );
  const hasColon = /^\s*:/.test(text.slice(word.end));
  const items = keysAt(path, kind).flatMap(key =>
    there.has(key) ? [] : [{ ...item(key, 'key'), text: `"${key}"${hasColon ? '' : ': '}` }],
  );
  return { word, items };
}

const item = (
  label: string,
  kind: PolicyCompletion['kind'] = 'value',
  text = JSON.stringify(label),
): PolicyCompletion => ({
  label,
  text,
  kind,
  ...(details[label] ? { detail: details[label] } : {}),
});

/** The way below a statement: `signatureVerification/level`; `undefined` elsewhere. */
const below = (path: readonly (string | number)[]): string | undefined =>
  path[0] === 'trustPolicies' && typeof path[1] === 'number'
    ? path
        .slice(2)
        .map(it => (typeof it === 'number' ? '#' : it))
        .join('/')
    : undefined;

function keysAt(path: readonly (string | number)[], kind: PolicyKind): readonly string[] {
  if (path.length === 0) return members.document;
  switch (below(path)) {
    case '':
      return members.statement[kind];
    case 'signatureVerification':
      return members.verification;
    case 'signatureVerification/override':
      return steps;
    default:
      return [];
  }
}

function valuesAt(
  path: readonly (string | number)[],
  root: JsonNode | undefined,
  own: string,
): readonly PolicyCompletion[] {
  if (path.length === 1 && path[0] === 'version') return [item('1.0')];
  const way = below(path);
  const used = new Set([...wordsOf(root)].filter(it => it !== own));
  const unused = (words: readonly string[], detail?: string): readonly PolicyCompletion[] =>
    words.filter(it => !used.has(it)).map(it => ({ ...item(it), ...(detail ? { detail } : {}) }));
  switch (way) {
    case 'globalPolicy':
      return ['true', 'false'].map(it => item(it, 'value', it));
    case 'signatureVerification/level':
      return levels.map(it => item(it));
    case 'signatureVerification/verifyTimestamp':
      return timestampOptions.map(it => item(it));
    case 'registryScopes':
    case 'registryScopes/#':
      return [...unused(['*'], 'Every repository'), ...unused(microsoftSigned, 'Signed by Microsoft')].map(inList(way));
    case 'trustStores':
    case 'trustStores/#': {
      const stores = [...used].filter(it =>
        storeTypes.some(type => it.startsWith(`${type}:`) && it.length > type.length + 1),
      );
      return [
        ...stores.map(it => item(it)),
        ...storeTypes.map(it => ({ ...item(it), label: `${it}:`, text: `"${it}:"` })),
      ].map(inList(way));
    }
    case 'trustedIdentities':
    case 'trustedIdentities/#':
      return [
        { ...item(`${subjectPrefix}: C=, ST=, O=`), detail: 'A subject; more attributes make it narrower' },
        { ...item(microsoftSigner), detail: 'Who signs the images of Microsoft' },
        { ...item('*'), detail: 'Everybody whom the stores vouch for' },
      ].map(inList(way));
    default: {
      const step = /^signatureVerification\/override\/(\w+)$/.exec(way ?? '')?.[1];
      return step ? actions.filter(it => it !== 'skip' || step === 'revocation').map(it => item(it)) : [];
    }
  }
}

/** Where the list itself is still to be written, it is written around the word. */
const inList =
  (way: string) =>
  (it: PolicyCompletion): PolicyCompletion =>
    way.endsWith('#') ? it : { ...it, text: `[${it.text}]` };

function nodeAt(root: JsonNode | undefined, path: readonly (string | number)[]): JsonNode | undefined {
  let node = root;
  for (const step of path)
    node =
      typeof step === 'number'
        ? node?.kind === 'array'
          ? node.items[step]
          : undefined
        : membersOf(node).find(it => it.key === step)?.value;
  return node;
}

function* wordsOf(node: JsonNode | undefined): Iterable<string> {
  if (node?.kind === 'array') for (const it of node.items) yield* wordsOf(it);
  else if (node?.kind === 'object') for (const it of node.members) yield* wordsOf(it.value);
  else if (isText(node)) yield node.value;
}
