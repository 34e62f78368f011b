import type * as cborg from 'cborg';
import { member } from '../strict-json';
import { type Envelope, type Label, names, signedAttributes } from './envelope';
import { payloadType } from './payload';
import { must, refuse } from './refused';

/** COSE labels (RFC 9052 section 3.1; RFC 9360 section 2). */
const label = { algorithm: 1, critical: 2, contentType: 3, chain: 33 } as const;

/** signature-envelope-cose.md, Supported `alg` header values. */
const algorithms: ReadonlyMap<unknown, string> = new Map([
  [-37, 'PS256'],
  [-38, 'PS384'],
  [-39, 'PS512'],
  [-7, 'ES256'],
  [-35, 'ES384'],
  [-36, 'ES512'],
]);

/**
 * Reads a COSE envelope (signature-envelope-cose.md; RFC 9052 section 4.2): a tagged COSE_Sign1 of definite lengths, with the payload in it.
 * A label may be in one of the two headers only.
 */
export async function readCose(bytes: Uint8Array): Promise<Envelope> {
  loaded ??= import('cborg');
  const library = await loaded;
  const { encode, Tagged } = library;
  const tagged = item(library, bytes, 'The signature envelope');
  must(tagged instanceof Tagged && tagged.tag === 18, 'The signature envelope is no tagged COSE_Sign1.');
  const parts: unknown = tagged.value;
  must(Array.isArray(parts) && parts.length === 4, 'The signature envelope is no COSE_Sign1.');
  const [encoded, unprotectedHeaders, payload, signature] = parts as unknown[];
  must(
    encoded instanceof Uint8Array && payload instanceof Uint8Array,
    'The signature envelope has no payload or no headers.',
  );
  must(signature instanceof Uint8Array && signature.length > 0, 'The signature in the signature envelope is missing.');
  const headers = labels(item(library, encoded, 'The header of the signature'));
  const others = labels(unprotectedHeaders);
  must(
    ![...headers.keys()].some(key => others.has(key)),
    'The signature envelope has a header that is signed and unsigned.',
  );
  const algorithm =
    algorithms.get(headers.get(label.algorithm)) ?? refuse('The signature names no algorithm that is accepted.');
  must(headers.get(label.contentType) === payloadType, 'The signature is not over a Notary Project payload.');
  const chain: unknown = headers.get(label.chain) ?? others.get(label.chain);
  must(Array.isArray(chain) && chain.length > 0, 'There is no certificate chain in the signature envelope.');
  must(
    chain.every(one => one instanceof Uint8Array),
    'A certificate in the signature envelope is no string of bytes.',
  );
  const token = others.get(names.timestamp);
  must(
    token === undefined || token instanceof Uint8Array,
    'The timestamp in the signature envelope is no string of bytes.',
  );
  return {
    ...signedAttributes({ headers, critical: headers.get(label.critical), understood, time }),
    algorithm,
    payload,
    signed: encode(['Signature1', encoded, new Uint8Array(), payload]),
    signature,
    chain: chain as Uint8Array[],
    ...(token === undefined ? {} : { timestamp: token }),
  };
}

/** Not a static import, as `require` would not find it: the package tells its module to `import` only. */
let loaded: Promise<typeof cborg> | undefined;

/** Labels that the reader above understands, so that they do no harm as critical ones: notation takes them too. */
const understood: readonly Label[] = [label.algorithm, label.contentType, label.chain, names.signingTime];

/** A time is seconds since the epoch under tag 1 (RFC 8949 section 3.4.2). */
function time(value: unknown): Date | undefined {
  const seconds = member(value, 'tag') === 1 ? member(value, 'value') : undefined;
  const date = new Date(typeof seconds === 'number' ? Math.floor(seconds * 1000) : Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function labels(value: unknown): ReadonlyMap<Label, unknown> {
  must(value instanceof Map, 'The signature envelope has headers that are no map.');
  must(
    [...value.keys()].every(key => typeof key === 'string' || typeof key === 'number'),
    'The signature envelope has a header without a name.',
  );
  return value as ReadonlyMap<Label, unknown>;
}

const deepest = 16;

/** Reads one CBOR item, without what COSE does not need: indefinite lengths, names that are there twice. */
function item({ decode, Tagged, Tokenizer }: typeof cborg, bytes: Uint8Array, what: string): unknown {
  const options: cborg.DecodeOptions = {
    allowIndefinite: false,
    allowUndefined: false,
    allowNaN: false,
    allowInfinity: false,
    rejectDuplicateMapKeys: true,
    useMaps: true,
    // Headers that mean nothing here may have any tags.
    tags: new Proxy({}, { get: (_none, tag) => Tagged.decoder(Number(String(tag))) }),
  };
  try {
    return decode(bytes, { ...options, tokenizer: shallow(new Tokenizer(bytes, options)) });
  } catch {
    refuse(`${what} is not proper CBOR.`);
  }
}

/** Counts how deep tokens are in each other: the decoder would go as deep as it is told. */
function shallow(tokens: InstanceType<typeof cborg.Tokenizer>): NonNullable<cborg.DecodeOptions['tokenizer']> {
  /** How many items are still to come in each array, map and tag that is open. */
  const open: number[] = [];
  return {
    done: () => tokens.done(),
    pos: () => tokens.pos(),
    next: () => {
      const token = tokens.next();
      while (open.at(-1) === 0) open.pop();
      if (open.length > 0) open[open.length - 1]! -= 1;
      const kind = token.type.name;
      if (kind === 'array' || kind === 'map' || kind === 'tag') {
        open.push(kind === 'tag' ? 1 : kind === 'map' ? token.value * 2 : token.value);
        must(open.length <= deepest, 'The signature envelope is nested too deeply.');
      }
      return token;
    },
  };
}
