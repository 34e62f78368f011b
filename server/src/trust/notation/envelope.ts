import { shown } from './payload';
import { must, refuse } from './refused';

/** `notary.x509`: somebody signed with a certificate; `.signingAuthority`: a service signed for them, and tells the time (signing-scheme.md). */
export type SigningScheme = 'notary.x509' | 'notary.x509.signingAuthority';

/** What a signature covers beside the payload (signature-specification.md, Signed Attributes). */
export interface SignedAttributes {
  readonly scheme: SigningScheme;
  /** Of a signing authority it counts; of anybody else it is a claim. */
  readonly signingTime: Date;
  readonly expiry?: Date;
  /** The plug-in that must take part in the verification. */
  readonly plugin?: string;
}

/** A signature envelope, decoded: nothing of it is verified. */
export interface Envelope extends SignedAttributes {
  /** In words of JWS: `PS256`, `ES384`. */
  readonly algorithm: string;
  readonly payload: Uint8Array;
  /** The bytes that were signed. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  /** DER, the signing certificate first. */
  readonly chain: readonly Uint8Array[];
  /** An RFC 3161 token; nobody signed that it is there. */
  readonly timestamp?: Uint8Array;
}

const prefix = 'io.cncf.notary.';
export const names = {
  scheme: `${prefix}signingScheme`,
  signingTime: `${prefix}signingTime`,
  authenticSigningTime: `${prefix}authenticSigningTime`,
  expiry: `${prefix}expiry`,
  plugin: `${prefix}verificationPlugin`,
  pluginVersion: `${prefix}verificationPluginMinVersion`,
  timestamp: `${prefix}timestampSignature`,
} as const;

/** A header of JWS, or a label of COSE. */
export type Label = string | number;

export interface ProtectedHeaders {
  readonly headers: ReadonlyMap<Label, unknown>;
  /** The value of `crit`. */
  readonly critical: unknown;
  /** Labels of the envelope's own format that may be critical as they are understood. */
  readonly understood: readonly Label[];
  /** Reads a time as the format writes it; `undefined` for what is none. */
  readonly time: (value: unknown) => Date | undefined;
}

/** Reads and checks the signed attributes: the rules are the same in JWS and COSE. */
export function signedAttributes({ headers, critical, understood, time }: ProtectedHeaders): SignedAttributes {
  const at = (name: string): Date | undefined => {
    if (!headers.has(name)) return undefined;
    return time(headers.get(name)) ?? refuse(`The header \`${name}\` of the signature is not a time.`);
  };
  const scheme = headers.get(names.scheme);
  must(
    scheme === 'notary.x509' || scheme === 'notary.x509.signingAuthority',
    'The signature is of an unknown signing scheme.',
  );
  const isAuthority = scheme === 'notary.x509.signingAuthority';
  const [needed, excluded] = isAuthority
    ? [names.authenticSigningTime, names.signingTime]
    : [names.signingTime, names.authenticSigningTime];
  must(!headers.has(excluded), `The signature has the header \`${excluded}\`, which its signing scheme excludes.`);
  const signingTime = at(needed) ?? refuse(`The signature has no header \`${needed}\`.`);
  const expiry = at(names.expiry);
  must(expiry === undefined || expiry > signingTime, 'The signature expires before it was made.');
  const marked = criticalLabels(critical, headers);
  const required: readonly Label[] = [
    names.scheme,
    ...(isAuthority ? [names.authenticSigningTime] : []),
    ...(expiry === undefined ? [] : [names.expiry]),
  ];
  for (const name of required) must(marked.has(name), `The header \`${name}\` of the signature is not critical.`);
  const plugin = pluginOf(headers, marked);
  const known = new Set<Label>([...required, ...understood]);
  const unknown = [...marked].find(label => !known.has(label));
  if (plugin === undefined)
    must(
      unknown === undefined,
      `The signature has the critical header \`${shown(String(unknown))}\`, which is not understood.`,
    );
  return {
    scheme,
    signingTime,
    ...(expiry === undefined ? {} : { expiry }),
    ...(plugin === undefined ? {} : { plugin }),
  };
}

function criticalLabels(critical: unknown, headers: ReadonlyMap<Label, unknown>): ReadonlySet<Label> {
  must(Array.isArray(critical) && critical.length > 0, 'The signature does not say which of its headers are critical.');
  const marked = new Set<Label>();
  for (const label of critical as unknown[]) {
    must(typeof label === 'string' || typeof label === 'number', 'A critical header of the signature has no name.');
    must(!marked.has(label), `The header \`${shown(String(label))}\` of the signature is critical twice.`);
    must(headers.has(label), `The critical header \`${shown(String(label))}\` of the signature is not there.`);
    marked.add(label);
  }
  return marked;
}

function pluginOf(headers: ReadonlyMap<Label, unknown>, marked: ReadonlySet<Label>): string | undefined {
  for (const name of [names.plugin, names.pluginVersion]) {
    const value = headers.get(name);
    if (!headers.has(name)) continue;
    must(marked.has(name), `The header \`${name}\` of the signature is not critical.`);
    must(typeof value === 'string' && value.trim() !== '', `The header \`${name}\` of the signature is empty.`);
    return shown(value);
  }
  return undefined;
}
