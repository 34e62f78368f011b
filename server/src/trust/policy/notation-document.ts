import { dirname, join } from 'node:path';
import type { PolicyProblem } from '../../engine/ports';
import type { PolicyOrigin } from '../../facts/image/status';
import { checkPolicy } from '../../facts/trust-policy/check';
import {
  type Action,
  type PolicyText,
  type Step,
  type StoreType,
  statementsOf,
} from '../../facts/trust-policy/document';
import type { TrustAnchors } from '../policy';
import { sha256 } from '../sha256';
import { canonicalJson } from './canonical';
import { isUnreadable, type PolicyFiles } from './files';
import type { Found, Scoped } from './scoped';
import { loadStore } from './trust-store';

const mostBytes = 1_000_000;

export interface DocumentOptions {
  readonly origin: PolicyOrigin;
  readonly files: PolicyFiles;
  /** The folder that nothing of it may lie outside of, symbolic links followed; anywhere when absent. */
  readonly within?: string;
  /** Whether revocation is asked about at all. Where it is not, a policy that enforces it could accept nothing: it is logged. */
  readonly revocation: boolean;
}

/**
 * Loads a trust policy document with the stores beside it (`truststore/x509`). A document with a fault is not used at all; where a
 * store cannot be used, the statements that name it trust nobody through stores of its type. Either is a problem.
 * @returns `undefined` when there is no such file
 */
export async function loadDocument(path: string, options: DocumentOptions): Promise<Found | undefined> {
  const bytes = await options.files.read(path, mostBytes);
  const problems: PolicyProblem[] = [];
  const failed = (message: string): Found => ({ statements: [], problems: [{ path, message }], content: [] });
  if (isUnreadable(bytes))
    return bytes.missing ? undefined : failed(`The trust policy cannot be used: ${bytes.problem}.`);
  let document: unknown;
  try {
    document = JSON.parse(
      Buffer.from(bytes)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    );
  } catch {
    return failed('The trust policy is no JSON.');
  }
  const issues = checkPolicy(document, 'oci').filter(it => !it.tolerated);
  if (issues.length > 0)
    return {
      statements: [],
      problems: issues.map(it => ({ path, message: `${placeOf(it.path)}${it.message}` })),
      content: [],
    };
  const stores = new Stores(dirname(path), options);
  const statements: Scoped[] = [];
  for (const text of statementsOf(document)) {
    const anchors = {
      ca: await stores.anchors(text, 'ca'),
      signingAuthority: await stores.anchors(text, 'signingAuthority'),
      tsa: await stores.anchors(text, 'tsa'),
    };
    statements.push({
      scopes: text.scopes,
      statement: {
        kind: 'notation',
        name: text.name,
        origin: options.origin,
        level: text.level,
        actions: withoutRevocation(text.actions, options.revocation),
        verifyTimestamp: text.verifyTimestamp,
        stores: anchors,
        checksTimestamps: text.stores.some(it => it.type === 'tsa'),
        trustedIdentities: text.identities,
      },
    });
  }
  problems.push(...stores.problems);
  return { statements, problems, content: [`policy ${sha256(canonicalJson(document))}`, ...stores.content] };
}

/** What is enforced of a signature, revocation only where it is asked about. */
export const withoutRevocation = (
  actions: Readonly<Record<Step, Action>>,
  revocation: boolean,
): Readonly<Record<Step, Action>> =>
  revocation || actions.revocation !== 'enforce' ? actions : { ...actions, revocation: 'log' };

const placeOf = (path: readonly (string | number)[]): string => {
  const [, index] = path;
  return path.length > 1 && typeof index === 'number' ? `Statement ${index + 1}: ` : '';
};

/** The stores that a document names, each read once. */
class Stores {
  readonly problems: PolicyProblem[] = [];
  readonly content: string[] = [];
  readonly #loaded = new Map<string, Promise<readonly Uint8Array[] | undefined>>();

  constructor(
    private readonly folder: string,
    private readonly options: Pick<DocumentOptions, 'files' | 'within'>,
  ) {}

  /** The certificates of all stores of a type that a statement names; none when one of them cannot be used. */
  async anchors(text: PolicyText, type: StoreType): Promise<TrustAnchors> {
    const certificates: Uint8Array[] = [];
    let isWhole = true;
    for (const { name } of text.stores.filter(it => it.type === type)) {
      const found = await this.#load(type, name);
      if (found) certificates.push(...found);
      else isWhole = false;
    }
    return { certificates: isWhole ? certificates : [], fingerprints: [] };
  }

  #load(type: StoreType, name: string): Promise<readonly Uint8Array[] | undefined> {
    const key = `${type}:${name}`;
    const before = this.#loaded.get(key);
    if (before) return before;
    const loading = this.#found(type, name).then(found => {
      if ('message' in found) {
        this.problems.push(found);
        this.content.push(`store ${key} unusable`);
        return undefined;
      }
      for (const it of found) this.content.push(`store ${key} ${sha256(it.raw)}`);
      return found.map(it => new Uint8Array(it.raw));
    });
    this.#loaded.set(key, loading);
    return loading;
  }

  async #found(type: StoreType, name: string): ReturnType<typeof loadStore> {
    const { files, within } = this.options;
    const path = join(this.folder, 'truststore', 'x509', type, name);
    if (within !== undefined && (await files.leadsOut(within, path)))
      return { path, message: `The trust store \`${type}:${name}\` is not inside of the folder.` };
    return loadStore(this.folder, type, name, files);
  }
}
