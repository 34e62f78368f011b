import { member, members, parseStrictJson } from '../strict-json';
import { type Envelope, names, signedAttributes } from './envelope';
import { payloadType } from './payload';
import { must, refuse } from './refused';

/** An envelope holds a payload, headers and certificates: it is never deep. */
const depth = 16;

/**
 * Reads a JWS envelope (signature-envelope-jws.md; RFC 7515 section 7.2.2): flattened JSON, its four members and no other, each name once
 * and in its own case. Unprotected headers that are not known are left alone, as RFC 7515 section 4 asks.
 */
export function readJws(bytes: Uint8Array): Envelope {
  const envelope = object(bytes, 'The signature envelope');
  const excess = Object.keys(envelope).find(name => !['payload', 'protected', 'header', 'signature'].includes(name));
  must(excess === undefined, 'The signature envelope has a member that a flattened JWS has not.');
  const { payload, protected: encoded, header, signature } = envelope;
  must(
    typeof payload === 'string' && typeof encoded === 'string',
    'The signature envelope has no payload or no headers.',
  );
  const headers = object(base64(encoded, 'base64url', 'The protected headers'), 'The header of the signature');
  const algorithm = headers.alg;
  must(typeof algorithm === 'string', 'The signature names no algorithm.');
  must(headers.cty === payloadType, 'The signature is not over a Notary Project payload.');
  const chain = member(header, 'x5c');
  must(Array.isArray(chain) && chain.length > 0, 'There is no certificate chain in the signature envelope.');
  const token = member(header, names.timestamp);
  return {
    ...signedAttributes({
      headers: new Map(Object.entries(headers)),
      critical: headers.crit,
      understood: [],
      time: rfc3339,
    }),
    algorithm,
    payload: base64(payload, 'base64url', 'The payload'),
    signed: Buffer.from(`${encoded}.${payload}`, 'latin1'),
    signature: base64(signature, 'base64url', 'The signature'),
    chain: chain.map(item => base64(item, 'base64', 'A certificate')),
    ...(token === undefined ? {} : { timestamp: base64(token, 'base64', 'The timestamp') }),
  };
}

function object(bytes: Uint8Array, what: string): Readonly<Record<string, unknown>> {
  const read = parseStrictJson(bytes, { depth });
  if ('error' in read) refuse(`${what} ${read.error}.`);
  return members(read.value) ?? refuse(`${what} is no JSON object.`);
}

/** Decodes what can be written in one way only: no other characters, the right padding, and no stray bits. */
function base64(text: unknown, encoding: 'base64' | 'base64url', what: string): Uint8Array {
  const bytes = Buffer.from(typeof text === 'string' ? text : '', encoding);
  must(bytes.length > 0, `${what} in the signature envelope is missing.`);
  must(bytes.toString(encoding) === text, `${what} in the signature envelope is not proper ${encoding}.`);
  return bytes;
}

const pattern = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(\.\d+)?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/** A time by RFC 3339, which may have a fraction and an offset. */
function rfc3339(value: unknown): Date | undefined {
  const match = typeof value === 'string' && value.length <= 64 ? pattern.exec(value) : null;
  if (match === null) return undefined;
  const [, day, clock, fraction = '', sign, hours, minutes] = match;
  const local = new Date(`${day}T${clock}Z`);
  if (Number.isNaN(local.getTime()) || local.toISOString().slice(0, 19) !== `${day}T${clock}`) return undefined;
  const offset = sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * (sign === '+' ? 60_000 : -60_000);
  return new Date(local.getTime() - offset + Math.floor(Number(`0${fraction}`) * 1000));
}
